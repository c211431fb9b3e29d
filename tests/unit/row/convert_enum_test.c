/* Conversions of enums: by name and by number, and what is unknown. */
#include "support/unit.h"
#include "unit/row/conversion.h"

static const orm_enum_label sizes[] = {
    { "SMALL", 0 }, { "NONE", -1 }, { "LARGE", 5 }, { "BIG", 5 }, { "say \"hi\"", INT64_MAX },
};
static const orm_enum size_enum = { .name = "size", .labels = sizes, .label_count = 5 };

static void test_enums_by_name(void **state)
{
    (void)state;
    orm_field field = conversion_field(ORM_KIND_ENUM);
    field.column.labels = &size_enum;
    assert_encodes(&field, orm_value_int(-1), orm_value_text("NONE"));
    assert_encodes(&field, orm_value_uint(5), orm_value_text("LARGE"));
    assert_encodes(&field, orm_value_int(INT64_MAX), orm_value_text("say \"hi\""));
    assert_decodes(&field, orm_value_text("LARGE"), orm_value_int(5));
    assert_decodes(&field, orm_value_text("BIG"), orm_value_int(5));
    assert_decodes(&field, conversion_other("NONE"), orm_value_int(-1));
    refuses_to_decode(&field, orm_value_text("large"));
    refuses_to_decode(&field, orm_value_text("LARG"));
    refuses_to_decode(&field, orm_value_text("LARGER"));
    refuses_to_decode(&field, orm_value_text(""));
    refuses_to_decode(&field, orm_value_int(5));
    refuses_to_encode(&field, orm_value_int(1));
    refuses_to_encode(&field, orm_value_uint(UINT64_MAX));
}

/* What the column holds is limited, what it is compared with is not. */
static void test_enums_by_number(void **state)
{
    (void)state;
    orm_field field = conversion_field(ORM_KIND_INT64);
    field.column.labels = &size_enum;
    assert_encodes(&field, orm_value_int(-1), orm_value_int(-1));
    assert_encodes(&field, orm_value_uint(5), orm_value_int(5));
    assert_encodes(&field, orm_value_null(), orm_value_null());
    assert_decodes(&field, orm_value_int(INT64_MAX), orm_value_int(INT64_MAX));
    assert_decodes(&field, orm_value_real(5), orm_value_int(5));
    refuses_to_encode(&field, orm_value_int(1));
    refuses_to_decode(&field, orm_value_int(1));
    refuses_to_decode(&field, orm_value_text("LARGE"));
    orm_value raw = orm_value_int(1), out;
    assert_int_equal(orm__convert_operand(&field, &raw, &out, NULL), ORM_OK);
}

static void test_unknown_enums_are_named(void **state)
{
    (void)state;
    orm_field field = conversion_field(ORM_KIND_ENUM);
    field.column.labels = &size_enum;
    orm_value raw = orm_value_int(7), value = orm_value_text("HUGE"), out;
    orm_error error;
    (void)orm__convert_encode(&field, &raw, &out, &error);
    assert_string_equal(error.message, "integer 7 is no value of enum size");
    (void)orm__convert_decode(&field, &value, &conversion_room, &out, &error);
    assert_string_equal(error.message, "'HUGE' is no label of enum size");
}

/* Read where it is declared, written never. */
static void test_what_stands_for_unknown_enums(void **state)
{
    (void)state;
    static const orm_value unknown = { .type = ORM_TYPE_INT, .as.integer = -1 };
    orm_field field = conversion_field(ORM_KIND_ENUM);
    field.column.labels = &size_enum;
    field.layout.unknown = &unknown;
    assert_decodes(&field, orm_value_text("HUGE"), unknown);
    assert_decodes(&field, conversion_other("HUGE"), unknown);
    assert_decodes(&field, orm_value_text("NONE"), unknown);
    assert_decodes(&field, orm_value_text("SMALL"), orm_value_int(0));
    assert_encodes(&field, orm_value_int(0), orm_value_text("SMALL"));
    refuses_to_decode(&field, orm_value_int(7)); /* of another type, it is no label at all */
    refuses_to_encode(&field, orm_value_int(-1));
    refuses_to_encode(&field, orm_value_int(7));
    field.column.kind = ORM_KIND_INT16;
    assert_decodes(&field, orm_value_int(7), unknown);
    assert_decodes(&field, orm_value_int(-1), unknown);
    refuses_to_encode(&field, orm_value_int(-1));
    refuses_to_encode(&field, orm_value_int(7));
    orm_value out;
    assert_int_equal(orm__convert_operand(&field, &unknown, &out, NULL), ORM_OK);
    assert_int_equal(out.as.integer, -1);
}

/* The same of a bool, whose members are bools. */
static void test_bools_that_are_numbers(void **state)
{
    (void)state;
    static const orm_enum_label bools[] = { { .name = "false", .value = 0 },
                                            { .name = "true", .value = 1 } };
    static const orm_enum bool_enum = { .name = "bool", .labels = bools, .label_count = 2 };
    orm_field field = conversion_field(ORM_KIND_INT16);
    field.column.labels = &bool_enum;
    field.layout.storage = ORM_STORAGE_BOOL;
    for (int i = 0; i < 2; i++) {
        assert_encodes(&field, orm_value_bool(i == 1), orm_value_int(i));
        assert_decodes(&field, orm_value_int(i), orm_value_bool(i == 1));
        assert_decodes(&field, orm_value_real(i), orm_value_bool(i == 1));
    }
    refuses_to_encode(&field, orm_value_int(2));
    refuses_to_encode(&field, orm_value_text("true"));
    const orm_value wrong[] = { orm_value_int(2), orm_value_int(-1), orm_value_real(0.5),
                                orm_value_text("1"), orm_value_bool(true) };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        refuses_to_decode(&field, wrong[i]);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_enums_by_name),
    cmocka_unit_test(test_enums_by_number),
    cmocka_unit_test(test_unknown_enums_are_named),
    cmocka_unit_test(test_what_stands_for_unknown_enums),
    cmocka_unit_test(test_bools_that_are_numbers),
};

UNIT_MAIN(tests)
