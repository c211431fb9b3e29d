/* What annotations mean for the model: kinds, keys, NULL, values, and the tables made of it. */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "meta/entity.h"
#include "model/lower.h"

static void open_good(world *w, const char *text)
{
    world_open(w, text);
    assert_string_equal(w->messages, "");
}

static void types_make_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *declaration;
        orm_kind kind;
        orm_storage storage;
        bool nullable;
    } cases[] = {
        { "int8 a()", ORM_KIND_INT16, ORM_STORAGE_INT, false },
        { "int16 a()", ORM_KIND_INT16, ORM_STORAGE_INT, false },
        { "uint8 a()", ORM_KIND_INT16, ORM_STORAGE_UINT, false },
        { "int32 a()", ORM_KIND_INT32, ORM_STORAGE_INT, false },
        { "uint16 a()", ORM_KIND_INT32, ORM_STORAGE_UINT, false },
        { "int64 a()", ORM_KIND_INT64, ORM_STORAGE_INT, false },
        { "uint32 a()", ORM_KIND_INT64, ORM_STORAGE_UINT, false },
        { "uint64 a()", ORM_KIND_UINT64, ORM_STORAGE_UINT, false },
        { "float a()", ORM_KIND_FLOAT32, ORM_STORAGE_FLOAT, false },
        { "double a()", ORM_KIND_FLOAT64, ORM_STORAGE_FLOAT, false },
        { "bool a()", ORM_KIND_BOOL, ORM_STORAGE_BOOL, false },
        { "text a()", ORM_KIND_TEXT, ORM_STORAGE_STRING, true },
        { "text a(not_null)", ORM_KIND_TEXT, ORM_STORAGE_STRING, false },
        { "text a(primary_key)", ORM_KIND_TEXT, ORM_STORAGE_STRING, false },
        { "text a(type = blob, size = n)", ORM_KIND_BLOB, ORM_STORAGE_BLOB, true },
        { "char[3] a()", ORM_KIND_TEXT, ORM_STORAGE_CHARS, false },
        { "char[3] a(type = blob)", ORM_KIND_BLOB, ORM_STORAGE_BYTES, false },
        { "char[3] a(null_if = \"\")", ORM_KIND_TEXT, ORM_STORAGE_CHARS, true },
        { "blob a(size = n)", ORM_KIND_BLOB, ORM_STORAGE_BLOB, true },
        { "bytes[16] a()", ORM_KIND_BLOB, ORM_STORAGE_BYTES, false },
        { "bytes[16] a(null_flag = n)", ORM_KIND_BLOB, ORM_STORAGE_BYTES, true },
        { "tier a()", ORM_KIND_ENUM, ORM_STORAGE_UINT, false },
        { "mood a()", ORM_KIND_ENUM, ORM_STORAGE_INT, false },
        { "tier a(as = number)", ORM_KIND_INT64, ORM_STORAGE_UINT, false },
        { "mood a(as = number)", ORM_KIND_INT32, ORM_STORAGE_INT, false },
        { "tier a(as = flags)", ORM_KIND_INT64, ORM_STORAGE_UINT, false },
        { "empty a(as = flags)", ORM_KIND_INT64, ORM_STORAGE_UINT, false },
        { "int64 a(type = timestamp)", ORM_KIND_TIMESTAMP, ORM_STORAGE_INT, false },
        { "time a(type = timestamp, null_if = 0)", ORM_KIND_TIMESTAMP, ORM_STORAGE_INT, true },
        { "time a()", ORM_KIND_INT64, ORM_STORAGE_INT, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200] = "struct s()\n";
        strcat(text, cases[i].declaration);
        strcat(text, "\nuint32 n\n");
        world w;
        open_good(&w, text);
        const scan_field *field = world_field(&w, 0, 0);
        assert_int_equal(field->kind, cases[i].kind);
        assert_int_equal(field->storage, cases[i].storage);
        assert_int_equal(field->nullable, cases[i].nullable);
        world_close(&w);
    }
}

static void one_integer_key_is_generated(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool generated;
    } cases[] = {
        { "struct s()\nint64 a(primary_key)\n", true },
        { "struct s()\nuint8 a(primary_key)\n", true },
        { "struct s()\nint64 a(primary_key, assigned)\n", false },
        { "struct s()\ntext a(primary_key)\n", false },
        { "struct s()\ntier a(primary_key, as = number)\n", false },
        { "struct s()\nint64 a(primary_key, type = timestamp)\n", false },
        { "struct s()\nint64 a(primary_key)\nint64 b(primary_key)\n", false },
        { "struct s()\nint64 a()\n", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        world w;
        open_good(&w, cases[i].text);
        assert_int_equal(world_field(&w, 0, 0)->generated, cases[i].generated);
        world_close(&w);
    }
}

static void timestamps_have_units(void **state)
{
    (void)state;
    world w;
    open_good(&w, "struct s()\n"
                  "int64 a(type = timestamp)\n"
                  "time b(type = timestamp)\n"
                  "int64 c(unit = ms, type = timestamp)\n"
                  "time d(type = timestamp, unit = us)\n"
                  "int64 e()\n");
    static const uint32_t units[] = { 1000000, 1, 1000, 1000000, 0 };
    for (uint16_t i = 0; i < 5; i++) {
        assert_int_equal(world_field(&w, 0, i)->units_per_second, units[i]);
    }
    world_close(&w);
}

static void names_come_from_the_struct_unless_said(void **state)
{
    (void)state;
    world w;
    open_good(&w, "struct a()\nint64 x(name = y, sqlite_name = \"Y Y\", postgresql_name = z)\n"
                  "struct b(\"Order Details\", prefix = detail)\nint64 x()\n"
                  "struct c(name = t, sqlite_name = \"T\", postgresql_name = tt)\nint64 x()\n"
                  "struct d(prefix = other)\nint64 x()\n"
                  "struct e(name)\nint64 x()\n");
    scan_entity **entities = w.model.entities;
    assert_string_equal(entities[0]->table, "a");
    assert_string_equal(entities[1]->table, "Order Details");
    assert_string_equal(entities[1]->name, "detail");
    assert_string_equal(entities[2]->table, "t");
    assert_string_equal(entities[2]->table_names[0].dialect, "sqlite");
    assert_string_equal(entities[2]->table_names[0].name, "T");
    assert_string_equal(entities[2]->table_names[1].name, "tt");
    assert_null(entities[2]->table_names[2].dialect);
    assert_string_equal(entities[3]->table, "d");
    assert_string_equal(entities[3]->name, "other");
    assert_string_equal(entities[4]->table, "name");
    const scan_field *x = world_field(&w, 0, 0);
    assert_string_equal(x->column, "y");
    assert_string_equal(x->column_names[0].name, "Y Y");
    assert_string_equal(x->column_names[1].dialect, "postgresql");
    assert_null(x->column_names[2].dialect);
    world_close(&w);
}

/* A field's default or null_if: what it must be. */
typedef struct value_case {
    const char *declaration;
    orm_value value;
} value_case;

static void assert_value(const orm_value *value, const orm_value *expected)
{
    assert_int_equal(value->type, expected->type);
    assert_int_equal(value->size, expected->size);
    if (value->type == ORM_TYPE_TEXT) {
        assert_memory_equal(value->as.text, expected->as.text, value->size);
    } else {
        assert_int_equal(value->as.natural, expected->as.natural);
    }
}

static orm_value timestamp(int64_t at)
{
    orm_value value = orm_value_int(at);
    value.type = ORM_TYPE_TIMESTAMP;
    return value;
}

static void defaults_are_what_the_database_stores(void **state)
{
    (void)state;
    const value_case cases[] = {
        { "int8 a(default = -128)", orm_value_int(-128) },
        { "uint8 a(default = 0xff)", orm_value_int(255) },
        { "int64 a(default = -9223372036854775808)", orm_value_int(INT64_MIN) },
        { "uint64 a(default = 9223372036854775807)", orm_value_int(INT64_MAX) },
        { "int32 a(default = LIMIT)", orm_value_int(300) },
        { "int32 a(default = NO_ID)", orm_value_int(-1) },
        { "int32 a(default = -LIMIT)", orm_value_int(-300) },
        { "bool a(default = true)", orm_value_bool(true) },
        { "bool a(default = false)", orm_value_bool(false) },
        { "double a(default = -1.5)", orm_value_real(-1.5) },
        { "double a(default = 2)", orm_value_real(2.0) },
        { "double a(default = LIMIT)", orm_value_real(300.0) },
        { "float a(default = 0.1)", orm_value_real((double)0.1F) },
        { "float a(default = -0x1.fffffep127)", orm_value_real(-0x1.fffffep127) },
        { "double a(default = 0x1.fffffffffffffp1023)", orm_value_real(0x1.fffffffffffffp1023) },
        { "time a(type = timestamp, default = 9223372036854)", timestamp(9223372036854000000) },
        { "text a(default = \"\")", orm_value_text("") },
        { "char[3] a(default = \"DE\")", orm_value_text("DE") },
        { "tier a(default = TIER_GOLD)", orm_value_text("gold") },
        { "tier a(as = number, default = TIER_GOLD)", orm_value_int(1) },
        { "mood a(as = number, default = MOOD_BAD)", orm_value_int(-1) },
        { "int64 a(type = timestamp, default = 5)", timestamp(5) },
        { "time a(type = timestamp, default = -5)", timestamp(-5000000) },
        { "int64 a(type = timestamp, unit = ms, default = 5)", timestamp(5000) },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200] = "struct s()\n";
        world w;
        open_good(&w, strcat(strcat(text, cases[i].declaration), "\n"));
        const orm_default *def = &world_field(&w, 0, 0)->default_value;
        assert_int_equal(def->kind, ORM_DEFAULT_VALUE);
        assert_value(&def->value, &cases[i].value);
        world_close(&w);
    }
}

static void null_if_is_what_the_member_holds(void **state)
{
    (void)state;
    const value_case cases[] = {
        { "int8 a(null_if = -1)", orm_value_int(-1) },
        { "uint64 a(null_if = 18446744073709551615)", orm_value_uint(UINT64_MAX) },
        { "uint64 a(null_if = ALL_BITS)", orm_value_uint(UINT64_MAX) },
        { "uint32 a(null_if = 0)", orm_value_uint(0) },
        { "float a(null_if = 0.1)", orm_value_real((double)0.1F) },
        { "char[3] a(null_if = \"??\")", orm_value_text("??") },
        { "tier a(null_if = TIER_BASIC)", orm_value_uint(0) },
        { "mood a(null_if = MOOD_BAD)", orm_value_int(-1) },
        { "mood a(null_if = LIMIT)", orm_value_int(300) },
        { "tier a(as = number, null_if = 7)", orm_value_uint(7) },
        { "int64 a(type = timestamp, null_if = 0)", orm_value_int(0) },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200] = "struct s()\n";
        world w;
        open_good(&w, strcat(strcat(text, cases[i].declaration), "\n"));
        const scan_field *field = world_field(&w, 0, 0);
        assert_true(field->has_null_if && field->nullable);
        assert_value(&field->null_if, &cases[i].value);
        world_close(&w);
    }
}

static const char shop[] =
    "struct customer(customer)\n"
    "int64 id(primary_key)\n"
    "text name(not_null)\n"
    "text email(unique, check = \"{email} LIKE '%@%' AND '{{}}' <> ''\")\n"
    "char[3] country(default = \"DE\", unique = place, index = by_place)\n"
    "text city(unique = place, index = by_place)\n"
    "tier tier(default = TIER_GOLD)\n"
    "blob photo(size = photo_size)\n"
    "uint32 photo_size\n"
    "struct invoice(invoice)\n"
    "int64 id(primary_key)\n"
    "int64 customer_id(references = customer.id, on_delete = cascade, index)\n"
    "int64 payer_id(references = customer.id, on_delete = set_null, on_update = restrict, "
    "null_if = 0)\n"
    "int64 paid_at(type = timestamp, null_flag = unpaid, default = now)\n"
    "bool unpaid\n";

static void lowers_to_the_contract(void **state)
{
    (void)state;
    world w;
    open_good(&w, shop);
    const orm_schema *schema = scan_lower_model(&w.model, w.arena);
    assert_non_null(schema);
    orm_error error = { .status = ORM_OK };
    assert_int_equal(orm__entity_check_schema(schema, &error), ORM_OK);
    const orm_entity *customer = schema->entities[0], *invoice = schema->entities[1];
    assert_int_equal(customer->field_count, 7);
    assert_int_equal(customer->unique_count, 2);
    assert_null(customer->uniques[0].name);
    assert_string_equal(customer->uniques[1].name, "place");
    assert_int_equal(customer->uniques[1].field_count, 2);
    assert_int_equal(customer->uniques[1].fields[0], 3);
    assert_int_equal(customer->uniques[1].fields[1], 4);
    assert_int_equal(customer->index_count, 1);
    assert_int_equal(customer->indexes[0].field_count, 2);
    assert_string_equal(customer->fields[5].column.labels->name, "tier");
    assert_int_equal(customer->fields[6].layout.length.size, 4);
    assert_int_equal(invoice->foreign_key_count, 2);
    assert_ptr_equal(invoice->foreign_keys[1].target, customer);
    assert_int_equal(invoice->foreign_keys[1].fields[0], 2);
    assert_int_equal(invoice->foreign_keys[1].on_delete, ORM_ACTION_SET_NULL);
    assert_int_equal(invoice->foreign_keys[1].on_update, ORM_ACTION_RESTRICT);
    assert_int_equal(invoice->fields[2].layout.null_if->as.integer, 0);
    assert_int_equal(invoice->fields[3].layout.units_per_second, 1000000);
    assert_int_equal(invoice->fields[3].column.default_value.kind, ORM_DEFAULT_NOW);
    world_close(&w);
}

static uint64_t schema_hash(const char *text)
{
    world w;
    open_good(&w, text);
    const orm_schema *schema = scan_lower_model(&w.model, w.arena);
    assert_non_null(schema);
    uint64_t hash = schema->hash;
    world_close(&w);
    return hash;
}

static void the_hash_is_of_the_columns_alone(void **state)
{
    (void)state;
    uint64_t hash = schema_hash("struct a()\nint32 x()\n");
    assert_int_not_equal(hash, 0);
    assert_true(hash == schema_hash("struct a()\nint32 x()\n"));
    assert_true(hash == schema_hash("struct a()\nuint16 x()\nint8 y\n"));
    assert_true(hash != schema_hash("struct a()\nint32 x(unique)\n"));
}

static void what_is_allowed_passes_in_silence(void **state)
{
    (void)state;
    static const char *const models[] = {
        "struct s()\nint32 id(primary_key)\nint64 wider(references = s.id)\n",
        "struct s()\ntext id(primary_key)\nchar[9] a(references = s.id)\n",
        "struct s()\ntier id(unique)\ntier a(references = s.id)\n",
        "struct s()\nint64 id(unique = alone)\nint64 a(references = s.id)\n",
        "struct s()\nint64 id(primary_key)\ntext a(references = t.x, on_delete = set_null)\n"
        "struct t()\nchar[4] x(unique)\n",
        "struct s()\n"
        "int64 aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg()\n",
        "struct s()\nint64 a(name = b)\nint64 b(name = a)\n",
        "struct s()\nint64 a(default = 0, null_if = -1)\nbool c(default = false)\n",
        "struct s()\ntext a()\n",
    };
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        world w;
        open_good(&w, models[i]);
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_make_kinds),
        cmocka_unit_test(one_integer_key_is_generated),
        cmocka_unit_test(timestamps_have_units),
        cmocka_unit_test(names_come_from_the_struct_unless_said),
        cmocka_unit_test(defaults_are_what_the_database_stores),
        cmocka_unit_test(null_if_is_what_the_member_holds),
        cmocka_unit_test(what_is_allowed_passes_in_silence),
        cmocka_unit_test(lowers_to_the_contract),
        cmocka_unit_test(the_hash_is_of_the_columns_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
