/* The check of relations: one in order passes; every fact that is spoiled is found and named. */
#include "draft.h"
#include "meta/entity.h"
#include "support/unit.h"

/* One schema for all: the cases point into it. */
static draft d;

#define SET(...) DRAFT_SET(__VA_ARGS__)
#define CHILDREN parent_relations[0]
#define FRIENDS parent_relations[1]
#define PARENT child_relations[0]

static const uint16_t parent_code[] = { PARENT_CODE };
static const uint16_t parent_at[] = { PARENT_AT };
static const uint16_t parent_none[] = { PARENT_FIELDS };
static const uint16_t child_twice[] = { CHILD_FIRST, CHILD_FIRST };
static const uint16_t child_all[] = { CHILD_SECOND, CHILD_FIRST, CHILD_PARENT };
static const orm_entity stranger = { .name = "stranger" };

typedef struct spoiled {
    const char *message;
    draft_change changes[2];
} spoiled;

static const spoiled of_members[] = {
    { "parent: the relations are missing", { SET(parent.relations, NULL) } },
    { "parent: relation 1 has no member", { SET(FRIENDS.member, NULL) } },
    { "parent: relation 0 has no member", { SET(CHILDREN.member, "") } },
    { "parent.at: the member is a column", { SET(FRIENDS.member, "at") } },
    { "parent.children: the member is a relation twice", { SET(FRIENDS.member, "children") } },
    { "child.parent: the member is not inside the struct",
      { SET(PARENT.offset, sizeof(struct draft_child) - sizeof(void *) + 1) } },
    { "child.parent: the member is not inside the struct", { SET(PARENT.offset, SIZE_MAX) } },
    { "child.parent: a relation to one row has no count", { SET(PARENT.count.size, 4) } },
    { "parent.children: the count is no integer", { SET(CHILDREN.count.size, 0) } },
    { "parent.children: the count is no integer", { SET(CHILDREN.count.size, 3) } },
    { "parent.friends: the count is no integer",
      { SET(FRIENDS.count.offset, sizeof(struct draft_parent) - 1) } },
    { "child.parent: the pointer or the count is a member of a column or another relation too",
      { SET(PARENT.offset, offsetof(struct draft_child, second)) } },
    { "child.parent: the pointer or the count",
      { SET(PARENT.offset, offsetof(struct draft_child, parent_id_is_null)) } },
    { "parent.children: the pointer or the count",
      { SET(CHILDREN.offset, offsetof(struct draft_parent, nested)) } },
    { "parent.children: the pointer or the count",
      { SET(CHILDREN.count.offset, offsetof(struct draft_parent, data_size)) } },
    { "parent.friends: the pointer or the count",
      { SET(FRIENDS.offset, offsetof(struct draft_parent, children)) } },
    { "parent.friends: the pointer or the count",
      { SET(FRIENDS.count.offset, offsetof(struct draft_parent, child_count) + 2) } },
    { "parent.friends: the pointer or the count",
      { SET(FRIENDS.count.offset, offsetof(struct draft_parent, friends)) } },
};

static const spoiled of_ends[] = {
    { "child.parent: the relation leads to no entity", { SET(PARENT.target, NULL) } },
    { "child.parent: the relation leads to no entity", { SET(PARENT.target, &stranger) } },
    { "child.parent: the relation is of no kind", { SET(PARENT.kind, ORM_RELATION_NONE) } },
    { "child.parent: the relation is of no kind", { SET(PARENT.kind, (orm_relation_kind)9) } },
    { "child.parent: the relation has a link where none belongs",
      { SET(PARENT.link.entity, &d.child) } },
    { "parent.friends: the relation has a link where none belongs, or none where",
      { SET(FRIENDS.link.entity, NULL) } },
    { "parent.friends: the relation has a link that is no entity",
      { SET(FRIENDS.link.entity, &stranger) } },
    { "child.parent: the relation has no fields", { SET(PARENT.fields, NULL) } },
    { "child.parent: the relation has no fields", { SET(PARENT.target_field_count, 0) } },
    { "child.parent: the relation names a field that does not exist",
      { SET(PARENT.target_fields, parent_none) } },
    { "child.parent: the relation names a field twice",
      { SET(PARENT.fields, child_twice), SET(PARENT.field_count, 2) } },
    { "child.parent: the relation has fewer fields on one side",
      { SET(PARENT.fields, child_all), SET(PARENT.field_count, 2) } },
    { "child.parent: the relation compares columns of different kinds",
      { SET(PARENT.target_fields, parent_code) } },
    { "child.parent: the relation does not lead to a primary key or unique",
      { SET(PARENT.target_fields, parent_at),
        SET(parent_fields[PARENT_AT].column, .name = "at", .kind = ORM_KIND_INT64) } },
    { "parent.children: the relation does not lead to a primary key",
      { SET(CHILDREN.fields, parent_at), SET(child_fields[CHILD_PARENT].column, .name = "parent_id",
                                             .kind = ORM_KIND_TIMESTAMP, .nullable = true) } },
    { "parent.children: the relation may lead to several rows",
      { SET(CHILDREN.kind, ORM_RELATION_HAS_ONE), SET(CHILDREN.count.size, 0) } },
    { "parent.friends: the relation has no fields", { SET(FRIENDS.link.fields, NULL) } },
    { "parent.friends: the relation names a field that does not exist",
      { SET(FRIENDS.link.target_fields, parent_none) } },
    { "parent.friends: the relation compares columns of different kinds",
      { SET(FRIENDS.target_fields, parent_code) } },
};

static void check_all(const spoiled *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        draft_init(&d);
        draft_relate(&d);
        draft_apply(&d, cases[i].changes);
        if (d.parent_fields[PARENT_AT].column.kind == ORM_KIND_INT64) {
            d.parent_fields[PARENT_AT].layout.units_per_second = 0;
        }
        if (d.child_fields[CHILD_PARENT].column.kind == ORM_KIND_TIMESTAMP) {
            d.child_fields[CHILD_PARENT].layout.units_per_second = 1;
            d.child.foreign_key_count = 0;
            d.child.relation_count = 0;
        }
        orm_error error = { .status = ORM_OK };
        assert_int_equal(orm__entity_check_schema(&d.schema, NULL), ORM_MISUSE);
        assert_int_equal(orm__entity_check_schema(&d.schema, &error), ORM_MISUSE);
        unit_assert_error(&error, ORM_MISUSE, cases[i].message);
    }
}

static void test_wrong_members_are_named(void **state)
{
    (void)state;
    check_all(of_members, sizeof of_members / sizeof of_members[0]);
}

static void test_wrong_ends_are_named(void **state)
{
    (void)state;
    check_all(of_ends, sizeof of_ends / sizeof of_ends[0]);
}

static void check_passes(void)
{
    orm_error error = { .message = "" };
    (void)orm__entity_check_schema(&d.schema, &error);
    assert_string_equal(error.message, "");
}

static void test_relations_in_order_pass(void **state)
{
    (void)state;
    draft_init(&d);
    draft_relate(&d);
    check_passes();
    assert_int_equal(orm__entity_check_schema(&d.schema, NULL), ORM_OK);
}

/* A row of a unique key is one, whatever else is compared. */
static void test_one_of_a_unique_key_passes(void **state)
{
    (void)state;
    draft_init(&d);
    draft_relate(&d);
    const orm_key unique = { .fields = d.reference_from, .field_count = 1 };
    d.child.uniques = &unique;
    d.child.unique_count = 1;
    d.parent_relations[0].kind = ORM_RELATION_HAS_ONE;
    d.parent_relations[0].count.size = 0;
    check_passes();
}

static void test_a_composite_key_passes_in_any_order(void **state)
{
    (void)state;
    draft_init(&d);
    draft_relate(&d);
    d.child_relations[0].target = &d.child;
    d.child_relations[0].fields = child_all + 1;
    d.child_relations[0].target_fields = child_all;
    d.child_relations[0].field_count = 2;
    d.child_relations[0].target_field_count = 2;
    check_passes();
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_wrong_members_are_named),
    cmocka_unit_test(test_wrong_ends_are_named),
    cmocka_unit_test(test_relations_in_order_pass),
    cmocka_unit_test(test_one_of_a_unique_key_passes),
    cmocka_unit_test(test_a_composite_key_passes_in_any_order),
};

UNIT_MAIN(tests)
