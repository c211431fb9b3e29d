/* Owns the rendering of what is asked of one column: operators, NULL, and the answers that are
 * certain before any row is read. */
#include "sql/leaf.h"

#include "base/error.h"
#include "meta/field.h"
#include "meta/identity.h"
#include "sql/operand.h"
#include "sql/pattern.h"
#include "sql/prefix.h"
#include "sql/range.h"

/* ---- columns ---- */

orm_status orm__leaf_column(const orm_writer *writer, const orm_expr *node, uint16_t *field_out)
{
    if (node == NULL || node->op != ORM_OP_COLUMN || node->column == NULL ||
        node->column->path == NULL || node->column->path->entity == NULL) {
        return orm__error_set(writer->error, ORM_MISUSE, "a query on %s has a handle of no column",
                              writer->entity->name);
    }
    const orm_entity *owner = node->column->path->entity;
    uint16_t field = node->column->field;
    if (field >= owner->field_count) {
        return orm__error_set(writer->error, ORM_MISUSE, "%s has no field number %u", owner->name,
                              (unsigned)field);
    }
    if (!orm__identity_same(owner, writer->entity)) {
        return orm__error_set(writer->error, ORM_MISUSE, "column %s of %s in a query on %s",
                              owner->fields[field].member, owner->name, writer->entity->name);
    }
    *field_out = field;
    return ORM_OK;
}

orm_status orm__leaf_refuse(const orm_writer *writer, uint16_t field, const char *reason)
{
    return orm__error_set(writer->error, ORM_MISUSE, "%s.%s: %s", writer->entity->name,
                          writer->entity->fields[field].member, reason);
}

orm_status orm__leaf_check_order(const orm_writer *writer, uint16_t field)
{
    orm_kind kind = writer->entity->fields[field].column.kind;
    if (kind == ORM_KIND_ARRAY) {
        return orm__leaf_refuse(writer, field, "engines differ in how arrays compare");
    }
    if (kind == ORM_KIND_INTERVAL) {
        return orm__leaf_refuse(writer, field, "engines differ in how intervals compare");
    }
    return kind == ORM_KIND_JSON
               ? orm__leaf_refuse(writer, field, "engines differ in what equal json is")
               : ORM_OK;
}

/* ---- comparisons ---- */

static const char *const comparisons[ORM_OP_COUNT] = {
    [ORM_OP_EQ] = " = ",  [ORM_OP_NE] = " <> ", [ORM_OP_LT] = " < ",
    [ORM_OP_LE] = " <= ", [ORM_OP_GT] = " > ",  [ORM_OP_GE] = " >= ",
};

/* The operand of a node: a list where one is due, else none. NULL: MISUSE, the error is filled. */
static const orm_operand *find_operand(const orm_writer *writer, uint16_t field,
                                       const orm_expr *node, bool is_list)
{
    if (node == NULL || node->op != ORM_OP_VALUE ||
        (node->operand.type == ORM_TYPE_LIST) != is_list) {
        (void)orm__leaf_refuse(writer, field,
                               is_list ? "no list to be in" : "no value to compare with");
        return NULL;
    }
    if (node->operand.type == ORM_TYPE_NULL && node->operand.data != NULL) {
        (void)orm__leaf_refuse(writer, field, "compared with an untyped pointer");
        return NULL;
    }
    return &node->operand;
}

/* Whether the member would show this value for NULL. */
static bool means_null(const orm_writer *writer, uint16_t field, const orm_value *value)
{
    const orm_value *null_if = writer->entity->fields[field].layout.null_if;
    if (null_if == NULL || null_if->type != ORM_TYPE_REAL) {
        return null_if != NULL && orm__field_same(null_if, value);
    }
    orm_value real = *value; /* a real column may be compared with an integer */
    if (value->type == ORM_TYPE_INT) {
        real = orm_value_real((double)value->as.integer);
    } else if (value->type == ORM_TYPE_UINT) {
        real = orm_value_real((double)value->as.natural);
    }
    return orm__field_same(null_if, &real);
}

static void write_null_test(const orm_writer *writer, uint16_t field, bool negated)
{
    orm__writer_column(writer, field);
    orm__writer_text(writer, negated ? " IS NOT NULL" : " IS NULL");
}

static void write_operand(const orm_writer *writer, uint16_t field, const orm_operand *operand,
                          orm_op pattern)
{
    orm__writer_param(writer, &(orm_sql_param){ .source = ORM_SQL_OPERAND,
                                                .field = field,
                                                .pattern = pattern,
                                                .operand = operand });
}

void orm__leaf_write_certain(const orm_writer *writer, uint16_t field, bool answer)
{
    orm__writer_column(writer, field);
    orm__writer_text(writer, answer ? " = " : " <> ");
    orm__writer_column(writer, field);
}

/* True where the operand's place alone answers; then *answer_out is set. */
static bool is_certain(orm_op op, orm_range place, bool *answer_out)
{
    bool is_equality = op == ORM_OP_EQ || op == ORM_OP_NE;
    bool is_less = op == ORM_OP_LT || op == ORM_OP_LE;
    if (place == ORM_RANGE_WITHIN || (place == ORM_RANGE_BETWEEN && !is_equality)) {
        return false; /* the operand's conversion refuses what lies between */
    }
    *answer_out = is_equality ? op == ORM_OP_NE : is_less == (place == ORM_RANGE_ABOVE);
    return true;
}

/* ---- enums ---- */

/* The text in the column says nothing of an order: the labels that C finds are named instead. */
typedef struct label_set {
    const orm_enum *labels;
    orm_op op;
    orm_value number;
} label_set;

static bool holds(const label_set *set, uint16_t label)
{
    int order = orm__range_compare(&set->number, set->labels->labels[label].value);
    return (set->op == ORM_OP_EQ && order == 0) || (set->op == ORM_OP_LT && order > 0) ||
           (set->op == ORM_OP_LE && order >= 0) || (set->op == ORM_OP_GT && order < 0) ||
           (set->op == ORM_OP_GE && order <= 0);
}

static void write_labels(const orm_writer *writer, uint16_t field, const label_set *set,
                         const orm_operand *operand)
{
    const char *separator = "";
    for (uint16_t i = 0; i < set->labels->label_count; i++) {
        if (holds(set, i)) {
            orm__writer_text(writer, separator);
            orm__writer_param(writer, &(orm_sql_param){ .source = ORM_SQL_OPERAND,
                                                        .field = field,
                                                        .pattern = ORM_OP_END,
                                                        .operand = operand,
                                                        .label = &set->labels->labels[i] });
            separator = ", ";
        }
    }
}

static void write_enum(const orm_writer *writer, uint16_t field, orm_op op,
                       const orm_operand *operand)
{
    bool negated = op == ORM_OP_NE;
    const label_set set = { .labels = writer->entity->fields[field].column.labels,
                            .op = negated ? ORM_OP_EQ : op,
                            .number = orm__operand_value(operand) };
    unsigned count = 0;
    for (uint16_t i = 0; i < set.labels->label_count; i++) {
        count += holds(&set, i);
    }
    if (count == 0) {
        orm__leaf_write_certain(writer, field, negated);
        return;
    }
    orm__writer_column(writer, field);
    if (count == 1) {
        orm__writer_text(writer, negated ? " <> " : " = ");
    } else {
        orm__writer_text(writer, negated ? " NOT IN (" : " IN (");
    }
    write_labels(writer, field, &set, operand);
    orm__writer_text(writer, count == 1 ? "" : ")");
}

/* ---- all comparisons ---- */

static void write_known(const orm_writer *writer, uint16_t field, orm_op op,
                        const orm_operand *operand)
{
    const orm_field *own = &writer->entity->fields[field];
    const orm_value value = orm__operand_value(operand);
    bool is_number = value.type == ORM_TYPE_INT || value.type == ORM_TYPE_UINT;
    bool answer = false;
    if (own->column.kind == ORM_KIND_ENUM && is_number) {
        write_enum(writer, field, op, operand);
    } else if (is_certain(op, orm__range_place(writer->dialect, own, &value), &answer)) {
        orm__leaf_write_certain(writer, field, answer);
    } else {
        orm__writer_column(writer, field);
        orm__writer_text(writer, comparisons[op]);
        write_operand(writer, field, operand, ORM_OP_END);
    }
}

static orm_status write_comparison(const orm_writer *writer, const orm_expr *expr, uint16_t field)
{
    const orm_operand *operand = find_operand(writer, field, expr->right, false);
    if (operand == NULL) {
        return ORM_MISUSE;
    }
    orm_status status = orm__leaf_check_order(writer, field);
    if (status != ORM_OK) {
        return status;
    }
    const orm_value value = orm__operand_value(operand);
    bool is_equality = expr->op == ORM_OP_EQ || expr->op == ORM_OP_NE;
    if (is_equality && (value.type == ORM_TYPE_NULL || means_null(writer, field, &value))) {
        write_null_test(writer, field, expr->op == ORM_OP_NE);
        return ORM_OK;
    }
    if (value.type == ORM_TYPE_NULL) {
        return orm__leaf_refuse(writer, field, "NULL is neither less nor greater");
    }
    write_known(writer, field, expr->op, operand);
    return ORM_OK;
}

/* ---- patterns and lists ---- */

/* @ is the column, ? the one parameter. */
static void write_form(const orm_writer *writer, uint16_t field, const char *form,
                       const orm_operand *operand, orm_op op)
{
    size_t parameter = 0;
    for (const char *c = form; *c != '\0'; c++) {
        if (*c == '@') {
            orm__writer_column(writer, field);
        } else if (*c != '?') {
            orm__buffer_char(&writer->sql->text, *c);
        } else if (parameter > 0) {
            orm__writer_placeholder(writer, parameter);
        } else {
            write_operand(writer, field, operand, op);
            parameter = writer->sql->param_count;
        }
    }
}

static orm_status write_pattern(const orm_writer *writer, const orm_expr *expr, uint16_t field)
{
    const orm_operand *operand = find_operand(writer, field, expr->right, false);
    if (operand == NULL) {
        return ORM_MISUSE;
    }
    if (operand->type == ORM_TYPE_BLOB && expr->op == ORM_OP_STARTS_WITH) {
        return orm__prefix_write(writer, field, operand);
    }
    if (operand->type != ORM_TYPE_TEXT || operand->data == NULL) {
        return orm__leaf_refuse(writer, field, "the pattern is NULL");
    }
    if (writer->entity->fields[field].column.kind != ORM_KIND_TEXT) {
        return orm__leaf_refuse(writer, field, "a pattern for a column that holds no text");
    }
    const orm_pattern_form *form = orm__pattern_form(writer->dialect, expr->op, operand->data);
    write_form(writer, field, form->text, operand, expr->op);
    return ORM_OK;
}

static orm_status write_in(const orm_writer *writer, const orm_expr *expr, uint16_t field)
{
    const orm_operand *operand = find_operand(writer, field, expr->right, true);
    if (operand == NULL) {
        return ORM_MISUSE;
    }
    orm_status status = orm__leaf_check_order(writer, field);
    if (status != ORM_OK) {
        return status;
    }
    if (operand->size == 0) {
        orm__writer_text(writer, writer->dialect->bool_is_integer ? "0" : "FALSE");
        return ORM_OK;
    }
    if (operand->data == NULL) {
        return orm__leaf_refuse(writer, field, "the list is NULL");
    }
    orm__writer_column(writer, field);
    orm__writer_text(writer, writer->dialect->in_prefix);
    write_operand(writer, field, operand, ORM_OP_END);
    orm__writer_text(writer, writer->dialect->in_suffix);
    return ORM_OK;
}

static orm_status write_is_null(const orm_writer *writer, const orm_expr *expr, uint16_t field)
{
    write_null_test(writer, field, expr->op == ORM_OP_IS_NOT_NULL);
    return ORM_OK;
}

/* ---- all ---- */

static orm_status write_on(const orm_writer *writer, const orm_expr *expr, uint16_t field)
{
    switch (expr->op) {
    case ORM_OP_EQ:
    case ORM_OP_NE:
    case ORM_OP_LT:
    case ORM_OP_LE:
    case ORM_OP_GT:
    case ORM_OP_GE:
        return write_comparison(writer, expr, field);
    case ORM_OP_LIKE:
    case ORM_OP_ILIKE:
    case ORM_OP_STARTS_WITH:
    case ORM_OP_ENDS_WITH:
    case ORM_OP_CONTAINS:
        return write_pattern(writer, expr, field);
    case ORM_OP_IN:
        return write_in(writer, expr, field);
    case ORM_OP_IS_NULL:
    case ORM_OP_IS_NOT_NULL:
        return write_is_null(writer, expr, field);
    case ORM_OP_END:
    case ORM_OP_COLUMN:
    case ORM_OP_VALUE:
    case ORM_OP_NOT:
    case ORM_OP_AND:
    case ORM_OP_OR:
    case ORM_OP_ADD:
    case ORM_OP_SUB:
    case ORM_OP_MUL:
    case ORM_OP_EXCLUDED:
    case ORM_OP_DEFAULT:
    case ORM_OP_SET:
    case ORM_OP_SETS:
    case ORM_OP_ASC:
    case ORM_OP_DESC:
    case ORM_OP_FAILED:
    case ORM_OP_TOO_DEEP:
    case ORM_OP_COUNT:
        break;
    }
    return orm__leaf_refuse(writer, field, "asked in no way that is known");
}

orm_status orm__leaf_write(const orm_writer *writer, const orm_expr *expr)
{
    uint16_t field = 0;
    orm_status status = orm__leaf_column(writer, expr->left, &field);
    return status == ORM_OK ? write_on(writer, expr, field) : status;
}
