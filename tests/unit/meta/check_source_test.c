/* The rules for parts, views and results: what is in order passes, and each fact by which a part is
 * not as its whole, or by which something is made of what is no table, is found and named. */
#include <string.h>

#include "meta/entity.h"
#include "meta/use.h"
#include "support/unit.h"

struct row {
    int64_t id;
    char *name;
    int64_t price;
    int64_t version;
    void *next;
};

enum { ID, NAME, PRICE, VERSION, FIELDS };
enum { WHOLE, PART, VIEW, RESULT, ENTITIES };

/* A schema that may be spoiled: whole, part, view and result have the same columns. */
typedef struct sources {
    orm_schema schema;
    orm_entity entity[ENTITIES];
    const orm_entity *list[ENTITIES];
    orm_field field[ENTITIES][FIELDS];
    orm_key unique[2]; /* of the whole, of the part */
    orm_index index;
    orm_foreign_key reference;
    orm_relation relation;
    orm_dialect_name names[3], other_names[3];
    orm_enum_label label[2];
    orm_enum labels[2];
    const char *texts[1];
    orm_table_statement statement;
} sources;

static sources s;
static const uint16_t number[] = { 0, 1, 2, 3 };

static orm_field integer(const char *name, size_t offset)
{
    return (orm_field){ .member = name,
                        .column = { .name = name, .kind = ORM_KIND_INT64 },
                        .layout = { .storage = ORM_STORAGE_INT, .offset = offset, .size = 8 } };
}

static void make_fields(orm_field *fields)
{
    fields[ID] = integer("id", offsetof(struct row, id));
    fields[NAME] = (orm_field){ .member = "name",
                                .column = { .name = "name", .kind = ORM_KIND_TEXT },
                                .layout = { .storage = ORM_STORAGE_STRING,
                                            .offset = offsetof(struct row, name),
                                            .size = sizeof(char *) } };
    fields[PRICE] = integer("price", offsetof(struct row, price));
    fields[VERSION] = integer("version", offsetof(struct row, version));
}

static void make_entity(uint16_t i, orm_entity_kind kind)
{
    static const char *const names[] = { "whole", "part", "view", "result" };
    make_fields(s.field[i]);
    s.list[i] = &s.entity[i];
    s.entity[i] = (orm_entity){ .schema = &s.schema,
                                .index = i,
                                .name = names[i],
                                .kind = kind,
                                .table = names[i],
                                .size = sizeof(struct row),
                                .align = _Alignof(struct row),
                                .fields = s.field[i],
                                .field_count = FIELDS };
}

static void make(void)
{
    memset(&s, 0, sizeof s);
    make_entity(WHOLE, ORM_ENTITY_TABLE);
    make_entity(PART, ORM_ENTITY_PART);
    make_entity(VIEW, ORM_ENTITY_VIEW);
    make_entity(RESULT, ORM_ENTITY_RESULT);
    for (int i = WHOLE; i <= VIEW; i++) {
        s.entity[i].primary_key = (orm_key){ .fields = number, .field_count = 1 };
    }
    for (int i = WHOLE; i <= PART; i++) {
        s.field[i][ID].column.generated = true;
        s.entity[i].version = VERSION + 1;
        s.unique[i] = (orm_key){ .fields = &number[NAME], .field_count = 1 };
        s.entity[i].uniques = &s.unique[i];
        s.entity[i].unique_count = 1;
        s.labels[i] = (orm_enum){ .name = "e", .labels = s.label, .label_count = 2 };
    }
    s.entity[PART].table = "whole";
    s.entity[PART].part_of = &s.entity[WHOLE];
    s.names[0] = s.other_names[0] = (orm_dialect_name){ "sqlite", "One" };
    s.label[0] = (orm_enum_label){ "A", 0 };
    s.label[1] = (orm_enum_label){ "B", 1 };
    s.schema = (orm_schema){ .meta_version = ORM_META_VERSION,
                             .lock = orm_meta_v1,
                             .name = "sources",
                             .entities = s.list,
                             .entity_count = ENTITIES };
    s.index = (orm_index){ .fields = number, .field_count = 1 };
    s.reference = (orm_foreign_key){ .fields = &number[PRICE],
                                     .target = &s.entity[WHOLE],
                                     .target_fields = number,
                                     .field_count = 1 };
    s.relation = (orm_relation){ .member = "next",
                                 .kind = ORM_RELATION_BELONGS_TO,
                                 .target = &s.entity[WHOLE],
                                 .fields = &number[PRICE],
                                 .field_count = 1,
                                 .target_fields = number,
                                 .target_field_count = 1,
                                 .offset = offsetof(struct row, next) };
    s.texts[0] = "1 = 1";
    s.statement = (orm_table_statement){ "sqlite", "SELECT 1" };
}

/* Other bytes for a member of *sources. */
typedef struct change {
    size_t offset, size;
    const void *bytes;
} change;

typedef struct spoiled {
    const char *message; /* part of it; NULL = the change is in order */
    change changes[3];
} spoiled;

#define SET(member, ...)                                                             \
    {                                                                                \
        .offset = offsetof(sources, member), .size = sizeof(((sources *)0)->member), \
        .bytes = &(const __typeof__(((sources *)0)->member))                         \
        {                                                                            \
            __VA_ARGS__                                                              \
        }                                                                            \
    }

static void make_spoiled(const spoiled *c)
{
    make();
    for (size_t i = 0; i < sizeof c->changes / sizeof c->changes[0]; i++) {
        if (c->changes[i].size > 0) {
            memcpy((unsigned char *)&s + c->changes[i].offset, c->changes[i].bytes,
                   c->changes[i].size);
        }
    }
}

static void check_all(const spoiled *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        orm_error error = { .message = "" };
        make_spoiled(&cases[i]);
        orm_status status = orm__entity_check_schema(&s.schema, &error);
        if (cases[i].message == NULL) {
            assert_string_equal(error.message, "");
            assert_int_equal(status, ORM_OK);
        } else {
            unit_assert_error(&error, ORM_MISUSE, cases[i].message);
        }
    }
}

#define CHECK_TEST(cases)                                     \
    static void test_##cases(void **state)                    \
    {                                                         \
        (void)state;                                          \
        check_all(cases, sizeof(cases) / sizeof((cases)[0])); \
    }

static const spoiled of_kinds[] = {
    { NULL, { SET(schema.name, "as it is") } },
    { "view: the kind of the entity is none", { SET(entity[VIEW].kind, (orm_entity_kind)4) } },
    { "view: the kind of the entity is none", { SET(entity[VIEW].kind, (orm_entity_kind)-1) } },
    { "view: a part, and nothing else", { SET(entity[VIEW].kind, ORM_ENTITY_PART) } },
    { "view: a part, and nothing else", { SET(entity[VIEW].part_of, &s.entity[WHOLE]) } },
    { "whole: a part, and nothing else", { SET(entity[WHOLE].part_of, &s.entity[VIEW]) } },
};

#define ONLY_A_TABLE "only a table has indexes"
#define ONLY_A_COLUMN "only a column of a table has a check"
#define BY_NOBODY "a column of a view or a result is written by nobody"

static const spoiled of_facts[] = {
    { "view: " ONLY_A_TABLE,
      { SET(entity[VIEW].indexes, &s.index), SET(entity[VIEW].index_count, 1) } },
    { "part: " ONLY_A_TABLE,
      { SET(entity[PART].indexes, &s.index), SET(entity[PART].index_count, 1) } },
    { "view: " ONLY_A_TABLE,
      { SET(entity[VIEW].foreign_keys, &s.reference), SET(entity[VIEW].foreign_key_count, 1) } },
    { "part: " ONLY_A_TABLE,
      { SET(entity[PART].checks, s.texts), SET(entity[PART].check_count, 1) } },
    { "result: " ONLY_A_TABLE,
      { SET(entity[RESULT].statements, &s.statement), SET(entity[RESULT].statement_count, 1) } },
    { "part: " ONLY_A_TABLE, { SET(entity[PART].renamed_from, "old") } },
    { "view: a view or a result has no unique",
      { SET(entity[VIEW].uniques, s.unique), SET(entity[VIEW].unique_count, 1) } },
    { "view: a view or a result has no unique constraint and no version",
      { SET(entity[VIEW].version, VERSION + 1) } },
    { "result: a result has no key",
      { SET(entity[RESULT].primary_key, .fields = number, .field_count = 1) } },
    { "result: a result has no key, no relation",
      { SET(entity[RESULT].relations, &s.relation), SET(entity[RESULT].relation_count, 1) } },
    { "result: a result has no key, no relation and no schema",
      { SET(entity[RESULT].table_schema, "x") } },
    { "part.price: " ONLY_A_COLUMN, { SET(field[PART][PRICE].column.check, "1") } },
    { "view.price: " ONLY_A_COLUMN, { SET(field[VIEW][PRICE].column.computed, "1") } },
    { "result.price: " ONLY_A_COLUMN, { SET(field[RESULT][PRICE].column.renamed_from, "old") } },
    { "view.id: " BY_NOBODY, { SET(field[VIEW][ID].column.generated, true) } },
    { "view.price: " BY_NOBODY, { SET(field[VIEW][PRICE].column.readonly, true) } },
    { "result.price: " BY_NOBODY,
      { SET(field[RESULT][PRICE].column.default_value, .kind = ORM_DEFAULT_SQL, .sql = "1") } },
    { "result.price: " BY_NOBODY,
      { SET(field[RESULT][PRICE].column.default_value.engines, s.names) } },
    { NULL, { SET(field[PART][PRICE].column.default_value, .kind = ORM_DEFAULT_SQL, .sql = "1") } },
    { NULL, { SET(entity[VIEW].relations, &s.relation), SET(entity[VIEW].relation_count, 1) } },
    { NULL, { SET(entity[VIEW].primary_key.field_count, 0) } },
};

#define OTHER_TABLE "part: its table is not that of the whole"
#define OTHER_TYPE "the column of the whole is of another kind, type or enum"

static const orm_entity apart = { .name = "whole", .index = WHOLE, .schema = &s.schema };

static orm_status refuse_all_values(const orm_field *field, const orm_value *value,
                                    orm_error *error)
{
    (void)field;
    (void)value;
    (void)error;
    return ORM_REFUSED;
}

#define OTHER_VALIDATOR "part.price: the column of the whole has another validator, or none"

static const spoiled of_parts[] = {
    { OTHER_VALIDATOR, { SET(field[WHOLE][PRICE].layout.validate, refuse_all_values) } },
    { OTHER_VALIDATOR, { SET(field[PART][PRICE].layout.validate, refuse_all_values) } },
    { NULL,
      { SET(field[WHOLE][PRICE].layout.validate, refuse_all_values),
        SET(field[PART][PRICE].layout.validate, refuse_all_values) } },
    { NULL,
      { SET(field[WHOLE][PRICE].layout.validate, refuse_all_values),
        SET(field[PART][PRICE].column.readonly, true) } },

    { "part: it is a part of no entity of its schema", { SET(entity[PART].part_of, &apart) } },
    { "part: it is a part of what is no table and no view",
      { SET(entity[PART].part_of, &s.entity[RESULT]) } },
    { "part: it is a part of what is no table and no view",
      { SET(entity[PART].part_of, &s.entity[PART]) } },
    { OTHER_TABLE, { SET(entity[PART].table, "part") } },
    { OTHER_TABLE, { SET(entity[PART].tables, s.names) } },
    { OTHER_TABLE, { SET(entity[WHOLE].tables, s.names) } },
    { NULL, { SET(entity[WHOLE].tables, s.names), SET(entity[PART].tables, s.other_names) } },
    { OTHER_TABLE, { SET(entity[WHOLE].table_schema, "x") } },
    { "part.price: the whole has no such column", { SET(field[PART][PRICE].column.name, "cost") } },
    { "part.price: the whole has no such column",
      { SET(field[PART][PRICE].column.names, s.names) } },
    { "part.price: the whole has no such column",
      { SET(field[WHOLE][PRICE].column.names, s.names) } },
    { NULL,
      { SET(field[WHOLE][PRICE].column.names, s.names),
        SET(field[PART][PRICE].column.names, s.other_names) } },
    { "part.price: " OTHER_TYPE, { SET(field[PART][PRICE].column.kind, ORM_KIND_INT32) } },
    { "part.price: " OTHER_TYPE, { SET(field[PART][PRICE].column.types, s.names) } },
    { "part.price: " OTHER_TYPE, { SET(field[WHOLE][PRICE].column.types, s.names) } },
    { NULL,
      { SET(field[WHOLE][PRICE].column.types, s.names),
        SET(field[PART][PRICE].column.types, s.other_names) } },
    { "part.price: " OTHER_TYPE, { SET(field[PART][PRICE].column.labels, &s.labels[0]) } },
    { NULL,
      { SET(field[WHOLE][PRICE].column.labels, &s.labels[0]),
        SET(field[PART][PRICE].column.labels, &s.labels[1]) } },
    { "part.id: the key is generated", { SET(field[PART][ID].column.generated, false) } },
    { "part.id: the key is generated", { SET(field[WHOLE][ID].column.generated, false) } },
    { "part.price: the database writes the column",
      { SET(field[WHOLE][PRICE].column.readonly, true) } },
    { "part.price: the database writes the column",
      { SET(field[WHOLE][PRICE].column.computed, "1") } },
    { NULL,
      { SET(field[WHOLE][PRICE].column.computed, "1"),
        SET(field[PART][PRICE].column.readonly, true) } },
    { NULL, { SET(field[PART][PRICE].column.readonly, true) } },
    { "part.price: the column of the whole is redacted",
      { SET(field[WHOLE][PRICE].column.redact, true) } },
    { NULL, { SET(field[PART][PRICE].column.redact, true) } },
};

#define BOTH_ASSIGNED \
    SET(field[WHOLE][ID].column.generated, false), SET(field[PART][ID].column.generated, false)

static const spoiled of_keys[] = {
    { "part: the primary key is not that of the whole",
      { SET(entity[PART].primary_key.fields, &number[PRICE]), BOTH_ASSIGNED } },
    { "part: the primary key is not that of the whole",
      { SET(entity[WHOLE].primary_key.field_count, 2), BOTH_ASSIGNED } },
    { "part: a unique constraint is none of the whole",
      { SET(unique[PART].fields, &number[PRICE]) } },
    { NULL, { SET(unique[PART].fields, number) } }, /* the primary key is one as well */
    { "part: a unique constraint is none of the whole", { SET(entity[WHOLE].unique_count, 0) } },
    { NULL, { SET(entity[PART].unique_count, 0) } },
    { "part: the version is not that of the whole", { SET(entity[WHOLE].version, 0) } },
    { "part: the version is not that of the whole", { SET(entity[WHOLE].version, PRICE + 1) } },
    { NULL, { SET(entity[PART].version, 0) } },
};

CHECK_TEST(of_kinds)
CHECK_TEST(of_facts)
CHECK_TEST(of_parts)
CHECK_TEST(of_keys)

static void test_of_ends(void **state)
{
    (void)state;
    const int ends[] = { PART, VIEW, RESULT };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        orm_error error = { .message = "" };
        make();
        s.entity[WHOLE].foreign_keys = &s.reference;
        s.entity[WHOLE].foreign_key_count = 1;
        s.reference.target = &s.entity[ends[i]];
        (void)orm__entity_check_schema(&s.schema, &error);
        unit_assert_error(&error, ORM_MISUSE, "whole: a foreign key leads to what is no table");
    }
    orm_error error = { .message = "" };
    make();
    s.entity[WHOLE].relations = &s.relation;
    s.entity[WHOLE].relation_count = 1;
    s.relation.target = &s.entity[RESULT];
    (void)orm__entity_check_schema(&s.schema, &error);
    unit_assert_error(&error, ORM_MISUSE, "whole.next: the relation leads to a result");
}

static void test_of_names(void **state)
{
    (void)state;
    orm_error error = { .message = "" };
    make();
    s.entity[VIEW].table = "WHOLE";
    (void)orm__entity_check_schema(&s.schema, &error);
    unit_assert_error(&error, ORM_MISUSE, "view: two tables have names");
    make();
    s.entity[RESULT].table = "whole"; /* a name in messages alone */
    assert_int_equal(orm__entity_check_schema(&s.schema, NULL), ORM_OK);
}

/* ---- uses ---- */

static void check_use(int entity, orm_use use, orm_status expected)
{
    orm_error error = { .message = "" };
    assert_int_equal(orm__use_check(&s.entity[entity], use, &error), expected);
    assert_int_equal(error.message[0] == '\0', expected == ORM_OK);
}

static void test_uses(void **state)
{
    (void)state;
    make();
    for (orm_use use = ORM_USE_SQL; use <= ORM_USE_CHANGE; use++) {
        bool writes = use == ORM_USE_INSERT || use == ORM_USE_CHANGE;
        check_use(WHOLE, use, ORM_OK);
        check_use(PART, use, ORM_OK);
        check_use(VIEW, use, writes ? ORM_MISUSE : ORM_OK);
        check_use(RESULT, use, use == ORM_USE_SQL ? ORM_OK : ORM_MISUSE);
    }
    s.entity[PART].version = 0;
    check_use(PART, ORM_USE_INSERT, ORM_OK);
    check_use(PART, ORM_USE_CHANGE, ORM_MISUSE);
    s.entity[WHOLE].version = 0;
    check_use(PART, ORM_USE_CHANGE, ORM_OK);
    s.entity[PART].primary_key.field_count = 0;
    check_use(PART, ORM_USE_READ, ORM_OK);
    check_use(PART, ORM_USE_INSERT, ORM_MISUSE);
    check_use(PART, ORM_USE_CHANGE, ORM_MISUSE);
    s.entity[PART].primary_key.field_count = 1;
    s.entity[PART].part_of = &s.entity[VIEW];
    check_use(PART, ORM_USE_INSERT, ORM_MISUSE);
    check_use(PART, ORM_USE_READ, ORM_OK);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_of_kinds), cmocka_unit_test(test_of_facts),
    cmocka_unit_test(test_of_parts), cmocka_unit_test(test_of_keys),
    cmocka_unit_test(test_of_ends),  cmocka_unit_test(test_of_names),
    cmocka_unit_test(test_uses),
};

UNIT_MAIN(tests)
