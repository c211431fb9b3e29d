/* Owns the assertions about single conversions. */
#include "unit/row/conversion.h"

#include <string.h>

#include "meta/field.h"
#include "support/unit.h"

orm_convert_room conversion_room;

orm_field conversion_field(orm_kind kind)
{
    return (orm_field){ .member = "m", .column = { .name = "c", .kind = kind } };
}

orm_value conversion_timestamp(int64_t us)
{
    return (orm_value){ .type = ORM_TYPE_TIMESTAMP, .as.integer = us };
}

orm_value conversion_other(const char *bytes)
{
    orm_value value = orm_value_blob(bytes, strlen(bytes));
    value.type = ORM_TYPE_OTHER;
    return value;
}

void assert_encodes(const orm_field *field, orm_value raw, orm_value expected)
{
    orm_value out = orm_value_null();
    orm_error error = { .message = "" };
    (void)orm__convert_encode(field, &raw, &out, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(out.type, expected.type);
    assert_true(orm__field_same(&out, &expected));
}

void assert_decodes(const orm_field *field, orm_value value, orm_value expected)
{
    orm_value raw = orm_value_null();
    orm_error error = { .message = "" };
    (void)orm__convert_decode(field, &value, &conversion_room, &raw, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(raw.type, expected.type);
    assert_true(orm__field_same(&raw, &expected));
}

void refuses_to_encode(const orm_field *field, orm_value raw)
{
    orm_value out = conversion_timestamp(4711);
    orm_error error = { .message = "" };
    assert_int_equal(orm__convert_encode(field, &raw, &out, &error), ORM_CONVERSION);
    assert_true(error.message[0] != '\0');
    assert_true(out.as.integer == 4711);
}

void refuses_to_decode(const orm_field *field, orm_value value)
{
    orm_value raw = conversion_timestamp(4711);
    orm_error error = { .message = "" };
    assert_int_equal(orm__convert_decode(field, &value, &conversion_room, &raw, &error),
                     ORM_CONVERSION);
    assert_true(error.message[0] != '\0');
    assert_true(raw.as.integer == 4711);
}
