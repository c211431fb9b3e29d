/* Owns the ten items and how an answer is written down. */
#include "models/items.h"

#include <stdio.h>
#include <string.h>

void items_add(orm_db *db)
{
    static const char *const labels[] = { "a", "b", "c", "d", "e" };
    assert_ok(db, orm_create_all(db, &odd_schema));
    assert_ok(db, orm_begin(db, NULL));
    for (int64_t id = 1; id <= 10; id++) {
        struct item row = { .id = id,
                            .amount = id * 10,
                            .rank = id % 2 == 0 ? INT64_MIN : id,
                            .weight = (double)id / 4,
                            .flag = id % 3 == 0,
                            .label = id == 10 ? NULL : (char *)labels[id % 5] };
        assert_ok(db, orm_insert(db, &item_entity, &row));
    }
    assert_ok(db, orm_commit(db));
}

const char *items_of_query(engine_fixture *fx, const orm_query *query)
{
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_select(fx->db, &item_entity, query, &rows));
    char text[256] = "";
    int64_t found = 0;
    for (struct item *row; (row = orm_rows_next(rows, &item_entity)) != NULL; found++) {
        size_t size = strlen(text);
        (void)snprintf(text + size, sizeof text - size, "%s%d", size == 0 ? "" : " ", (int)row->id);
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    int64_t count = -1;
    assert_ok(fx->db, orm_count(fx->db, &item_entity, query, &count));
    assert_true(count == found);
    return orm_arena_copy(fx->arena, text, strlen(text));
}

const char *items_where(engine_fixture *fx, const orm_expr *where)
{
    return items_of_query(fx, &(orm_query){ .where = where, .order_by = { orm_asc(item_.id) } });
}
