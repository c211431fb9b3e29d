/* Owns calculations in assignments: of what, with what, and up to where. */
#include "sql/calculate.h"

#include "meta/kind.h"
#include "sql/fit.h"
#include "sql/leaf.h"
#include "sql/name.h"

enum { MICROSECONDS = 1000000 };

typedef struct calculation {
    const orm_assigned *of;
    const char *form;
    orm_op op;
    orm_source left, right;
    orm_sql_param number; /* instead of right */
    bool has_number;
    bool is_sum; /* the library's own, of a column that holds no NULL, or whose NULL stays one */
    size_t parameter; /* the number's, once it was written */
} calculation;

static const orm_field *target_of(const orm_assigned *assigned)
{
    return orm__assigned_field(assigned, assigned->target);
}

static orm_status refuse(const calculation *c, const char *reason)
{
    return orm__leaf_refuse(c->of->writer, c->of->target, reason);
}

/* ---- the ends ---- */

/* A number of the member's unit in microseconds; the nearest one that there is. */
static int64_t to_microseconds(int64_t number, uint32_t units)
{
    int64_t factor = MICROSECONDS / (units > MICROSECONDS ? MICROSECONDS : units);
    if (units > MICROSECONDS) {
        return number / (units / MICROSECONDS);
    }
    int64_t most = INT64_MAX / factor;
    return number > most ? INT64_MAX : number < -most ? INT64_MIN : number * factor;
}

/* As an engine tells times in hours, of which an interval has so many. */
static orm_value end_of_time(const orm_field *target, const orm_dialect *dialect, int64_t number)
{
    const int64_t last = INT32_MAX * INT64_C(3600000000);
    int64_t us = to_microseconds(number, target->layout.units_per_second);
    us = us > last ? last : us;
    us = us < dialect->first_timestamp ? dialect->first_timestamp : us;
    return (orm_value){ .type = ORM_TYPE_TIMESTAMP, .as.integer = us };
}

static void write_end(const calculation *c, bool is_high)
{
    const orm_writer *writer = c->of->writer;
    const orm_field *target = target_of(c->of);
    const orm_fit_range range = orm__fit_range(target);
    int64_t number = is_high ? range.high : range.low;
    orm_value end = orm_value_int(number);
    if (target->column.kind == ORM_KIND_TIMESTAMP) {
        end = end_of_time(target, writer->dialect, number);
    } else if (target->column.kind == ORM_KIND_DECIMAL) {
        end = (orm_value){ .type = ORM_TYPE_DECIMAL,
                           .size = target->column.scale,
                           .as.integer = number };
    }
    orm__name_literal(&writer->sql->text, writer->dialect, target->column.kind, &end);
}

/* ---- the text ---- */

/* The number that the member has where the column is NULL, as the column would hold it. False:
 * there is none that it could hold, or it is a time, whose literal has a zone that the column may
 * lack. */
static bool find_null(const orm_field *field, orm_value *number_out)
{
    const orm_value *reads_as = field->layout.null_reads_as;
    bool is_real = reads_as != NULL && reads_as->type == ORM_TYPE_REAL;
    bool is_integer =
        reads_as != NULL && (reads_as->type == ORM_TYPE_INT ||
                             (reads_as->type == ORM_TYPE_UINT && reads_as->as.integer >= 0));
    if ((!is_real && !is_integer) || field->column.kind == ORM_KIND_TIMESTAMP) {
        return false;
    }
    *number_out = is_real ? *reads_as : orm_value_int(reads_as->as.integer);
    if (field->column.kind == ORM_KIND_DECIMAL) {
        number_out->type = ORM_TYPE_DECIMAL;
        number_out->size = field->column.scale;
    }
    return true;
}

/* What is calculated with is what the member would hold. */
static void write_source(const calculation *c, orm_source source)
{
    const orm_writer *writer = c->of->writer;
    const orm_field *field = orm__assigned_field(c->of, source.field);
    orm_value number;
    bool has_null = !c->is_sum && find_null(field, &number);
    orm__writer_text(writer, has_null ? "COALESCE(" : "");
    orm__source_write(c->of, source);
    if (has_null) {
        orm__writer_text(writer, ", ");
        orm__name_literal(&writer->sql->text, writer->dialect, field->column.kind, &number);
        orm__writer_text(writer, ")");
    }
}

static void write_operand(calculation *c)
{
    const orm_writer *writer = c->of->writer;
    if (!c->has_number) {
        write_source(c, c->right);
    } else if (c->parameter > 0) {
        orm__writer_placeholder(writer, c->parameter);
    } else {
        orm__writer_param(writer, &c->number);
        c->parameter = writer->sql->param_count;
    }
}

static void write_form(calculation *c)
{
    orm_buffer *text = &c->of->writer->sql->text;
    for (const char *at = c->form; *at != '\0'; at++) {
        switch (*at) {
        case '@':
            write_source(c, c->left);
            break;
        case '#':
            orm__buffer_char(text, c->op == ORM_OP_ADD ? '+' : c->op == ORM_OP_SUB ? '-' : '*');
            break;
        case '?':
            write_operand(c);
            break;
        case '[':
        case ']':
            write_end(c, *at == ']');
            break;
        default:
            orm__buffer_char(text, *at);
            break;
        }
    }
}

/* ---- what is calculated ---- */

/* How what the target holds is calculated; NULL: it is not. The number of an enum is one of few,
 * and no calculation keeps to them. */
static const char *find_form(const orm_assigned *assigned, orm_op op)
{
    const orm_dialect *dialect = assigned->writer->dialect;
    const orm_column *column = &target_of(assigned)->column;
    const orm_kind kind = column->labels == NULL ? column->kind : ORM_KIND_NONE;
    if (orm__kind_width(kind) != 0 || kind == ORM_KIND_DECIMAL) {
        return dialect->calculated_integer;
    }
    if (kind == ORM_KIND_FLOAT32) {
        return dialect->calculated_float32;
    }
    if (kind == ORM_KIND_TIMESTAMP) {
        return op == ORM_OP_MUL ? NULL : dialect->calculated_timestamp;
    }
    return kind == ORM_KIND_FLOAT64 ? dialect->calculated_float64 : NULL;
}

static orm_status find_column(calculation *c, const orm_expr *node, orm_source *source_out)
{
    bool is_column = node != NULL && (node->op == ORM_OP_COLUMN || node->op == ORM_OP_EXCLUDED);
    return is_column ? orm__source_find(c->of, node, source_out)
                     : refuse(c, "a calculation with what is no number");
}

static orm_status find_left(calculation *c, const orm_expr *node)
{
    orm_status status = find_column(c, node, &c->left);
    if (status == ORM_OK &&
        !orm__fit_is_number(target_of(c->of), orm__assigned_field(c->of, c->left.field))) {
        status = refuse(c, "a calculation with a column of another kind");
    }
    return status;
}

/* A factor beyond all integers makes of any number but 0 one that does not fit, as the greatest
 * integer does. */
static orm_sql_param factor_of(const orm_operand *operand)
{
    bool is_beyond = operand->type == ORM_TYPE_UINT && operand->integer < 0;
    return (orm_sql_param){ .source = ORM_SQL_INTEGER,
                            .integer = is_beyond ? INT64_MAX : operand->integer };
}

static orm_status find_value(calculation *c, const orm_operand *operand)
{
    const orm_kind kind = target_of(c->of)->column.kind;
    bool is_integer = operand->type == ORM_TYPE_INT || operand->type == ORM_TYPE_UINT;
    if (!is_integer && operand->type != ORM_TYPE_REAL) {
        return refuse(c, "a calculation with what is no number");
    }
    if (kind == ORM_KIND_DECIMAL && c->op == ORM_OP_MUL && is_integer) {
        c->number = factor_of(operand);
    } else {
        c->number = (orm_sql_param){
            .source = kind == ORM_KIND_TIMESTAMP ? ORM_SQL_SPAN : ORM_SQL_OPERAND,
            .field = c->left.field,
            .operand = operand,
        };
    }
    c->has_number = true;
    return ORM_OK;
}

/* Whether the column on the right is what the operator wants there. */
static bool is_operand(const calculation *c, const orm_field *right)
{
    const orm_field *target = target_of(c->of);
    if (target->column.kind == ORM_KIND_TIMESTAMP) {
        return false;
    }
    bool is_factor = target->column.kind == ORM_KIND_DECIMAL && c->op == ORM_OP_MUL;
    return is_factor ? orm__kind_width(right->column.kind) != 0 && right->column.labels == NULL
                     : orm__fit_is_number(target, right);
}

static orm_status find_right(calculation *c, const orm_expr *node)
{
    if (node != NULL && node->op == ORM_OP_VALUE) {
        return find_value(c, &node->operand);
    }
    orm_status status = find_column(c, node, &c->right);
    if (status == ORM_OK && !is_operand(c, orm__assigned_field(c->of, c->right.field))) {
        status = refuse(c, "a calculation with a column of another kind");
    }
    return status;
}

orm_status orm__calculate_write(const orm_assigned *assigned, const orm_expr *node)
{
    calculation c = { .of = assigned, .form = find_form(assigned, node->op), .op = node->op };
    if (c.form == NULL) {
        return refuse(&c, "nothing is calculated so in a column of this kind");
    }
    orm_status status = find_left(&c, node->left);
    if (status == ORM_OK) {
        status = find_right(&c, node->right);
    }
    if (status == ORM_OK) {
        write_form(&c);
    }
    return status;
}

void orm__calculate_sum(const orm_assigned *assigned, orm_source left, int64_t number)
{
    calculation c = { .of = assigned,
                      .form = assigned->writer->dialect->calculated_integer,
                      .op = ORM_OP_ADD,
                      .left = left,
                      .number = { .source = ORM_SQL_INTEGER, .integer = number },
                      .has_number = true,
                      .is_sum = true };
    write_form(&c);
}
