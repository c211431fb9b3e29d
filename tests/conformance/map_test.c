/* Structs of other people's headers that ORM_MAP maps: the system's struct stat, paths through
 * structs and pointers, a member of a union, one struct as two tables. */
#include <string.h>
#include <sys/stat.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static void test_a_struct_of_the_system(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct stat file, found;
    assert_int_equal(stat(".", &file), 0);
    file.st_nlink = 0;
    file.st_ctim.tv_nsec -= file.st_ctim.tv_nsec % 1000;
    assert_ok(fx->db, st_insert(fx->db, &file));
    memset(&found, 0x55, sizeof found);
    const int64_t blocks = found.st_blocks;
    assert_ok(fx->db, st_find(fx->db, file.st_dev, file.st_ino, &found, fx->arena));
    assert_true(found.st_mode == file.st_mode && found.st_size == file.st_size);
    assert_true(found.st_mtime == file.st_mtime && found.st_ctim.tv_sec == file.st_ctim.tv_sec);
    assert_int_equal(found.st_ctim.tv_nsec, file.st_ctim.tv_nsec);
    assert_int_equal(found.st_blocks, blocks); /* it is not mapped */
    assert_int_equal(found.st_nlink, 0);
    file.st_nlink = 1;
    file.st_size = 7;
    assert_ok(fx->db, st_update(fx->db, &file));
    assert_ok(fx->db, st_find(fx->db, file.st_dev, file.st_ino, &found, fx->arena));
    assert_true(found.st_nlink == 1 && found.st_size == 7);
    int64_t count = -1;
    const orm_expr *same = orm_ge(st_.st_mtim_tv_sec, (int64_t)file.st_mtim.tv_sec);
    assert_ok(fx->db, st_count(fx->db, &(orm_query){ .where = same }, &count));
    assert_int_equal(count, 1);
    file.st_size = -1;
    assert_fails(fx->db, ORM_CHECK, st_update(fx->db, &file));
    assert_ok(fx->db, st_delete(fx->db, &file));
}

static struct voyage find_voyage(engine_fixture *fx, int64_t number)
{
    struct voyage found;
    memset(&found, 0x55, sizeof found);
    assert_ok(fx->db, voyage_find(fx->db, number, &found, fx->arena));
    return found;
}

static char street[] = "Ring 1", name[] = "Ada", boss_name[] = "Bea";

static void test_paths_through_pointers(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    unsigned char bytes[] = { 9, 0, 8 };
    struct voyage_owner boss = { .name = boss_name };
    struct voyage_owner owner = { .name = name, .since = 1000, .boss = &boss };
    struct voyage_place to = { .at.lon = -7.5 };
    struct voyage row = {
        .number = 5, .owner = &owner, .from = { street, { 1.25, 2 } }, .to = &to
    };
    union voyage_fare fare = { .words = "nothing" };
    row.fare = &fare;
    row.label.bytes = bytes;
    row.label.used = sizeof bytes;
    row.weight = 3;
    row.state = VOYAGE_SENT;
    memcpy(row.code, "XJ-9", 5);
    assert_ok(fx->db, voyage_insert(fx->db, &row));
    struct voyage found = find_voyage(fx, 5);
    assert_string_equal(found.owner->name, "Ada");
    assert_int_equal(found.owner->since, 1000);
    assert_string_equal(found.owner->boss->name, "Bea");
    assert_null(found.owner->boss->boss);
    assert_string_equal(found.from.street, "Ring 1");
    assert_true(found.from.at.lat == 1.25 && found.to->at.lon == -7.5);
    assert_int_equal(found.label.used, 3);
    assert_memory_equal(found.label.bytes, bytes, 3);
    assert_string_equal(found.code, "XJ-9");
    assert_string_equal(found.fare->words, "nothing");
    assert_true(found.weight == 3 && found.weightless == 0 && found.state == VOYAGE_SENT);
    assert_ok(fx->db, voyage_find_by_owner_name(fx->db, "Ada", &found, fx->arena));
    assert_int_equal(found.number, 5);
    row.from.at.lat = 91;
    assert_fails(fx->db, ORM_CHECK, voyage_update(fx->db, &row));
}

static void test_missing_structs_on_the_way(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct voyage_owner owner = { .name = name, .since = 2 };
    struct voyage row = { .number = 1, .owner = &owner, .from.street = street };
    row.weightless = 1;
    assert_ok(fx->db, voyage_insert(fx->db, &row));
    struct voyage found = find_voyage(fx, 1);
    assert_int_equal(found.owner->since, 2);
    assert_null(found.owner->boss);
    assert_null(found.to);
    assert_null(found.label.bytes);
    assert_null(found.fare);
    assert_int_not_equal(found.weightless, 0);
    row.owner = NULL;
    assert_ok(fx->db, voyage_update(fx->db, &row));
    assert_null(find_voyage(fx, 1).owner);
    row.from.street = NULL;
    assert_fails(fx->db, ORM_NOT_NULL, voyage_update(fx->db, &row));
}

static void test_one_struct_is_two_tables(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct voyage_place to = { .street = street, .at.lon = 4 };
    struct voyage row = { .number = 12, .from.street = street, .to = &to, .weight = 12 };
    row.as_number = 77;
    assert_ok(fx->db, voyage_insert(fx->db, &row));
    union voyage_fare fare = { .cents = INT64_MAX };
    row.fare = &fare;
    assert_ok(fx->db, draft_insert(fx->db, &row));
    assert_int_not_equal(row.number, 12);
    struct voyage found = { .number = 0 };
    assert_ok(fx->db, draft_find(fx->db, row.number, &found, fx->arena));
    assert_string_equal(found.to->street, "Ring 1");
    assert_null(found.owner);
    assert_true(found.to->at.lon == 0 && found.as_number == 77 && found.weight == 12);
    assert_true(found.fare->cents == INT64_MAX);
    struct voyage_owner owner = { .since = 13 };
    row.owner = &owner;
    assert_fails(fx->db, ORM_FOREIGN_KEY, draft_insert(fx->db, &row));
}

/* What lies beside a mapped item is left alone. */
static void test_items_of_arrays(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    unsigned char seal[] = { 0, 7 };
    struct voyage_owner boss = { .name = boss_name };
    struct voyage_owner captain = { .name = name, .boss = &boss };
    struct voyage row = { .miles = { 40, INT64_MAX },
                          .legs = { { "no column", &captain, 0, seal, 2 },
                                    { "Orion", &boss, 1, NULL, 9 } } };
    assert_ok(fx->db, leg_insert(fx->db, &row));
    struct voyage found;
    memset(&found, 0x55, sizeof found);
    assert_ok(fx->db, leg_find_by_miles_1(fx->db, INT64_MAX, &found, fx->arena));
    assert_true(found.number == row.number && found.miles[0] == 40 && found.miles[1] == INT64_MAX);
    assert_string_equal(found.legs[HOME].ship, "Orion");
    assert_string_equal(found.legs[HOME].captain->name, "Bea");
    assert_true(found.legs[HOME].is_paid == 1 && found.legs[HOME].seal_size == (size_t)-1 / 3);
    assert_string_equal(found.legs[OUT].captain->boss->name, "Bea");
    assert_null(found.legs[OUT].captain->name);
    assert_memory_equal(found.legs[OUT].ship, "UUUUUUUUUUUU", 12);
    assert_int_equal(found.legs[OUT].seal_size, 2);
    assert_memory_equal(found.legs[OUT].seal, seal, 2);
    int64_t count = -1;
    const orm_expr *home = orm_eq(leg_.legs_1_ship, "Orion");
    assert_ok(fx->db, leg_count(fx->db, &(orm_query){ .where = home }, &count));
    assert_int_equal(count, 1);
    row.miles[HOME] = 39;
    assert_fails(fx->db, ORM_CHECK, leg_update(fx->db, &row));
    row.miles[HOME] = 41;
    row.legs[HOME].captain = NULL;
    assert_ok(fx->db, leg_update(fx->db, &row));
    assert_ok(fx->db, leg_find(fx->db, row.number, &found, fx->arena));
    assert_null(found.legs[HOME].captain);
}

static void test_lengths_in_a_union(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    char label[] = "fragile, and more";
    int16_t marks[] = { 3, INT16_MIN };
    struct tub row = { .label = label, .size = 7, .tare = -5, .marks = marks, .marked = 2 };
    assert_ok(fx->db, tub_insert(fx->db, &row));
    struct tub found;
    memset(&found, 0x55, sizeof found);
    assert_ok(fx->db, tub_find(fx->db, row.id, &found, fx->arena));
    assert_true(found.size == 7 && memcmp(found.label, "fragile", 7) == 0);
    assert_true(found.none == 0 && found.tare == -5);
    assert_true(found.marked == 2 && found.marks[0] == 3 && found.marks[1] == INT16_MIN);
    row.none = 1;
    assert_ok(fx->db, tub_update(fx->db, &row));
    assert_ok(fx->db, tub_find(fx->db, row.id, &found, fx->arena));
    assert_int_equal(found.none, 1);
}

static void test_lengths_beside_nothing_that_is_stored(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    uint8_t body[] = { 5, 0, 6, 7 };
    struct bale row = { .head = { .kind = 9, .size = 3 }, .body = body }, found;
    assert_ok(fx->db, bale_insert(fx->db, &row));
    memset(&found, 0x55, sizeof found);
    assert_ok(fx->db, bale_find(fx->db, row.id, &found, fx->arena));
    assert_int_equal(found.head.size, 3);
    assert_int_equal(found.head.kind, 0x55555555);
    assert_memory_equal(found.body, body, 3);
    char text[] = "cords";
    struct bundle one = { .head.size = 4, .body = text }, other;
    assert_ok(fx->db, bundle_insert(fx->db, &one));
    memset(&other, 0x55, sizeof other);
    assert_ok(fx->db, bundle_find(fx->db, one.id, &other, fx->arena));
    assert_true(other.head.size == 4 && other.head.kind == 0x5555);
    assert_memory_equal(other.body, "cord", 4);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_struct_of_the_system),
    ENGINE_TEST(test_paths_through_pointers),
    ENGINE_TEST(test_missing_structs_on_the_way),
    ENGINE_TEST(test_one_struct_is_two_tables),
    ENGINE_TEST(test_items_of_arrays),
    ENGINE_TEST(test_lengths_in_a_union),
    ENGINE_TEST(test_lengths_beside_nothing_that_is_stored),
};

ENGINE_MAIN(tests)
