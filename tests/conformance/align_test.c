/* Structs that ask for more than any type does: each row begins where the compiler expects it to,
 * and fits, however large it is. */
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

/* ---- larger than the pieces of memory that rows are read into ---- */

struct hall {
    int64_t id;
    char unmapped[400000];
    char *name;
};

static const orm_schema hall_schema;

static const orm_field hall_fields[] = {
    ODD_FIELD(struct hall, id, INT64, INT, .generated = true),
    ODD_FIELD(struct hall, name, TEXT, STRING, .nullable = true),
};

static const orm_entity hall_entity = {
    .schema = &hall_schema,
    .name = "hall",
    .table = "hall",
    .size = sizeof(struct hall),
    .align = _Alignof(struct hall),
    .fields = hall_fields,
    .field_count = 2,
    .primary_key = { .fields = (const uint16_t[]){ 0 }, .field_count = 1 },
};

static const orm_schema hall_schema = {
    .meta_version = ORM_META_VERSION,
    .lock = orm_meta_v1,
    .name = "halls",
    .entities = (const orm_entity *const[]){ &hall_entity },
    .entity_count = 1,
};

static void test_rows_of_a_very_large_struct(void **state)
{
    enum { HALLS = 20 };
    static struct hall hall;
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &hall_schema));
    for (int i = 1; i <= HALLS; i++) {
        hall.name = (char *)(i % 2 == 0 ? "even" : "odd");
        assert_ok(fx->db, orm_insert(fx->db, &hall_entity, &hall));
    }
    for (size_t window = 0; window < 4; window++) {
        orm_rows *rows = NULL;
        assert_ok(fx->db,
                  orm_select(fx->db, &hall_entity, &(orm_query){ .window = window }, &rows));
        int64_t ids = 0;
        for (const struct hall *row; (row = orm_rows_next(rows, &hall_entity)) != NULL;) {
            ids += row->id;
            assert_string_equal(row->name, row->id % 2 == 0 ? "even" : "odd");
            assert_int_equal(row->unmapped[0] | row->unmapped[sizeof row->unmapped - 1], 0);
        }
        assert_int_equal(ids, HALLS * (HALLS + 1) / 2);
        assert_int_equal(orm_rows_status(rows), ORM_DONE);
        orm_rows_free(rows);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_rows_are_aligned),
    ENGINE_TEST(test_a_struct_is_found),
    ENGINE_TEST(test_rows_of_a_very_large_struct),
};

ENGINE_MAIN(tests)
