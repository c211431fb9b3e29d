/* Hooks: functions of the program's that are called around each row that is inserted, updated,
 * deleted or loaded.
 *
 *     orm_status customer_stamp(orm_hook *hook)
 *     {
 *         struct customer *row = hook->row;
 *         row->changed_at = now();
 *         return ORM_OK;
 *     }
 *
 * Which calls fire what, once for each row:
 *
 *     orm_insert, _with_key, _with, _many     before_insert, after_insert
 *     orm_update, _with, _many                before_update, after_update
 *     orm_delete, _key, _many                 before_delete, after_delete
 *     orm_upsert, _many                       before_insert; before_update too, where a row that is
 *                                             there would be changed; then what was done:
 *                                             after_insert, after_update or none
 *     orm_insert_or_ignore                    before_insert; after_insert where it was inserted
 *     orm_find_or_insert                      after_load where it was found; else before_insert,
 *                                             after_insert
 *     find, reload, first, one, select, collect, select_into, each, raw_select
 *                                             after_load
 *
 * No hook sees what a statement does to many rows at once (orm_update_where, orm_update_all,
 * orm_delete_where, orm_delete_all, orm_exec, orm_raw_run), what the database does by itself (ON
 * DELETE CASCADE, triggers), a single column (orm_value_of), nor what is read back into the row of
 * a write. Where that has to be seen, too, use a trigger.
 *
 * orm_delete_key reads the row first where a hook is to see it. On SQLite so does an upsert; on
 * PostgreSQL, and with a key of some rows only, the statement itself notes whether it updates
 * (there in the setting corm.renewed of the transaction).
 *
 * Order: the hooks of the annotations first, as they stand in the header, then those of
 * orm_hook_add, as they were added. Of many rows all before-hooks run before the first row is
 * written, in the order of the rows, and all after-hooks when the last one is.
 *
 * A hook may use the handle, for anything but to close it: to look something up, to write to
 * another table. What hooks write is kept or undone with the call that they belong to: there is a
 * level of a transaction around both (orm_depth counts it), which begins with the first call that a
 * before-hook makes, or with the statement where there are after-hooks. A hook leaves that level as
 * it found it (MISUSE). Rows that are loaded have no such level. A hook whose own calls fire it
 * again sees to it that this ends.
 *
 * A call without hooks pays nothing for them. */
#ifndef ORM_HOOKS_H
#define ORM_HOOKS_H

#include <orm/arena.h>
#include <orm/db.h>
#include <orm/error.h>
#include <orm/expr.h>
#include <orm/meta.h>

ORM_BEGIN_DECLS

/* ---- hooks -------------------------------------------------------------------------------- */

/* Bits, so that one hook may be for several. */
typedef enum orm_hook_event {
    ORM_BEFORE_INSERT = 1 << 0,
    ORM_AFTER_INSERT = 1 << 1,
    ORM_BEFORE_UPDATE = 1 << 2,
    ORM_AFTER_UPDATE = 1 << 3,
    ORM_BEFORE_DELETE = 1 << 4,
    ORM_AFTER_DELETE = 1 << 5,
    ORM_AFTER_LOAD = 1 << 6,
    ORM_EVERY_EVENT = (1 << 7) - 1
} orm_hook_event;

/* What happens. All borrowed, for the time of the hook. */
struct orm_hook {
    orm_db *db;
    const orm_entity *entity;
    orm_hook_event event; /* the one of them that it is */
    /* before_insert, before_update: a copy of the program's row, which is what is stored: the hook
     * may change it, and another pointer is a new text (what the pointers lead to stays the
     * program's). Not the key of an update, nor its version. A member that the hook changes is
     * stored, whichever columns the call names, but by orm_upsert, and but what orm_update_with
     * assigns. The program's own row is not changed.
     * after_insert, after_update: the row as it was written, with key, version and what is read
     * back, in structs of its own where the row points to some; before_delete,
     * after_delete: the row that is deleted. To be read only.
     * after_load: the row itself, which the hook may change: members that are no columns, too. */
    void *row;
    /* The columns that are written, by index in entity->fields: of an update without its version;
     * none of a delete and of a load. */
    const uint16_t *fields;
    uint16_t field_count;
    size_t element; /* of a call on many rows, which one, from 1; else 0 */
    /* For texts that the hook puts into the row. after_load: that of the rows that are read, NULL
     * where the caller gave none; else it lives until the call ends. */
    orm_arena *arena;
    void *ctx;        /* of orm_hook_add; NULL for a hook of an annotation */
    orm_error *error; /* for orm_hook_refuse */
};

/* Returns ORM_OK (positive news is as good), orm_hook_refuse(...), or any other negative status,
 * such as that of a call that failed: it is the status of the call that the hook belongs to, and
 * its error where the hook's own call has left one. No further hook is called then. Of a
 * before-hook that fails, nothing is written; of an after-hook, all of the call is undone, also the
 * key and the version in the program's row; of after_load, the rows are not read. */
typedef orm_status orm_hook_fn(orm_hook *hook);

/* The hooks of an entity, as generated tables have them. */
struct orm_entity_hook {
    unsigned events; /* of orm_hook_event */
    orm_hook_fn *fn;
};

/* For a hook that refuses: leaves the reason, one line, which the library puts behind the name of
 * the table. Returns ORM_REFUSED. */
ORM_PRINTF(2, 3)
ORM_API orm_status orm_hook_refuse(orm_hook *hook, const char *format, ...);

/* Whether the column is among those that are written: orm_hook_writes(hook,
 * &customer_.email.column). False for a column of another entity. */
ORM_API bool orm_hook_writes(const orm_hook *hook, const orm_handle *column);

/* Has fn called from the next call on, for rows of the entity, or of all entities where it is NULL.
 * events: bits of orm_hook_event. ctx: borrowed until the hook is removed or the handle is closed.
 * *id_out: for orm_hook_remove; may be NULL. Allowed in a hook.
 * Errors: MISUSE (fn NULL, no event or an unknown one), NO_MEMORY. */
/* NOLINTNEXTLINE(readability-function-size): handle, which rows, when, what and with what, an id */
ORM_API ORM_MUST_CHECK orm_status orm_hook_add(orm_db *db, const orm_entity *entity,
                                               unsigned events, orm_hook_fn *fn, void *ctx,
                                               uint64_t *id_out);

/* Removes a hook of orm_hook_add: it is not called any more. Allowed in a hook, itself too.
 * Errors: MISUSE (the handle has none of this id). */
ORM_API ORM_MUST_CHECK orm_status orm_hook_remove(orm_db *db, uint64_t id);

/* ---- validators --------------------------------------------------------------------------- */

/* A validator (orm_validate_fn in orm/meta.h) is a column's:
 *
 *     orm_validate_fn email_check;
 *
 *     char *email ORM_COLUMN(validate = email_check);
 *
 *     orm_status email_check(const orm_field *field, const orm_value *value, orm_error *error)
 *     {
 *         bool is_good = memchr(value->as.text, '@', value->size) != NULL;
 *         return is_good ? ORM_OK : orm_validate_fail(error, "no e-mail address");
 *     }
 *
 * It sees each value that the program stores in the column, whichever call does it: the members of
 * rows that are inserted or updated, alone or among many, and what orm_set gives to a column, of
 * all rows too. It does not see NULL (not_null says that), what the database calculates, what is
 * compared with, nor what is loaded. *value is as it is sent to the database: an enum's label is
 * TEXT, a time a TIMESTAMP in microseconds, an array a LIST; it is borrowed for the call. It may be
 * asked more than once for one value, and may not use the handle. Returns ORM_OK,
 * orm_validate_fail(...) or any other negative status, with which the call fails, nothing stored
 * and nothing sent. */

/* For a validator that refuses: leaves the reason, one line, which the library puts behind the
 * names of table and column. Returns ORM_REFUSED. */
ORM_PRINTF(2, 3)
ORM_API orm_status orm_validate_fail(orm_error *error, const char *format, ...);

ORM_END_DECLS

#endif
