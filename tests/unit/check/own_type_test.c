/* A type of PostgreSQL is the same however it is written, and each that a text cannot have comes
 * with advice that fits it. What the types do is measured on the server:
 * conformance/outfit_test.c. */
#include "check/own_type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "check/type_family.h"

enum { LONGEST = 128 };

/* Of one word each, so that it can stand in quotes, and its family. */
static const struct {
    const char *name;
    unsigned family;
} words[] = { { "int4", SCAN_FAMILY_INTEGER },    { "serial8", SCAN_FAMILY_SERIAL },
              { "oid", SCAN_FAMILY_OID },         { "numeric", SCAN_FAMILY_NUMERIC },
              { "float4", SCAN_FAMILY_SINGLE },   { "float8", SCAN_FAMILY_DOUBLE },
              { "bool", SCAN_FAMILY_BOOLEAN },    { "varchar", SCAN_FAMILY_TEXT },
              { "bpchar", SCAN_FAMILY_PADDED },   { "bytea", SCAN_FAMILY_BYTES },
              { "date", SCAN_FAMILY_DATE },       { "timestamptz", SCAN_FAMILY_TIMESTAMP },
              { "uuid", SCAN_FAMILY_UUID },       { "json", SCAN_FAMILY_JSON },
              { "jsonb", SCAN_FAMILY_JSONB },     { "xml", SCAN_FAMILY_XML },
              { "inet", SCAN_FAMILY_SPELLED },    { "varbit", SCAN_FAMILY_SPELLED },
              { "money", SCAN_FAMILY_LOSSY },     { "regclass", SCAN_FAMILY_SYSTEM },
              { "macaddr8", SCAN_FAMILY_SPELLED } };

/* Ways to write a type, and those that make another one of it. */
static const char *const same[] = {
    "%s",
    " %s ",
    "pg_catalog.%s",
    "\"%s\"",
    "pg_catalog . \"%s\"",
    "PG_CATALOG.%s",
    "%s\tCOLLATE \"C\"",
};
static const char *const arrays[] = {
    "%s[]",     "%s [3][ ]", "%s ARRAY",      "pg_catalog.\"%s\" array [2]", "%s[] COLLATE \"C\"",
    "%s(3) []", "_%s",       "pg_catalog._%s"
};
static const char *const others[] = {
    "public.%s", "%sx",  "x %s",    "\"%s \"",
    "\"%s[]\"",  "__%s", "\"X%s\"", "%s_with_a_name_that_is_longer_than_that_of_any_type"
};

static scan_written_type read(const char *form, const char *name, bool in_capitals)
{
    char text[LONGEST];
    (void)snprintf(text, sizeof text, form, name);
    for (char *at = text; in_capitals && strchr(form, '"') == NULL && *at != '\0'; at++) {
        *at = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
    }
    return scan_type_family_read(text);
}

static void test_a_type_is_the_same_however_it_is_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * sizeof words / sizeof words[0]; i++) {
        const char *name = words[i / 2].name;
        for (size_t j = 0; j < sizeof same / sizeof same[0]; j++) {
            scan_written_type one = read(same[j], name, i % 2 == 1);
            assert_int_equal(one.family, words[i / 2].family);
            assert_false(one.is_array);
        }
        for (size_t j = 0; j < sizeof arrays / sizeof arrays[0]; j++) {
            scan_written_type one = read(arrays[j], name, i % 2 == 1);
            assert_int_equal(one.family, words[i / 2].family);
            assert_true(one.is_array);
        }
        for (size_t j = 0; j < sizeof others / sizeof others[0]; j++) {
            scan_written_type one = read(others[j], name, i % 2 == 1);
            assert_int_equal(one.family, 0);
            assert_false(one.is_array);
        }
    }
}

static void test_types_of_several_words(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned family;
        int modifier_count;
        long modifier;
    } types[] = {
        { "double\n precision", SCAN_FAMILY_DOUBLE, 0, 0 },
        { "float(24)", SCAN_FAMILY_SINGLE, 1, 24 },
        { "FLOAT ( 25 )", SCAN_FAMILY_DOUBLE, 1, 25 },
        { "float", SCAN_FAMILY_DOUBLE, 0, 0 },
        { "timestamp (3) without time zone", SCAN_FAMILY_TIMESTAMP, 1, 3 },
        { "time(0) with  time zone", SCAN_FAMILY_LOSSY, 1, 0 },
        { "interval day to second(3)", SCAN_FAMILY_PARTS, 1, 3 },
        { "interval (3)", SCAN_FAMILY_INTERVAL, 1, 3 },
        { "national character varying(9)", SCAN_FAMILY_TEXT, 1, 9 },
        { "bit varying(8)", SCAN_FAMILY_SPELLED, 1, 8 },
        { "numeric(3,-2)", SCAN_FAMILY_NUMERIC, 2, 3 },
        { "char(1)", SCAN_FAMILY_PADDED, 1, 1 },
        { "\"char\"", SCAN_FAMILY_CHARACTER, 0, 0 },
        { "pg_catalog.char", SCAN_FAMILY_CHARACTER, 0, 0 },
        { "\"Text", 0, 0, 0 },
        { "", 0, 0, 0 },
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        scan_written_type one = scan_type_family_read(types[i].text);
        assert_int_equal(one.family, types[i].family);
        assert_int_equal(one.modifier_count, types[i].modifier_count);
        assert_int_equal(one.modifiers[0], types[i].modifier);
        assert_false(one.is_array);
    }
}

static bool is_let(const char *type, orm_kind kind, orm_storage storage)
{
    return scan_own_type_postgresql(type, kind, ORM_KIND_NONE, storage, 0) == SCAN_OWN_TYPE_FITS;
}

/* Whoever follows the advice is let. */
static void test_the_advice_for_a_text_fits_its_type(void **state)
{
    (void)state;
    static const struct {
        const char *type, *word;
        orm_kind kind;
    } advised[] = {
        { "bytea", "blob", ORM_KIND_BLOB },
        { "bigint", "integer", ORM_KIND_INT64 },
        { "serial", "integer", ORM_KIND_INT16 },
        { "oid", "integer", ORM_KIND_UINT64 },
        { "real", "float", ORM_KIND_FLOAT32 },
        { "float", "double", ORM_KIND_FLOAT64 },
        { "boolean", "bool", ORM_KIND_BOOL },
        { "numeric(9,2)", "decimal", ORM_KIND_DECIMAL },
        { "date", "date", ORM_KIND_DATE },
        { "timestamp", "int64_t", ORM_KIND_TIMESTAMP },
        { "timestamptz", "timestamp", ORM_KIND_TIMESTAMP },
        { "jsonb", "json", ORM_KIND_JSON },
    };
    for (size_t i = 0; i < sizeof advised / sizeof advised[0]; i++) {
        const char *type = advised[i].type;
        assert_false(is_let(type, ORM_KIND_TEXT, ORM_STORAGE_CHARS));
        assert_false(is_let(type, ORM_KIND_TEXT, ORM_STORAGE_CHAR));
        assert_true(is_let(type, advised[i].kind, ORM_STORAGE_INT));
        assert_non_null(strstr(scan_own_type_text_remedy(type), advised[i].word));
    }
    static const char *const with_arrays[] = { "int[]", "real[]", "bool[]", "text[]",
                                               "timestamptz[]" };
    static const char *const without[] = { "uuid[]",  "bytea[]",  "numeric[]",  "mood[]",  "money",
                                           "time(3)", "regclass", "int2vector", "tsvector" };
    for (size_t i = 0; i < sizeof with_arrays / sizeof with_arrays[0]; i++) {
        assert_non_null(strstr(scan_own_type_text_remedy(with_arrays[i]), "array"));
    }
    for (size_t i = 0; i < sizeof without / sizeof without[0]; i++) {
        assert_false(is_let(without[i], ORM_KIND_TEXT, ORM_STORAGE_CHARS));
        assert_non_null(strstr(scan_own_type_text_remedy(without[i]), "converter"));
    }
}

static void test_a_char_has_no_room_for_a_spelling(void **state)
{
    (void)state;
    assert_true(is_let("\"char\"", ORM_KIND_TEXT, ORM_STORAGE_CHAR));
    assert_false(is_let("\"char\"", ORM_KIND_TEXT, ORM_STORAGE_CHARS));
    assert_true(is_let("cidr", ORM_KIND_TEXT, ORM_STORAGE_CHARS));
    assert_false(is_let("cidr", ORM_KIND_TEXT, ORM_STORAGE_CHAR));
    assert_non_null(strstr(scan_own_type_text_remedy("\"char\""), "make it a char"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_type_is_the_same_however_it_is_written),
        cmocka_unit_test(test_types_of_several_words),
        cmocka_unit_test(test_the_advice_for_a_text_fits_its_type),
        cmocka_unit_test(test_a_char_has_no_room_for_a_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
