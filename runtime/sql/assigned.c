/* Owns the right side of assignments: values, other columns' values, and what becomes NULL. */
#include "sql/assigned.h"

#include <math.h>

#include "sql/calculate.h"
#include "sql/default.h"
#include "sql/fit.h"
#include "sql/leaf.h"
#include "sql/name.h"
#include "sql/source.h"

static const orm_field *target_of(const orm_assigned *a)
{
    return orm__assigned_field(a, a->target);
}

static orm_status refuse(const orm_assigned *a, const char *reason)
{
    return orm__leaf_refuse(a->writer, a->target, reason);
}

/* ---- NULL ---- */

static bool is_nan(const orm_value *value)
{
    return value->type == ORM_TYPE_REAL && isnan(value->as.real);
}

/* What the member shows for NULL is never in the database: an expression that gives it gives
 * NULL. */
static void open_null_if(const orm_assigned *a)
{
    orm__writer_text(a->writer, target_of(a)->layout.null_if != NULL ? "NULLIF(" : "");
}

static void close_null_if(const orm_assigned *a)
{
    const orm_field *target = target_of(a);
    const orm_value *null_if = target->layout.null_if;
    if (null_if == NULL) {
        return;
    }
    orm__writer_text(a->writer, ", ");
    if (is_nan(null_if)) { /* no parameter of an engine that has none */
        orm__name_literal(&a->writer->sql->text, a->writer->dialect, target->column.kind, null_if);
    } else {
        orm__writer_param(a->writer,
                          &(orm_sql_param){ .source = ORM_SQL_NULL_IF, .field = a->target });
    }
    orm__writer_text(a->writer, ")");
}

/* ---- all ---- */

static orm_status write_value(const orm_assigned *a, const orm_operand *operand)
{
    if (operand->type == ORM_TYPE_NULL && operand->data != NULL) {
        return refuse(a, "set to an untyped pointer");
    }
    if (operand->type == ORM_TYPE_LIST) {
        return refuse(a, "set to a list");
    }
    orm__writer_param(
        a->writer,
        &(orm_sql_param){ .source = ORM_SQL_STORED, .field = a->target, .operand = operand });
    return ORM_OK;
}

/* The text, not the word: SQLite has none, and both engines are to give the same. */
static orm_status write_default(const orm_assigned *a)
{
    const orm_field *target = target_of(a);
    bool is_there = orm__default_is_there(target, a->writer->dialect);
    return is_there || target->column.nullable
               ? orm__writer_default(a->writer, a->target)
               : refuse(a, "the column has no default and cannot be NULL");
}

static orm_status write_column(const orm_assigned *a, const orm_expr *node)
{
    orm_source from = { .field = 0 };
    const orm_field *target = target_of(a);
    orm_status status = orm__source_find(a, node, &from);
    if (status != ORM_OK) {
        return status;
    }
    const orm_field *origin = orm__assigned_field(a, from.field);
    const char *fault = orm__fit_find_fault(target, origin);
    if (fault != NULL) {
        return refuse(a, fault);
    }
    if (orm__fit_may_be_large(target, origin)) {
        orm__calculate_sum(a, from, 0);
    } else {
        orm__source_write(a, from);
    }
    return ORM_OK;
}

static orm_status write_expression(const orm_assigned *a, const orm_expr *node)
{
    bool is_column = node->op == ORM_OP_COLUMN || node->op == ORM_OP_EXCLUDED;
    open_null_if(a);
    orm_status status = is_column ? write_column(a, node) : orm__calculate_write(a, node);
    close_null_if(a);
    return status;
}

orm_status orm__assigned_write(const orm_writer *writer, uint16_t field, const orm_expr *value,
                               orm_assign_place place)
{
    const orm_assigned a = { .writer = writer, .target = field, .place = place };
    orm_op op = value == NULL ? ORM_OP_END : value->op;
    if (op == ORM_OP_VALUE) {
        return write_value(&a, &value->operand);
    }
    if (op == ORM_OP_DEFAULT) {
        return write_default(&a);
    }
    bool is_expression = op == ORM_OP_COLUMN || op == ORM_OP_EXCLUDED || op == ORM_OP_ADD ||
                         op == ORM_OP_SUB || op == ORM_OP_MUL;
    return is_expression ? write_expression(&a, value) : refuse(&a, "set to what is no value");
}

void orm__assigned_write_next(const orm_writer *writer, uint16_t field, orm_assign_place place)
{
    const orm_assigned a = { .writer = writer, .target = field, .place = place };
    orm__calculate_sum(&a, (orm_source){ .field = field }, 1);
}
