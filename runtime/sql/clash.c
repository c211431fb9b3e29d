/* Owns the check of names against each other and against the dialect's limit. */
#include "sql/clash.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/fold.h"

/* A name that a table lays claim to. */
typedef struct claim {
    const char *name;
    const orm_rel_table *table;
} claim;

/* The names of one space, in which no two may be the same. What is wrong first stays in status. */
typedef struct claims {
    claim *items;
    size_t count;
    const orm_dialect *dialect;
    orm_error *error;
    orm_status status;
} claims;

static void check_size(claims *all, const char *name, const orm_rel_table *table)
{
    size_t limit = all->dialect->name_max;
    if (all->status == ORM_OK && limit != 0 && strlen(name) > limit) {
        all->status = orm__error_set(all->error, ORM_MISUSE,
                                     "name \"%s\" in table \"%s\" is longer than the %zu bytes"
                                     " that %s allows",
                                     name, table->name, limit, all->dialect->name);
    }
}

/* A NULL name is one that the engine chooses. */
static void add(claims *all, const char *name, const orm_rel_table *table)
{
    if (name != NULL) {
        check_size(all, name, table);
        all->items[all->count++] = (claim){ .name = name, .table = table };
    }
}

/* Names in different schemas are different. */
static int compare_schemas(const void *left, const void *right)
{
    const char *a = ((const claim *)left)->table->schema;
    const char *b = ((const claim *)right)->table->schema;
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

static int compare_folded(const void *left, const void *right)
{
    int schemas = compare_schemas(left, right);
    if (schemas != 0) {
        return schemas;
    }
    return orm__fold_compare(((const claim *)left)->name, ((const claim *)right)->name);
}

static int compare_exactly(const void *left, const void *right)
{
    int schemas = compare_schemas(left, right);
    return schemas != 0 ? schemas
                        : strcmp(((const claim *)left)->name, ((const claim *)right)->name);
}

/* Settles a space of names and empties it for the next one. */
static void settle(claims *all)
{
    int (*compare)(const void *, const void *) =
        all->dialect->fold_case ? compare_folded : compare_exactly;
    qsort(all->items, all->count, sizeof *all->items, compare);
    for (size_t i = 1; i < all->count && all->status == ORM_OK; i++) {
        const claim *a = &all->items[i - 1], *b = &all->items[i];
        if (compare(a, b) == 0) {
            all->status = orm__error_set(all->error, ORM_MISUSE,
                                         "name \"%s\" stands for two things, in table \"%s\" and in"
                                         " table \"%s\": name one of them otherwise",
                                         b->name, a->table->name, b->table->name);
        }
    }
    all->count = 0;
}

/* What shares one space in a schema: tables and whatever has an index. */
static void add_relations(claims *all, const orm_rel_table *table)
{
    add(all, table->name, table);
    add(all, table->key_name, table);
    for (uint16_t i = 0; i < table->unique_count; i++) {
        add(all, table->uniques[i].name, table);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        add(all, table->indexes[i].name, table);
    }
}

static void add_constraints(claims *all, const orm_rel_table *table)
{
    add(all, table->key_name, table);
    for (uint16_t i = 0; i < table->unique_count; i++) {
        add(all, table->uniques[i].name, table);
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        add(all, table->checks[i].name, table);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        add(all, table->foreign_keys[i].name, table);
    }
}

static size_t count_names(const orm_rel_schema *schema)
{
    size_t count = 0;
    for (uint16_t i = 0; i < schema->table_count; i++) {
        const orm_rel_table *table = &schema->tables[i];
        count += (size_t)2 + table->unique_count + table->check_count + table->foreign_key_count +
                 table->index_count;
    }
    return count;
}

orm_status orm__clash_check(const orm_rel_schema *schema, const orm_dialect *dialect,
                            orm_arena *arena, orm_error *error)
{
    claims all = { .dialect = dialect, .error = error };
    all.items = orm__arena_zeroed(arena, count_names(schema), sizeof *all.items);
    if (all.items == NULL) {
        return orm__error_no_memory(error);
    }
    for (uint16_t i = 0; i < schema->table_count; i++) {
        const orm_rel_table *table = &schema->tables[i];
        for (uint16_t column = 0; column < table->column_count; column++) {
            check_size(&all, table->columns[column].name, table);
        }
        if (table->schema != NULL) {
            check_size(&all, table->schema, table);
        }
        add_constraints(&all, table);
        settle(&all);
    }
    for (uint16_t i = 0; i < schema->table_count; i++) {
        add_relations(&all, &schema->tables[i]);
    }
    settle(&all);
    return all.status;
}
