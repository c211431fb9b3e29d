/* Structs in structs through generated tables: by value, behind pointers, two levels, one type
 * twice; wrappers of one member, picked members, scalars behind pointers. */
#include "nested.orm.h"
#include "support/chaos_alloc.h"
#include "support/engine.h"

#include <string.h>

static double score = 1.5;

static struct person plain_person(const char *city)
{
    return (struct person){
        .base.revision = 3,
        .home = { .city = (char *)city, .zip = "12345", .at = { 1.25, -7.5 } },
        .score = &score,
    };
}

static struct person find_person(engine_fixture *f, int64_t id)
{
    struct person found;
    memset(&found, 0x55, sizeof found);
    assert_ok(f->db, person_find(f->db, id, &found, f->arena));
    return found;
}

static void create(engine_fixture *f)
{
    assert_ok(f->db, orm_create_all(f->db, &nested_schema));
}

static void test_b276_structs_by_value_and_by_pointer(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct point exact = { 3.0, 4.0 };
    uint8_t bytes[] = { 1, 0, 2 };
    struct picture picture = { .bytes = bytes, .size = sizeof bytes, .width = 640 };
    struct address work = { .city = (char *)"Bonn", .zip = "53111", .at = { 2.0, -1000 } };
    work.exact = &exact;
    work.picture = &picture;
    struct person ada = plain_person("Ulm");
    ada.work = &work;
    assert_ok(f->db, person_insert(f->db, &ada));
    struct person found = find_person(f, ada.base.id);
    assert_int_equal(found.base.revision, 3);
    assert_string_equal(found.home.city, "Ulm");
    assert_true(found.home.at.lat == 1.25 && found.home.at.lon == -7.5);
    assert_null(found.home.exact);
    assert_null(found.home.picture);
    assert_non_null(found.work);
    assert_string_equal(found.work->city, "Bonn");
    assert_string_equal(found.work->zip, "53111");
    assert_true(found.work->at.lat == 2.0 && found.work->at.lon == -1000);
    assert_true(found.work->exact->lat == 3.0 && found.work->exact->lon == 4.0);
    assert_int_equal(found.work->picture->size, 3);
    assert_memory_equal(found.work->picture->bytes, bytes, 3);
    assert_int_equal(found.work->picture->width, 640);
    assert_false(found.work->picture->no_width);
    assert_int_equal(found.work->unmapped, 0);
}

static void test_b276_a_pointer_goes_to_null_and_back(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct address work = { .city = (char *)"Bonn", .zip = "" };
    struct person ada = plain_person("Ulm");
    assert_ok(f->db, person_insert(f->db, &ada));
    assert_null(find_person(f, ada.base.id).work);
    ada.work = &work;
    assert_ok(f->db, person_update(f->db, &ada));
    assert_string_equal(find_person(f, ada.base.id).work->city, "Bonn");
    ada.work = NULL;
    assert_ok(f->db, person_update(f->db, &ada));
    assert_null(find_person(f, ada.base.id).work);
    assert_string_equal(engine_ask(f, f->db,
                                   "(SELECT count(*) FROM person WHERE office_city IS NULL AND "
                                   "office_zip IS NULL AND office_at_lat IS NULL)"),
                        "1");
}

/* A struct that shows nothing but NULLs is what no struct looks like in the database. */
static void test_b276_nothing_but_null_is_no_struct(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct picture picture = { .no_width = true };
    struct person ada = plain_person("Ulm");
    ada.home.picture = &picture;
    assert_ok(f->db, person_insert(f->db, &ada));
    assert_null(find_person(f, ada.base.id).home.picture);
    picture.no_width = false;
    assert_ok(f->db, person_update(f->db, &ada));
    struct person found = find_person(f, ada.base.id);
    assert_null(found.home.picture->bytes);
    assert_int_equal(found.home.picture->width, 0);
}

static void test_b276_a_column_of_a_present_struct_is_not_null(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct address work = { .city = (char *)"Bonn", .zip = "" };
    struct person ada = plain_person("Ulm"), found;
    ada.work = &work;
    assert_ok(f->db, person_insert(f->db, &ada));
    engine_exec(f->db, "UPDATE person SET office_at_lat = NULL",
                "UPDATE person SET office_at_lat = NULL");
    assert_fails(f->db, ORM_CONVERSION, person_find(f->db, ada.base.id, &found, f->arena));
    assert_mentions(orm_db_error(f->db)->message, "office_at_lat");
}

static void test_b276_conditions_and_orders_by_nested_columns(void **state)
{
    engine_fixture *f = *state;
    create(f);
    static const char *const cities[] = { "Ulm", "Bonn", "Jena" };
    for (size_t i = 0; i < 3; i++) {
        struct address work = { .city = (char *)"Here", .zip = "", .at = { (double)i, 0 } };
        struct person p = plain_person(cities[i]);
        p.work = i == 1 ? NULL : &work;
        assert_ok(f->db, person_insert(f->db, &p));
    }
    const orm_query query = { .where = orm_ne(person_.home_city, "Jena"),
                              .order_by = { orm_asc(person_.home_city) } };
    orm_rows *rows = NULL;
    assert_ok(f->db, person_select(f->db, &query, &rows));
    assert_string_equal(person_next(rows)->home.city, "Bonn");
    struct person *last = person_next(rows);
    assert_string_equal(last->home.city, "Ulm");
    assert_string_equal(last->work->city, "Here");
    assert_null(person_next(rows));
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    int64_t count = 0;
    const orm_query none = { .where = orm_is_null(person_.work_city) };
    assert_ok(f->db, person_count(f->db, &none, &count));
    assert_int_equal(count, 1);
    const orm_query north = { .where = orm_gt(person_.work_at_lat, 1.0) };
    assert_ok(f->db, person_count(f->db, &north, &count));
    assert_int_equal(count, 1);
}

static void test_b276_checks_of_nested_members(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct person ada = plain_person("Ulm");
    ada.home.at.lat = 91;
    assert_fails(f->db, ORM_CHECK, person_insert(f->db, &ada));
    ada.home.at.lat = 90;
    ada.home.city = NULL;
    assert_fails(f->db, ORM_NOT_NULL, person_insert(f->db, &ada));
}

static void test_b277_a_base_struct_has_the_key(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct person ada = plain_person("Ulm"), bob = plain_person("Jena");
    assert_ok(f->db, person_insert(f->db, &ada));
    assert_ok(f->db, person_insert(f->db, &bob));
    assert_true(ada.base.id > 0 && bob.base.id > ada.base.id);
    assert_ok(f->db, person_delete_key(f->db, ada.base.id));
    assert_int_equal(person_find(f->db, ada.base.id, &ada, f->arena), ORM_NOT_FOUND);
    assert_string_equal(find_person(f, bob.base.id).home.city, "Jena");
}

static void scalars_behind_pointers_can_be_null(void **state)
{
    engine_fixture *f = *state;
    create(f);
    int64_t age = INT64_MIN;
    enum mood mood = MOOD_WILD;
    bool active = false;
    struct person ada = plain_person("Ulm");
    assert_ok(f->db, person_insert(f->db, &ada));
    struct person found = find_person(f, ada.base.id);
    assert_true(found.age == NULL && found.mood == NULL && found.active == NULL);
    assert_true(*found.score == 1.5);
    ada.age = &age;
    ada.mood = &mood;
    ada.active = &active;
    assert_ok(f->db, person_update(f->db, &ada));
    found = find_person(f, ada.base.id);
    assert_int_equal(*found.age, INT64_MIN);
    assert_int_equal(*found.mood, MOOD_WILD);
    assert_false(*found.active);
    ada.score = NULL;
    assert_fails(f->db, ORM_NOT_NULL, person_update(f->db, &ada));
}

static struct payment payment_of(uint8_t key, uint64_t sat)
{
    struct payment payment = { .amount = { sat }, .funding = { .n = 7 } };
    memset(payment.id.sha.u, key, sizeof payment.id.sha.u);
    return payment;
}

static void wrappers_are_single_columns(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct payment first = payment_of(1, 100), second = payment_of(2, 200), found;
    struct amount fee = { 5 };
    second.parent = &first.id;
    second.fee = &fee;
    assert_ok(f->db, payment_insert(f->db, &first));
    assert_ok(f->db, payment_insert(f->db, &second));
    assert_ok(f->db, payment_find(f->db, second.id.sha.u, &found, f->arena));
    assert_int_equal(found.amount.sat, 200);
    assert_int_equal(found.fee->sat, 5);
    assert_memory_equal(found.parent, &first.id, sizeof first.id);
    assert_ok(f->db, payment_find_by_amount(f->db, 100, &found, f->arena));
    assert_memory_equal(&found.id, &first.id, sizeof first.id);
    assert_true(found.fee == NULL && found.parent == NULL && found.paid == NULL);
    assert_ok(f->db, payment_delete(f->db, &first));
    assert_ok(f->db, payment_find(f->db, second.id.sha.u, &found, f->arena));
    assert_null(found.parent);
    first.amount.sat = 200;
    assert_fails(f->db, ORM_UNIQUE, payment_insert(f->db, &first));
}

static void picked_members_are_columns(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct outpoint paid = { .n = UINT32_MAX };
    memset(paid.txid.sha.u, 9, sizeof paid.txid.sha.u);
    struct person payer = { .base.id = 42 };
    struct payment payment = payment_of(1, 1), found;
    payment.paid = &paid;
    payment.payer = &payer;
    assert_ok(f->db, payment_insert(f->db, &payment));
    assert_ok(f->db, payment_find(f->db, payment.id.sha.u, &found, f->arena));
    assert_memory_equal(&found.paid->txid, &paid.txid, sizeof paid.txid);
    assert_true(found.paid->n == UINT32_MAX);
    assert_int_equal(found.funding.n, 7);
    assert_int_equal(found.payer->base.id, 42);
    assert_null(found.payer->home.city);
    assert_string_equal(
        engine_ask(f, f->db, "(SELECT paid_outnum FROM payment WHERE payer_id = 42)"),
        "4294967295");
}

/* ---- memory that runs out ---- */

typedef struct reading {
    const char *url;
    int64_t id;
} reading;

static orm_status read_person(void *ctx, const orm_allocator *allocator)
{
    const reading *r = ctx;
    orm_db *db = NULL;
    orm_arena *arena = NULL;
    struct person found = { .age = NULL };
    orm_status status = orm_open(r->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    if (status == ORM_OK) {
        status = orm_arena_new(allocator, &arena);
    }
    if (status == ORM_OK) {
        status = person_find(db, r->id, &found, arena);
    }
    if (status == ORM_OK) {
        assert_true(found.work->exact->lat == 3.0);
    }
    orm_arena_free(arena);
    orm_close(db);
    return status;
}

static void memory_runs_out_on_the_way_to_a_struct(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct point exact = { 3.0, 4.0 };
    struct address work = { .city = (char *)"Bonn", .zip = "", .exact = &exact };
    struct person ada = plain_person("Ulm");
    ada.work = &work;
    assert_ok(f->db, person_insert(f->db, &ada));
    reading r = { .url = f->url, .id = ada.base.id };
    assert_string_equal(chaos_each(read_person, &r), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b276_structs_by_value_and_by_pointer),
    ENGINE_TEST(test_b276_a_pointer_goes_to_null_and_back),
    ENGINE_TEST(test_b276_nothing_but_null_is_no_struct),
    ENGINE_TEST(test_b276_a_column_of_a_present_struct_is_not_null),
    ENGINE_TEST(test_b276_conditions_and_orders_by_nested_columns),
    ENGINE_TEST(test_b276_checks_of_nested_members),
    ENGINE_TEST(test_b277_a_base_struct_has_the_key),
    ENGINE_TEST(scalars_behind_pointers_can_be_null),
    ENGINE_TEST(wrappers_are_single_columns),
    ENGINE_TEST(picked_members_are_columns),
    ENGINE_TEST(memory_runs_out_on_the_way_to_a_struct),
};

ENGINE_MAIN(tests)
