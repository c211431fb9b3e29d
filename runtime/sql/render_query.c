/* Owns the statements on many rows: SELECT and its count, with condition, order, limits and lock.
 */
#include <inttypes.h>

#include "base/error.h"
#include "sql/condition.h"
#include "sql/leaf.h"
#include "sql/render.h"
#include "sql/writer.h"

static orm_status write_where(const orm_writer *writer, const orm_expr *where)
{
    if (orm__condition_is_none(where)) {
        return ORM_OK;
    }
    orm__writer_text(writer, " WHERE ");
    return orm__condition_write(writer, where);
}

/* ---- order ---- */

/* PostgreSQL's order of NULLs is everyone's: an engine that differs is told so where it matters. */
static void write_direction(const orm_writer *writer, bool descending, bool nullable)
{
    if (descending) {
        orm__writer_text(writer, " DESC");
    }
    if (nullable && writer->dialect->nulls_are_smallest) {
        orm__writer_text(writer, descending ? " NULLS FIRST" : " NULLS LAST");
    }
}

static orm_status write_order(const orm_writer *writer, const orm_expr *order)
{
    uint16_t field = 0;
    if (order->op != ORM_OP_ASC && order->op != ORM_OP_DESC) {
        return orm__error_set(writer->error, ORM_MISUSE, "a condition stands in order_by");
    }
    orm_status status = orm__leaf_column(writer, order->left, &field);
    if (status == ORM_OK) {
        status = orm__leaf_check_order(writer, field);
    }
    if (status == ORM_OK) {
        orm__writer_column(writer, field);
        write_direction(writer, order->op == ORM_OP_DESC,
                        writer->entity->fields[field].column.nullable);
    }
    return status;
}

static orm_status write_order_by(const orm_writer *writer, const orm_query *query)
{
    orm_status status = ORM_OK;
    for (size_t i = 0; i < ORM_ORDER_MAX && query->order_by[i] != NULL && status == ORM_OK; i++) {
        orm__writer_text(writer, i == 0 ? " ORDER BY " : ", ");
        status = write_order(writer, query->order_by[i]);
    }
    return status;
}

/* ---- limits ---- */

static orm_status check_count(const orm_writer *writer, const char *what, int64_t count)
{
    return count >= 0 ? ORM_OK
                      : orm__error_set(writer->error, ORM_MISUSE, "%s is %" PRId64, what, count);
}

static orm_status write_limits(const orm_writer *writer, const orm_query *query)
{
    orm_status status = check_count(writer, "offset", query->offset);
    if (status == ORM_OK && query->limit != NULL) {
        status = check_count(writer, "limit", *query->limit);
    }
    if (status != ORM_OK) {
        return status;
    }
    if (query->limit != NULL) {
        /* A number in the text, since PostgreSQL plans each execution anew for a limit it cannot
         * see; an offset changes with every page. */
        orm__writer_text(writer, " LIMIT ");
        orm__buffer_number(&writer->sql->text, (uint64_t)*query->limit);
    }
    if (query->offset > 0) {
        orm__writer_text(writer, query->limit == NULL ? writer->dialect->no_limit : "");
        orm__writer_text(writer, " OFFSET ");
        orm__writer_param(writer,
                          &(orm_sql_param){ .source = ORM_SQL_INTEGER, .integer = query->offset });
    }
    return ORM_OK;
}

/* ---- locks ---- */

static bool is_unknown_lock(const orm_query *query)
{
    return (unsigned)query->lock > ORM_LOCK_KEY_SHARE ||
           (unsigned)query->lock_wait > ORM_LOCK_SKIP_LOCKED;
}

static orm_status check_lock(const orm_writer *writer, const orm_query *query)
{
    if (is_unknown_lock(query)) {
        return orm__error_set(writer->error, ORM_MISUSE, "there is no such lock, or no such wait");
    }
    if (query->lock == ORM_LOCK_NONE && query->lock_wait != ORM_LOCK_WAIT) {
        return orm__error_set(writer->error, ORM_MISUSE, "lock_wait is set and lock is not");
    }
    return ORM_OK;
}

static orm_status check_no_lock(const orm_writer *writer, const orm_query *query)
{
    return query->lock == ORM_LOCK_NONE
               ? check_lock(writer, query)
               : orm__error_set(writer->error, ORM_MISUSE, "what is counted cannot be locked");
}

static orm_status write_lock(const orm_writer *writer, const orm_query *query)
{
    static const char *const locks[] = { "", " FOR UPDATE", " FOR NO KEY UPDATE", " FOR SHARE",
                                         " FOR KEY SHARE" };
    static const char *const waits[] = { "", " NOWAIT", " SKIP LOCKED" };
    orm_status status = check_lock(writer, query);
    if (status == ORM_OK && writer->dialect->has_row_locks) {
        orm__writer_text(writer, locks[query->lock]);
        orm__writer_text(writer, waits[query->lock_wait]);
    }
    return status;
}

/* ---- statements ---- */

static const orm_query everything;

/* Behind the columns. */
static orm_status write_rest(const orm_writer *writer, const orm_query *asked)
{
    orm__writer_text(writer, " FROM ");
    orm__writer_table(writer);
    orm_status status = write_where(writer, asked->where);
    if (status == ORM_OK) {
        status = write_order_by(writer, asked);
    }
    if (status == ORM_OK) {
        status = write_limits(writer, asked);
    }
    if (status == ORM_OK) {
        status = write_lock(writer, asked);
    }
    return status == ORM_OK ? orm__writer_end(writer) : status;
}

orm_status orm__sql_select(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           const orm_query *query, orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    orm__writer_text(&writer, "SELECT ");
    orm__writer_columns(&writer);
    return write_rest(&writer, query == NULL ? &everything : query);
}

orm_status orm__sql_select_field(orm_sql *sql, const orm_dialect *dialect, const orm_handle *column,
                                 const orm_query *query, orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, column->path->entity, error);
    orm__writer_text(&writer, "SELECT ");
    orm__writer_value(&writer, column->field);
    return write_rest(&writer, query == NULL ? &everything : query);
}

orm_status orm__sql_any(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                        const orm_expr *where, orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    orm__writer_text(&writer, "SELECT 1");
    return write_rest(&writer,
                      &(const orm_query){ .where = where, .limit = &(const int64_t){ 1 } });
}

orm_status orm__sql_count(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                          const orm_query *query, orm_error *error)
{
    const orm_query *asked = query == NULL ? &everything : query;
    bool limited = asked->limit != NULL || asked->offset != 0;
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    orm__writer_text(&writer,
                     limited ? "SELECT count(*) FROM (SELECT 1 FROM " : "SELECT count(*) FROM ");
    orm__writer_table(&writer);
    orm_status status = check_no_lock(&writer, asked);
    if (status == ORM_OK) {
        status = write_where(&writer, asked->where);
    }
    if (status == ORM_OK && limited) {
        status = write_limits(&writer, asked);
        orm__writer_text(&writer, ") AS limited");
    }
    return status == ORM_OK ? orm__writer_end(&writer) : status;
}
