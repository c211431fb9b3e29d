/* Owns the calls of hooks, and the words for their failures. */
#include "query/firing.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/alloc.h"
#include "base/error.h"
#include "db/deadline.h"
#include "meta/identity.h"
#include "row/key.h"

/* ---- which ---- */

orm_status orm__firing_begin(orm_firing *firing, orm_db *db, const orm_entity *entity,
                             unsigned events)
{
    enum { FEW = sizeof firing->few / sizeof firing->few[0] };
    *firing = (orm_firing){ .db = db, .entity = entity };
    firing->entries = firing->few;
    firing->count = orm__hooks_find(db, entity, events, firing->few, FEW);
    if (firing->count > FEW) {
        firing->entries = orm__alloc_array(&db->allocator, firing->count, sizeof *firing->entries);
        if (firing->entries == NULL) {
            (void)orm__error_no_memory(&firing->error);
            return orm__db_fail(db, &firing->error);
        }
        (void)orm__hooks_find(db, entity, events, firing->entries, firing->count);
    }
    for (size_t i = 0; i < firing->count; i++) {
        firing->events |= firing->entries[i].events & events;
    }
    return ORM_OK;
}

void orm__firing_end(orm_firing *firing)
{
    if (firing->entries != firing->few) {
        orm__alloc_free(&firing->db->allocator, firing->entries,
                        firing->count * sizeof *firing->entries);
    }
}

/* ---- failures ---- */

static const char *name_of(orm_hook_event event)
{
    switch (event) {
    case ORM_BEFORE_INSERT:
        return "before_insert";
    case ORM_AFTER_INSERT:
        return "after_insert";
    case ORM_BEFORE_UPDATE:
        return "before_update";
    case ORM_AFTER_UPDATE:
        return "after_update";
    case ORM_BEFORE_DELETE:
        return "before_delete";
    case ORM_AFTER_DELETE:
        return "after_delete";
    case ORM_AFTER_LOAD:
        return "after_load";
    case ORM_EVERY_EVENT:
        break;
    }
    return "?";
}

/* Why it failed: as it says itself, as the call says that it made, or only with its status. */
static void explain(orm_firing *firing, const orm_hook *hook, orm_status status, bool is_told)
{
    orm_error *error = &firing->error;
    if (error->status != status && is_told) {
        *error = firing->db->error;
    } else if (error->status != status) {
        (void)orm__error_set(error, status, "a hook for %s fails: %s", name_of(hook->event),
                             orm_status_text(status));
    }
    const orm_codec codec = orm__db_codec(firing->db, firing->entity);
    orm__codec_name_table(&codec, error);
    if (hook->event == ORM_AFTER_LOAD) {
        orm__key_tell_row(&codec, hook->row, error);
    }
    if (hook->element != 0) {
        error->element = hook->element;
    }
}

/* Runs one, and sees to it that the handle is as it was. */
static orm_status call(orm_firing *firing, const orm_hook_entry *entry, orm_hook *hook)
{
    orm_db *db = firing->db;
    const void *caller = db->caller;
    uint64_t failures = db->failures;
    const orm_hook given = *hook; /* whatever the hook writes into its own */
    firing->error.status = ORM_OK;
    const orm_time_left left = orm__deadline_share(db);
    orm_status status = entry->fn(hook);
    orm__deadline_go_on(db, left);
    db->caller = caller;
    if (status >= 0) {
        return firing->level == NULL ? ORM_OK : orm__level_check(firing->level);
    }
    explain(firing, &given, status, db->failures != failures && db->error.status == status);
    return orm__db_fail(db, &firing->error);
}

orm_status orm__firing_call(orm_firing *firing, orm_hook_event event, void *row, size_t element)
{
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < firing->count; i++) {
        const orm_hook_entry *entry = &firing->entries[i];
        if ((entry->events & event) == 0 || !orm__hooks_has(firing->db, entry)) {
            continue;
        }
        orm_hook hook = { .db = firing->db,
                          .entity = firing->entity,
                          .event = event,
                          .row = row,
                          .fields = firing->fields,
                          .field_count = firing->field_count,
                          .element = element,
                          .arena = firing->arena,
                          .ctx = entry->ctx,
                          .error = &firing->error };
        status = call(firing, entry, &hook);
    }
    return status;
}

/* ---- what hooks call ---- */

orm_status orm_hook_refuse(orm_hook *hook, const char *format, ...)
{
    char message[sizeof hook->error->message];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return orm__error_set(hook->error, ORM_REFUSED, "%s", message);
}

bool orm_hook_writes(const orm_hook *hook, const orm_handle *column)
{
    uint16_t i = 0;
    if (!orm__identity_same(column->path->entity, hook->entity)) {
        return false;
    }
    while (i < hook->field_count && hook->fields[i] != column->field) {
        i++;
    }
    return i < hook->field_count;
}
