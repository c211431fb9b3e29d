/* The check of a schema: one in order passes; every fact that is spoiled is found and named. */
#include "draft.h"
#include "kinds.orm.h"
#include "meta/entity.h"
#include "shop.orm.h"
#include "support/unit.h"

/* One schema for all: the cases point into it. */
static draft d;

#define SET(...) DRAFT_SET(__VA_ARGS__)

typedef struct spoiled {
    const char *message; /* part of it */
    draft_change changes[2];
} spoiled;

static const spoiled of_schemas[] = {
    { "has no name", { SET(schema.name, NULL) } },
    { "has no name", { SET(schema.name, "") } },
    { "tables of version 0", { SET(schema.meta_version, 0) } },
    { "scan again", { SET(schema.meta_version, ORM_META_VERSION + 1) } },
    { "lock", { SET(schema.lock, NULL) } },
    { "lock", { SET(schema.lock, "corm meta 0") } },
    { "there are no entities", { SET(schema.entities, NULL) } },
    { "there are no entities", { SET(schema.entity_count, 0) } },
    { "entity 1 is missing", { SET(entities[1], NULL) } },
    { "entity 1 is missing or has no name", { SET(child.name, "") } },
    { "child: the schema or index", { SET(child.schema, NULL) } },
    { "child: the schema or index", { SET(child.index, 0) } },
    { "two entities have this name", { SET(child.name, "parent") } },
    { "two tables", { SET(child.table, "parents") } },
    { "two tables", { SET(child.table, "PARENTS") } },
    { "two tables", { SET(child.table, "A@Z["), SET(parent.table, "a@z[") } },
    { "two tables", { SET(child.tables, d.names), SET(parent.table, "OTHER") } },
};

static const spoiled of_entities[] = {
    { "parent: the name is missing", { SET(parent.table, NULL) } },
    { "name for a dialect is missing", { SET(names[0].name, NULL), SET(parent.tables, d.names) } },
    { "no size", { SET(parent.size, 0) } },
    { "parent: a struct has no alignment", { SET(parent.align, 0) } },
    { "parent: the alignment of a struct is no power", { SET(parent.align, 12) } },
    { "parent: the size of a struct is no multiple", { SET(parent.align, 4096) } },
    { "parent: a struct has no alignment", { SET(groups[0].align, 0) } },
    { "parent: the alignment of a struct is no power", { SET(groups[0].align, 3) } },
    { "parent: the size of a struct is no multiple", { SET(groups[0].align, 8) } },
    { "there are no fields", { SET(parent.fields, NULL) } },
    { "there are no fields", { SET(child.field_count, 0) } },
    { "the groups are missing", { SET(parent.groups, NULL) } },
    { "a group has no member", { SET(groups[0].member, NULL) } },
    { "no size", { SET(groups[0].size, 0) } },
    { "before its parent", { SET(groups[0].parent, 1) } },
    { "not inside its parent", { SET(groups[0].offset, sizeof(struct draft_parent) - 1) } },
    { "not inside its parent", { SET(groups[0].by_pointer, false), SET(groups[0].size, 1000) } },
    { "not inside its parent", { SET(groups[0].offset, SIZE_MAX) } },
    { "not inside its parent",
      { SET(parent.group_count, 2), SET(groups[1].size, sizeof(struct draft_nested) + 1) } },
};

static const spoiled of_names[] = {
    { "parent: field 3 has no member", { SET(parent_fields[PARENT_AT].member, NULL) } },
    { "parent.code: the member is mapped twice", { SET(parent_fields[PARENT_AT].member, "code") } },
    { "parent.at: the name is missing", { SET(parent_fields[PARENT_AT].column.name, "") } },
    { "parent.at: two columns", { SET(parent_fields[PARENT_AT].column.name, "code") } },
    { "parent.at: two columns", { SET(parent_fields[PARENT_AT].column.name, "CODE") } },
    { "parent.at: two columns",
      { SET(parent_fields[PARENT_AT].column.names, d.names),
        SET(parent_fields[PARENT_KIND].column.name, "other") } },
};

static const spoiled of_columns[] = {
    { "the kind is none", { SET(parent_fields[PARENT_AT].column.kind, ORM_KIND_NONE) } },
    { "the kind is none", { SET(parent_fields[PARENT_AT].column.kind, ORM_KIND_COUNT) } },
    { "an enum has labels", { SET(parent_fields[PARENT_AT].column.labels, &d.labels) } },
    { "an enum has labels", { SET(parent_fields[PARENT_KIND].column.labels, NULL) } },
    { "no labels", { SET(labels.label_count, 0) } },
    { "no name", { SET(labels.name, NULL) } },
    { "a label of the enum has no name", { SET(label[0].name, "") } },
    { "two labels", { SET(label[0].name, "LARGE") } },
    { "default does not fit",
      { SET(parent_fields[PARENT_KIND].column.default_value.value, .type = ORM_TYPE_TEXT, .size = 4,
            .as.text = "HUGE") } },
    { "default does not fit",
      { SET(parent_fields[PARENT_KIND].column.default_value.value, .type = ORM_TYPE_INT,
            .as.integer = 0) } },
    { "default does not fit",
      { SET(parent_fields[PARENT_AT].column.default_value, .kind = ORM_DEFAULT_VALUE,
            .value = { .type = ORM_TYPE_TEXT, .size = 3, .as.text = "now" }) } },
    { "default is NULL",
      { SET(parent_fields[PARENT_AT].column.default_value, .kind = ORM_DEFAULT_VALUE) } },
    { "default does not fit",
      { SET(parent_fields[PARENT_INNER].column.default_value, .kind = ORM_DEFAULT_VALUE,
            .value = { .type = ORM_TYPE_INT, .as.integer = INT64_C(1) << 31 }) } },
    { "can be now",
      { SET(parent_fields[PARENT_KIND].column.default_value.kind, ORM_DEFAULT_NOW) } },
    { "cut to seconds",
      { SET(parent_fields[PARENT_AT].column.default_value.value.as.integer, 10) } },
    { "cut to seconds",
      { SET(parent_fields[PARENT_AT].column.default_value.value.type, ORM_TYPE_TEXT) } },
    { "finer than the member",
      { SET(parent_fields[PARENT_AT].column.default_value.value.type, ORM_TYPE_NULL) } },
    { "finer than the member", { SET(parent_fields[PARENT_AT].layout.units_per_second, 1) } },
    { "finer than the member", { SET(parent_fields[PARENT_AT].layout.units_per_second, 100) } },
    { "SQL of the default",
      { SET(parent_fields[PARENT_KIND].column.default_value.kind, ORM_DEFAULT_SQL) } },
    { "no known kind",
      { SET(parent_fields[PARENT_KIND].column.default_value.kind, (orm_default_kind)9) } },
    { "empty text", { SET(parent_fields[PARENT_DATA].column.check, "") } },
    { "generated key is an integer", { SET(parent_fields[PARENT_CODE].column.generated, true) } },
    { "nullable", { SET(parent_fields[PARENT_INNER].column.generated, true) } },
    { "default",
      { SET(parent_fields[PARENT_ID].column.default_value, .kind = ORM_DEFAULT_VALUE,
            .value = { .type = ORM_TYPE_INT, .as.integer = 1 }) } },
    { "child.first: a generated column",
      { SET(child_fields[CHILD_FIRST].column.generated, true) } },
    { "parent.id: a generated column", { SET(parent.primary_key.field_count, 0) } },
    { "behind a pointer",
      { SET(parent_fields[PARENT_INNER].column.nullable, false),
        SET(parent_fields[PARENT_INNER].column.generated, true) } },
};

static const spoiled of_facts[] = {
    { "parent.data: the expression of a computed",
      { SET(parent_fields[PARENT_DATA].column.computed, "") } },
    { "parent.at: a computed column has no default",
      { SET(parent_fields[PARENT_AT].column.computed, "1") } },
    { "parent.at: a computed column has no default",
      { SET(parent_fields[PARENT_AT].column.computed, "1") } },
    { "parent.data: a computed column has no default",
      { SET(parent_fields[PARENT_DATA].column.computed, "1"),
        SET(parent_fields[PARENT_DATA].column.default_value.engines, d.names) } },
    { "for a dialect is missing",
      { SET(parent_fields[PARENT_DATA].column.types, d.names), SET(names[0].name, "") } },
    { "for a dialect is missing",
      { SET(parent_fields[PARENT_DATA].column.default_value.engines, d.names),
        SET(names[0].name, NULL) } },
    { "the former name is empty", { SET(parent_fields[PARENT_AT].column.renamed_from, "") } },
    { "parent.id: a generated key has no default",
      { SET(parent_fields[PARENT_ID].column.default_value.engines, d.names) } },
    { "read only anyhow",
      { SET(parent_fields[PARENT_DATA].column.computed, "x''"),
        SET(parent_fields[PARENT_DATA].column.readonly, true) } },
    { "parent.id: a column of the primary key",
      { SET(parent_fields[PARENT_ID].column.readonly, true) } },
    { "child: the version names a field", { SET(child.version, CHILD_FIELDS + 1) } },
    { "parent: the version is no integer", { SET(parent.version, PARENT_DATA + 1) } },
    { "child: the version is no integer", { SET(child.version, CHILD_PARENT + 1) } },
    { "child: the version is a key", { SET(child.version, CHILD_FIRST + 1) } },
    { "parent: the version is behind a pointer",
      { SET(parent.version, PARENT_INNER + 1),
        SET(parent_fields[PARENT_INNER].column.nullable, false) } },
    { "child.first: a column of the primary key",
      { SET(child_fields[CHILD_FIRST].column.computed, "1") } },
};

static const spoiled of_layouts[] = {
    { "group does not exist", { SET(parent_fields[PARENT_AT].layout.group, 2) } },
    { "needed_in is no group", { SET(parent_fields[PARENT_AT].layout.needed_in, 1) } },
    { "needed_in is no group", { SET(parent_fields[PARENT_INNER].layout.needed_in, 2) } },
    { "size does not fit its storage",
      { SET(parent_fields[PARENT_AT].layout.storage, ORM_STORAGE_NONE) } },
    { "size does not fit its storage", { SET(parent_fields[PARENT_AT].layout.size, 3) } },
    { "size does not fit its storage", { SET(parent_fields[PARENT_CODE].layout.size, 0) } },
    { "size does not fit its storage", { SET(parent_fields[PARENT_DATA].layout.size, 2) } },
    { "not inside",
      { SET(parent_fields[PARENT_AT].layout.offset, sizeof(struct draft_parent) - 7) } },
    { "not inside", { SET(parent_fields[PARENT_AT].layout.offset, SIZE_MAX - 3) } },
    { "not inside", { SET(parent_fields[PARENT_INNER].layout.offset, 1) } },
    { "has a size member", { SET(parent_fields[PARENT_DATA].layout.length.size, 0) } },
    { "has a size member", { SET(parent_fields[PARENT_AT].layout.length.size, 8) } },
    { "size member is no integer", { SET(parent_fields[PARENT_DATA].layout.length.size, 5) } },
    { "size member is no integer", { SET(parent_fields[PARENT_DATA].layout.length.offset, 1000) } },
    { "null_flag is no integer", { SET(child_fields[CHILD_PARENT].layout.null_flag.size, 3) } },
    { "null_flag is no integer",
      { SET(child_fields[CHILD_PARENT].layout.null_flag.offset, 1000) } },
    { "a member of another column too",
      { SET(parent_fields[PARENT_DATA].layout.length.offset, offsetof(struct draft_parent, at)) } },
    { "a member of another column too",
      { SET(parent_fields[PARENT_DATA].layout.length.offset,
            offsetof(struct draft_parent, data)) } },
    { "a member of another column too",
      { SET(child_fields[CHILD_PARENT].layout.null_flag.offset,
            offsetof(struct draft_child, second) + 7) } },
    { "a member of another column too",
      { SET(child_fields[CHILD_FIRST].layout.null_flag,
            .offset = offsetof(struct draft_child, parent_id_is_null), .size = 1) } },
    { "a member of another column too",
      { SET(parent_fields[PARENT_DATA].layout.null_flag,
            .offset = offsetof(struct draft_parent, data_size) + sizeof(size_t) - 1, .size = 1) } },
    { "exclude each other", { SET(parent_fields[PARENT_CODE].layout.null_flag.size, 1) } },
    { "null_if does not fit", { SET(value, .type = ORM_TYPE_INT, .as.integer = 0) } },
    { "null_if does not fit",
      { SET(value, .type = ORM_TYPE_TEXT, .size = 8, .as.text = "12345678") } },
    { "null_if does not fit", { SET(value, .type = ORM_TYPE_NULL) } },
    { "null_if is for", { SET(parent_fields[PARENT_DATA].layout.null_if, &d.value) } },
};

static const spoiled of_both_halves[] = {
    { "storage does not fit",
      { SET(parent_fields[PARENT_AT].column.default_value.kind, ORM_DEFAULT_NONE),
        SET(parent_fields[PARENT_AT].column.kind, ORM_KIND_TEXT) } },
    { "storage does not fit", { SET(parent_fields[PARENT_INNER].column.kind, ORM_KIND_UINT64) } },
    { "storage does not fit", { SET(parent_fields[PARENT_INNER].column.kind, ORM_KIND_BOOL) } },
    { "storage does not fit", { SET(parent_fields[PARENT_INNER].column.kind, ORM_KIND_FLOAT64) } },
    { "storage does not fit", { SET(parent_fields[PARENT_CODE].column.kind, ORM_KIND_BLOB) } },
    { "units_per_second", { SET(parent_fields[PARENT_AT].layout.units_per_second, 0) } },
    { "units_per_second", { SET(parent_fields[PARENT_AT].layout.units_per_second, 7) } },
    { "units_per_second", { SET(parent_fields[PARENT_INNER].layout.units_per_second, 1) } },
    { "cannot show a NULL", { SET(parent_fields[PARENT_AT].column.nullable, true) } },
    { "cannot show a NULL", { SET(child_fields[CHILD_PARENT].layout.null_flag.size, 0) } },
};

static const spoiled of_keys[] = {
    { "primary key has no fields", { SET(parent.primary_key.fields, NULL) } },
    { "names a field that does not exist", { SET(child_key[1], CHILD_FIELDS) } },
    { "names a field twice", { SET(child_key[1], CHILD_FIRST) } },
    { "primary key names an array",
      { SET(child_fields[CHILD_SECOND], .member = "second",
            .column = { .name = "second", .kind = ORM_KIND_ARRAY, .element = ORM_KIND_INT32 },
            .layout = { .storage = ORM_STORAGE_ARRAY,
                        .offset = offsetof(struct draft_child, second),
                        .size = 8,
                        .item = ORM_STORAGE_INT,
                        .item_size = 4 }) } },
    { "primary key has a nullable column", { SET(child_key[1], CHILD_PARENT) } },
    { "a unique constraint is missing", { SET(parent.uniques, NULL) } },
    { "a unique constraint has no fields", { SET(uniques[0].field_count, 0) } },
    { "a unique constraint names a field that", { SET(code_fields[0], 99) } },
    { "an index is missing", { SET(child.indexes, NULL) } },
    { "an index has no fields", { SET(indexes[0].fields, NULL) } },
    { "parent: a key has an enum with two labels of one value",
      { SET(code_fields[0], PARENT_KIND), SET(label[1].value, 0) } },
    { "does not exist", { SET(indexes[0].field_count, 2), SET(child_key[1], 3) } },
};

#define OUTSIDE .fields = d.reference_from, .outside = &d.outside

static const spoiled of_references[] = {
    { "a foreign key is missing", { SET(child.foreign_keys, NULL) } },
    { "a foreign key has no fields", { SET(references[0].field_count, 0) } },
    { "has no target", { SET(references[0].target, NULL) } },
    { "a foreign key has no fields", { SET(references[0].target_fields, NULL) } },
    { "does not exist", { SET(reference_to[0], PARENT_FIELDS) } },
    { "does not lead to a primary key", { SET(reference_to[0], PARENT_AT) } },
    { "does not lead to a primary key",
      { SET(references[0].target, &d.child), SET(reference_to[0], CHILD_FIRST) } },
    { "different kinds", { SET(reference_to[0], PARENT_CODE) } },
    { "a foreign key has an enum with two labels of one value",
      { SET(child_fields[CHILD_PARENT].column, .name = "parent_id", .kind = ORM_KIND_ENUM,
            .nullable = true, .labels = &d.labels),
        SET(label[1].value, 0) } },
    { "an action that is none", { SET(references[0].on_update, (orm_action)9) } },
    { "not nullable", { SET(child_fields[CHILD_PARENT].column.nullable, false) } },
    { "a foreign key has two targets", { SET(references[0].outside, &d.outside) } },
    { "leads to a table without names",
      { SET(references[0], OUTSIDE, .field_count = 1), SET(outside.name, NULL) } },
    { "leads to a table without names",
      { SET(references[0], OUTSIDE, .field_count = 1), SET(outside.schema, "") } },
    { "leads to a table without names",
      { SET(references[0], OUTSIDE, .field_count = 1), SET(outside_columns[0], "") } },
    { "leads to a table without names",
      { SET(references[0], OUTSIDE, .field_count = 1), SET(outside.columns, NULL) } },
    { "an action that is none",
      { SET(references[0], OUTSIDE, .field_count = 1, .on_delete = (orm_action)9) } },
};

static const spoiled of_tables[] = {
    { "a name of the table is empty", { SET(parent.table_schema, "") } },
    { "a name of the table is empty", { SET(parent.renamed_from, "") } },
    { "the checks or the statements are missing", { SET(parent.check_count, 1) } },
    { "the checks or the statements are missing", { SET(parent.statement_count, 1) } },
    { "a check is empty",
      { SET(parent.check_count, 2), SET(parent.checks, (const char *const[]){ "1", "" }) } },
    { "a statement has no dialect or no text",
      { SET(parent.statement_count, 1),
        SET(parent.statements, (const orm_table_statement[]){ { .sql = "SELECT 1" } }) } },
    { "a statement has no dialect or no text",
      { SET(parent.statement_count, 1),
        SET(parent.statements, (const orm_table_statement[]){ { .dialect = "sqlite" } }) } },
    { "an index has an empty condition", { SET(indexes[0].where, "") } },
};

static void check_all(const spoiled *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        draft_init(&d);
        draft_apply(&d, cases[i].changes);
        orm_error error = { .status = ORM_OK };
        assert_int_equal(orm__entity_check_schema(&d.schema, NULL), ORM_MISUSE);
        assert_int_equal(orm__entity_check_schema(&d.schema, &error), ORM_MISUSE);
        unit_assert_error(&error, ORM_MISUSE, cases[i].message);
    }
}

#define CHECK_TEST(cases)                                     \
    static void test_##cases(void **state)                    \
    {                                                         \
        (void)state;                                          \
        check_all(cases, sizeof(cases) / sizeof((cases)[0])); \
    }

CHECK_TEST(of_schemas)
CHECK_TEST(of_entities)
CHECK_TEST(of_names)
CHECK_TEST(of_columns)
CHECK_TEST(of_facts)
CHECK_TEST(of_layouts)
CHECK_TEST(of_both_halves)
CHECK_TEST(of_keys)
CHECK_TEST(of_references)
CHECK_TEST(of_tables)

static void test_schemas_in_order_pass(void **state)
{
    (void)state;
    orm_error error = { .message = "" };
    draft_init(&d);
    assert_int_equal(orm__entity_check_schema(&d.schema, &error), ORM_OK);
    assert_int_equal(orm__entity_check_schema(&shop_schema, &error), ORM_OK);
    assert_int_equal(orm__entity_check_schema(&kinds_schema, &error), ORM_OK);
    assert_string_equal(error.message, "");
    assert_int_equal(orm__entity_check_schema(NULL, &error), ORM_MISUSE);
}

/* What looks odd, but is meant. */
static const spoiled allowed[] = {
    { "a unit finer than a microsecond",
      { SET(parent_fields[PARENT_AT].layout.units_per_second, 1000000000) } },
    { "a default of NULL where NULL may be",
      { SET(parent_fields[PARENT_CODE].column.default_value, .kind = ORM_DEFAULT_VALUE) } },
    { "names that are apart on the engine that has others",
      { SET(parent_fields[PARENT_AT].column.names, d.names) } },
    { "a reference to a unique constraint of another order",
      { SET(references[0].target_fields, d.code_fields),
        SET(child_fields[CHILD_PARENT].column.kind, ORM_KIND_TEXT) } },
    { "no primary key", { SET(child.primary_key.field_count, 0) } },
    { "a group that fills its parent", { SET(parent.group_count, 2) } },
    { "the last of the actions", { SET(references[0].on_update, ORM_ACTION_SET_DEFAULT) } },
    { "names that differ by what is no letter",
      { SET(child.table, "@["), SET(parent.table, "`{") } },
    { "labels that share a value", { SET(label[1].value, 0) } },
    { "one table name in two schemas",
      { SET(child.table, "parents"), SET(child.table_schema, "books") } },
    { "a reference to a table without a struct",
      { SET(references[0], OUTSIDE, .field_count = 1, .on_delete = ORM_ACTION_SET_NULL) } },
    { "a unique index on some rows",
      { SET(indexes[0].is_unique, true), SET(indexes[0].where, "{first} > 0") } },
    { "a column narrower than its member",
      { SET(child_fields[CHILD_SECOND].column.kind, ORM_KIND_INT16) } },
};

enum { REORDERED = 3 }; /* the case whose member has to be another, too */

static void test_what_looks_odd_passes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
        draft_init(&d);
        draft_apply(&d, allowed[i].changes);
        if (i == REORDERED) {
            d.child_fields[CHILD_PARENT].layout = d.parent_fields[PARENT_CODE].layout;
        }
        orm_error error = { .message = "" };
        (void)orm__entity_check_schema(&d.schema, &error);
        assert_string_equal(error.message, "");
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_schemas_in_order_pass),
    cmocka_unit_test(test_what_looks_odd_passes),
    cmocka_unit_test(test_of_schemas),
    cmocka_unit_test(test_of_entities),
    cmocka_unit_test(test_of_names),
    cmocka_unit_test(test_of_columns),
    cmocka_unit_test(test_of_facts),
    cmocka_unit_test(test_of_layouts),
    cmocka_unit_test(test_of_both_halves),
    cmocka_unit_test(test_of_keys),
    cmocka_unit_test(test_of_references),
    cmocka_unit_test(test_of_tables),
};

UNIT_MAIN(tests)
