/* Slots: each operation is prepared once for each schema, whichever copy of it is at hand. */
#include "db/slot.h"
#include "handle.h"
#include "kinds.orm.h"
#include "shop.orm.h"
#include "support/unit.h"

static orm_statement *acquire(handle *h, const orm_entity *entity, unsigned op)
{
    orm_statement *statement = NULL;
    orm_error error = { .message = "" };
    if (orm__slot_acquire(h->db, entity, op, &statement, &error) != ORM_OK) {
        fail_msg("%s: %s", entity->name, error.message);
    }
    return statement;
}

static orm_statement *use(handle *h, const orm_entity *entity, unsigned op)
{
    orm_statement *statement = acquire(h, entity, op);
    orm__cache_release(&h->db->cache, statement);
    return statement;
}

/* A copy of a schema, as another library would have it. */
typedef struct schema_copy {
    orm_schema schema;
    orm_entity entities[4];
    const orm_entity *list[4];
    orm_relation relations[4][2];
} schema_copy;

static void copy_relations(schema_copy *copy, uint16_t index)
{
    orm_entity *entity = &copy->entities[index];
    assert_true(entity->relation_count <= 2);
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        orm_relation *relation = &copy->relations[index][i];
        *relation = entity->relations[i];
        relation->target = &copy->entities[relation->target->index];
    }
    entity->relations = copy->relations[index];
}

static void copy_schema(schema_copy *copy, const orm_schema *schema)
{
    assert_true(schema->entity_count <= 4);
    copy->schema = *schema;
    copy->schema.entities = copy->list;
    for (uint16_t i = 0; i < schema->entity_count; i++) {
        copy->entities[i] = *schema->entities[i];
        copy->entities[i].schema = &copy->schema;
        copy->list[i] = &copy->entities[i];
        copy_relations(copy, i);
    }
}

static void each_operation_is_prepared_once(void **state)
{
    (void)state;
    handle h;
    handle_open_to_prepare(&h, 1);
    const orm_statement *found[ORM_SLOT_FIND_BY + 1];
    for (int round = 0; round < 3; round++) {
        for (unsigned op = 0; op <= ORM_SLOT_FIND_BY; op++) {
            const orm_statement *statement = use(&h, &customer_entity, op);
            assert_true(round == 0 || statement == found[op]);
            found[op] = statement;
        }
    }
    assert_int_equal(h.script.next, ORM_SLOT_FIND_BY + 1);
    (void)use(&h, &invoice_entity, ORM_SLOT_FIND);
    assert_int_equal(h.script.next, ORM_SLOT_FIND_BY + 2);
    assert_int_equal(h.db->cache.count, 0);
    handle_close(&h);
}

static void a_slot_in_use_is_not_shared(void **state)
{
    (void)state;
    handle h;
    handle_open_to_prepare(&h, 1);
    orm_statement *first = acquire(&h, &customer_entity, ORM_SLOT_FIND);
    orm_statement *second = acquire(&h, &customer_entity, ORM_SLOT_FIND);
    assert_ptr_not_equal(first, second);
    assert_int_equal(h.script.live_statements, 2);
    orm__cache_release(&h.db->cache, second);
    assert_int_equal(h.script.live_statements, 1);
    orm__cache_release(&h.db->cache, first);
    assert_ptr_equal(use(&h, &customer_entity, ORM_SLOT_FIND), first);
    assert_int_equal(h.script.next, 2);
    handle_close(&h);
}

static void a_copy_of_a_schema_has_the_same_slots(void **state)
{
    (void)state;
    for (int is_hashed = 0; is_hashed < 2; is_hashed++) {
        handle h;
        static schema_copy copy;
        copy_schema(&copy, &shop_schema);
        copy.schema.hash = is_hashed ? shop_schema.hash : 0;
        handle_open_to_prepare(&h, 1);
        const orm_statement *found = use(&h, &customer_entity, ORM_SLOT_FIND);
        for (int i = 0; i < 3; i++) {
            assert_ptr_equal(use(&h, &copy.entities[0], ORM_SLOT_FIND), found);
            assert_ptr_equal(use(&h, &customer_entity, ORM_SLOT_FIND), found);
        }
        (void)use(&h, &sample_entity, ORM_SLOT_FIND);
        assert_ptr_equal(use(&h, &copy.entities[0], ORM_SLOT_FIND), found);
        assert_int_equal(h.script.next, 2);
        assert_int_equal(h.db->slots.count, 2);
        handle_close(&h);
    }
}

/* As where one library was unloaded and another one took its place in memory. */
static void another_schema_behind_the_same_pointer(void **state)
{
    (void)state;
    handle h;
    static schema_copy place;
    handle_open_to_prepare(&h, 1);
    for (int round = 0; round < 2; round++) {
        copy_schema(&place, &shop_schema);
        assert_non_null(strstr(use(&h, &place.entities[0], ORM_SLOT_FIND)->sql, "\"customer\""));
        copy_schema(&place, &kinds_schema);
        assert_non_null(strstr(use(&h, &place.entities[0], ORM_SLOT_FIND)->sql, "\"sample\""));
        assert_non_null(strstr(use(&h, &place.entities[0], ORM_SLOT_FIND)->sql, "\"sample\""));
    }
    assert_int_equal(h.script.next, 2);
    handle_close(&h);
}

static void what_is_wrong_with_tables_is_told(void **state)
{
    (void)state;
    handle h;
    static schema_copy copy;
    orm_error error = { .message = "" };
    orm_statement *statement = NULL;
    handle_open_to_prepare(&h, 1);
    assert_int_equal(orm__slot_acquire(h.db, NULL, ORM_SLOT_FIND, &statement, &error), ORM_MISUSE);
    copy_schema(&copy, &shop_schema);
    copy.entities[1].align = 0;
    assert_int_equal(orm__slot_acquire(h.db, &copy.entities[0], ORM_SLOT_FIND, &statement, &error),
                     ORM_MISUSE);
    unit_assert_error(&error, ORM_MISUSE, "invoice: a struct has no alignment");
    copy_schema(&copy, &shop_schema);
    orm_entity stray = copy.entities[0];
    assert_int_equal(orm__slot_acquire(h.db, &stray, ORM_SLOT_FIND, &statement, &error),
                     ORM_MISUSE);
    assert_null(statement);
    assert_int_equal(h.script.next, 0);
    handle_close(&h);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(each_operation_is_prepared_once),
    cmocka_unit_test(a_slot_in_use_is_not_shared),
    cmocka_unit_test(a_copy_of_a_schema_has_the_same_slots),
    cmocka_unit_test(another_schema_behind_the_same_pointer),
    cmocka_unit_test(what_is_wrong_with_tables_is_told),
};

UNIT_MAIN(tests)
