/* Wrong use: a status and a message, never a crash, and a handle that works afterwards. */
#include "kinds.orm.h"
#include "models/odd.h"
#include "shop.orm.h"
#include "support/engine.h"

#include <string.h>

/* What every test leaves behind it. */
static void assert_works(engine_fixture *fx)
{
    struct customer row = { .name = (char *)"fine" };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customer_insert(fx->db, &row));
    assert_ok(fx->db, customer_delete(fx->db, &row));
    assert_int_equal(orm_depth(fx->db), 0);
}

static void test_no_handle(void **state)
{
    engine_fixture *fx = *state;
    struct customer row = { .name = (char *)"x" };
    const orm_value key[] = { orm_value_int(1) };
    orm_rows *rows = NULL;
    int64_t count = 77;
    assert_int_equal(orm_insert(NULL, &customer_entity, &row), ORM_MISUSE);
    assert_int_equal(orm_insert_with_key(NULL, &customer_entity, &row), ORM_MISUSE);
    assert_int_equal(orm_find(NULL, &customer_entity, key, &row, fx->arena), ORM_MISUSE);
    assert_int_equal(orm_find_by(NULL, &customer_entity, 0, key, &row, fx->arena), ORM_MISUSE);
    assert_int_equal(orm_update(NULL, &customer_entity, &row), ORM_MISUSE);
    assert_int_equal(orm_delete(NULL, &customer_entity, &row), ORM_MISUSE);
    assert_int_equal(orm_delete_key(NULL, &customer_entity, key), ORM_MISUSE);
    assert_int_equal(orm_select(NULL, &customer_entity, NULL, &rows), ORM_MISUSE);
    assert_int_equal(orm_count(NULL, &customer_entity, NULL, &count), ORM_MISUSE);
    assert_int_equal(orm_exec(NULL, "SELECT 1"), ORM_MISUSE);
    assert_int_equal(orm_create_all(NULL, &shop_schema), ORM_MISUSE);
    assert_int_equal(orm_drop_all(NULL, &shop_schema), ORM_MISUSE);
    assert_int_equal(orm_begin(NULL, NULL), ORM_MISUSE);
    assert_int_equal(orm_commit(NULL), ORM_MISUSE);
    assert_int_equal(orm_rollback(NULL), ORM_MISUSE);
    assert_int_equal(orm_run(NULL, NULL, NULL, NULL), ORM_MISUSE);
    assert_int_equal(orm_depth(NULL), 0);
    assert_false(orm_is_aborted(NULL));
    assert_int_equal(orm_db_error(NULL)->status, ORM_MISUSE);
    assert_true(orm_db_error(NULL)->message[0] != '\0');
    assert_string_equal(orm_db_dialect(NULL), "");
    assert_null(rows);
    assert_int_equal(count, 77);
    orm_close(NULL);
}

static void test_no_entity(void **state)
{
    engine_fixture *fx = *state;
    struct customer row = { .name = (char *)"x" };
    const orm_value key[] = { orm_value_int(1) };
    orm_rows *rows = NULL;
    int64_t count = 77;
    assert_fails(fx->db, ORM_MISUSE, orm_insert(fx->db, NULL, &row));
    assert_fails(fx->db, ORM_MISUSE, orm_insert_with_key(fx->db, NULL, &row));
    assert_fails(fx->db, ORM_MISUSE, orm_find(fx->db, NULL, key, &row, fx->arena));
    assert_fails(fx->db, ORM_MISUSE, orm_find_by(fx->db, NULL, 0, key, &row, fx->arena));
    assert_fails(fx->db, ORM_MISUSE, orm_update(fx->db, NULL, &row));
    assert_fails(fx->db, ORM_MISUSE, orm_delete(fx->db, NULL, &row));
    assert_fails(fx->db, ORM_MISUSE, orm_delete_key(fx->db, NULL, key));
    assert_fails(fx->db, ORM_MISUSE, orm_select(fx->db, NULL, NULL, &rows));
    assert_fails(fx->db, ORM_MISUSE, orm_count(fx->db, NULL, NULL, &count));
    assert_fails(fx->db, ORM_MISUSE, orm_create_all(fx->db, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_drop_all(fx->db, NULL));
    assert_works(fx);
}

static void test_no_row_key_or_output(void **state)
{
    engine_fixture *fx = *state;
    struct customer row = { .name = (char *)"x" };
    const orm_value key[] = { orm_value_int(1) };
    assert_fails(fx->db, ORM_MISUSE, orm_insert(fx->db, &customer_entity, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_insert_with_key(fx->db, &customer_entity, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_find(fx->db, &customer_entity, NULL, &row, fx->arena));
    assert_fails(fx->db, ORM_MISUSE, orm_find(fx->db, &customer_entity, key, NULL, fx->arena));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_find_by(fx->db, &customer_entity, 0, NULL, &row, fx->arena));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_find_by(fx->db, &customer_entity, 0, key, NULL, fx->arena));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_find_by(fx->db, &customer_entity, 1, key, &row, fx->arena));
    assert_fails(fx->db, ORM_MISUSE, orm_update(fx->db, &customer_entity, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_delete(fx->db, &customer_entity, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_delete_key(fx->db, &customer_entity, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_select(fx->db, &customer_entity, NULL, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_count(fx->db, &customer_entity, NULL, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_exec(fx->db, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_run(fx->db, NULL, NULL, NULL));
    assert_works(fx);
}

static void test_objects_that_are_not_there(void **state)
{
    (void)state;
    orm_db *db = NULL;
    orm_error error;
    assert_int_equal(orm_open(NULL, NULL, &db, &error), ORM_MISUSE);
    assert_true(error.message[0] != '\0');
    assert_int_equal(orm_open("sqlite::memory:", NULL, NULL, &error), ORM_MISUSE);
    assert_int_equal(orm_open(NULL, NULL, NULL, NULL), ORM_MISUSE);
    assert_null(orm_rows_next(NULL, &customer_entity));
    assert_int_equal(orm_rows_status(NULL), ORM_MISUSE);
    assert_int_equal(orm_rows_error(NULL)->status, ORM_MISUSE);
    assert_int_equal(orm_rows_count(NULL), 0);
    orm_rows_free(NULL);
    assert_int_equal(orm_arena_new(NULL, NULL), ORM_MISUSE);
    assert_null(orm_arena_alloc(NULL, 1));
    assert_null(orm_arena_copy(NULL, "x", 1));
    orm_arena_reset(NULL);
    orm_arena_free(NULL);
    assert_int_equal(orm_filter_new(NULL, NULL), ORM_MISUSE);
    orm_filter_and(NULL, orm_eq(item_.id, 1));
    orm_filter_or(NULL, NULL);
    assert_null(orm_filter_where(NULL));
    orm_filter_free(NULL);
    orm_text_free(NULL, NULL);
}

static void test_no_schema_to_print(void **state)
{
    (void)state;
    char *text = NULL;
    orm_error error;
    assert_int_equal(orm_schema_sql(NULL, "sqlite", NULL, &text, &error), ORM_MISUSE);
    assert_true(error.message[0] != '\0');
    assert_int_equal(orm_schema_sql(&shop_schema, NULL, NULL, &text, &error), ORM_MISUSE);
    assert_int_equal(orm_schema_sql(&shop_schema, "oracle", NULL, &text, &error), ORM_MISUSE);
    assert_mentions(error.message, "oracle");
    assert_int_equal(orm_schema_sql(&shop_schema, "sqlite", NULL, NULL, &error), ORM_MISUSE);
    assert_int_equal(orm_schema_sql(NULL, NULL, NULL, NULL, NULL), ORM_MISUSE);
    assert_null(text);
}

/* ---- expressions that no macro makes ---- */

static void assert_refused(engine_fixture *fx, const orm_query *query)
{
    orm_rows *rows = NULL;
    int64_t count = 77;
    assert_fails(fx->db, ORM_MISUSE, orm_select(fx->db, &item_entity, query, &rows));
    assert_null(rows);
    assert_fails(fx->db, ORM_MISUSE, orm_count(fx->db, &item_entity, query, &count));
    assert_int_equal(count, 77);
}

static void test_broken_expressions(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    static const orm_handle no_path = { .path = NULL };
    const orm_handle far = { .path = item_.id.column.path, .field = 99 };
    const orm_expr column = { .op = ORM_OP_COLUMN, .column = &item_.id.column };
    const orm_expr value = { .op = ORM_OP_VALUE,
                             .operand = { .type = ORM_TYPE_INT, .integer = 1 } };
    const orm_expr nowhere = { .op = ORM_OP_COLUMN, .column = &no_path };
    const orm_expr beyond = { .op = ORM_OP_COLUMN, .column = &far };
    const orm_expr nothing = { .op = ORM_OP_COLUMN };
    const orm_expr list = {
        .op = ORM_OP_VALUE,
        .operand = { .type = ORM_TYPE_LIST, .size = 3, .item = ORM_TYPE_INT, .item_size = 8 }
    };
    const orm_expr broken[] = {
        { .op = ORM_OP_EQ },
        { .op = ORM_OP_EQ, .left = &column },
        { .op = ORM_OP_EQ, .right = &value },
        { .op = ORM_OP_EQ, .left = &value, .right = &value },
        { .op = ORM_OP_EQ, .left = &nowhere, .right = &value },
        { .op = ORM_OP_EQ, .left = &beyond, .right = &value },
        { .op = ORM_OP_EQ, .left = &nothing, .right = &value },
        { .op = ORM_OP_LIKE, .left = &column, .right = &value },
        { .op = ORM_OP_IN, .left = &column, .right = &value },
        { .op = ORM_OP_IN, .left = &column, .right = &list },
        { .op = ORM_OP_IS_NULL },
        { .op = ORM_OP_VALUE },
        { .op = ORM_OP_COLUMN, .column = &item_.flag.column },
        { .op = ORM_OP_END },
        { .op = (orm_op)4711 },
        { .op = ORM_OP_ASC, .left = &column },
    };
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        assert_refused(fx, &(orm_query){ .where = &broken[i] });
        assert_refused(fx, &(orm_query){ .where = orm_not(&broken[i]) });
    }
    const orm_expr order = { .op = ORM_OP_DESC };
    orm_rows *rows = NULL;
    assert_fails(fx->db, ORM_MISUSE,
                 orm_select(fx->db, &item_entity, &(orm_query){ .order_by = { &order } }, &rows));
    assert_works(fx);
}

static void test_an_expression_without_an_end(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    orm_expr ring = { .op = ORM_OP_NOT };
    ring.left = &ring;
    assert_refused(fx, &(orm_query){ .where = &ring });
    const orm_expr *children[] = { NULL, &orm_expr_end };
    orm_expr list = { .op = ORM_OP_AND, .list = children };
    children[0] = &list;
    assert_refused(fx, &(orm_query){ .where = &list });
    assert_works(fx);
}

/* A void pointer operand stands for NULL only; comparing order with NULL makes no sense. */
static void test_operands_that_make_no_sense(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    void *something = fx;
    const char *none = NULL;
    assert_refused(fx, &(orm_query){ .where = orm_eq(item_.label, something) });
    assert_refused(fx, &(orm_query){ .where = orm_lt(item_.label, none) });
    assert_works(fx);
}

/* ---- tables written by hand, and wrongly ---- */

static orm_schema broken_schema;
static const orm_entity *broken_list[1];
static orm_entity broken_entity;
static orm_field broken_fields[6];

static void start_broken(void)
{
    memcpy(broken_fields, item_entity.fields, sizeof broken_fields);
    broken_entity = item_entity;
    broken_entity.schema = &broken_schema;
    broken_entity.index = 0;
    broken_entity.fields = broken_fields;
    broken_list[0] = &broken_entity;
    broken_schema = odd_schema;
    broken_schema.entities = broken_list;
    broken_schema.entity_count = 1;
}

static void assert_broken(engine_fixture *fx)
{
    struct item row = { .id = 1 };
    orm_rows *rows = NULL;
    assert_fails(fx->db, ORM_MISUSE, orm_insert(fx->db, &broken_entity, &row));
    assert_fails(fx->db, ORM_MISUSE, orm_select(fx->db, &broken_entity, NULL, &rows));
    assert_fails(fx->db, ORM_MISUSE, orm_create_all(fx->db, &broken_schema));
    start_broken();
}

static void test_b285_broken_tables_are_told(void **state)
{
    engine_fixture *fx = *state;
    start_broken();
    broken_schema.meta_version = 2;
    assert_broken(fx);
    broken_schema.lock = NULL;
    assert_broken(fx);
    broken_schema.name = NULL;
    assert_broken(fx);
    broken_schema.entity_count = 0;
    assert_broken(fx);
    broken_entity.table = NULL;
    assert_broken(fx);
    broken_entity.fields = NULL;
    assert_broken(fx);
    broken_entity.size = 8;
    assert_broken(fx);
    broken_fields[1].column.name = "";
    assert_broken(fx);
    broken_fields[1].column.kind = ORM_KIND_COUNT;
    assert_broken(fx);
    broken_fields[1].layout.size = 3;
    assert_broken(fx);
    broken_fields[1].layout.offset = SIZE_MAX - 3;
    assert_broken(fx);
    broken_fields[1].column.name = "id";
    assert_broken(fx);
    const uint16_t no_such_field[] = { 17 };
    broken_entity.primary_key.fields = no_such_field;
    assert_broken(fx);
    assert_works(fx);
}

static void test_an_entity_of_no_schema(void **state)
{
    engine_fixture *fx = *state;
    orm_entity lost = item_entity;
    lost.schema = NULL;
    struct item row = { .id = 1 };
    assert_fails(fx->db, ORM_MISUSE, orm_insert(fx->db, &lost, &row));
    lost = item_entity;
    lost.index = 17;
    assert_fails(fx->db, ORM_MISUSE, orm_insert(fx->db, &lost, &row));
    assert_works(fx);
}

/* Slots are found by the index in the schema: another entity under that index would use them. */
static void test_a_copy_of_an_entity_is_refused(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    const orm_entity copy = customer_entity;
    struct customer row = { .name = (char *)"a" };
    assert_fails(fx->db, ORM_MISUSE, orm_insert(fx->db, &copy, &row));
    assert_mentions(orm_db_error(fx->db)->message, "schema");
    assert_ok(fx->db, customer_insert(fx->db, &row));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_no_handle),
    ENGINE_TEST(test_no_entity),
    ENGINE_TEST(test_no_row_key_or_output),
    ENGINE_TEST(test_objects_that_are_not_there),
    ENGINE_TEST(test_no_schema_to_print),
    ENGINE_TEST(test_broken_expressions),
    ENGINE_TEST(test_an_expression_without_an_end),
    ENGINE_TEST(test_operands_that_make_no_sense),
    ENGINE_TEST(test_b285_broken_tables_are_told),
    ENGINE_TEST(test_an_entity_of_no_schema),
    ENGINE_TEST(test_a_copy_of_an_entity_is_refused),
};

ENGINE_MAIN(tests)
