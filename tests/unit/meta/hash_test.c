/* The hash of a schema: every fact of SQL changes it, nothing else does. */
#include "draft.h"
#include "kinds.orm.h"
#include "meta/entity.h"
#include "shop.orm.h"
#include "support/unit.h"

/* One schema for all: the changes point into it. */
static draft d;

#define SET(...) DRAFT_SET(__VA_ARGS__)

/* What SQL sees. */
static const draft_change of_sql[][2] = {
    { SET(schema.name, "other") },
    { SET(schema.entity_count, 1) },
    { SET(parent.name, "other") },
    { SET(parent.table, "other") },
    { SET(parent.tables, d.names) },
    { SET(parent.field_count, PARENT_FIELDS - 1) },
    { SET(parent_fields[PARENT_AT].member, "other") },
    { SET(parent_fields[PARENT_AT].column.name, "other") },
    { SET(parent_fields[PARENT_AT].column.names, d.names) },
    { SET(parent_fields[PARENT_INNER].column.kind, ORM_KIND_INT64) },
    { SET(parent_fields[PARENT_CODE].column.nullable, false) },
    { SET(parent_fields[PARENT_ID].column.generated, false) },
    { SET(label[1].name, "HUGE") },
    { SET(label[1].value, 6) },
    { SET(labels.name, "other") },
    { SET(labels.label_count, 1) },
    { SET(parent_fields[PARENT_AT].column.default_value.kind, ORM_DEFAULT_NONE) },
    { SET(parent_fields[PARENT_KIND].column.default_value.value, .type = ORM_TYPE_TEXT, .size = 5,
          .as.text = "SMALL") },
    { SET(parent_fields[PARENT_AT].column.default_value.value.type, ORM_TYPE_NULL) },
    { SET(parent_fields[PARENT_AT].column.default_value.value.as.integer, 1) },
    { SET(parent_fields[PARENT_AT].column.default_value, .kind = ORM_DEFAULT_SQL, .sql = "1") },
    { SET(parent_fields[PARENT_DATA].column.check, NULL) },
    { SET(parent_fields[PARENT_DATA].column.computed, "x''") },
    { SET(parent_fields[PARENT_DATA].column.element, ORM_KIND_INT16) },
    { SET(parent_fields[PARENT_DATA].column.readonly, true) },
    { SET(parent_fields[PARENT_DATA].column.types, d.names) },
    { SET(parent_fields[PARENT_DATA].column.default_value.engines, d.names) },
    { SET(parent_fields[PARENT_DATA].column.redact, true) },
    { SET(parent_fields[PARENT_DATA].column.renamed_from, "old") },
    { SET(child.version, CHILD_PARENT + 1) },
    { SET(child.primary_key.field_count, 0) },
    { SET(child_key[0], CHILD_SECOND), SET(child_key[1], CHILD_FIRST) },
    { SET(parent.primary_key.name, "parent_key") },
    { SET(parent.unique_count, 0) },
    { SET(uniques[0].name, "code_key") },
    { SET(child.index_count, 0) },
    { SET(indexes[0].name, "by_second") },
    { SET(child.foreign_key_count, 0) },
    { SET(references[0].name, "to_parent") },
    { SET(reference_from[0], CHILD_FIRST) },
    { SET(reference_to[0], PARENT_AT) },
    { SET(references[0].target, &d.child) },
    { SET(references[0].on_delete, ORM_ACTION_CASCADE) },
    { SET(references[0].on_update, ORM_ACTION_CASCADE) },
    { SET(references[0].target, NULL), SET(references[0].outside, &d.outside) },
    { SET(references[0].outside, &d.outside), SET(outside.schema, "geo") },
    { SET(references[0].outside, &d.outside), SET(outside.name, "town") },
    { SET(references[0].outside, &d.outside), SET(outside_columns[0], "code") },
    { SET(parent.table_schema, "books") },
    { SET(child.kind, ORM_ENTITY_VIEW) },
    { SET(child.part_of, &d.parent) },
    { SET(parent.renamed_from, "books") },
    { SET(indexes[0].is_unique, true) },
    { SET(indexes[0].where, "{first} > 1") },
    { SET(parent.check_count, 1), SET(parent.checks, d.texts) },
    { SET(parent.check_count, 2), SET(parent.checks, d.texts) },
    { SET(parent.statement_count, 1), SET(parent.statements, d.statements) },
    { SET(parent.statement_count, 2), SET(parent.statements, d.statements) },
    { SET(parent.relation_count, 1) },
    { SET(parent.relation_count, 2) },
    { SET(parent.relation_count, 1), SET(parent_relations[0].member, "other") },
    { SET(parent.relation_count, 1), SET(parent_relations[0].kind, ORM_RELATION_HAS_ONE) },
    { SET(parent.relation_count, 1), SET(parent_relations[0].target, &d.parent) },
    { SET(parent.relation_count, 1), SET(parent_relations[0].fields, d.code_fields) },
    { SET(parent.relation_count, 1), SET(parent_relations[0].target_fields, d.friend_from) },
    { SET(parent.relation_count, 1), SET(parent_relations[0].field_count, 2) },
    { SET(parent.relation_count, 1), SET(parent_relations[0].target_field_count, 2) },
    { SET(parent.relation_count, 2), SET(parent_relations[1].link.entity, NULL) },
    { SET(parent.relation_count, 2), SET(parent_relations[1].link.entity, &d.parent) },
    { SET(parent.relation_count, 2), SET(parent_relations[1].link.fields, d.reference_from) },
    { SET(parent.relation_count, 2), SET(parent_relations[1].link.target_fields, d.friend_from) },
    { SET(child.relation_count, 1) },
};

/* What only C sees. */
static const draft_change of_c[][2] = {
    { SET(parent_fields[PARENT_AT].layout.offset, 0) },
    { SET(parent_fields[PARENT_AT].layout.storage, ORM_STORAGE_UINT) },
    { SET(parent_fields[PARENT_INNER].layout.size, 8) },
    { SET(parent_fields[PARENT_INNER].layout.group, 0) },
    { SET(groups[0].by_pointer, false) },
    { SET(parent_fields[PARENT_CODE].layout.null_if, NULL) },
    { SET(child_fields[CHILD_PARENT].layout.null_flag.size, 4) },
    { SET(parent_fields[PARENT_DATA].layout.length.size, 4) },
    { SET(parent_fields[PARENT_AT].layout.units_per_second, 1) },
    { SET(parent_fields[PARENT_AT].layout.item, ORM_STORAGE_INT) },
    { SET(parent_fields[PARENT_AT].layout.item_size, 2) },
    { SET(parent.size, 1000) },
    { SET(schema.layout_hash, 1) },
    { SET(parent_relations[0].offset, 1) },
};

/* What says nothing. */
static const draft_change absent[][2] = {
    { SET(parent.tables, (const orm_dialect_name[]){ { .dialect = NULL } }) },
    { SET(parent_fields[PARENT_AT].column.names,
          (const orm_dialect_name[]){ { .dialect = NULL } }) },
    { SET(parent_fields[PARENT_DATA].column.default_value.value, .type = ORM_TYPE_INT) },
    { SET(parent_fields[PARENT_DATA].column.default_value.sql, "1") },
};

enum { OF_SQL = sizeof of_sql / sizeof of_sql[0], OF_C = sizeof of_c / sizeof of_c[0] };
enum { ABSENT = sizeof absent / sizeof absent[0] };

static uint64_t hash_after(const draft_change *changes)
{
    draft_init(&d);
    if (changes != NULL) {
        draft_apply(&d, changes);
    }
    return orm__entity_schema_hash(&d.schema);
}

static void test_every_fact_of_sql_counts(void **state)
{
    (void)state;
    uint64_t seen[OF_SQL + 1] = { hash_after(NULL) };
    for (size_t i = 0; i < OF_SQL; i++) {
        seen[i + 1] = hash_after(of_sql[i]);
        for (size_t j = 0; j <= i; j++) {
            assert_true(seen[i + 1] != seen[j]);
        }
    }
}

static void test_layout_and_place_do_not_count(void **state)
{
    (void)state;
    for (size_t i = 0; i < OF_C; i++) {
        assert_true(hash_after(of_c[i]) == hash_after(NULL));
    }
    draft elsewhere;
    draft_init(&elsewhere);
    assert_true(orm__entity_schema_hash(&elsewhere.schema) == hash_after(NULL));
}

static void test_members_of_relations_do_not_count(void **state)
{
    (void)state;
    draft_init(&d);
    draft_relate(&d);
    uint64_t hash = orm__entity_schema_hash(&d.schema);
    d.parent_relations[0].offset = 0;
    d.parent_relations[0].count = (orm_auxiliary){ .offset = 0 };
    assert_true(orm__entity_schema_hash(&d.schema) == hash);
}

/* So that facts that the contract learns later change no schema that does not state them. */
static void test_what_is_absent_does_not_count(void **state)
{
    (void)state;
    for (size_t i = 0; i < ABSENT; i++) {
        assert_true(hash_after(absent[i]) == hash_after(NULL));
    }
}

static void test_a_generated_hash_is_taken_as_it_is(void **state)
{
    (void)state;
    draft_init(&d);
    d.schema.hash = 4711;
    assert_true(orm__entity_schema_hash(&d.schema) == 4711);
}

static void test_models_differ(void **state)
{
    (void)state;
    uint64_t shop = orm__entity_schema_hash(&shop_schema);
    uint64_t kinds = orm__entity_schema_hash(&kinds_schema);
    assert_true(shop != 0 && kinds != 0 && shop != kinds);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_every_fact_of_sql_counts),
    cmocka_unit_test(test_layout_and_place_do_not_count),
    cmocka_unit_test(test_members_of_relations_do_not_count),
    cmocka_unit_test(test_what_is_absent_does_not_count),
    cmocka_unit_test(test_a_generated_hash_is_taken_as_it_is),
    cmocka_unit_test(test_models_differ),
};

UNIT_MAIN(tests)
