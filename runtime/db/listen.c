/* Owns the channels of a handle: beginning to listen, ending it, and doing it again. */
#include "db/listen.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "db/db.h"
#include "db/run.h"
#include "sql/name.h"

/* ---- what may be asked ---- */

orm_status orm__listen_check(orm_db *db)
{
    if (db->dialect->listen != NULL && db->link->driver->notification != NULL) {
        return ORM_OK;
    }
    return orm__db_fail_with(db, ORM_NOT_SUPPORTED, "%s has no notifications between programs",
                             db->dialect->name);
}

orm_status orm__listen_check_channel(orm_db *db, const char *channel)
{
    if (channel == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "the channel is NULL");
    }
    size_t size = strlen(channel), most = db->dialect->name_max;
    if (size == 0 || (most != 0 && size > most)) {
        return orm__db_fail_with(
            db, ORM_MISUSE, "the name of a channel has 1 to %zu bytes, this one %zu", most, size);
    }
    if (!orm__utf8_is_valid(channel, size)) {
        return orm__db_fail_with(db, ORM_MISUSE, "the name of a channel is no UTF-8");
    }
    return ORM_OK;
}

bool orm__listen_is_in_transaction(const orm_db *db)
{
    orm_link_state state = db->link->driver->state(db->link);
    return db->depth > 0 || state == ORM_LINK_IN_TRANSACTION || state == ORM_LINK_ABORTED;
}

orm_status orm__listen_check_session(orm_db *db)
{
    orm_status status = orm__listen_check(db);
    if (status == ORM_OK && db->options.statements != ORM_STATEMENTS_NAMED) {
        return orm__db_fail_with(db, ORM_NOT_SUPPORTED,
                                 "listening needs a session of its own, which statements without a "
                                 "name do not rely on: open a handle that has one");
    }
    return status;
}

static orm_status check(orm_db *db)
{
    orm_status status = orm__listen_check_session(db);
    if (status == ORM_OK && orm__listen_is_in_transaction(db)) {
        return orm__db_fail_with(db, ORM_MISUSE,
                                 "a transaction is open: listening would begin or end with it");
    }
    return status;
}

/* ---- the list ---- */

static void free_name(orm_db *db, char *name)
{
    orm__alloc_free(&db->allocator, name, name == NULL ? 0 : strlen(name) + 1);
}

/* Its place in the list, or behind its end. */
static size_t find(const orm_channels *channels, const char *channel)
{
    size_t i = 0;
    while (i < channels->count && strcmp(channels->names[i], channel) != 0) {
        i++;
    }
    return i;
}

/* Room for one more, so that nothing can fail when the server listens. NULL: no memory. */
static char *make_room(orm_db *db, const char *channel)
{
    orm_channels *channels = &db->channels;
    void *names = channels->names;
    bool enough = orm__alloc_grow(&db->allocator, &names, &channels->capacity, channels->count + 1,
                                  sizeof *channels->names);
    channels->names = names;
    return enough ? orm__alloc_text(&db->allocator, channel) : NULL;
}

static void remove_name(orm_db *db, size_t i)
{
    orm_channels *channels = &db->channels;
    if (i < channels->count) {
        free_name(db, channels->names[i]);
        channels->names[i] = channels->names[--channels->count];
    }
}

static void remove_all(orm_db *db)
{
    while (db->channels.count > 0) {
        remove_name(db, db->channels.count - 1);
    }
}

void orm__listen_fini(orm_db *db)
{
    remove_all(db);
    orm__alloc_free(&db->allocator, db->channels.names,
                    db->channels.capacity * sizeof *db->channels.names);
    db->channels = (orm_channels){ .count = 0 };
}

/* ---- telling the server ---- */

static orm_status say(orm_db *db, const char *form, const char *channel)
{
    orm_buffer text;
    orm__buffer_init(&text, &db->allocator);
    orm__name_fill(&text, form, channel);
    const char *sql = orm__buffer_string(&text);
    orm_status status =
        sql == NULL ? orm__db_fail_with(db, ORM_NO_MEMORY, "%s", orm_status_text(ORM_NO_MEMORY))
                    : orm__run_script(db, sql);
    orm__buffer_fini(&text);
    return status;
}

orm_status orm__listen_again(orm_db *db, orm_error *error)
{
    const orm_channels *channels = &db->channels;
    if (channels->count == 0) {
        return ORM_OK;
    }
    orm_buffer text;
    orm__buffer_init(&text, &db->allocator);
    for (size_t i = 0; i < channels->count; i++) {
        orm__name_fill(&text, db->dialect->listen, channels->names[i]);
        orm__buffer_char(&text, ';');
    }
    const char *sql = orm__buffer_string(&text);
    orm_status status =
        sql == NULL ? orm__error_no_memory(error) : db->link->driver->exec(db->link, sql, error);
    db->channels.has_gap = true;
    orm__buffer_fini(&text);
    return status;
}

orm_status orm_listen(orm_db *db, const char *channel)
{
    ORM_DB_ENTER(db);
    orm_status status = check(db);
    if (status == ORM_OK) {
        status = orm__listen_check_channel(db, channel);
    }
    if (status != ORM_OK) {
        return status;
    }
    char *name = make_room(db, channel);
    if (name == NULL) {
        return orm__db_fail_with(db, ORM_NO_MEMORY, "%s", orm_status_text(ORM_NO_MEMORY));
    }
    db->has_changed_session = true;
    status = say(db, db->dialect->listen, channel);
    if (status == ORM_OK && find(&db->channels, channel) == db->channels.count) {
        db->channels.names[db->channels.count++] = name;
    } else {
        free_name(db, name);
    }
    return status;
}

orm_status orm_unlisten(orm_db *db, const char *channel)
{
    ORM_DB_ENTER(db);
    orm_status status = check(db);
    if (status == ORM_OK && channel != NULL) {
        status = orm__listen_check_channel(db, channel);
    }
    if (status != ORM_OK) {
        return status;
    }
    if (channel == NULL) {
        status = say(db, db->dialect->unlisten_all, NULL);
    } else {
        status = say(db, db->dialect->unlisten, channel);
    }
    if (status == ORM_OK && channel == NULL) {
        remove_all(db);
    } else if (status == ORM_OK) {
        remove_name(db, find(&db->channels, channel));
    }
    return status;
}
