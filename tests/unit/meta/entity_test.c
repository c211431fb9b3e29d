/* Look-ups in tables; names of kinds. */
#include "meta/entity.h"
#include "draft.h"
#include "kinds.orm.h"
#include "meta/describe.h"
#include "meta/identity.h"
#include "shop.orm.h"
#include "support/unit.h"

static void test_names_by_dialect(void **state)
{
    (void)state;
    static const orm_dialect_name names[] = { { "sqlite", "CustomerId" }, { NULL, NULL } };
    const orm_column column = { .name = "customer_id", .names = names };
    const orm_entity entity = { .table = "customer" };
    assert_string_equal(orm__entity_column(&column, "sqlite"), "CustomerId");
    assert_string_equal(orm__entity_column(&column, "postgresql"), "customer_id");
    assert_string_equal(orm__entity_column(&column, NULL), "customer_id");
    assert_string_equal(orm__entity_table(&entity, "sqlite"), "customer");
}

static void test_fields_by_member(void **state)
{
    (void)state;
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        const char *member = sample_entity.fields[i].member;
        assert_ptr_equal(orm__entity_field(&sample_entity, member, strlen(member)),
                         &sample_entity.fields[i]);
    }
    assert_null(orm__entity_field(&sample_entity, "i", 1));
    assert_null(orm__entity_field(&sample_entity, "i888", 4));
    assert_null(orm__entity_field(&sample_entity, "", 0));
    assert_ptr_equal(orm__entity_field(&sample_entity, "i8} >= 0", 2), &sample_entity.fields[1]);
}

static void test_keys(void **state)
{
    (void)state;
    assert_ptr_equal(orm__entity_generated(&customer_entity), &customer_entity.fields[0]);
    assert_null(orm__entity_generated(&grant_entity));
    assert_null(orm__entity_generated(&tag_entity));
    assert_true(orm__entity_is_key(&grant_entity, 0));
    assert_true(orm__entity_is_key(&grant_entity, 1));
    assert_false(orm__entity_is_key(&grant_entity, 2));
    const orm_entity keyless = { .name = "log" };
    assert_null(orm__entity_generated(&keyless));
    assert_false(orm__entity_is_key(&keyless, 0));
}

/* A program and its library may each hold the tables: it is the contents that count. */
static void test_identity_is_not_the_pointer(void **state)
{
    (void)state;
    orm_schema schema = shop_schema;
    orm_entity copy = customer_entity;
    const orm_entity *const entities[] = { &copy, &invoice_entity };
    schema.entities = entities;
    copy.schema = &schema;
    assert_true(orm__identity_same(&copy, &customer_entity));
    assert_true(orm__identity_same_layout(&copy, &customer_entity));
    assert_false(orm__identity_same(&copy, &invoice_entity));
    assert_false(orm__identity_same(&sample_entity, &customer_entity));
    schema.hash ^= 1;
    assert_false(orm__identity_same(&copy, &customer_entity));
    assert_false(orm__identity_same_layout(&copy, &customer_entity));
}

#define LAID_OUT(...) DRAFT_SET(parent_fields[PARENT_DATA].layout.__VA_ARGS__)

/* SQL does not care where a member is; whoever reads the struct does, with and without hashes. */
static void test_identity_of_layouts(void **state)
{
    (void)state;
    static const orm_value sentinel = { .type = ORM_TYPE_INT, .as.integer = -1 };
    const draft_change changes[] = {
        DRAFT_SET(parent.size, 4096),
        DRAFT_SET(parent.align, 1),
        DRAFT_SET(parent.group_count, 0),
        DRAFT_SET(groups[0].offset, 0),
        DRAFT_SET(groups[0].size, 64),
        DRAFT_SET(groups[0].align, 1),
        DRAFT_SET(groups[0].by_pointer, false),
        LAID_OUT(storage, ORM_STORAGE_BYTES),
        LAID_OUT(group, 1),
        LAID_OUT(offset, 0),
        LAID_OUT(size, 2),
        LAID_OUT(length.offset, 0),
        LAID_OUT(length.size, 2),
        LAID_OUT(length.is_signed, true),
        LAID_OUT(null_flag.size, 1),
        LAID_OUT(null_if, &sentinel),
        LAID_OUT(units_per_second, 1),
    };
    static draft one, other;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        const draft_change pair[2] = { changes[i] };
        draft_init(&one);
        draft_init(&other);
        assert_true(orm__identity_same_layout(&one.parent, &other.parent));
        draft_apply(&other, pair);
        assert_true(orm__identity_same(&one.parent, &other.parent));
        assert_false(orm__identity_same_layout(&one.parent, &other.parent));
    }
    draft_init(&other);
    one.schema.layout_hash = 1;
    assert_true(orm__identity_same_layout(&one.parent, &other.parent));
    other.schema.layout_hash = 2;
    assert_false(orm__identity_same_layout(&one.parent, &other.parent));
}

static void test_every_kind_has_a_name(void **state)
{
    (void)state;
    for (int kind = ORM_KIND_NONE + 1; kind < ORM_KIND_COUNT; kind++) {
        assert_string_not_equal(orm_kind_name((orm_kind)kind), "?");
        for (int other = ORM_KIND_NONE + 1; other < kind; other++) {
            assert_string_not_equal(orm_kind_name((orm_kind)kind), orm_kind_name((orm_kind)other));
        }
    }
    assert_string_equal(orm_kind_name(ORM_KIND_UINT64), "uint64");
    assert_string_equal(orm_kind_name(ORM_KIND_NONE), "?");
    assert_string_equal(orm_kind_name(ORM_KIND_COUNT), "?");
    assert_string_equal(orm_kind_name((orm_kind)99), "?");
}

/* Messages end up in logs: no contents of texts and blobs. */
static void test_values_in_words(void **state)
{
    (void)state;
    static const struct {
        orm_value value;
        const char *words;
    } cases[] = {
        { { .type = ORM_TYPE_NULL }, "NULL" },
        { { .type = ORM_TYPE_BOOL, .as.boolean = true }, "bool true" },
        { { .type = ORM_TYPE_BOOL }, "bool false" },
        { { .type = ORM_TYPE_INT, .as.integer = INT64_MIN }, "integer -9223372036854775808" },
        { { .type = ORM_TYPE_UINT, .as.natural = UINT64_MAX }, "integer 18446744073709551615" },
        { { .type = ORM_TYPE_REAL, .as.real = 0.5 }, "real 0.5" },
        { { .type = ORM_TYPE_TEXT, .size = 6, .as.text = "secret" }, "text of 6 bytes" },
        { { .type = ORM_TYPE_BLOB, .size = 1, .as.data = "x" }, "blob of 1 byte" },
        { { .type = ORM_TYPE_TIMESTAMP, .as.integer = -1 }, "timestamp -1 us" },
        { { .type = ORM_TYPE_LIST, .size = 2 }, "list of 2 values" },
        { { .type = ORM_TYPE_OTHER, .size = 3 }, "3 bytes of an unknown type" },
        { { .type = (orm_type)77 }, "value of no type" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(orm__describe_value(&cases[i].value).text, cases[i].words);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_names_by_dialect),
    cmocka_unit_test(test_fields_by_member),
    cmocka_unit_test(test_keys),
    cmocka_unit_test(test_identity_is_not_the_pointer),
    cmocka_unit_test(test_identity_of_layouts),
    cmocka_unit_test(test_every_kind_has_a_name),
    cmocka_unit_test(test_values_in_words),
};

UNIT_MAIN(tests)
