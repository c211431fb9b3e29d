/* Owns updating by options: which members are written, what is set beside them, what comes back. */
#include "base/error.h"
#include "meta/entity.h"
#include "query/columns.h"
#include "query/hooked.h"
#include "query/update.h"
#include "query/version.h"
#include "sql/assign.h"

/* ---- running ---- */

static orm_status run(orm_write *write, void *row)
{
    orm_call *c = &write->call;
    orm_value next;
    if (c->next == 0) {
        return orm__write_run(write, row);
    }
    orm_status status = orm__version_raise(c, &next);
    if (status == ORM_OK) {
        status = orm__write_run(write, row);
    }
    return status == ORM_OK ? orm__version_store(c, row, &next) : status;
}

/* ---- marks ---- */

static orm_status refuse(const orm_call *c, uint16_t field, const char *why)
{
    return orm__error_set(c->error, ORM_MISUSE, "%s.%s: %s", c->entity->name,
                          c->entity->fields[field].member, why);
}

static void mark_all(const orm_entity *entity, unsigned char *marks)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (!orm__entity_is_key(entity, i) && !orm__entity_is_filled(&entity->fields[i].column)) {
            marks[i] |= ORM_SQL_WRITTEN;
        }
    }
}

static orm_status check_marks(const orm_call *c, const orm_update_options *options,
                              const unsigned char *marks, bool *writes_out)
{
    *writes_out = !orm__assign_is_none(options->set);
    for (uint16_t i = 0; i < c->entity->field_count; i++) {
        bool is_written = (marks[i] & ORM_SQL_WRITTEN) != 0;
        if (is_written && orm__entity_is_key(c->entity, i)) {
            return refuse(c, i, "a column of the primary key is never set");
        }
        if (is_written && orm__assign_sets(options->set, i)) {
            return refuse(c, i, "the column is set twice, in columns and in set");
        }
        *writes_out = *writes_out || is_written;
    }
    return ORM_OK;
}

orm_status orm__update_mark(const orm_call *c, const orm_update_options *options,
                            unsigned char *marks)
{
    const orm_column_list columns = { "columns", options->columns, ORM_SQL_WRITTEN, true };
    const orm_column_list read_back = { "read_back", options->read_back, ORM_SQL_RETURNED, false };
    bool writes = false;
    orm_status status = orm__columns_mark(c, &columns, marks);
    if (options->columns == NULL && options->set == NULL) {
        mark_all(c->entity, marks);
    }
    if (status == ORM_OK) {
        status = orm__columns_mark(c, &read_back, marks);
    }
    if (status == ORM_OK) {
        status = check_marks(c, options, marks, &writes);
    }
    if (status == ORM_OK && writes && c->entity->version != 0) {
        marks[c->entity->version - 1] |= ORM_SQL_WRITTEN;
    }
    return status;
}

/* ---- beginning ---- */

static orm_status begin_marked(orm_write *write, const orm_update_options *options)
{
    orm_call *c = &write->call;
    unsigned char *marks = orm__columns_marks(c);
    if (marks == NULL) {
        return orm__error_no_memory(c->error);
    }
    orm_status status = orm__update_mark(c, options, marks);
    if (status == ORM_OK) {
        const orm_sql_row what = { .marks = marks, .set = options->set };
        status = orm__sql_update_row(&c->db->sql, c->db->dialect, c->entity, &what, c->error);
    }
    write->arena = options->arena;
    return status == ORM_OK ? orm__write_begin(write, marks) : status;
}

static bool is_plain(const orm_update_options *options)
{
    return options == NULL ||
           (options->columns == NULL && options->set == NULL && options->read_back == NULL);
}

orm_status orm__update_open(orm_write *write, const orm_update_options *options)
{
    orm_call *c = &write->call;
    write->run = run;
    write->refuse = c->entity->version == 0 ? orm__call_no_such_row : orm__call_stale_row;
    orm_status status = orm__call_demand_key(c, ORM_USE_CHANGE);
    if (status == ORM_OK && is_plain(options)) {
        status = orm__write_begin_slot(write, ORM_SLOT_UPDATE);
    } else if (status == ORM_OK) {
        status = orm__slot_meet_for(c->db, c->entity, ORM_USE_CHANGE, c->error);
        status = status == ORM_OK ? begin_marked(write, options) : status;
    }
    write->fills = write->fills || c->next != 0;
    return status;
}

orm_status orm_update_with(orm_db *db, const orm_entity *entity, void *row,
                           const orm_update_options *options)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || row == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_UPDATE)) {
        const orm_hooked_rows rows = orm__hooked_one(db, entity, row);
        return orm__hooked_update(&rows, options);
    }
    orm_write write = orm__write_new(db, entity);
    orm_status status = orm__update_open(&write, options);
    if (status == ORM_OK) {
        status = orm__write_one(&write, row);
    }
    return orm__call_end(&write.call, status);
}
