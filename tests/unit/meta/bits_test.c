/* Bit-fields: every value that they hold, what they do not, and layouts that make no sense. */
#include "meta/check_field.h"
#include "meta/describe.h"
#include "meta/field.h"
#include "support/unit.h"

#include <string.h>

struct packed {
    int before : 3;
    unsigned natural : 5;
    int integer : 5;
    bool flag : 1;
    unsigned after : 2;
};

static uint64_t get_natural(const void *row)
{
    return ((const struct packed *)row)->natural;
}

static bool set_natural(void *row, uint64_t value)
{
    ((struct packed *)row)->natural = (unsigned)(value & 31);
    return get_natural(row) == value;
}

static uint64_t get_integer(const void *row)
{
    return (uint64_t)((const struct packed *)row)->integer;
}

/* As the generated code has it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"

static bool set_integer(void *row, uint64_t value)
{
    struct packed *in = row;
    in->integer = (int64_t)value;
    return get_integer(row) == value;
}

#pragma GCC diagnostic pop

static uint64_t get_flag(const void *row)
{
    return ((const struct packed *)row)->flag;
}

static bool set_flag(void *row, uint64_t value)
{
    ((struct packed *)row)->flag = value != 0;
    return get_flag(row) == value;
}

/* As a field that has become narrower than its layout says. */
static bool set_less(void *row, uint64_t value)
{
    return set_natural(row, value & 3) && value < 4;
}

static const orm_access natural_access = { get_natural, set_natural };
static const orm_access integer_access = { get_integer, set_integer };
static const orm_access flag_access = { get_flag, set_flag };
static const orm_access less_access = { get_natural, set_less };
static const orm_entity entity = { .name = "e", .size = sizeof(struct packed) };

static orm_field field_of(orm_kind kind, orm_storage storage, uint8_t bits,
                          const orm_access *access)
{
    return (orm_field){ .member = "m",
                        .column = { .name = "c", .kind = kind },
                        .layout = { .storage = storage, .bits = bits, .access = access } };
}

static orm_status set(const orm_field *field, struct packed *row, orm_value raw, orm_error *error)
{
    const orm_instance into = { .entity = &entity, .row = row };
    return orm__field_set(&into, field, &raw, error);
}

/* All values from far below to far above: those between are kept, the others change nothing. */
static void try_values(const orm_field *field, int least, int most)
{
    for (int i = -70; i <= 70; i++) {
        struct packed row = { .before = -1, .after = 2 };
        orm_value raw = orm_value_null();
        bool fits = i >= least && i <= most;
        assert_int_equal(set(field, &row, orm_value_int(i), NULL) == ORM_OK, fits);
        assert_int_equal(orm__field_get(&entity, field, &row, &raw, NULL), ORM_OK);
        const orm_value expected = orm_value_int(fits ? i : 0);
        assert_true(orm__field_same(&raw, &expected));
        assert_true(row.before == -1 && row.after == 2);
    }
}

static void test_integers_of_few_bits(void **state)
{
    (void)state;
    orm_field natural = field_of(ORM_KIND_INT16, ORM_STORAGE_UINT, 5, &natural_access);
    orm_field integer = field_of(ORM_KIND_INT16, ORM_STORAGE_INT, 5, &integer_access);
    assert_null(orm__check_field_fault(&entity, &natural));
    assert_null(orm__check_field_fault(&entity, &integer));
    try_values(&natural, 0, 31);
    try_values(&integer, -16, 15);
    struct packed row = { .natural = 1 };
    assert_int_equal(set(&natural, &row, orm_value_uint(UINT64_MAX), NULL), ORM_CONVERSION);
    assert_int_equal(set(&natural, &row, orm_value_bool(true), NULL), ORM_CONVERSION);
    assert_string_equal(orm__describe_member(&natural.layout).text, "uint of 5 bits");
}

static void test_bools_of_one_bit(void **state)
{
    (void)state;
    const orm_field field = field_of(ORM_KIND_BOOL, ORM_STORAGE_BOOL, 1, &flag_access);
    assert_null(orm__check_field_fault(&entity, &field));
    struct packed row = { .before = 3 };
    orm_value raw = orm_value_null();
    assert_int_equal(set(&field, &row, orm_value_bool(true), NULL), ORM_OK);
    assert_int_equal(orm__field_get(&entity, &field, &row, &raw, NULL), ORM_OK);
    assert_true(raw.type == ORM_TYPE_BOOL && raw.as.boolean);
    assert_int_equal(set(&field, &row, orm_value_int(1), NULL), ORM_CONVERSION);
    assert_int_equal(row.before, 3);
}

static void test_nulls_of_bit_fields(void **state)
{
    (void)state;
    static const orm_value least = { .type = ORM_TYPE_INT, .as.integer = -16 };
    orm_field field = field_of(ORM_KIND_INT16, ORM_STORAGE_INT, 5, &integer_access);
    field.column.nullable = true;
    field.layout.null_if = &least;
    assert_null(orm__check_field_fault(&entity, &field));
    struct packed row = { .integer = 3 };
    orm_value raw = orm_value_int(1);
    assert_int_equal(set(&field, &row, orm_value_null(), NULL), ORM_OK);
    assert_int_equal(row.integer, -16);
    assert_int_equal(orm__field_get(&entity, &field, &row, &raw, NULL), ORM_OK);
    assert_int_equal(raw.type, ORM_TYPE_NULL);
}

static void test_a_bit_field_that_has_changed(void **state)
{
    (void)state;
    const orm_field field = field_of(ORM_KIND_INT16, ORM_STORAGE_UINT, 5, &less_access);
    struct packed row = { .natural = 0 };
    orm_error error = { .message = "" };
    assert_int_equal(set(&field, &row, orm_value_int(3), &error), ORM_OK);
    assert_int_equal(set(&field, &row, orm_value_int(4), &error), ORM_CONVERSION);
    assert_string_equal(error.message,
                        "the bit-field is not uint of 5 bits, as it was scanned: run orm-scan");
}

static void test_layouts_that_are_none(void **state)
{
    (void)state;
    static const orm_access half = { .get = get_flag };
    static const struct {
        orm_kind kind;
        orm_layout layout;
    } cases[] = {
        { ORM_KIND_INT64, { .storage = ORM_STORAGE_INT, .bits = 65, .access = &integer_access } },
        { ORM_KIND_BOOL, { .storage = ORM_STORAGE_BOOL, .bits = 2, .access = &flag_access } },
        { ORM_KIND_FLOAT64, { .storage = ORM_STORAGE_FLOAT, .bits = 8, .access = &flag_access } },
        { ORM_KIND_INT64, { .storage = ORM_STORAGE_INT, .bits = 3 } },
        { ORM_KIND_INT64, { .storage = ORM_STORAGE_INT, .bits = 3, .access = &half } },
        { ORM_KIND_INT32, { .storage = ORM_STORAGE_INT, .size = 4, .access = &integer_access } },
        { ORM_KIND_INT32,
          { .storage = ORM_STORAGE_INT, .bits = 3, .size = 4, .access = &integer_access } },
        { ORM_KIND_INT32,
          { .storage = ORM_STORAGE_INT, .bits = 3, .offset = 1, .access = &integer_access } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const orm_field field = { .member = "m",
                                  .column = { .name = "c", .kind = cases[i].kind },
                                  .layout = cases[i].layout };
        assert_non_null(orm__check_field_fault(&entity, &field));
    }
}

/* A flag of any type that is not zero then. */
static void test_null_flags_of_one_bit(void **state)
{
    (void)state;
    orm_field field = field_of(ORM_KIND_INT16, ORM_STORAGE_UINT, 5, &natural_access);
    field.column.nullable = true;
    field.layout.null_flag.access = &flag_access;
    assert_null(orm__check_field_fault(&entity, &field));
    struct packed row = { .natural = 3, .after = 1 };
    orm_value raw = orm_value_int(1);
    assert_int_equal(set(&field, &row, orm_value_null(), NULL), ORM_OK);
    assert_true(row.flag && row.natural == 0 && row.after == 1);
    assert_int_equal(orm__field_get(&entity, &field, &row, &raw, NULL), ORM_OK);
    assert_int_equal(raw.type, ORM_TYPE_NULL);
    assert_int_equal(set(&field, &row, orm_value_int(9), NULL), ORM_OK);
    assert_true(!row.flag && row.natural == 9);
    field.layout.null_flag.access = &integer_access;
    assert_int_equal(set(&field, &row, orm_value_null(), NULL), ORM_OK);
    assert_true(row.integer != 0);
    field.layout.null_flag.size = 1;
    assert_non_null(orm__check_field_fault(&entity, &field));
    field.layout.null_flag = (orm_auxiliary){ .size = 0 };
    field.layout.length.access = &flag_access;
    assert_non_null(orm__check_field_fault(&entity, &field));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_null_flags_of_one_bit),
    cmocka_unit_test(test_integers_of_few_bits),
    cmocka_unit_test(test_bools_of_one_bit),
    cmocka_unit_test(test_nulls_of_bit_fields),
    cmocka_unit_test(test_a_bit_field_that_has_changed),
    cmocka_unit_test(test_layouts_that_are_none),
};

UNIT_MAIN(tests)
