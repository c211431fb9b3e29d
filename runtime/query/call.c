/* Owns what all operations on single rows have in common. */
#include "query/call.h"

#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "meta/field.h"
#include "query/params.h"
#include "row/validate.h"

/* Another entity's statement may have the same text: the fields are the call's. */
static orm_status note_fields(orm_call *call)
{
    const orm_sql *sql = &call->db->sql;
    uint16_t *fields = orm__arena_zeroed(call->db->scratch, sql->param_count, sizeof *fields);
    if (fields == NULL) {
        return orm__error_no_memory(call->error);
    }
    for (size_t i = 0; i < sql->param_count; i++) {
        const orm_sql_param *param = &sql->params[i];
        fields[i] = param->source == ORM_SQL_INTEGER ? UINT16_MAX : param->field;
        if (param->source == ORM_SQL_NEXT) {
            call->next = (uint16_t)(i + 1);
        }
    }
    call->fields = fields;
    return ORM_OK;
}

static orm_status acquire_text(orm_call *call, const orm_parameter_type *types)
{
    orm_db *db = call->db;
    const orm_statement_text text = orm__db_statement_text(db, types);
    orm_status status = orm__cache_acquire(&db->cache, &text, &call->statement, call->error);
    if (status != ORM_OK) {
        call->error->sql = orm__buffer_string(&db->sql.text);
    }
    return status;
}

orm_status orm__call_begin_text(orm_call *call)
{
    orm_db *db = call->db;
    orm__window_settle(db);
    orm_parameter_type *types = orm__arena_zeroed(db->scratch, db->sql.param_count, sizeof *types);
    call->codec.plan = orm__slot_plan(db, call->entity);
    if (types == NULL || call->codec.plan == NULL) {
        return orm__error_no_memory(call->error);
    }
    orm_status status = note_fields(call);
    if (status == ORM_OK) {
        status = orm__params_bind(db, call->entity, types, call->error);
    }
    return status == ORM_OK ? acquire_text(call, types) : status;
}

/* A key that is only looked for is found nowhere where it is NULL, or not as it should be. */
static bool is_stored(const orm_call *call, uint16_t field)
{
    return call->inserts || !orm__entity_is_key(call->entity, field);
}

/* The table may be another program's, with a column that takes the NULL; no row with it could be
 * read. */
static orm_status check_null(const orm_call *call, uint16_t field, const void *row)
{
    if (orm__field_may_be_null(call->entity, &call->entity->fields[field], row)) {
        return ORM_OK;
    }
    (void)orm__error_set(call->error, ORM_NOT_NULL, "NULL for a column that is not nullable");
    orm__codec_locate(&call->codec, field, call->error);
    return ORM_NOT_NULL;
}

/* What plans leave to the codec is all that can be wrong. */
static orm_status check_value(const orm_call *call, uint16_t field, const void *row,
                              const orm_value *value)
{
    const orm_field *own = &call->entity->fields[field];
    bool is_null = value->type == ORM_TYPE_NULL;
    if ((!is_null && own->layout.validate == NULL) || !is_stored(call, field)) {
        return ORM_OK;
    }
    if (is_null) {
        return check_null(call, field, row);
    }
    orm_status status = call->looks ? ORM_OK : orm__validate_value(own, value, call->error);
    return orm__codec_located(status, &call->codec, field, call->error);
}

orm_status orm__call_bind_range(orm_call *call, const void *row, orm_call_range range)
{
    orm_value *values = call->db->values;
    const orm_plan_fields wanted = { call->fields, range.end };
    const orm_plan *plan = call->codec.plan;
    orm_status status = ORM_OK;
    size_t i = orm__plan_bind(plan, wanted, row, values, range.first);
    for (; status == ORM_OK && i < wanted.count;
         i = orm__plan_bind(plan, wanted, row, values, i + 1)) {
        status = orm__codec_bind(&call->codec, call->fields[i], row, &values[i], call->error);
        if (status == ORM_OK) {
            status = check_value(call, call->fields[i], row, &values[i]);
        }
    }
    return status;
}

orm_status orm__call_bind_key_from(orm_call *call, const orm_value *key, size_t from)
{
    orm_value *values = call->db->values;
    const orm_plan_fields wanted = { call->fields, call->statement->param_count };
    orm_status status = ORM_OK;
    for (size_t i = from; status == ORM_OK && i < wanted.count;
         i = orm__plan_bind_key(call->codec.plan, wanted, key, values, i + 1)) {
        status =
            orm__codec_bind_value(&call->codec, call->fields[i], &key[i], &values[i], call->error);
    }
    return status;
}

/* ---- failures ---- */

const char *orm__call_table(const orm_call *call)
{
    return orm__entity_table(call->entity, call->codec.dialect);
}

void orm__call_locate(const orm_call *call)
{
    orm_error *error = call->error;
    size_t parameter = (size_t)error->parameter;
    if (call->statement != NULL && parameter > 0 && parameter <= call->statement->param_count &&
        error->column[0] == '\0' && call->fields[parameter - 1] != UINT16_MAX) {
        orm__codec_locate(&call->codec, call->fields[parameter - 1], error);
    }
}

/* These are of all rows alike: the one that meets them first is not at fault, and which one that is
 * depends on when a statement is prepared. */
static bool is_of_no_row(orm_status status)
{
    return status == ORM_ABORTED || status == ORM_NOT_SUPPORTED || status == ORM_READ_ONLY ||
           status == ORM_SCHEMA;
}

/* What the engine leaves out: the column behind a parameter, the table. */
static void complete_error(const orm_call *call, orm_status status)
{
    orm_error *error = call->error;
    if (error->status != status) { /* a driver that gave no reason */
        (void)orm__error_set(error, status, "%s", orm_status_text(status));
    }
    orm__call_locate(call);
    orm__codec_name_table(&call->codec, error);
    error->element = is_of_no_row(status) ? 0 : call->element;
}

orm_status orm__call_fail(orm_call *call, orm_status status)
{
    complete_error(call, status);
    return orm__db_fail(call->db, call->error);
}

orm_status orm__call_refuse_null(orm_db *db, const char *what)
{
    return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL", what);
}

orm_status orm__call_no_such_row(orm_call *call)
{
    const char *table = orm__call_table(call);
    (void)orm__error_set(call->error, ORM_NOT_FOUND, "no row of %s has this key", table);
    orm__error_text(call->error->table, sizeof call->error->table, table);
    return ORM_NOT_FOUND;
}

orm_status orm__call_stale_row(orm_call *call)
{
    const char *table = orm__call_table(call);
    (void)orm__error_set(call->error, ORM_STALE,
                         "the row of %s was changed or deleted since it was read", table);
    orm__error_text(call->error->table, sizeof call->error->table, table);
    return ORM_STALE;
}

orm_status orm__call_refuse_keyless(orm_call *call, orm_use use)
{
    orm_status status = orm__slot_meet_for(call->db, call->entity, use, call->error);
    if (status != ORM_OK) {
        return status;
    }
    return orm__error_set(call->error, ORM_MISUSE, "%s has no primary key", call->entity->name);
}
