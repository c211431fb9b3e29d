/* Owns the list of the hooks that a program has added to a handle. */
#include "db/hooks.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "db/db.h"
#include "meta/identity.h"

/* ---- looking for them ---- */

static void note(orm_hook_entry *found, size_t room, size_t *count, const orm_hook_entry *entry)
{
    if (*count < room) {
        found[*count] = *entry;
    }
    ++*count;
}

static bool is_of(const orm_hook_entry *entry, const orm_entity *entity)
{
    return entry->entity == NULL || orm__identity_same_layout(entry->entity, entity);
}

size_t orm__hooks_find(const orm_db *db, const orm_entity *entity, unsigned events,
                       orm_hook_entry *found, size_t room)
{
    size_t count = 0;
    for (uint16_t i = 0; i < entity->hook_count; i++) {
        const orm_entity_hook *own = &entity->hooks[i];
        if ((own->events & events) != 0) {
            note(found, room, &count,
                 &(const orm_hook_entry){ .events = own->events, .fn = own->fn });
        }
    }
    for (size_t i = 0; i < db->hooks.count; i++) {
        const orm_hook_entry *added = &db->hooks.list[i];
        if ((added->events & events) != 0 && is_of(added, entity)) {
            note(found, room, &count, added);
        }
    }
    return count;
}

static size_t index_of(const orm_hooks *hooks, uint64_t id)
{
    size_t i = 0;
    while (i < hooks->count && hooks->list[i].id != id) {
        i++;
    }
    return i;
}

bool orm__hooks_has(const orm_db *db, const orm_hook_entry *entry)
{
    return entry->id == 0 || index_of(&db->hooks, entry->id) < db->hooks.count;
}

/* ---- the list ---- */

void orm__hooks_fini(orm_db *db)
{
    orm__alloc_free(&db->allocator, db->hooks.list, db->hooks.capacity * sizeof *db->hooks.list);
}

void orm__hooks_keep(orm_db *db)
{
    db->hooks.kept = db->hooks.count;
    db->hooks.kept_id = db->hooks.last_id;
}

bool orm__hooks_forget_added(orm_db *db)
{
    orm_hooks *hooks = &db->hooks;
    while (hooks->count > 0 && hooks->list[hooks->count - 1].id > hooks->kept_id) {
        hooks->count--;
    }
    return hooks->count == hooks->kept;
}

void orm__hooks_forget(orm_db *db)
{
    db->hooks.count = 0;
}

void orm__hooks_settle(orm_db *db, uint64_t last_id, bool is_set_up)
{
    orm_hooks *hooks = &db->hooks;
    size_t count = 0;
    for (size_t i = 0; i < hooks->count; i++) {
        const orm_hook_entry *entry = &hooks->list[i];
        bool is_new = entry->id > last_id;
        if (!entry->is_of_setup || is_new == is_set_up) {
            hooks->list[count++] = *entry;
        }
    }
    hooks->count = count;
}

static orm_status append(orm_db *db, const orm_hook_entry *entry)
{
    orm_hooks *hooks = &db->hooks;
    void *list = hooks->list;
    bool has_room = orm__alloc_grow(&db->allocator, &list, &hooks->capacity, hooks->count + 1,
                                    sizeof *hooks->list);
    hooks->list = list;
    if (!has_room) {
        orm_error error;
        (void)orm__error_no_memory(&error);
        return orm__db_fail(db, &error);
    }
    hooks->list[hooks->count++] = *entry;
    return ORM_OK;
}

/* NOLINTNEXTLINE(readability-function-size): handle, which rows, when, what and with what, an id */
orm_status orm_hook_add(orm_db *db, const orm_entity *entity, unsigned events, orm_hook_fn *fn,
                        void *ctx, uint64_t *id_out)
{
    ORM_DB_ENTER(db);
    if (fn == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "fn is NULL");
    }
    if (events == 0 || (events & ~(unsigned)ORM_EVERY_EVENT) != 0) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s",
                                 events == 0 ? "a hook for no event"
                                             : "the events hold a bit that means nothing");
    }
    const orm_hook_entry entry = { .id = db->hooks.last_id + 1,
                                   .entity = entity,
                                   .events = events,
                                   .fn = fn,
                                   .ctx = ctx,
                                   .is_of_setup = db->is_setting_up };
    orm_status status = append(db, &entry);
    if (status == ORM_OK) {
        db->hooks.last_id = entry.id;
        if (id_out != NULL) {
            *id_out = entry.id;
        }
    }
    return status;
}

orm_status orm_hook_remove(orm_db *db, uint64_t id)
{
    ORM_DB_ENTER(db);
    orm_hooks *hooks = &db->hooks;
    size_t at = index_of(hooks, id);
    if (at == hooks->count) {
        return orm__db_fail_with(db, ORM_MISUSE, "the handle has no hook %llu",
                                 (unsigned long long)id);
    }
    hooks->count--;
    memmove(&hooks->list[at], &hooks->list[at + 1], (hooks->count - at) * sizeof *hooks->list);
    return ORM_OK;
}
