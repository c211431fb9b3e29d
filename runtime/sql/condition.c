/* Owns the rendering of conditions: what each operator needs, NULL, precedence. Joined conditions
 * always stand in parentheses, so that no engine's precedence matters. */
#include "sql/condition.h"

#include "base/error.h"
#include "meta/field.h"
#include "meta/identity.h"
#include "sql/operand.h"

/* How far down a tree something stands: in nodes, and in the parentheses of the text. A filter
 * makes a chain of hundreds of nodes in one pair of parentheses. */
typedef struct level {
    unsigned nodes;
    unsigned parentheses;
} level;

/* What SQLite's parser takes, and its limit of an expression's depth: the same for all engines. */
enum { NODES_MAX = 1000, PARENTHESES_MAX = 25 };

static orm_status write_at(const orm_writer *writer, const orm_expr *expr, level at);

/* ---- nothing asked ---- */

/* A tree that is too deep counts as something: writing it says so. */
static bool is_none_at(const orm_expr *expr, unsigned depth)
{
    if (expr == NULL) {
        return true;
    }
    if (depth == NODES_MAX) {
        return false;
    }
    if (expr->op == ORM_OP_NOT) {
        return is_none_at(expr->left, depth + 1);
    }
    if (expr->op != ORM_OP_AND && expr->op != ORM_OP_OR) {
        return false;
    }
    const orm_expr *const *item = expr->list;
    while (item != NULL && (*item == NULL || (*item)->op != ORM_OP_END)) {
        if (!is_none_at(*item++, depth + 1)) {
            return false;
        }
    }
    return true;
}

bool orm__condition_is_none(const orm_expr *expr)
{
    return is_none_at(expr, 0);
}

/* ---- columns ---- */

orm_status orm__condition_column(const orm_writer *writer, const orm_expr *node,
                                 uint16_t *field_out)
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

static orm_status refuse(const orm_writer *writer, uint16_t field, const char *reason)
{
    return orm__error_set(writer->error, ORM_MISUSE, "%s.%s: %s", writer->entity->name,
                          writer->entity->fields[field].member, reason);
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
        (void)refuse(writer, field, is_list ? "no list to be in" : "no value to compare with");
        return NULL;
    }
    if (node->operand.type == ORM_TYPE_NULL && node->operand.data != NULL) {
        (void)refuse(writer, field, "compared with an untyped pointer");
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

static orm_status write_comparison(const orm_writer *writer, const orm_expr *expr, uint16_t field)
{
    const orm_operand *operand = find_operand(writer, field, expr->right, false);
    if (operand == NULL) {
        return ORM_MISUSE;
    }
    const orm_value value = orm__operand_value(operand);
    bool is_equality = expr->op == ORM_OP_EQ || expr->op == ORM_OP_NE;
    if (is_equality && (value.type == ORM_TYPE_NULL || means_null(writer, field, &value))) {
        write_null_test(writer, field, expr->op == ORM_OP_NE);
        return ORM_OK;
    }
    if (value.type == ORM_TYPE_NULL) {
        return refuse(writer, field, "NULL is neither less nor greater");
    }
    orm__writer_column(writer, field);
    orm__writer_text(writer, comparisons[expr->op]);
    write_operand(writer, field, operand, ORM_OP_END);
    return ORM_OK;
}

/* ---- patterns and lists ---- */

static orm_status write_pattern(const orm_writer *writer, const orm_expr *expr, uint16_t field)
{
    const orm_operand *operand = find_operand(writer, field, expr->right, false);
    if (operand == NULL) {
        return ORM_MISUSE;
    }
    if (operand->type != ORM_TYPE_TEXT || operand->data == NULL) {
        return refuse(writer, field, "the pattern is NULL");
    }
    if (writer->entity->fields[field].column.kind != ORM_KIND_TEXT) {
        return refuse(writer, field, "a pattern for a column that holds no text");
    }
    bool folds = expr->op == ORM_OP_ILIKE;
    orm__writer_column(writer, field);
    orm__writer_text(writer, folds ? writer->dialect->ilike : writer->dialect->like);
    write_operand(writer, field, operand, expr->op);
    orm__writer_text(writer, folds ? writer->dialect->ilike_suffix : "");
    return ORM_OK;
}

static orm_status write_in(const orm_writer *writer, const orm_expr *expr, uint16_t field)
{
    const orm_operand *operand = find_operand(writer, field, expr->right, true);
    if (operand == NULL) {
        return ORM_MISUSE;
    }
    if (operand->size == 0) {
        orm__writer_text(writer, writer->dialect->bool_is_integer ? "0" : "FALSE");
        return ORM_OK;
    }
    if (operand->data == NULL) {
        return refuse(writer, field, "the list is NULL");
    }
    orm__writer_column(writer, field);
    orm__writer_text(writer, writer->dialect->in_prefix);
    write_operand(writer, field, operand, ORM_OP_END);
    orm__writer_text(writer, writer->dialect->in_suffix);
    return ORM_OK;
}

typedef orm_status (*column_writer)(const orm_writer *writer, const orm_expr *expr, uint16_t field);

static orm_status write_on_column(const orm_writer *writer, const orm_expr *expr,
                                  column_writer write)
{
    uint16_t field = 0;
    orm_status status = orm__condition_column(writer, expr->left, &field);
    return status == ORM_OK ? write(writer, expr, field) : status;
}

static orm_status write_is_null(const orm_writer *writer, const orm_expr *expr, uint16_t field)
{
    write_null_test(writer, field, expr->op == ORM_OP_IS_NOT_NULL);
    return ORM_OK;
}

/* ---- joined conditions ---- */

static orm_status check_level(const orm_writer *writer, level at)
{
    if (at.nodes < NODES_MAX && at.parentheses < PARENTHESES_MAX) {
        return ORM_OK;
    }
    return orm__error_set(writer->error, ORM_MISUSE, "a condition on %s is nested too deep",
                          writer->entity->name);
}

static orm_status write_not(const orm_writer *writer, const orm_expr *expr, level at)
{
    const level below = { at.nodes + 1, at.parentheses + 1 };
    orm__writer_text(writer, "NOT (");
    orm_status status = write_at(writer, expr->left, below);
    orm__writer_text(writer, ")");
    return status;
}

/* The items of a list and, without parentheses, those of lists of the same kind in it. */
static orm_status write_items(const orm_writer *writer, const orm_expr *list, level at,
                              const char **separator)
{
    const level below = { at.nodes + 1, at.parentheses };
    orm_status status = check_level(writer, at);
    for (const orm_expr *const *item = list->list;
         status == ORM_OK && (*item == NULL || (*item)->op != ORM_OP_END); item++) {
        if (*item == NULL || is_none_at(*item, below.nodes)) {
            continue;
        }
        if ((*item)->op == list->op) {
            status = write_items(writer, *item, below, separator);
        } else {
            orm__writer_text(writer, *separator);
            status = write_at(writer, *item, below);
            *separator = list->op == ORM_OP_AND ? " AND " : " OR ";
        }
    }
    return status;
}

/* Not none, so at least one of its items is something. */
static orm_status write_list(const orm_writer *writer, const orm_expr *expr, level at)
{
    const char *separator = "(";
    const level within = { at.nodes, at.parentheses + 1 };
    orm_status status = write_items(writer, expr, within, &separator);
    orm__writer_text(writer, ")");
    return status;
}

static orm_status write_at(const orm_writer *writer, const orm_expr *expr, level at)
{
    orm_status status = check_level(writer, at);
    if (status != ORM_OK) {
        return status;
    }
    switch (expr->op) {
    case ORM_OP_EQ:
    case ORM_OP_NE:
    case ORM_OP_LT:
    case ORM_OP_LE:
    case ORM_OP_GT:
    case ORM_OP_GE:
        return write_on_column(writer, expr, write_comparison);
    case ORM_OP_LIKE:
    case ORM_OP_ILIKE:
    case ORM_OP_STARTS_WITH:
    case ORM_OP_ENDS_WITH:
    case ORM_OP_CONTAINS:
        return write_on_column(writer, expr, write_pattern);
    case ORM_OP_IN:
        return write_on_column(writer, expr, write_in);
    case ORM_OP_IS_NULL:
    case ORM_OP_IS_NOT_NULL:
        return write_on_column(writer, expr, write_is_null);
    case ORM_OP_NOT:
        return write_not(writer, expr, at);
    case ORM_OP_AND:
    case ORM_OP_OR:
        return write_list(writer, expr, at);
    case ORM_OP_FAILED:
        return orm__error_no_memory(writer->error);
    case ORM_OP_ASC:
    case ORM_OP_DESC:
        return orm__error_set(writer->error, ORM_MISUSE, "an order stands in a condition");
    case ORM_OP_END:
    case ORM_OP_COLUMN:
    case ORM_OP_VALUE:
    case ORM_OP_COUNT:
        break;
    }
    return orm__error_set(writer->error, ORM_MISUSE, "a node that is no condition");
}

orm_status orm__condition_write(const orm_writer *writer, const orm_expr *expr)
{
    return write_at(writer, expr, (level){ 0, 0 });
}
