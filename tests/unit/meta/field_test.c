/* Members of a real struct: every one keeps what it is given and nothing else changes; every way to
 * be NULL shows NULL, and only NULL. */
#include "meta/field.h"
#include "base/arena.h"
#include "kinds.orm.h"
#include "meta/entity.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

#include <math.h>

#define INTO(e, r, a) (&(const orm_instance){ .entity = (e), .row = (r), .arena = (a) })

static orm_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    return orm_arena_new(NULL, &arena) == ORM_OK ? 0 : 1;
}

static int close_arena(void **state)
{
    (void)state;
    orm_arena_free(arena);
    arena = NULL;
    return 0;
}

static const orm_field *field_named(const char *member)
{
    const orm_field *field = orm__entity_field(&sample_entity, member, strlen(member));
    assert_non_null(field);
    return field;
}

/* ---- round trips ---- */

/* A value that may or may not fit. */
static orm_value any_value(const orm_layout *layout, uint64_t *seed)
{
    static unsigned char bytes[40];
    switch (layout->storage) {
    case ORM_STORAGE_BOOL:
        return orm_value_bool(unit_random(seed) % 2 == 1);
    case ORM_STORAGE_INT:
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return orm_value_int((int64_t)unit_edge(seed));
    case ORM_STORAGE_UINT:
        return orm_value_uint(unit_edge(seed));
    case ORM_STORAGE_FLOAT:
        return orm_value_real((double)(int64_t)unit_edge(seed) / 4);
    case ORM_STORAGE_STRING:
    case ORM_STORAGE_SPAN:
    case ORM_STORAGE_CHAR:
    case ORM_STORAGE_CHARS:
        memset(bytes, (int)('a' + unit_random(seed) % 26), sizeof bytes);
        return (orm_value){ .type = ORM_TYPE_TEXT, .size = unit_below(seed, 10), .as.data = bytes };
    case ORM_STORAGE_BLOB:
        unit_fill(bytes, sizeof bytes, seed);
        return orm_value_blob(bytes, unit_below(seed, sizeof bytes));
    case ORM_STORAGE_BYTES:
        unit_fill(bytes, sizeof bytes, seed);
        return orm_value_blob(bytes, 16);
    case ORM_STORAGE_INTERVAL:
        return orm_value_interval((orm_interval){ .months = (int32_t)unit_edge(seed),
                                                  .days = (int32_t)unit_edge(seed),
                                                  .microseconds = (int64_t)unit_edge(seed) });
    case ORM_STORAGE_ARRAY: /* the items' test is of them */
    case ORM_STORAGE_ITEMS:
    case ORM_STORAGE_CONVERTED: /* no value of the library's */
    case ORM_STORAGE_NONE:
        break;
    }
    return orm_value_null();
}

static bool is_in(size_t at, size_t offset, size_t size)
{
    return at >= offset && at < offset + size;
}

static void assert_rest_is_equal(const orm_layout *layout, const void *row, const void *before)
{
    const unsigned char *now = row, *old = before;
    for (size_t i = 0; i < sizeof(struct sample); i++) {
        bool own = is_in(i, layout->offset, layout->size) ||
                   is_in(i, layout->length.offset, layout->length.size) ||
                   is_in(i, layout->null_flag.offset, layout->null_flag.size);
        if (!own) {
            assert_int_equal(now[i], old[i]);
        }
    }
}

static void round_trip(const orm_field *field, uint64_t *seed)
{
    unsigned char row[sizeof(struct sample)], before[sizeof(struct sample)];
    unit_fill(row, sizeof row, seed);
    memcpy(before, row, sizeof row);
    const orm_value given = any_value(&field->layout, seed);
    orm_status status = orm__field_set(INTO(&sample_entity, row, arena), field, &given, NULL);
    if (status != ORM_OK) {
        assert_int_equal(status, ORM_CONVERSION);
        assert_memory_equal(row, before, sizeof row);
        return;
    }
    orm_value back;
    assert_int_equal(orm__field_get(&sample_entity, field, row, &back, NULL), ORM_OK);
    assert_true(orm__field_same(&given, &back));
    assert_rest_is_equal(&field->layout, row, before);
}

static void test_get_gives_what_set_was_given(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        for (int round = 0; round < 2000; round++) {
            round_trip(&sample_entity.fields[i], &seed);
        }
        orm_arena_reset(arena);
    }
}

static void test_c_sees_the_members(void **state)
{
    (void)state;
    struct sample row = { .id = 0 };
    const orm_value text = orm_value_text("hello"), code = orm_value_text("ABCDEFG");
    const orm_value level = orm_value_int(LEVEL_NONE), real = orm_value_real(0.5);
    const orm_value data = orm_value_blob("\0\1\2", 3);
    assert_int_equal(
        orm__field_set(INTO(&sample_entity, &row, arena), field_named("text"), &text, NULL),
        ORM_OK);
    assert_int_equal(
        orm__field_set(INTO(&sample_entity, &row, arena), field_named("code"), &code, NULL),
        ORM_OK);
    assert_int_equal(
        orm__field_set(INTO(&sample_entity, &row, arena), field_named("level"), &level, NULL),
        ORM_OK);
    assert_int_equal(
        orm__field_set(INTO(&sample_entity, &row, arena), field_named("f32"), &real, NULL), ORM_OK);
    assert_int_equal(
        orm__field_set(INTO(&sample_entity, &row, arena), field_named("data"), &data, NULL),
        ORM_OK);
    assert_string_equal(row.text, "hello");
    assert_ptr_not_equal(row.text, text.as.text);
    assert_string_equal(row.code, "ABCDEFG");
    assert_int_equal(row.level, LEVEL_NONE);
    assert_true(row.f32 == 0.5f);
    assert_int_equal(row.data_size, 3);
    assert_memory_equal(row.data, "\0\1\2", 3);
}

/* ---- NULL ---- */

static void test_null_comes_back_as_null(void **state)
{
    (void)state;
    const orm_value null = orm_value_null();
    uint64_t seed = 12;
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        const orm_field *field = &sample_entity.fields[i];
        unsigned char row[sizeof(struct sample)], before[sizeof(struct sample)];
        unit_fill(row, sizeof row, &seed);
        memcpy(before, row, sizeof row);
        orm_error error;
        orm_status status = orm__field_set(INTO(&sample_entity, row, NULL), field, &null, &error);
        if (!orm__field_can_be_null(field)) {
            unit_assert_error(&error, ORM_CONVERSION, "NULL does not fit");
            assert_memory_equal(row, before, sizeof row);
            continue;
        }
        assert_int_equal(status, ORM_OK);
        orm_value back = orm_value_bool(true);
        assert_int_equal(orm__field_get(&sample_entity, field, row, &back, NULL), ORM_OK);
        assert_int_equal(back.type, ORM_TYPE_NULL);
        assert_rest_is_equal(&field->layout, row, before);
    }
}

static void test_what_null_looks_like_in_c(void **state)
{
    (void)state;
    const orm_value null = orm_value_null();
    struct sample row;
    memset(&row, 0x11, sizeof row);
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        if (sample_entity.fields[i].column.nullable) {
            assert_int_equal(orm__field_set(INTO(&sample_entity, &row, NULL),
                                            &sample_entity.fields[i], &null, NULL),
                             ORM_OK);
        }
    }
    assert_int_equal(row.maybe_int, -1);
    assert_true(row.maybe_u64 == UINT64_MAX);
    assert_true(row.maybe_real == -1.5);
    assert_null(row.maybe_text);
    assert_memory_equal(row.maybe_code, "\0\0\0", 4);
    assert_null(row.maybe_data);
    assert_int_equal(row.maybe_data_size, 0);
    assert_int_equal(row.maybe_mood, MOOD_UNSET);
    assert_true(row.maybe_at == INT64_MIN);
    assert_int_equal(row.flagged, 0);
    assert_true(row.flagged_is_null);
    assert_false(row.flagged_bool);
    assert_true(row.flagged_bool_is_null);
}

static void test_a_value_that_reads_as_null_is_refused(void **state)
{
    (void)state;
    struct sample row = { .id = 0 };
    struct sample before = row;
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        const orm_field *field = &sample_entity.fields[i];
        if (field->layout.null_if != NULL) {
            orm_error error;
            orm_status status = orm__field_set(INTO(&sample_entity, &row, arena), field,
                                               field->layout.null_if, &error);
            assert_int_equal(status, ORM_CONVERSION);
            unit_assert_error(&error, ORM_CONVERSION, "reads as NULL");
        }
    }
    assert_memory_equal(&row, &before, sizeof row);
}

static void test_nan_can_stand_for_null(void **state)
{
    (void)state;
    struct {
        double value;
    } row = { .value = 1.0 };
    const orm_value nan = orm_value_real(NAN), null = orm_value_null();
    const orm_field field = {
        .member = "value",
        .layout = { .storage = ORM_STORAGE_FLOAT, .size = sizeof(double), .null_if = &nan }
    };
    const orm_entity entity = { .size = sizeof row, .fields = &field, .field_count = 1 };
    assert_int_equal(orm__field_set(INTO(&entity, &row, NULL), &field, &null, NULL), ORM_OK);
    assert_true(isnan(row.value));
    row.value = -NAN;
    orm_value raw;
    assert_int_equal(orm__field_get(&entity, &field, &row, &raw, NULL), ORM_OK);
    assert_int_equal(raw.type, ORM_TYPE_NULL);
    assert_int_equal(orm__field_set(INTO(&entity, &row, NULL), &field, &nan, NULL), ORM_CONVERSION);
}

struct flagged {
    unsigned char flag[8];
    int32_t value;
};

static void test_null_flags_of_all_sizes(void **state)
{
    (void)state;
    for (size_t size = 1; size <= 8; size *= 2) {
        struct flagged row;
        const orm_field field = { .member = "value",
                                  .layout = { .storage = ORM_STORAGE_INT,
                                              .offset = offsetof(struct flagged, value),
                                              .size = sizeof(int32_t),
                                              .null_flag = { .offset = 0, .size = size } } };
        const orm_entity entity = { .size = sizeof row, .fields = &field, .field_count = 1 };
        memset(&row, 0, sizeof row);
        row.flag[size - 1] = 2; /* any bit of it says NULL */
        row.value = 7;
        orm_value raw;
        assert_int_equal(orm__field_get(&entity, &field, &row, &raw, NULL), ORM_OK);
        assert_int_equal(raw.type, ORM_TYPE_NULL);
        const orm_value zero = orm_value_int(0), null = orm_value_null();
        memset(row.flag, 0xFF, sizeof row.flag);
        assert_int_equal(orm__field_set(INTO(&entity, &row, NULL), &field, &zero, NULL), ORM_OK);
        for (size_t i = 0; i < 8; i++) {
            assert_int_equal(row.flag[i], i < size ? 0 : 0xFF);
        }
        assert_int_equal(orm__field_get(&entity, &field, &row, &raw, NULL), ORM_OK);
        assert_int_equal(raw.type, ORM_TYPE_INT);
        row.value = 9;
        assert_int_equal(orm__field_set(INTO(&entity, &row, NULL), &field, &null, NULL), ORM_OK);
        assert_int_equal(row.value, 0);
        assert_int_equal(orm__field_get(&entity, &field, &row, &raw, NULL), ORM_OK);
        assert_int_equal(raw.type, ORM_TYPE_NULL);
    }
}

/* ---- what the layouts say ---- */

static void test_who_can_be_null_and_who_needs_an_arena(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        const orm_field *field = &sample_entity.fields[i];
        bool is_pointer =
            field->layout.size == sizeof(void *) && (field->layout.storage == ORM_STORAGE_STRING ||
                                                     field->layout.storage == ORM_STORAGE_BLOB);
        assert_int_equal(orm__field_needs_arena(&sample_entity, field), is_pointer);
        assert_int_equal(orm__field_can_be_null(field), field->column.nullable || is_pointer);
        assert_false(orm__field_is_behind_pointer(&sample_entity, field));
    }
}

static void test_same(void **state)
{
    (void)state;
    const orm_value values[] = {
        orm_value_null(),         orm_value_bool(false),
        orm_value_bool(true),     orm_value_int(0),
        orm_value_int(-1),        orm_value_uint(UINT64_MAX),
        orm_value_real(0.0),      orm_value_real(NAN),
        orm_value_text(""),       orm_value_text("a"),
        orm_value_text("b"),      orm_value_text("ab"),
        orm_value_blob("", 0),    orm_value_blob("a", 1),
        orm_value_blob("a\0", 2), { .type = ORM_TYPE_TIMESTAMP },
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        for (size_t j = 0; j < sizeof values / sizeof values[0]; j++) {
            assert_int_equal(orm__field_same(&values[i], &values[j]), i == j);
        }
    }
    const orm_value list = { .type = ORM_TYPE_LIST };
    assert_false(orm__field_same(&list, &list));
    const orm_value five = orm_value_int(5), also_five = orm_value_uint(5);
    assert_true(orm__field_same(&five, &also_five));
    assert_true(orm__field_same(&also_five, &five));
    const orm_value minus = orm_value_real(-0.0), plus = orm_value_real(0.0);
    assert_true(orm__field_same(&minus, &plus));
}

/* ---- memory ---- */

static orm_status set_pointers(void *ctx, const orm_allocator *allocator)
{
    (void)ctx;
    orm_arena *own = NULL;
    orm_status status = orm_arena_new(allocator, &own);
    struct sample row = { .id = 0 };
    static char large[9000];
    const orm_value text = { .type = ORM_TYPE_TEXT, .size = 6, .as.text = "abcdef" };
    const orm_value blob = orm_value_blob(large, sizeof large);
    orm_error error = { .status = ORM_OK };
    if (status == ORM_OK) {
        status =
            orm__field_set(INTO(&sample_entity, &row, own), field_named("text"), &text, &error);
    }
    if (status == ORM_OK) {
        status =
            orm__field_set(INTO(&sample_entity, &row, own), field_named("data"), &blob, &error);
        assert_true(status == ORM_OK || (row.data == NULL && row.data_size == 0));
    }
    assert_true(status == ORM_OK || error.status == ORM_NO_MEMORY || own == NULL);
    orm_arena_free(own);
    return status;
}

static void test_every_failing_allocation(void **state)
{
    (void)state;
    assert_string_equal(chaos_each(set_pointers, NULL), "");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(test_get_gives_what_set_was_given, open_arena, close_arena),
    cmocka_unit_test_setup_teardown(test_c_sees_the_members, open_arena, close_arena),
    cmocka_unit_test(test_null_comes_back_as_null),
    cmocka_unit_test(test_what_null_looks_like_in_c),
    cmocka_unit_test_setup_teardown(test_a_value_that_reads_as_null_is_refused, open_arena,
                                    close_arena),
    cmocka_unit_test(test_nan_can_stand_for_null),
    cmocka_unit_test(test_null_flags_of_all_sizes),
    cmocka_unit_test(test_who_can_be_null_and_who_needs_an_arena),
    cmocka_unit_test(test_same),
    cmocka_unit_test(test_every_failing_allocation),
};

UNIT_MAIN(tests)
