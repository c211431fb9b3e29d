/* Rows of any entity with random members, for properties that hold for all of them. */
#ifndef TESTS_SUPPORT_ANY_ROW_H
#define TESTS_SUPPORT_ANY_ROW_H

#include <orm/arena.h>
#include <orm/meta.h>

/* A row in the arena, whose members hold what a database could have given; its padding, and what is
 * not mapped, is anything. Fails the test if a member takes none of many values. */
void *any_row(const orm_entity *entity, orm_arena *arena, uint64_t *seed);

/* A new arena. */
orm_arena *any_row_arena(void);

/* Random bytes for a row; to be freed. */
void *any_row_memory(const orm_entity *entity, uint64_t *seed);

/* Fails with the member in which they differ. */
void any_row_assert_same(const orm_entity *entity, const void *a, const void *b, orm_arena *arena);

/* Calls a function with each entity of all models of the tests; of those that orm-scan makes, too,
 * where it was built. The seed is the same on every run, another one with ORM_TEST_SEED. */
void any_row_each(void (*check)(const orm_entity *entity, uint64_t *seed));

#endif
