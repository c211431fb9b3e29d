/* Owns filters: deep copies of expressions in an arena, joined as they come. */
#include <orm/filter.h>

#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "sql/condition.h"

/* A list that grows as conditions are joined. What was handed out stays as it is: the next
 * condition begins another list. */
typedef struct joined {
    orm_expr node; /* its list is items */
    const orm_expr **items;
    size_t count, capacity;
    bool is_shown;
} joined;

struct orm_filter {
    orm_allocator allocator;
    orm_arena *arena;
    const orm_expr *where;
    joined *top; /* whose node where is; NULL = where is no list of the filter's own */
};

/* What a filter holds once a condition could not be added: a query that uses it says so. */
static const orm_expr out_of_memory = { .op = ORM_OP_FAILED };
static const orm_expr too_deep = { .op = ORM_OP_TOO_DEEP };

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
    } else if (operand->type == ORM_TYPE_INTERVAL) {
        size = sizeof(orm_interval);
    } else if (operand->type == ORM_TYPE_LIST) {
        size *= operand->item_size; /* an array that exists fits memory */
    } else if (operand->type == ORM_TYPE_NULL) {
        return true; /* a void pointer that should have been NULL: the query refuses it */
    }
    operand->data = orm_arena_copy(arena, operand->data, size);
    return operand->data != NULL;
}

typedef struct copier {
    orm_arena *arena;
    unsigned depth;
    const orm_expr *failure; /* what stands for a copy that failed */
} copier;

static const orm_expr *copy_expr(copier *c, const orm_expr *expr);

static bool copy_list(copier *c, orm_expr *expr)
{
    size_t count = 0;
    while (expr->list[count] == NULL || expr->list[count]->op != ORM_OP_END) {
        count++;
    }
    const orm_expr **list = orm__arena_zeroed(c->arena, count + 1, sizeof *list);
    if (list == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (expr->list[i] != NULL && (list[i] = copy_expr(c, expr->list[i])) == NULL) {
            return false;
        }
    }
    list[count] = &orm_expr_end;
    expr->list = list;
    return true;
}

static bool copy_children(copier *c, orm_expr *copy)
{
    if (copy->left != NULL && (copy->left = copy_expr(c, copy->left)) == NULL) {
        return false;
    }
    if (copy->right != NULL && (copy->right = copy_expr(c, copy->right)) == NULL) {
        return false;
    }
    return copy->list == NULL || copy_list(c, copy);
}

/* NULL: it failed. expr is not NULL. Handles are constant data of the program: not copied. A
 * condition that no query takes is not followed to its end, for the sake of the stack. */
static const orm_expr *copy_expr(copier *c, const orm_expr *expr)
{
    if (c->depth > ORM_CONDITION_NODES_MAX) {
        c->failure = &too_deep;
        return NULL;
    }
    orm_expr *copy = orm_arena_alloc(c->arena, sizeof *copy);
    if (copy == NULL) {
        return NULL;
    }
    *copy = *expr;
    c->depth++;
    bool copied = (expr->op != ORM_OP_VALUE || copy_operand(c->arena, &copy->operand)) &&
                  copy_children(c, copy);
    c->depth--;
    return copied ? copy : NULL;
}

/* ---- joining ---- */

/* NULL: no memory. The list has room for one more. */
static joined *new_joined(orm_arena *arena, orm_op op, const orm_expr *const *items, size_t count)
{
    joined *list = orm__arena_zeroed(arena, 1, sizeof *list);
    size_t capacity = 2 * count + 2;
    const orm_expr **copies = orm__arena_zeroed(arena, capacity + 1, sizeof *copies);
    if (list == NULL || copies == NULL) {
        return NULL;
    }
    memcpy(copies, items, count * sizeof(const orm_expr *));
    *list = (joined){
        .node = { .op = op, .list = copies }, .items = copies, .count = count, .capacity = capacity
    };
    return list;
}

/* The list to add to. NULL: no memory. */
static joined *find_room(orm_filter *filter, orm_op op)
{
    joined *top = filter->top;
    if (top == NULL || top->node.op != op) {
        return new_joined(filter->arena, op, &filter->where, 1);
    }
    bool has_room = !top->is_shown && top->count < top->capacity;
    return has_room ? top : new_joined(filter->arena, op, top->items, top->count);
}

/* False: no memory. */
static bool join(orm_filter *filter, orm_op op, const orm_expr *added)
{
    joined *top = find_room(filter, op);
    if (top == NULL) {
        return false;
    }
    top->items[top->count++] = added;
    top->items[top->count] = &orm_expr_end;
    filter->top = top;
    filter->where = &top->node;
    return true;
}

static void add_condition(orm_filter *filter, orm_op op, const orm_expr *condition)
{
    if (filter == NULL || condition == NULL || filter->where == &out_of_memory ||
        filter->where == &too_deep) {
        return;
    }
    copier c = { .arena = filter->arena, .failure = &out_of_memory };
    const orm_expr *added = copy_expr(&c, condition);
    if (added == NULL) {
        filter->where = c.failure;
    } else if (filter->where == NULL) {
        filter->where = added;
    } else if (!join(filter, op, added)) {
        filter->where = &out_of_memory;
    }
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
    if (filter == NULL) {
        return NULL;
    }
    if (filter->top != NULL) {
        filter->top->is_shown = true;
    }
    return filter->where;
}
