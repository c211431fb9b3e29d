/* The codec: a row to values and back, the groups that it makes, and whose fault a failure is. */
#include "row/codec.h"
#include "base/arena.h"
#include "kinds.orm.h"
#include "meta/field.h"
#include "shop.orm.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

#define CODEC(e) (&(const orm_codec){ .entity = (e) })
#define INTO(e, r, a) (&(const orm_instance){ .entity = (e), .row = (r), .arena = (a) })

enum { FIELDS_MAX = 64 };

/* Where an entity has a member. */
static uint16_t field_of(const orm_entity *entity, const char *member)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (strcmp(entity->fields[i].member, member) == 0) {
            return i;
        }
    }
    fail_msg("%s has no member %s", entity->name, member);
    return 0;
}

static struct sample full_sample(void)
{
    return (struct sample){
        .id = INT64_MAX,
        .i8 = INT8_MIN,
        .i16 = INT16_MIN,
        .i32 = INT32_MIN,
        .i64 = INT64_MIN,
        .u8 = UINT8_MAX,
        .u16 = UINT16_MAX,
        .u32 = UINT32_MAX,
        .u64 = INT64_MAX,
        .flag = true,
        .f32 = 0.1f,
        .f64 = 0.1,
        .text = (char *)"",
        .code = "ABCDEFG",
        .data = (void *)"\0\xFF",
        .data_size = 2,
        .digest = { 1, 2, 3 },
        .color = COLOR_BLUE,
        .level = LEVEL_HIGH,
        .at_us = INT64_MIN,
        .at_s = -1,
        .maybe_int = 0,
        .maybe_u64 = 0,
        .maybe_real = 0.0,
        .maybe_text = (char *)"\xF0\x9F\x98\x80",
        .maybe_code = "x",
        .maybe_data = (void *)"",
        .maybe_data_size = 0,
        .maybe_mood = MOOD_BAD,
        .maybe_at = 0,
        .flagged = 0,
        .flagged_bool = false,
        .unmapped = { 7, 8, 9 },
    };
}

static struct sample null_sample(void)
{
    struct sample row = full_sample();
    row.maybe_int = -1;
    row.maybe_u64 = UINT64_MAX;
    row.maybe_real = -1.5;
    row.maybe_text = NULL;
    row.maybe_code[0] = '\0';
    row.maybe_data = NULL;
    row.maybe_mood = MOOD_UNSET;
    row.maybe_at = INT64_MIN;
    row.flagged_is_null = true;
    row.flagged_bool_is_null = true;
    return row;
}

static void bind_all(const struct sample *row, orm_value values[FIELDS_MAX])
{
    assert_true(sample_entity.field_count <= FIELDS_MAX);
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        orm_error error = { .message = "" };
        (void)orm__codec_bind(CODEC(&sample_entity), i, row, &values[i], &error);
        assert_string_equal(error.message, "");
        assert_int_not_equal(values[i].type, ORM_TYPE_UINT);
    }
}

static void round_trip(const struct sample *row, orm_arena *arena)
{
    orm_value values[FIELDS_MAX], again[FIELDS_MAX];
    bind_all(row, values);
    struct sample back;
    memset(&back, 0x3C, sizeof back);
    orm_error error = { .message = "" };
    (void)orm__codec_extract(CODEC(&sample_entity), INTO(&sample_entity, &back, arena), values,
                             sample_entity.field_count, &error);
    assert_string_equal(error.message, "");
    bind_all(&back, again);
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        assert_int_equal(values[i].type, again[i].type);
        assert_true(orm__field_same(&values[i], &again[i]));
    }
    assert_memory_equal(back.unmapped, "\x3C\x3C\x3C", 3);
    assert_memory_equal(&back.f64, &row->f64, sizeof row->f64);
    assert_int_equal(back.color, row->color);
}

static void test_a_row_comes_back(void **state)
{
    (void)state;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    struct sample full = full_sample(), null = null_sample();
    round_trip(&full, arena);
    round_trip(&null, arena);
    orm_arena_free(arena);
}

static void test_nullable_columns_are_null(void **state)
{
    (void)state;
    orm_value values[FIELDS_MAX];
    struct sample row = null_sample();
    bind_all(&row, values);
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        assert_int_equal(values[i].type == ORM_TYPE_NULL, sample_entity.fields[i].column.nullable);
    }
    row = full_sample();
    bind_all(&row, values);
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        assert_int_not_equal(values[i].type, ORM_TYPE_NULL);
    }
}

/* ---- whose fault ---- */

static void assert_located(const orm_error *error, const char *message, const char *table,
                           const char *column)
{
    assert_string_equal(error->message, message);
    assert_string_equal(error->table, table);
    assert_string_equal(error->column, column);
    assert_int_equal(error->status, ORM_CONVERSION);
}

static void test_errors_name_table_and_column(void **state)
{
    (void)state;
    orm_error error;
    orm_value out;
    struct customer row = { .country = { 'a', 'b', 'c' }, .tier = (enum tier)7 };
    assert_int_equal(orm__codec_bind(CODEC(&customer_entity), field_of(&customer_entity, "country"),
                                     &row, &out, &error),
                     ORM_CONVERSION);
    assert_located(&error, "customer.country: char[3] has no terminating NUL", "customer",
                   "country");
    assert_int_equal(orm__codec_bind(CODEC(&customer_entity), field_of(&customer_entity, "tier"),
                                     &row, &out, &error),
                     ORM_CONVERSION);
    assert_located(&error, "customer.tier: integer 7 is no value of enum tier", "customer", "tier");
    orm_value values[] = { orm_value_int(1), orm_value_text("Ada"), orm_value_null(),
                           orm_value_text("GERMA"), orm_value_text("TIER_GOLD") };
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    assert_int_equal(orm__codec_extract(CODEC(&customer_entity),
                                        INTO(&customer_entity, &row, arena), values, 5, &error),
                     ORM_CONVERSION);
    assert_located(&error, "customer.country: text of 5 bytes does not fit char[3]", "customer",
                   "country");
    values[0] = orm_value_null();
    assert_int_equal(orm__codec_extract(CODEC(&customer_entity),
                                        INTO(&customer_entity, &row, arena), values, 5, &error),
                     ORM_CONVERSION);
    assert_located(&error, "customer.id: NULL in a column that is not nullable", "customer", "id");
    assert_int_equal(orm__codec_extract(CODEC(&customer_entity),
                                        INTO(&customer_entity, &row, arena), values, 5, NULL),
                     ORM_CONVERSION);
    orm_arena_free(arena);
}

static void test_odd_names_are_named(void **state)
{
    (void)state;
    struct tag row = { .name = (char *)"x" };
    const orm_value values[] = { orm_value_text("x"), orm_value_int(1), orm_value_int(2),
                                 orm_value_text("three") };
    orm_error error;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    (void)orm__codec_extract(CODEC(&tag_entity), INTO(&tag_entity, &row, arena), values, 4, &error);
    assert_string_equal(error.column, "a \"quoted\" name");
    orm_arena_free(arena);
    orm__codec_locate(CODEC(&tag_entity), 0, NULL);
}

/* ---- extracting ---- */

static void test_another_number_of_values_is_another_table(void **state)
{
    (void)state;
    struct customer row = { .id = 4711 };
    const orm_value values[6] = { { .type = ORM_TYPE_NULL } };
    for (size_t count = 0; count <= 6; count++) {
        orm_error error = { .status = ORM_OK };
        orm_status status = orm__codec_check_count(CODEC(&customer_entity), count, &error);
        assert_int_equal(status, count == 5 ? ORM_OK : ORM_SCHEMA);
        if (count != 5) {
            assert_int_equal(orm__codec_extract(CODEC(&customer_entity),
                                                INTO(&customer_entity, &row, NULL), values, count,
                                                &error),
                             ORM_SCHEMA);
            assert_string_equal(error.table, "customer");
        }
    }
    assert_int_equal(row.id, 4711);
}

static void test_pointers_need_an_arena(void **state)
{
    (void)state;
    struct customer row = { .id = 0 };
    struct invoice invoice = { .id = 0 };
    orm_error error;
    const orm_value customer[] = { orm_value_int(1), orm_value_text("Ada"), orm_value_null(),
                                   orm_value_text("DE"), orm_value_text("TIER_GOLD") };
    assert_int_equal(orm__codec_extract(CODEC(&customer_entity), INTO(&customer_entity, &row, NULL),
                                        customer, 5, &error),
                     ORM_MISUSE);
    unit_assert_error(&error, ORM_MISUSE, "customer.name");
    const orm_value numbers[] = { orm_value_int(1), orm_value_int(2), orm_value_int(3),
                                  orm_value_null() };
    assert_int_equal(orm__codec_extract(CODEC(&invoice_entity),
                                        INTO(&invoice_entity, &invoice, NULL), numbers, 4, &error),
                     ORM_OK);
    assert_int_equal(invoice.total_cents, 3);
}

/* ---- values that stand for a member ---- */

static orm_status bind_member(const char *member, const orm_value *raw, orm_value *out,
                              orm_error *error)
{
    return orm__codec_bind_value(CODEC(&sample_entity), field_of(&sample_entity, member), raw, out,
                                 error);
}

static orm_status bind_operand(const char *member, const orm_value *raw, orm_value *out,
                               orm_error *error)
{
    return orm__codec_bind_operand(CODEC(&sample_entity), field_of(&sample_entity, member), raw,
                                   out, error);
}

static void test_bound_values(void **state)
{
    (void)state;
    orm_value out;
    orm_error error;
    const orm_value green = orm_value_int(COLOR_GREEN), second = orm_value_int(2);
    const orm_value most = orm_value_uint(UINT64_MAX);
    const orm_value nul = { .type = ORM_TYPE_TEXT, .size = 3, .as.text = "a\0b" };
    assert_int_equal(bind_member("color", &green, &out, &error), ORM_OK);
    assert_string_equal(out.as.text, "COLOR_GREEN");
    assert_int_equal(bind_member("at_s", &second, &out, &error), ORM_OK);
    assert_int_equal(out.type, ORM_TYPE_TIMESTAMP);
    assert_int_equal(out.as.integer, 2000000);
    assert_int_equal(bind_member("maybe_u64", &most, &out, &error), ORM_OK);
    assert_int_equal(out.type, ORM_TYPE_NULL);
    assert_int_equal(bind_member("text", &nul, &out, &error), ORM_CONVERSION);
    assert_string_equal(error.message, "sample.text: the text has an embedded NUL");
    assert_int_equal(bind_member("text", &green, &out, &error), ORM_CONVERSION);
    assert_string_equal(error.message, "sample.text: integer 5 does not fit kind text");
}

static void test_only_texts_are_searched_for_nul(void **state)
{
    (void)state;
    const orm_value blob = orm_value_blob("a\0b", 3), text = orm_value_text("abc");
    const orm_value empty = orm_value_text("");
    orm_value out;
    assert_int_equal(bind_member("data", &blob, &out, NULL), ORM_OK);
    assert_int_equal(bind_member("text", &text, &out, NULL), ORM_OK);
    assert_int_equal(bind_member("text", &empty, &out, NULL), ORM_OK);
}

/* No row has such a key, but asking for it is a mistake of the program. */
static void test_bytes_of_a_key_have_the_size_of_the_member(void **state)
{
    (void)state;
    static const unsigned char bytes[17] = { 0 };
    for (size_t size = 0; size <= sizeof bytes; size++) {
        const orm_value blob = orm_value_blob(bytes, size);
        orm_value out;
        orm_status expected = size == sizeof((struct sample){ 0 }).digest ? ORM_OK : ORM_CONVERSION;
        assert_int_equal(bind_member("digest", &blob, &out, NULL), expected);
        assert_int_equal(bind_operand("digest", &blob, &out, NULL), ORM_OK);
        assert_int_equal(bind_member("data", &blob, &out, NULL), ORM_OK);
    }
    orm_value out;
    orm_error error;
    const orm_value blob = orm_value_blob(bytes, 3);
    assert_int_equal(bind_member("digest", &blob, &out, &error), ORM_CONVERSION);
    assert_string_equal(error.message, "sample.digest: a blob of 3 bytes for a member of 16 bytes");
}

/* A comparison may ask for what the column cannot hold; storing it may not. */
static void test_operands_may_lie_outside(void **state)
{
    (void)state;
    static const struct {
        const char *member;
        orm_value raw;
    } cases[] = {
        { "i16", { .type = ORM_TYPE_INT, .as.integer = 100000 } },
        { "u64", { .type = ORM_TYPE_INT, .as.integer = -1 } },
        { "f32", { .type = ORM_TYPE_REAL, .as.real = 0.1 } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orm_value out;
        orm_error error = { .message = "" };
        (void)bind_member(cases[i].member, &cases[i].raw, &out, &error);
        assert_string_equal(error.message, "");
        assert_true(orm__field_same(&out, &cases[i].raw));
    }
    const orm_value too_large = orm_value_uint(UINT64_MAX);
    orm_value out;
    assert_int_equal(bind_member("u64", &too_large, &out, NULL), ORM_CONVERSION);
}

/* ---- structs behind pointers ---- */

struct seat {
    char *row;
    int32_t number; /* -1 = NULL */
};

struct ticket {
    struct seat *seat;
    int64_t id;
    int unmapped;
};

static const orm_value minus_one = { .type = ORM_TYPE_INT, .as.integer = -1 };

static const orm_group ticket_groups[] = {
    { .member = "seat",
      .offset = offsetof(struct ticket, seat),
      .size = sizeof(struct seat),
      .align = _Alignof(struct seat),
      .by_pointer = true },
};

static const orm_field ticket_fields[] = {
    { .member = "seat.number",
      .column = { .name = "seat_number", .kind = ORM_KIND_INT32, .nullable = true },
      .layout = { .storage = ORM_STORAGE_INT,
                  .group = 1,
                  .offset = offsetof(struct seat, number),
                  .size = sizeof(int32_t),
                  .null_if = &minus_one } },
    { .member = "seat.row",
      .column = { .name = "seat_row", .kind = ORM_KIND_TEXT, .nullable = true },
      .layout = { .storage = ORM_STORAGE_STRING,
                  .group = 1,
                  .offset = offsetof(struct seat, row),
                  .size = sizeof(char *) } },
    { .member = "id",
      .column = { .name = "id", .kind = ORM_KIND_INT64 },
      .layout = { .storage = ORM_STORAGE_INT,
                  .offset = offsetof(struct ticket, id),
                  .size = sizeof(int64_t) } },
};

static const orm_entity ticket_entity = { .name = "ticket",
                                          .table = "ticket",
                                          .size = sizeof(struct ticket),
                                          .align = _Alignof(struct ticket),
                                          .fields = ticket_fields,
                                          .field_count = 3,
                                          .groups = ticket_groups,
                                          .group_count = 1 };

static void test_a_struct_is_made_where_a_column_is_there(void **state)
{
    (void)state;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    struct seat old = { .number = 5 };
    struct ticket row = { .seat = &old, .unmapped = 7 };
    orm_value values[] = { orm_value_null(), orm_value_text("A"), orm_value_int(1) };
    assert_int_equal(orm__codec_extract(CODEC(&ticket_entity), INTO(&ticket_entity, &row, arena),
                                        values, 3, NULL),
                     ORM_OK);
    assert_ptr_not_equal(row.seat, &old);
    assert_string_equal(row.seat->row, "A");
    assert_int_equal(row.seat->number, -1); /* its NULL, not the zero that it was made with */
    values[0] = orm_value_int(9);
    values[1] = orm_value_null();
    assert_int_equal(orm__codec_extract(CODEC(&ticket_entity), INTO(&ticket_entity, &row, arena),
                                        values, 3, NULL),
                     ORM_OK);
    assert_null(row.seat->row);
    assert_int_equal(row.seat->number, 9);
    values[0] = orm_value_null();
    assert_int_equal(orm__codec_extract(CODEC(&ticket_entity), INTO(&ticket_entity, &row, arena),
                                        values, 3, NULL),
                     ORM_OK);
    assert_null(row.seat);
    assert_int_equal(old.number, 5);
    assert_int_equal(row.unmapped, 7);
    orm_arena_free(arena);
}

/* ---- memory ---- */

static orm_status extract(void *ctx, const orm_allocator *allocator)
{
    static char large[5000];
    memset(large, 'x', sizeof large);
    const orm_value text = { .type = ORM_TYPE_TEXT, .size = sizeof large, .as.text = large };
    const orm_value values[] = { orm_value_int(1), text, orm_value_int(1) };
    orm_arena *arena = NULL;
    orm_status status = orm_arena_new(allocator, &arena);
    for (int i = 0; status == ORM_OK && i < 5; i++) {
        struct ticket row = { .id = 0 };
        orm_error error = { .table = "" };
        status = orm__codec_extract(CODEC(&ticket_entity), INTO(&ticket_entity, &row, arena),
                                    values, 3, &error);
        assert_string_equal(error.column, "");
    }
    orm_arena_free(arena);
    (void)ctx;
    return status;
}

static void test_every_failing_allocation(void **state)
{
    (void)state;
    assert_string_equal(chaos_each(extract, NULL), "");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_row_comes_back),
    cmocka_unit_test(test_nullable_columns_are_null),
    cmocka_unit_test(test_errors_name_table_and_column),
    cmocka_unit_test(test_odd_names_are_named),
    cmocka_unit_test(test_another_number_of_values_is_another_table),
    cmocka_unit_test(test_pointers_need_an_arena),
    cmocka_unit_test(test_bound_values),
    cmocka_unit_test(test_only_texts_are_searched_for_nul),
    cmocka_unit_test(test_bytes_of_a_key_have_the_size_of_the_member),
    cmocka_unit_test(test_operands_may_lie_outside),
    cmocka_unit_test(test_a_struct_is_made_where_a_column_is_there),
    cmocka_unit_test(test_every_failing_allocation),
};

UNIT_MAIN(tests)
