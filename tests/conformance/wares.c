/* Owns the making of wares, and the looks at what the table has of them. */
#include "wares.h"

#include <stdio.h>
#include <string.h>

struct ware *wares_new(engine_fixture *fx, size_t count)
{
    struct ware *rows = orm_arena_alloc(fx->arena, count * sizeof *rows);
    assert_non_null(rows);
    for (size_t i = 0; i < count; i++) {
        char code[24];
        int size = snprintf(code, sizeof code, "code %zu", i);
        rows[i] = (struct ware){ .id = -7,
                                 .code = orm_arena_copy(fx->arena, code, (size_t)size),
                                 .shelf = 1,
                                 .place = (int32_t)i,
                                 .amount = (int64_t)i,
                                 .twice = -1 };
    }
    return rows;
}

struct ware *wares_copy(engine_fixture *fx, const struct ware *rows, size_t count)
{
    struct ware *copy = orm_arena_alloc(fx->arena, count * sizeof *rows);
    assert_non_null(copy);
    memcpy(copy, rows, count * sizeof *rows);
    return copy;
}

void wares_assert_count(engine_fixture *fx, int64_t expected)
{
    int64_t count = -1;
    assert_ok(fx->db, ware_count(fx->db, NULL, &count));
    assert_int_equal(count, expected);
}

void wares_assert_element(engine_fixture *fx, size_t expected)
{
    assert_int_equal(orm_db_error(fx->db)->element, expected);
}

struct ware wares_found(engine_fixture *fx, int64_t id)
{
    struct ware found = { .id = 0 };
    assert_ok(fx->db, ware_find(fx->db, id, &found, fx->arena));
    return found;
}
