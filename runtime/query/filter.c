/* Owns filters: deep copies of expressions in an arena, joined as they come. */
#include <orm/filter.h>

#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"

struct orm_filter {
    orm_allocator allocator;
    orm_arena *arena;
    const orm_expr *where;
};

/* What a filter holds once memory has run out: a query that uses it says so. */
static const orm_expr out_of_memory = { .op = ORM_OP_FAILED };

orm_status orm_filter_new(const orm_allocator *allocator, orm_filter **filter_out)
{
    if (filter_out == NULL) {
        return ORM_MISUSE;
    }
    orm_allocator own = orm__alloc_or_default(allocator);
    orm_filter *filter = orm__alloc_zeroed(&own, 1, sizeof *filter);
    if (filter == NULL) {
        return ORM_NO_MEMORY;
    }
    filter->allocator = own;
    orm_status status = orm_arena_new(&own, &filter->arena);
    if (status != ORM_OK) {
        orm_filter_free(filter);
        return status;
    }
    *filter_out = filter;
    return ORM_OK;
}

void orm_filter_free(orm_filter *filter)
{
    if (filter != NULL) {
        orm_allocator allocator = filter->allocator;
        orm_arena_free(filter->arena);
        orm__alloc_free(&allocator, filter, sizeof *filter);
    }
}

/* ---- copies ---- */

/* Copies the texts of a list of texts; a NULL among them stays for the query to refuse. */
static bool copy_texts(orm_arena *arena, orm_operand *list)
{
    const char **texts = orm__arena_zeroed(arena, list->size, sizeof *texts);
    if (texts == NULL) {
        return false;
    }
    for (size_t i = 0; i < list->size; i++) {
        const char *text = ((const char *const *)list->data)[i];
        if (text != NULL && (texts[i] = orm_arena_copy(arena, text, strlen(text))) == NULL) {
            return false;
        }
    }
    list->data = texts;
    return true;
}

static bool copy_operand(orm_arena *arena, orm_operand *operand)
{
    if (operand->data == NULL) {
        return true;
    }
    if (operand->type == ORM_TYPE_LIST && operand->item == ORM_TYPE_TEXT) {
        return copy_texts(arena, operand);
    }
    size_t size = operand->size;
    if (operand->type == ORM_TYPE_TEXT) {
        size = strlen(operand->data);
    } else if (operand->type == ORM_TYPE_LIST) {
        size *= operand->item_size; /* an array that exists fits memory */
    } else if (operand->type == ORM_TYPE_NULL) {
        return true; /* a void pointer that should have been NULL: the query refuses it */
    }
    operand->data = orm_arena_copy(arena, operand->data, size);
    return operand->data != NULL;
}

static const orm_expr *copy_expr(orm_arena *arena, const orm_expr *expr);

static bool copy_list(orm_arena *arena, orm_expr *expr)
{
    size_t count = 0;
    while (expr->list[count] == NULL || expr->list[count]->op != ORM_OP_END) {
        count++;
    }
    const orm_expr **list = orm__arena_zeroed(arena, count + 1, sizeof *list);
    if (list == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (expr->list[i] != NULL && (list[i] = copy_expr(arena, expr->list[i])) == NULL) {
            return false;
        }
    }
    list[count] = &orm_expr_end;
    expr->list = list;
    return true;
}

/* NULL: no memory. expr is not NULL. Handles are constant data of the program: not copied. */
static const orm_expr *copy_expr(orm_arena *arena, const orm_expr *expr)
{
    orm_expr *copy = orm_arena_alloc(arena, sizeof *copy);
    if (copy == NULL) {
        return NULL;
    }
    *copy = *expr;
    bool copied = expr->op != ORM_OP_VALUE || copy_operand(arena, &copy->operand);
    if (copied && expr->left != NULL) {
        copied = (copy->left = copy_expr(arena, expr->left)) != NULL;
    }
    if (copied && expr->right != NULL) {
        copied = (copy->right = copy_expr(arena, expr->right)) != NULL;
    }
    if (copied && expr->list != NULL) {
        copied = copy_list(arena, copy);
    }
    return copied ? copy : NULL;
}

/* ---- joining ---- */

/* NULL: no memory. */
static const orm_expr *join(orm_arena *arena, orm_op op, const orm_expr *a, const orm_expr *b)
{
    orm_expr *joined = orm__arena_zeroed(arena, 1, sizeof *joined);
    const orm_expr **list = orm__arena_zeroed(arena, 3, sizeof *list);
    if (joined == NULL || list == NULL) {
        return NULL;
    }
    list[0] = a;
    list[1] = b;
    list[2] = &orm_expr_end;
    joined->op = op;
    joined->list = list;
    return joined;
}

static void add_condition(orm_filter *filter, orm_op op, const orm_expr *condition)
{
    if (filter == NULL || condition == NULL || filter->where == &out_of_memory) {
        return;
    }
    const orm_expr *added = copy_expr(filter->arena, condition);
    if (added != NULL && filter->where != NULL) {
        added = join(filter->arena, op, filter->where, added);
    }
    filter->where = added == NULL ? &out_of_memory : added;
}

void orm_filter_and(orm_filter *filter, const orm_expr *condition)
{
    add_condition(filter, ORM_OP_AND, condition);
}

void orm_filter_or(orm_filter *filter, const orm_expr *condition)
{
    add_condition(filter, ORM_OP_OR, condition);
}

const orm_expr *orm_filter_where(const orm_filter *filter)
{
    return filter == NULL ? NULL : filter->where;
}
