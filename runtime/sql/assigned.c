/* Owns the right side of assignments. Whether a column's values fit another one is sql/fit. */
#include "sql/assigned.h"

#include <inttypes.h>
#include <math.h>

#include "base/error.h"
#include "meta/kind.h"
#include "sql/fit.h"
#include "sql/leaf.h"
#include "sql/name.h"

/* One assignment, or one calculation in it. */
typedef struct assigned {
    const orm_writer *writer;
    uint16_t target;
    orm_assign_place place;
} assigned;

/* A column on the right side, of the row as it is or of the one that was to be inserted. */
typedef struct source {
    uint16_t field;
    bool is_excluded;
} source;

static const orm_field *field_of(const assigned *a, uint16_t index)
{
    return &a->writer->entity->fields[index];
}

static orm_status refuse(const assigned *a, const char *reason)
{
    return orm__leaf_refuse(a->writer, a->target, reason);
}

/* ---- columns ---- */

static orm_status find_source(const assigned *a, const orm_expr *value, source *source_out)
{
    orm_expr column = *value;
    column.op = ORM_OP_COLUMN;
    source_out->is_excluded = value->op == ORM_OP_EXCLUDED;
    if (source_out->is_excluded && a->place != ORM_ASSIGN_UPSERT) {
        return refuse(a, "nothing was to be inserted here");
    }
    return orm__leaf_column(a->writer, &column, &source_out->field);
}

/* In an upsert the name alone could be of either row. */
static void write_source(const assigned *a, source from)
{
    if (from.is_excluded) {
        orm__writer_text(a->writer, "excluded.");
    } else if (a->place == ORM_ASSIGN_UPSERT) {
        orm__writer_table(a->writer);
        orm__writer_text(a->writer, ".");
    }
    orm__writer_column(a->writer, from.field);
}

/* ---- NULL ---- */

static bool is_nan(const orm_value *value)
{
    return value->type == ORM_TYPE_REAL && isnan(value->as.real);
}

/* What the member shows for NULL is never in the database: an expression that gives it gives
 * NULL. */
static void open_null_if(const assigned *a)
{
    orm__writer_text(a->writer, field_of(a, a->target)->layout.null_if != NULL ? "NULLIF(" : "");
}

static void close_null_if(const assigned *a)
{
    const orm_field *target = field_of(a, a->target);
    const orm_value *null_if = target->layout.null_if;
    if (null_if == NULL) {
        return;
    }
    orm__writer_text(a->writer, ", ");
    if (is_nan(null_if)) { /* no parameter of an engine that has none */
        orm__name_literal(&a->writer->sql->text, a->writer->dialect, target->column.kind, null_if);
    } else {
        orm__writer_param(a->writer, &(orm_sql_param){ .source = ORM_SQL_NULL_IF,
                                                       .field = a->target,
                                                       .pattern = ORM_OP_END });
    }
    orm__writer_text(a->writer, ")");
}

/* ---- calculations ---- */

typedef struct calculation {
    const assigned *of;
    const char *form;
    orm_op op;
    source left, right;
    const orm_operand *operand;  /* instead of right; NULL = right */
    const orm_sql_param *number; /* instead of both */
    size_t parameter;            /* the number of the operand's, once it was written */
    orm_fit_range range;
} calculation;

static char sign_of(orm_op op)
{
    return op == ORM_OP_ADD ? '+' : op == ORM_OP_SUB ? '-' : '*';
}

static void write_operand(calculation *c)
{
    const orm_writer *writer = c->of->writer;
    const orm_sql_param given = { .source = ORM_SQL_OPERAND,
                                  .field = c->left.field,
                                  .operand = c->operand,
                                  .pattern = ORM_OP_END };
    if (c->parameter > 0) {
        orm__writer_placeholder(writer, c->parameter);
    } else if (c->operand == NULL && c->number == NULL) {
        write_source(c->of, c->right);
    } else {
        orm__writer_param(writer, c->number == NULL ? &given : c->number);
        c->parameter = writer->sql->param_count;
    }
}

static void write_calculation(calculation *c)
{
    orm_buffer *text = &c->of->writer->sql->text;
    for (const char *at = c->form; *at != '\0'; at++) {
        switch (*at) {
        case '@':
            write_source(c->of, c->left);
            break;
        case '#':
            orm__buffer_char(text, sign_of(c->op));
            break;
        case '?':
            write_operand(c);
            break;
        case '[':
            orm__buffer_format(text, "%" PRId64, c->range.low);
            break;
        case ']':
            orm__buffer_format(text, "%" PRId64, c->range.high);
            break;
        default:
            orm__buffer_char(text, *at);
            break;
        }
    }
}

/* How what the target holds is calculated; NULL: it is not. The number of an enum is one of few,
 * and no calculation keeps to them. */
static const char *form_for(const assigned *a)
{
    const orm_dialect *dialect = a->writer->dialect;
    const orm_column *column = &field_of(a, a->target)->column;
    const orm_kind kind = column->labels == NULL ? column->kind : ORM_KIND_NONE;
    if (orm__kind_width(kind) != 0) {
        return dialect->calculated_integer;
    }
    if (kind == ORM_KIND_FLOAT32) {
        return dialect->calculated_float32;
    }
    return kind == ORM_KIND_FLOAT64 ? dialect->calculated_float64 : NULL;
}

/* The sum of a column and of a number of ours. */
static void write_sum(const assigned *a, source left, int64_t number)
{
    const orm_sql_param right = { .source = ORM_SQL_INTEGER, .integer = number };
    calculation c = { .of = a,
                      .form = a->writer->dialect->calculated_integer,
                      .op = ORM_OP_ADD,
                      .left = left,
                      .number = &right,
                      .range = orm__fit_range(field_of(a, a->target)) };
    write_calculation(&c);
}

static orm_status find_number(const assigned *a, const orm_expr *value, source *source_out)
{
    bool is_column = value != NULL && (value->op == ORM_OP_COLUMN || value->op == ORM_OP_EXCLUDED);
    orm_status status = is_column ? find_source(a, value, source_out)
                                  : refuse(a, "a calculation with what is no number");
    if (status == ORM_OK &&
        !orm__fit_is_number(field_of(a, a->target), field_of(a, source_out->field))) {
        status = refuse(a, "a calculation with a column of another kind");
    }
    return status;
}

static orm_status find_operand(calculation *c, const orm_expr *value)
{
    if (value == NULL || value->op != ORM_OP_VALUE) {
        return find_number(c->of, value, &c->right);
    }
    orm_type type = value->operand.type;
    if (type != ORM_TYPE_INT && type != ORM_TYPE_UINT && type != ORM_TYPE_REAL) {
        return refuse(c->of, "a calculation with what is no number");
    }
    c->operand = &value->operand;
    return ORM_OK;
}

static orm_status write_arithmetic(const assigned *a, const orm_expr *value)
{
    calculation c = { .of = a,
                      .form = form_for(a),
                      .op = value->op,
                      .range = orm__fit_range(field_of(a, a->target)) };
    if (c.form == NULL) {
        return refuse(a, "nothing is calculated in a column of this kind");
    }
    orm_status status = find_number(a, value->left, &c.left);
    if (status == ORM_OK) {
        status = find_operand(&c, value->right);
    }
    if (status == ORM_OK) {
        open_null_if(a);
        write_calculation(&c);
        close_null_if(a);
    }
    return status;
}

/* ---- another column's value ---- */

static orm_status write_column(const assigned *a, const orm_expr *value)
{
    source from = { .field = 0 };
    const orm_field *target = field_of(a, a->target);
    orm_status status = find_source(a, value, &from);
    if (status != ORM_OK) {
        return status;
    }
    const orm_field *origin = field_of(a, from.field);
    const char *fault = orm__fit_find_fault(target, origin);
    if (fault != NULL) {
        return refuse(a, fault);
    }
    open_null_if(a);
    if (orm__fit_may_be_large(target, origin)) { /* refused as the sum of it and nothing */
        write_sum(a, from, 0);
    } else {
        write_source(a, from);
    }
    close_null_if(a);
    return ORM_OK;
}

/* ---- all ---- */

static orm_status write_value(const assigned *a, const orm_operand *operand)
{
    if (operand->type == ORM_TYPE_NULL && operand->data != NULL) {
        return refuse(a, "set to an untyped pointer");
    }
    if (operand->type == ORM_TYPE_LIST) {
        return refuse(a, "set to a list");
    }
    orm__writer_param(a->writer, &(orm_sql_param){ .source = ORM_SQL_STORED,
                                                   .field = a->target,
                                                   .pattern = ORM_OP_END,
                                                   .operand = operand });
    return ORM_OK;
}

orm_status orm__assigned_write(const orm_writer *writer, uint16_t field, const orm_expr *value,
                               orm_assign_place place)
{
    const assigned a = { .writer = writer, .target = field, .place = place };
    orm_op op = value == NULL ? ORM_OP_END : value->op;
    if (op == ORM_OP_VALUE) {
        return write_value(&a, &value->operand);
    }
    if (op == ORM_OP_COLUMN || op == ORM_OP_EXCLUDED) {
        return write_column(&a, value);
    }
    if (op == ORM_OP_ADD || op == ORM_OP_SUB || op == ORM_OP_MUL) {
        return write_arithmetic(&a, value);
    }
    return refuse(&a, "set to what is no value");
}

void orm__assigned_write_next(const orm_writer *writer, uint16_t field, orm_assign_place place)
{
    const assigned a = { .writer = writer, .target = field, .place = place };
    write_sum(&a, (source){ .field = field }, 1);
}
