/* Members that are relations: loading a row leaves them not loaded, whatever was in them, and
 * writing it passes over them. */
#include <string.h>

#include "shop.orm.h"
#include "support/engine.h"
#include "test_scanned.orm.h"

/* What no pointer of a row may be followed to. */
static void *const nowhere = (void *)(uintptr_t)0x5a5a;

static struct worker add_worker(engine_fixture *fx, int64_t boss_id)
{
    struct worker row = { .boss_id = boss_id,
                          .boss = nowhere,
                          .team = nowhere,
                          .team_count = 7,
                          .friends = nowhere,
                          .friend_count = -1,
                          .desk = nowhere };
    assert_ok(fx->db, worker_insert(fx->db, &row));
    return row;
}

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static void assert_not_loaded(const struct worker *row)
{
    assert_null(row->boss);
    assert_null(row->team);
    assert_int_equal(row->team_count, 0);
    assert_null(row->friends);
    assert_int_equal(row->friend_count, 0);
    assert_null(row->desk);
}

static void test_rows_come_with_relations_not_loaded(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int64_t first = add_worker(fx, 0).id;
    (void)add_worker(fx, first);
    for (size_t window = 0; window < 3; window++) {
        orm_rows *rows = NULL;
        const orm_query query = { .order_by = { orm_asc(worker_.id) }, .window = window };
        assert_ok(fx->db, worker_select(fx->db, &query, &rows));
        int64_t sum = 0;
        for (struct worker *row; (row = worker_next(rows)) != NULL; sum += row->boss_id) {
            assert_not_loaded(row);
            row->team = nowhere; /* the next row of the window may be in its place */
            row->team_count = 1;
        }
        assert_int_equal(orm_rows_status(rows), ORM_DONE);
        assert_int_equal(sum, first);
        orm_rows_free(rows);
    }
}

static void test_find_leaves_nothing_of_the_row_before(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int64_t first = add_worker(fx, 0).id;
    int64_t second = add_worker(fx, first).id;
    struct worker found;
    memset(&found, 0x5a, sizeof found);
    assert_ok(fx->db, worker_find(fx->db, second, &found, fx->arena));
    assert_not_loaded(&found);
    assert_int_equal(found.boss_id, first);
    assert_int_equal(found.untouched, 0x5a);
    struct desk desk = { .key = { 4, 2 }, .worker_id = first };
    assert_ok(fx->db, desk_insert(fx->db, &desk));
    desk.worker = nowhere;
    desk.drawers = nowhere;
    desk.drawer_count = 9;
    assert_ok(fx->db, desk_find_by_worker_id(fx->db, first, &desk, fx->arena));
    assert_null(desk.worker);
    assert_null(desk.drawers);
    assert_int_equal(desk.drawer_count, 0);
}

static void test_a_find_that_fails_touches_no_relation(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct worker row = add_worker(fx, 0);
    const struct worker before = row;
    assert_fails(fx->db, ORM_NOT_FOUND, worker_find(fx->db, row.id + 1, &row, fx->arena));
    assert_memory_equal(&row, &before, sizeof row);
}

static void test_writing_passes_over_relations(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct worker row = add_worker(fx, 0);
    assert_ptr_equal(row.boss, nowhere);
    assert_ptr_equal(row.team, nowhere);
    assert_int_equal(row.team_count, 7);
    assert_int_equal(row.friend_count, -1);
    struct worker other = { .boss_id = row.id };
    assert_ok(fx->db, worker_insert(fx->db, &other));
    row.boss = &other; /* what counts is the column */
    assert_ok(fx->db, worker_update(fx->db, &row));
    assert_ptr_equal(row.boss, &other);
    struct worker found;
    assert_ok(fx->db, worker_find(fx->db, row.id, &found, fx->arena));
    assert_int_equal(found.boss_id, 0);
    assert_ok(fx->db, worker_delete(fx->db, &other));
}

/* A key says which row is meant without that row. */
static void test_b187_the_key_is_there_without_the_row(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer customer = { .name = "Ada", .country = "DE" };
    assert_ok(fx->db, customer_insert(fx->db, &customer));
    struct invoice invoice = { .customer_id = customer.id, .customer = &customer };
    assert_ok(fx->db, invoice_insert(fx->db, &invoice));
    assert_ok(fx->db, invoice_find(fx->db, invoice.id, &invoice, fx->arena));
    assert_int_equal(invoice.customer_id, customer.id);
    assert_null(invoice.customer);
    assert_ok(fx->db, customer_find(fx->db, invoice.customer_id, &customer, fx->arena));
    assert_string_equal(customer.name, "Ada");
    assert_null(customer.invoices);
    assert_int_equal(customer.invoice_count, 0);
}

/* A link is a table like any other, and keys of two columns relate rows that no foreign key
 * guards. */
static void test_links_and_composite_keys_are_rows(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int64_t one = add_worker(fx, 0).id, other = add_worker(fx, 0).id;
    struct friendship link = { one, other };
    assert_ok(fx->db, friendship_insert(fx->db, &link));
    assert_fails(fx->db, ORM_UNIQUE, friendship_insert(fx->db, &link));
    struct drawer drawer = { .room = 4, .place = 2, .desk = nowhere };
    assert_ok(fx->db, drawer_insert(fx->db, &drawer));
    assert_ok(fx->db, drawer_find(fx->db, drawer.id, &drawer, fx->arena));
    assert_int_equal(drawer.place, 2);
    assert_null(drawer.desk);
}

static void test_handles_name_relations(void **state)
{
    (void)state;
    const orm_entity *worker = worker_.friends.path->entity;
    assert_ptr_equal(worker, &worker_entity);
    const orm_relation *friends = &worker->relations[worker_.friends.relation];
    assert_string_equal(friends->member, "friends");
    assert_ptr_equal(friends->link.entity, &friendship_entity);
    assert_string_equal(worker->relations[worker_.desk.relation].member, "desk");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_rows_come_with_relations_not_loaded),
    ENGINE_TEST(test_find_leaves_nothing_of_the_row_before),
    ENGINE_TEST(test_a_find_that_fails_touches_no_relation),
    ENGINE_TEST(test_writing_passes_over_relations),
    ENGINE_TEST(test_b187_the_key_is_there_without_the_row),
    ENGINE_TEST(test_links_and_composite_keys_are_rows),
    ENGINE_TEST(test_handles_name_relations),
};

ENGINE_MAIN(tests)
