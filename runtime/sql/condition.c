/* Owns the rendering of conditions: what each operator needs, NULL, precedence. Joined conditions
 * always stand in parentheses, so that no engine's precedence matters. */
#include "sql/condition.h"

#include "base/error.h"
#include "sql/leaf.h"

/* How far down a tree something stands: in nodes, and in the parentheses of the text. Lists of one
 * kind in one another are many nodes in one pair of parentheses. */
typedef struct level {
    unsigned nodes;
    unsigned parentheses;
} level;

/* The same for all engines. SQLite's parser takes that many parentheses; with RUN conditions side
 * by side in each of them its limit of an expression's depth, 1000, is out of reach. libpq loses a
 * connection whose statement has more than 7498 parameters; conditions without one count as well,
 * since PostgreSQL's planner looks at each pair of them. */
enum { NODES_MAX = ORM_CONDITION_NODES_MAX, PARENTHESES_MAX = 25, RUN = 32, CONDITIONS_MAX = 7000 };

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

/* ---- joined conditions ---- */

static orm_status refuse_depth(const orm_writer *writer)
{
    return orm__error_set(writer->error, ORM_MISUSE, "a condition on %s is nested too deep",
                          writer->entity->name);
}

static orm_status check_level(const orm_writer *writer, level at)
{
    bool is_deep = at.nodes >= NODES_MAX || at.parentheses >= PARENTHESES_MAX;
    return is_deep ? refuse_depth(writer) : ORM_OK;
}

static orm_status write_not(const orm_writer *writer, const orm_expr *expr, level at)
{
    const level below = { at.nodes + 1, at.parentheses + 1 };
    orm__writer_text(writer, "NOT (");
    orm_status status = write_at(writer, expr->left, below);
    orm__writer_text(writer, ")");
    return status;
}

/* A list that is being written, with those of the same kind in it. Where it is long, every RUN of
 * its items stand in parentheses of their own, and every RUN of those, and so on: engines nest a
 * chain without parentheses as deep as it is long. */
typedef struct joint {
    const orm_writer *writer;
    orm_op op;
    unsigned parentheses; /* around an item */
    unsigned heights;     /* parentheses that the list itself adds */
    size_t count, next;   /* of items that are something */
} joint;

static size_t count_items(const orm_expr *list, unsigned nodes)
{
    size_t count = 0;
    if (nodes >= NODES_MAX) {
        return 1; /* writing it is refused */
    }
    for (const orm_expr *const *item = list->list; *item == NULL || (*item)->op != ORM_OP_END;
         item++) {
        if (*item != NULL && (*item)->op == list->op && !is_none_at(*item, nodes + 1)) {
            count += count_items(*item, nodes + 1);
        } else if (!is_none_at(*item, nodes + 1)) {
            count++;
        }
    }
    return count;
}

/* Parentheses that start in front of the next item. */
static void open_runs(const joint *j)
{
    size_t run = RUN;
    for (unsigned height = 1; height < j->heights; height++, run *= RUN) {
        orm__writer_text(j->writer, j->next % run == 0 ? "(" : "");
    }
}

/* Those that end behind the last item. */
static void close_runs(const joint *j)
{
    size_t run = RUN;
    for (unsigned height = 1; height < j->heights; height++, run *= RUN) {
        bool ends = j->next % run == 0 || j->next == j->count;
        orm__writer_text(j->writer, ends ? ")" : "");
    }
}

static orm_status write_item(joint *j, const orm_expr *item, unsigned nodes)
{
    if (j->next > 0) {
        orm__writer_text(j->writer, j->op == ORM_OP_AND ? " AND " : " OR ");
    }
    open_runs(j);
    orm_status status = write_at(j->writer, item, (level){ nodes, j->parentheses });
    j->next++;
    close_runs(j);
    return status;
}

static orm_status write_items(joint *j, const orm_expr *list, unsigned nodes)
{
    orm_status status = check_level(j->writer, (level){ nodes, j->parentheses });
    for (const orm_expr *const *item = list->list;
         status == ORM_OK && (*item == NULL || (*item)->op != ORM_OP_END); item++) {
        if (*item == NULL || is_none_at(*item, nodes + 1)) {
            continue;
        }
        status = (*item)->op == j->op ? write_items(j, *item, nodes + 1)
                                      : write_item(j, *item, nodes + 1);
    }
    return status;
}

/* Not none, so at least one of its items is something. */
static orm_status write_list(const orm_writer *writer, const orm_expr *expr, level at)
{
    joint j = { .writer = writer, .op = expr->op, .heights = 1 };
    j.count = count_items(expr, at.nodes);
    for (size_t room = RUN; room < j.count; room *= RUN) {
        j.heights++;
    }
    j.parentheses = at.parentheses + j.heights;
    orm__writer_text(writer, "(");
    orm_status status = write_items(&j, expr, at.nodes);
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
    case ORM_OP_LIKE:
    case ORM_OP_ILIKE:
    case ORM_OP_STARTS_WITH:
    case ORM_OP_ENDS_WITH:
    case ORM_OP_CONTAINS:
    case ORM_OP_IN:
    case ORM_OP_IS_NULL:
    case ORM_OP_IS_NOT_NULL:
        return orm__leaf_write(writer, expr);
    case ORM_OP_NOT:
        return write_not(writer, expr, at);
    case ORM_OP_AND:
    case ORM_OP_OR:
        return write_list(writer, expr, at);
    case ORM_OP_FAILED:
        return orm__error_no_memory(writer->error);
    case ORM_OP_TOO_DEEP:
        return refuse_depth(writer);
    case ORM_OP_ASC:
    case ORM_OP_DESC:
        return orm__error_set(writer->error, ORM_MISUSE, "an order stands in a condition");
    case ORM_OP_END:
    case ORM_OP_COLUMN:
    case ORM_OP_VALUE:
    case ORM_OP_ADD:
    case ORM_OP_SUB:
    case ORM_OP_MUL:
    case ORM_OP_EXCLUDED:
    case ORM_OP_DEFAULT:
    case ORM_OP_SET:
    case ORM_OP_SETS:
    case ORM_OP_COUNT:
        break;
    }
    return orm__error_set(writer->error, ORM_MISUSE, "a node that is no condition");
}

/* What is too deep is not counted: writing it is refused. */
static size_t count_leaves(const orm_expr *expr, unsigned nodes)
{
    if (expr == NULL || is_none_at(expr, nodes) || nodes >= NODES_MAX) {
        return 0;
    }
    if (expr->op == ORM_OP_NOT) {
        return count_leaves(expr->left, nodes + 1);
    }
    if (expr->op != ORM_OP_AND && expr->op != ORM_OP_OR) {
        return 1;
    }
    size_t count = 0;
    for (const orm_expr *const *item = expr->list; *item == NULL || (*item)->op != ORM_OP_END;
         item++) {
        count += count_leaves(*item, nodes + 1);
    }
    return count;
}

orm_status orm__condition_write(const orm_writer *writer, const orm_expr *expr)
{
    bool is_long = count_leaves(expr, 0) > CONDITIONS_MAX;
    orm_status status = is_long ? ORM_OK : write_at(writer, expr, (level){ 0, 0 });
    if (status == ORM_OK && (is_long || writer->sql->param_count > CONDITIONS_MAX)) {
        status =
            orm__error_set(writer->error, ORM_MISUSE, "a query on %s has more than %d conditions",
                           writer->entity->name, CONDITIONS_MAX);
    }
    return status;
}
