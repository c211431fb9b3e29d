/* Structs that ask for more than any type does: each row begins where the compiler expects it to. */
#include "models/odd.h"
#include "support/engine.h"

struct lane {
    int64_t id;
    _Alignas(128) double width;
};

static const orm_schema lane_schema;

static const orm_field lane_fields[] = {
    ODD_FIELD(struct lane, id, INT64, INT, .generated = true),
    ODD_FIELD(struct lane, width, FLOAT64, FLOAT, .nullable = false),
};

static const orm_entity lane_entity = {
    .schema = &lane_schema,
    .name = "lane",
    .table = "lane",
    .size = sizeof(struct lane),
    .align = _Alignof(struct lane),
    .fields = lane_fields,
    .field_count = 2,
    .primary_key = { .fields = (const uint16_t[]){ 0 }, .field_count = 1 },
};

static const orm_schema lane_schema = {
    .meta_version = ORM_META_VERSION,
    .lock = orm_meta_v1,
    .name = "lanes",
    .entities = (const orm_entity *const[]){ &lane_entity },
    .entity_count = 1,
};

enum { LANES = 100 };

static void store_lanes(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &lane_schema));
    for (int i = 0; i < LANES; i++) {
        struct lane row = { .width = i * 0.5 };
        assert_ok(db, orm_insert(db, &lane_entity, &row));
    }
}

static void test_rows_are_aligned(void **state)
{
    engine_fixture *fx = *state;
    store_lanes(fx->db);
    for (size_t window = 0; window < 40; window += 13) {
        const orm_query query = { .window = window };
        orm_rows *rows = NULL;
        assert_ok(fx->db, orm_select(fx->db, &lane_entity, &query, &rows));
        double sum = 0;
        for (struct lane *row; (row = orm_rows_next(rows, &lane_entity)) != NULL;) {
            assert_int_equal((uintptr_t)row % _Alignof(struct lane), 0);
            sum += row->width;
        }
        assert_int_equal(orm_rows_status(rows), ORM_DONE);
        assert_true(sum == 0.5 * (double)(LANES * (LANES - 1)) / 2);
        orm_rows_free(rows);
    }
}

static void test_a_struct_is_found(void **state)
{
    engine_fixture *fx = *state;
    store_lanes(fx->db);
    const orm_value key[] = { orm_value_int(7) };
    struct lane row = { .id = 0 };
    assert_ok(fx->db, orm_find(fx->db, &lane_entity, key, &row, fx->arena));
    assert_true(row.width == 3.0);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_rows_are_aligned),
    ENGINE_TEST(test_a_struct_is_found),
};

ENGINE_MAIN(tests)
