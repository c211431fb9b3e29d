/* Conversions: what each kind takes, from C and from a database; that nothing comes out changed;
 * what is said where it would. */
#include "kinds.orm.h"
#include "meta/entity.h"
#include "meta/field.h"
#include "row/exact.h"
#include "support/unit.h"
#include "unit/row/conversion.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

/* ---- all kinds ---- */

static void test_null_is_null_both_ways(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        assert_encodes(&sample_entity.fields[i], orm_value_null(), orm_value_null());
        assert_decodes(&sample_entity.fields[i], orm_value_null(), orm_value_null());
    }
}

/* The types that a kind takes at all, as bits by orm_type; the value is zero or empty. */
static void check_types(const orm_field *field, unsigned from_c, unsigned from_database)
{
    for (int type = ORM_TYPE_BOOL; type <= ORM_TYPE_OTHER; type++) {
        const orm_value value = { .type = (orm_type)type, .as.data = "" };
        orm_value zero = value;
        if (type == ORM_TYPE_INT || type == ORM_TYPE_UINT || type == ORM_TYPE_TIMESTAMP ||
            type == ORM_TYPE_REAL || type == ORM_TYPE_BOOL || type == ORM_TYPE_DECIMAL ||
            type == ORM_TYPE_INTERVAL) {
            zero.as.natural = 0;
        }
        orm_value out;
        assert_int_equal(orm__convert_encode(field, &zero, &out, NULL) == ORM_OK,
                         (from_c & 1u << type) != 0);
        assert_int_equal(orm__convert_decode(field, &zero, &conversion_room, &out, NULL) == ORM_OK,
                         (from_database & 1u << type) != 0);
    }
}

static void test_types_that_kinds_take(void **state)
{
    (void)state;
    enum {
        BOOL = 1 << ORM_TYPE_BOOL,
        INT = 1 << ORM_TYPE_INT,
        UINT = 1 << ORM_TYPE_UINT,
        REAL = 1 << ORM_TYPE_REAL,
        TEXT = 1 << ORM_TYPE_TEXT,
        BLOB = 1 << ORM_TYPE_BLOB,
        TIME = 1 << ORM_TYPE_TIMESTAMP,
        ONES = 1 << ORM_TYPE_DECIMAL, /* of no places */
        SPAN = 1 << ORM_TYPE_INTERVAL,
        OTHER = 1 << ORM_TYPE_OTHER
    };
    static const orm_enum_label nothing[] = { { .name = "", .value = 0 } };
    static const orm_enum labels = { .name = "e", .labels = nothing, .label_count = 1 };
    static const struct {
        orm_kind kind;
        unsigned from_c, from_database;
    } cases[] = {
        { ORM_KIND_BOOL, BOOL | INT | UINT, BOOL | INT | REAL | ONES },
        { ORM_KIND_INT16, INT | UINT, INT | UINT | REAL | ONES },
        { ORM_KIND_INT32, INT | UINT, INT | UINT | REAL | ONES },
        { ORM_KIND_INT64, INT | UINT, INT | UINT | REAL | ONES },
        { ORM_KIND_UINT64, INT | UINT, INT | UINT | REAL | ONES },
        { ORM_KIND_FLOAT32, REAL | INT | UINT, REAL | INT | UINT | ONES },
        { ORM_KIND_FLOAT64, REAL | INT | UINT, REAL | INT | UINT | ONES },
        { ORM_KIND_TEXT, TEXT, TEXT },
        { ORM_KIND_BLOB, BLOB, BLOB },
        { ORM_KIND_ENUM, INT | UINT, TEXT | OTHER },
        { ORM_KIND_TIMESTAMP, INT | UINT, TIME | INT | ONES },
        { ORM_KIND_INTERVAL, SPAN, SPAN },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orm_field field = conversion_field(cases[i].kind);
        field.layout.units_per_second = 1;
        field.column.labels = cases[i].kind == ORM_KIND_ENUM ? &labels : NULL;
        check_types(&field, cases[i].from_c, cases[i].from_database);
    }
}

static void try_way_and_back(const orm_field *field, const orm_value *raw)
{
    orm_value value, back;
    if (orm__convert_encode(field, raw, &value, NULL) == ORM_OK) {
        assert_int_equal(orm__convert_decode(field, &value, &conversion_room, &back, NULL), ORM_OK);
        assert_true(orm__field_same(raw, &back));
    }
}

/* What a driver gets for a member comes back as that member. */
static void test_decode_undoes_encode(void **state)
{
    (void)state;
    uint64_t seed = 21;
    static const char *const members[] = { "i64", "u64", "f64", "f32", "at_us", "at_s", "i16" };
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const orm_field *field = orm__entity_field(&sample_entity, members[i], strlen(members[i]));
        bool is_real = field->layout.storage == ORM_STORAGE_FLOAT;
        for (int round = 0; round < 20000; round++) {
            int64_t number = (int64_t)unit_edge(&seed);
            orm_value raw = is_real ? orm_value_real((double)number / 8) : orm_value_int(number);
            try_way_and_back(field, &raw);
        }
    }
}

static void test_no_kind_takes_nothing(void **state)
{
    (void)state;
    const orm_field none = conversion_field(ORM_KIND_NONE),
                    beyond = conversion_field(ORM_KIND_COUNT);
    refuses_to_encode(&none, orm_value_int(1));
    refuses_to_decode(&none, orm_value_int(1));
    refuses_to_encode(&beyond, orm_value_int(1));
    refuses_to_decode(&beyond, orm_value_int(1));
}

/* ---- integers ---- */

static void test_integers_stay_in_their_kind(void **state)
{
    (void)state;
    static const struct {
        orm_kind kind;
        int64_t lowest, highest;
    } cases[] = {
        { ORM_KIND_INT16, INT16_MIN, INT16_MAX },
        { ORM_KIND_INT32, INT32_MIN, INT32_MAX },
        { ORM_KIND_INT64, INT64_MIN, INT64_MAX },
        { ORM_KIND_UINT64, 0, INT64_MAX },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const orm_field field = conversion_field(cases[i].kind);
        int64_t low = cases[i].lowest, high = cases[i].highest;
        assert_encodes(&field, orm_value_int(low), orm_value_int(low));
        assert_encodes(&field, orm_value_int(high), orm_value_int(high));
        assert_encodes(&field, orm_value_uint((uint64_t)high), orm_value_int(high));
        refuses_to_encode(&field, orm_value_uint((uint64_t)high + 1));
        if (low > INT64_MIN) {
            refuses_to_encode(&field, orm_value_int(low - 1));
        }
        if (high < INT64_MAX) {
            refuses_to_encode(&field, orm_value_int(high + 1));
        }
    }
}

static void test_integers_from_the_database(void **state)
{
    (void)state;
    const orm_field int64 = conversion_field(ORM_KIND_INT64),
                    uint64 = conversion_field(ORM_KIND_UINT64);
    assert_decodes(&int64, orm_value_int(INT64_MIN), orm_value_int(INT64_MIN));
    assert_decodes(&int64, orm_value_real(3.0), orm_value_int(3));
    assert_decodes(&int64, orm_value_real(-0x1p53 + 1), orm_value_int(-(INT64_C(1) << 53) + 1));
    assert_decodes(&uint64, orm_value_int(INT64_MAX), orm_value_uint(INT64_MAX));
    assert_decodes(&uint64, orm_value_real(0x1p53 - 1), orm_value_uint((UINT64_C(1) << 53) - 1));
    const double rounded[] = { 0x1p53, 0x1p53 + 2, 0x1p62, -0x1p53, -0x1p63 };
    for (size_t i = 0; i < sizeof rounded / sizeof rounded[0]; i++) {
        refuses_to_decode(&int64, orm_value_real(rounded[i]));
        refuses_to_decode(&uint64, orm_value_real(rounded[i]));
    }
    refuses_to_decode(&uint64, orm_value_int(-1));
    refuses_to_decode(&uint64, orm_value_real(-1.0));
    const double not_integers[] = { 0.5,      -0.5,      0x1p63, -0x1p64,      DBL_MAX,
                                    INFINITY, -INFINITY, NAN,    DBL_TRUE_MIN, 4503599627370495.5 };
    for (size_t i = 0; i < sizeof not_integers / sizeof not_integers[0]; i++) {
        refuses_to_decode(&int64, orm_value_real(not_integers[i]));
        refuses_to_decode(&uint64, orm_value_real(not_integers[i]));
    }
    refuses_to_decode(&int64, orm_value_text("42"));
    refuses_to_decode(&int64, orm_value_bool(true));
}

/* ---- booleans ---- */

static void test_booleans(void **state)
{
    (void)state;
    const orm_field field = conversion_field(ORM_KIND_BOOL);
    assert_encodes(&field, orm_value_bool(true), orm_value_bool(true));
    assert_encodes(&field, orm_value_int(0), orm_value_bool(false));
    assert_encodes(&field, orm_value_uint(1), orm_value_bool(true));
    refuses_to_encode(&field, orm_value_int(2));
    refuses_to_encode(&field, orm_value_int(-1));
    assert_decodes(&field, orm_value_bool(false), orm_value_bool(false));
    assert_decodes(&field, orm_value_int(0), orm_value_bool(false));
    assert_decodes(&field, orm_value_int(-7), orm_value_bool(true));
    static const char *const trues[] = { "t", "true", "1" };
    static const char *const falses[] = { "f", "false", "0" };
    static const char *const neither[] = { "", "T", "yes", "2", "truely", "tru", "00" };
    for (size_t i = 0; i < 3; i++) {
        assert_decodes(&field, orm_value_text(trues[i]), orm_value_bool(true));
        assert_decodes(&field, orm_value_text(falses[i]), orm_value_bool(false));
    }
    for (size_t i = 0; i < sizeof neither / sizeof neither[0]; i++) {
        refuses_to_decode(&field, orm_value_text(neither[i]));
    }
    refuses_to_decode(&field, orm_value_real(0.5));
}

/* ---- reals ---- */

static void test_reals(void **state)
{
    (void)state;
    const orm_field single = conversion_field(ORM_KIND_FLOAT32),
                    twice = conversion_field(ORM_KIND_FLOAT64);
    const float tenth = 0.1f; /* of the constant itself an x87 knows more digits */
    const double reals[] = { 0.0, 0.1, DBL_MAX, DBL_TRUE_MIN, -INFINITY, NAN };
    for (size_t i = 0; i < sizeof reals / sizeof reals[0]; i++) {
        assert_encodes(&twice, orm_value_real(reals[i]), orm_value_real(reals[i]));
        assert_decodes(&twice, orm_value_real(reals[i]), orm_value_real(reals[i]));
        assert_decodes(&single, orm_value_real(reals[i]), orm_value_real(reals[i]));
    }
    assert_encodes(&single, orm_value_real(tenth), orm_value_real(tenth));
    assert_encodes(&single, orm_value_real(NAN), orm_value_real(NAN));
    refuses_to_encode(&single, orm_value_real(0.1));
    refuses_to_encode(&single, orm_value_real(DBL_MAX));
    refuses_to_encode(&single, orm_value_int(16777217));
}

static void test_integers_as_reals_are_exact(void **state)
{
    (void)state;
    const orm_field field = conversion_field(ORM_KIND_FLOAT64);
    int64_t limit = INT64_C(1) << 53;
    const int64_t exact[] = { 0, -1, limit, -limit, limit + 2, INT64_MIN, INT64_C(1) << 62 };
    const int64_t not_exact[] = { limit + 1, -limit - 1, INT64_MAX, INT64_MIN + 1 };
    for (size_t i = 0; i < sizeof exact / sizeof exact[0]; i++) {
        assert_decodes(&field, orm_value_int(exact[i]), orm_value_real((double)exact[i]));
        assert_encodes(&field, orm_value_int(exact[i]), orm_value_real((double)exact[i]));
    }
    for (size_t i = 0; i < sizeof not_exact / sizeof not_exact[0]; i++) {
        refuses_to_decode(&field, orm_value_int(not_exact[i]));
        refuses_to_encode(&field, orm_value_int(not_exact[i]));
    }
    refuses_to_encode(&field, orm_value_uint(UINT64_MAX));
    uint64_t seed = 22;
    for (int i = 0; i < 20000; i++) {
        int64_t number = (int64_t)unit_edge(&seed), back = 0;
        double real = 0.0;
        if (orm__exact_real(number, &real)) {
            assert_true(orm__exact_integer(real, &back));
            assert_true(back == number);
        }
    }
}

/* ---- timestamps ---- */

static void test_units_of_time(void **state)
{
    (void)state;
    static const struct {
        uint32_t units;
        int64_t count, us;
    } cases[] = {
        { 1, 0, 0 },
        { 1, -1, -1000000 },
        { 1, INT64_C(9223372036854), INT64_C(9223372036854000000) },
        { 1, INT64_C(-9223372036854), INT64_C(-9223372036854000000) },
        { 1000, -1, -1000 },
        { 1000, INT64_C(4102444800123), INT64_C(4102444800123000) },
        { 1000000, INT64_MAX, INT64_MAX },
        { 1000000, INT64_MIN, INT64_MIN },
        { 1000000000, -1000, -1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orm_field field = conversion_field(ORM_KIND_TIMESTAMP);
        field.layout.units_per_second = cases[i].units;
        assert_encodes(&field, orm_value_int(cases[i].count), conversion_timestamp(cases[i].us));
        assert_decodes(&field, conversion_timestamp(cases[i].us), orm_value_int(cases[i].count));
        assert_decodes(&field, orm_value_int(cases[i].us), orm_value_int(cases[i].count));
    }
}

static void test_time_that_does_not_fit(void **state)
{
    (void)state;
    orm_field field = conversion_field(ORM_KIND_TIMESTAMP);
    field.layout.units_per_second = 1;
    refuses_to_encode(&field, orm_value_int(INT64_C(9223372036855)));
    refuses_to_encode(&field, orm_value_int(INT64_C(-9223372036855)));
    refuses_to_encode(&field, orm_value_int(INT64_MIN));
    refuses_to_encode(&field, orm_value_uint(UINT64_MAX));
    refuses_to_decode(&field, conversion_timestamp(1));
    refuses_to_decode(&field, conversion_timestamp(-999999));
    refuses_to_decode(&field, conversion_timestamp(INT64_MAX));
    refuses_to_decode(&field, orm_value_text("2026-01-01T00:00:00Z"));
    field.layout.units_per_second = 1000000000;
    refuses_to_encode(&field, orm_value_int(1));
    refuses_to_decode(&field, conversion_timestamp(INT64_MAX));
}

static void test_messages_name_the_unit_that_is_too_coarse(void **state)
{
    (void)state;
    static const struct {
        uint32_t units;
        const char *name;
    } cases[] = { { 1, "seconds" }, { 1000, "milliseconds" }, { 100, "the member's unit" } };
    orm_field field = conversion_field(ORM_KIND_TIMESTAMP);
    const orm_value us = conversion_timestamp(1), integer = orm_value_int(1);
    orm_value out;
    orm_error error;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char expected[100];
        field.layout.units_per_second = cases[i].units;
        (void)snprintf(expected, sizeof expected, "timestamp 1 us is not a whole number of %s",
                       cases[i].name);
        (void)orm__convert_decode(&field, &us, &conversion_room, &out, &error);
        assert_string_equal(error.message, expected);
        (void)orm__convert_decode(&field, &integer, &conversion_room, &out, &error);
        assert_string_equal(error.message, expected);
    }
    field.layout.units_per_second = 1000000000;
    (void)orm__convert_encode(&field, &integer, &out, &error);
    assert_string_equal(error.message, "integer 1 is not a whole number of microseconds");
}

static void test_messages_name_the_range(void **state)
{
    (void)state;
    static const struct {
        orm_kind kind;
        const char *end;
    } cases[] = {
        { ORM_KIND_BOOL, "bool, which holds 0 and 1" },
        { ORM_KIND_INT16, "int16, which holds -32768 to 32767" },
        { ORM_KIND_INT32, "int32, which holds -2147483648 to 2147483647" },
        { ORM_KIND_INT64, "int64, which holds up to 9223372036854775807" },
        { ORM_KIND_UINT64, "uint64, of which a column holds 0 to 9223372036854775807" },
        { ORM_KIND_TEXT, "text" },
    };
    const orm_value raw = orm_value_uint(UINT64_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const orm_field field = conversion_field(cases[i].kind);
        char expected[150];
        orm_value out;
        orm_error error;
        (void)snprintf(expected, sizeof expected,
                       "integer 18446744073709551615 does not fit kind %s", cases[i].end);
        (void)orm__convert_encode(&field, &raw, &out, &error);
        assert_string_equal(error.message, expected);
    }
}

static void test_messages_name_value_and_kind(void **state)
{
    (void)state;
    const orm_field field = conversion_field(ORM_KIND_UINT64),
                    text = conversion_field(ORM_KIND_TEXT);
    const orm_value raw = orm_value_uint(UINT64_MAX), blob = orm_value_blob("abc", 3);
    orm_value out;
    orm_error error;
    (void)orm__convert_encode(&field, &raw, &out, &error);
    assert_string_equal(error.message,
                        "integer 18446744073709551615 does not fit kind uint64, of which a column "
                        "holds 0 to 9223372036854775807");
    (void)orm__convert_decode(&text, &blob, &conversion_room, &out, &error);
    assert_string_equal(error.message, "blob of 3 bytes does not fit kind text");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_null_is_null_both_ways),
    cmocka_unit_test(test_types_that_kinds_take),
    cmocka_unit_test(test_decode_undoes_encode),
    cmocka_unit_test(test_no_kind_takes_nothing),
    cmocka_unit_test(test_integers_stay_in_their_kind),
    cmocka_unit_test(test_integers_from_the_database),
    cmocka_unit_test(test_booleans),
    cmocka_unit_test(test_reals),
    cmocka_unit_test(test_integers_as_reals_are_exact),
    cmocka_unit_test(test_units_of_time),
    cmocka_unit_test(test_time_that_does_not_fit),
    cmocka_unit_test(test_messages_name_the_unit_that_is_too_coarse),
    cmocka_unit_test(test_messages_name_the_range),
    cmocka_unit_test(test_messages_name_value_and_kind),
};

UNIT_MAIN(tests)
