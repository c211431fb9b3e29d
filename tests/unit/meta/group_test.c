/* Structs inside the struct: by value, behind pointers, and chains of both, with tables written by
 * hand. */
#include "base/arena.h"
#include "meta/field.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

#define INTO(e, r, a) (&(const orm_instance){ .entity = (e), .row = (r), .arena = (a) })

struct point {
    double lat, lon;
};

struct address {
    char *city;
    char zip[6];
    struct point at;     /* by value in whatever holds the address */
    struct point *exact; /* by pointer */
};

struct person {
    int64_t id;
    struct address home;  /* by value */
    struct address *work; /* by pointer */
    int unmapped;
};

static const orm_group groups[] = {
    { .member = "home",
      .offset = offsetof(struct person, home),
      .size = sizeof(struct address),
      .align = _Alignof(struct address) },
    { .member = "at",
      .parent = 1,
      .offset = offsetof(struct address, at),
      .size = sizeof(struct point),
      .align = _Alignof(struct point) },
    { .member = "exact",
      .parent = 1,
      .offset = offsetof(struct address, exact),
      .size = sizeof(struct point),
      .align = _Alignof(struct point),
      .by_pointer = true },
    { .member = "work",
      .offset = offsetof(struct person, work),
      .size = sizeof(struct address),
      .align = _Alignof(struct address),
      .by_pointer = true },
    { .member = "at",
      .parent = 4,
      .offset = offsetof(struct address, at),
      .size = sizeof(struct point),
      .align = _Alignof(struct point) },
    { .member = "exact",
      .parent = 4,
      .offset = offsetof(struct address, exact),
      .size = sizeof(struct point),
      .align = _Alignof(struct point),
      .by_pointer = true },
};

enum { IN_PERSON, HOME, HOME_AT, HOME_EXACT, WORK, WORK_AT, WORK_EXACT };

#define CITY(in, of)                                  \
    {                                                 \
        .member = of ".city", .layout = {             \
            .storage = ORM_STORAGE_STRING,            \
            .group = in,                              \
            .offset = offsetof(struct address, city), \
            .size = sizeof(char *)                    \
        }                                             \
    }
#define ZIP(in, of)                                        \
    { .member = of ".zip",                                 \
      .layout = { .storage = ORM_STORAGE_CHARS,            \
                  .group = in,                             \
                  .offset = offsetof(struct address, zip), \
                  .size = 6 } }
#define LON(in, of)                                \
    {                                              \
        .member = of ".lon", .layout = {           \
            .storage = ORM_STORAGE_FLOAT,          \
            .group = in,                           \
            .offset = offsetof(struct point, lon), \
            .size = sizeof(double)                 \
        }                                          \
    }

static const orm_field fields[] = {
    { .member = "id",
      .layout = { .storage = ORM_STORAGE_INT,
                  .offset = offsetof(struct person, id),
                  .size = sizeof(int64_t) } },
    CITY(HOME, "home"),
    ZIP(HOME, "home"),
    LON(HOME_AT, "home.at"),
    LON(HOME_EXACT, "home.exact"),
    CITY(WORK, "work"),
    ZIP(WORK, "work"),
    LON(WORK_AT, "work.at"),
    LON(WORK_EXACT, "work.exact"),
};

enum {
    ID,
    HOME_CITY,
    HOME_ZIP,
    HOME_AT_LON,
    HOME_EXACT_LON,
    WORK_CITY,
    WORK_ZIP,
    WORK_AT_LON,
    WORK_EXACT_LON,
    FIELDS
};

static const orm_entity person = { .name = "person",
                                   .size = sizeof(struct person),
                                   .align = _Alignof(struct person),
                                   .fields = fields,
                                   .field_count = FIELDS,
                                   .groups = groups,
                                   .group_count = 6 };

static orm_type type_of(const struct person *row, int field)
{
    orm_value raw = orm_value_bool(true);
    assert_int_equal(orm__field_get(&person, &fields[field], row, &raw, NULL), ORM_OK);
    return raw.type;
}

static double real_of(const struct person *row, int field)
{
    orm_value raw = orm_value_null();
    assert_int_equal(orm__field_get(&person, &fields[field], row, &raw, NULL), ORM_OK);
    assert_int_equal(raw.type, ORM_TYPE_REAL);
    return raw.as.real;
}

static void test_reads_through_values_and_pointers(void **state)
{
    (void)state;
    struct point far = { .lon = 4.0 }, near = { .lon = 5.0 };
    struct address office = {
        .city = (char *)"Rom", .zip = "00100", .at = { .lon = 3.0 }, .exact = &near
    };
    const struct person row = {
        .home = { .city = (char *)"Ulm", .at = { .lon = 2.0 }, .exact = &far }, .work = &office
    };
    orm_value raw;
    assert_int_equal(orm__field_get(&person, &fields[HOME_CITY], &row, &raw, NULL), ORM_OK);
    assert_string_equal(raw.as.text, "Ulm");
    assert_int_equal(orm__field_get(&person, &fields[WORK_CITY], &row, &raw, NULL), ORM_OK);
    assert_string_equal(raw.as.text, "Rom");
    assert_true(real_of(&row, HOME_AT_LON) == 2.0);
    assert_true(real_of(&row, HOME_EXACT_LON) == 4.0);
    assert_true(real_of(&row, WORK_AT_LON) == 3.0);
    assert_true(real_of(&row, WORK_EXACT_LON) == 5.0);
}

static void test_behind_a_null_pointer_all_is_null(void **state)
{
    (void)state;
    struct address office = { .city = NULL };
    struct person row = { .id = 1 };
    for (int i = WORK_CITY; i < FIELDS; i++) {
        assert_int_equal(type_of(&row, i), ORM_TYPE_NULL);
    }
    assert_int_equal(type_of(&row, HOME_AT_LON), ORM_TYPE_REAL);
    assert_int_equal(type_of(&row, HOME_EXACT_LON), ORM_TYPE_NULL);
    row.work = &office;
    assert_int_equal(type_of(&row, WORK_AT_LON), ORM_TYPE_REAL);
    assert_int_equal(type_of(&row, WORK_EXACT_LON), ORM_TYPE_NULL);
}

static void test_a_missing_group_swallows_null_and_nothing_else(void **state)
{
    (void)state;
    struct person row = { .id = 1 };
    const orm_value null = orm_value_null(), real = orm_value_real(1.0);
    orm_error error;
    assert_int_equal(orm__field_set(INTO(&person, &row, NULL), &fields[WORK_AT_LON], &null, NULL),
                     ORM_OK);
    assert_int_equal(orm__field_set(INTO(&person, &row, NULL), &fields[WORK_AT_LON], &real, &error),
                     ORM_MISUSE);
    unit_assert_error(&error, ORM_MISUSE, "work.at.lon");
    assert_int_equal(orm__field_set(INTO(&person, &row, NULL), &fields[HOME_AT_LON], &null, &error),
                     ORM_CONVERSION);
    assert_null(row.work);
}

static void test_make_group_makes_the_whole_way(void **state)
{
    (void)state;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    struct person row = { .id = 1, .unmapped = 7 };
    const orm_value real = orm_value_real(9.0), zip = orm_value_text("12345");
    assert_int_equal(orm__group_make(INTO(&person, &row, arena), WORK_EXACT, NULL), ORM_OK);
    assert_non_null(row.work);
    assert_non_null(row.work->exact);
    assert_null(row.work->city);
    assert_true(row.work->exact->lat == 0.0);
    struct address *office = row.work;
    assert_int_equal(orm__group_make(INTO(&person, &row, arena), WORK_AT, NULL), ORM_OK);
    assert_ptr_equal(row.work, office);
    assert_int_equal(
        orm__field_set(INTO(&person, &row, arena), &fields[WORK_EXACT_LON], &real, NULL), ORM_OK);
    assert_int_equal(orm__field_set(INTO(&person, &row, arena), &fields[WORK_ZIP], &zip, NULL),
                     ORM_OK);
    assert_true(office->exact->lon == 9.0);
    assert_string_equal(office->zip, "12345");
    assert_int_equal(row.unmapped, 7);
    assert_null(row.home.exact);
    orm_arena_free(arena);
}

/* A struct that asks for more than any type does, in an arena that is not aligned so by chance. */
static void test_make_group_aligns(void **state)
{
    (void)state;
    enum { WIDE = 256 };
    struct lane {
        _Alignas(WIDE) double width;
    };
    struct road {
        struct lane *lane;
    };
    const orm_group lane = { .member = "lane",
                             .offset = offsetof(struct road, lane),
                             .size = sizeof(struct lane),
                             .align = _Alignof(struct lane),
                             .by_pointer = true };
    const orm_entity entity = { .name = "road", .groups = &lane, .group_count = 1 };
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    for (int i = 0; i < 20; i++) {
        struct road row = { .lane = NULL };
        assert_non_null(orm_arena_alloc(arena, 16));
        assert_int_equal(orm__group_make(INTO(&entity, &row, arena), 1, NULL), ORM_OK);
        assert_int_equal((uintptr_t)row.lane % WIDE, 0);
        assert_true(row.lane->width == 0.0);
    }
    orm_arena_free(arena);
}

static void test_groups_by_value_need_no_making(void **state)
{
    (void)state;
    struct person row = { .id = 1 };
    assert_int_equal(orm__group_make(INTO(&person, &row, NULL), IN_PERSON, NULL), ORM_OK);
    assert_int_equal(orm__group_make(INTO(&person, &row, NULL), HOME_AT, NULL), ORM_OK);
    orm_error error;
    assert_int_equal(orm__group_make(INTO(&person, &row, NULL), WORK_AT, &error), ORM_MISUSE);
    unit_assert_error(&error, ORM_MISUSE, "work");
}

/* Pointers of a row that is read into may be left over from anything: they are not followed. */
static void test_clear_groups_follows_nothing(void **state)
{
    (void)state;
    struct point far = { .lon = 4.0 };
    struct address office = { .exact = &far };
    struct person row = { .home = { .city = (char *)"Ulm", .exact = &far }, .work = &office };
    orm__group_clear_all(&person, &row);
    assert_null(row.work);
    assert_null(row.home.exact);
    assert_string_equal(row.home.city, "Ulm");
    assert_ptr_equal(office.exact, &far);
    memset(&row, 0xEE, sizeof row);
    orm__group_clear_all(&person, &row);
    assert_null(row.work);
    assert_null(row.home.exact);
}

static void test_which_are_behind_a_pointer(void **state)
{
    (void)state;
    for (int i = 0; i < FIELDS; i++) {
        bool behind = i == HOME_EXACT_LON || i >= WORK_CITY;
        assert_int_equal(orm__field_is_behind_pointer(&person, &fields[i]), behind);
        assert_int_equal(orm__field_needs_arena(&person, &fields[i]), behind || i == HOME_CITY);
    }
}

static orm_status make_all(void *ctx, const orm_allocator *allocator)
{
    (void)ctx;
    orm_arena *arena = NULL;
    struct person row = { .id = 1 };
    orm_status status = orm_arena_new(allocator, &arena);
    for (uint16_t group = IN_PERSON; status == ORM_OK && group <= WORK_EXACT; group++) {
        status = orm__group_make(INTO(&person, &row, arena), group, NULL);
        if (status == ORM_OK) {
            status = orm_arena_alloc(arena, 4000) == NULL ? ORM_NO_MEMORY : ORM_OK;
        }
    }
    orm_arena_free(arena);
    return status;
}

/* The way to a group behind two pointers, in an arena that has no room left for the first. */
static orm_status make_the_last(void *ctx, const orm_allocator *allocator)
{
    (void)ctx;
    orm_arena *arena = NULL;
    struct person row = { .id = 1 };
    orm_status status = orm_arena_new(allocator, &arena);
    for (int i = 0; status == ORM_OK && i < 4096 / 64 - 1; i++) {
        status = orm_arena_alloc(arena, 64) == NULL ? ORM_NO_MEMORY : ORM_OK;
    }
    if (status == ORM_OK) {
        status = orm__group_make(INTO(&person, &row, arena), WORK_EXACT, NULL);
        assert_true(status == ORM_OK || row.work == NULL);
    }
    orm_arena_free(arena);
    return status;
}

static void test_every_failing_allocation(void **state)
{
    (void)state;
    assert_string_equal(chaos_each(make_all, NULL), "");
    assert_string_equal(chaos_each(make_the_last, NULL), "");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_reads_through_values_and_pointers),
    cmocka_unit_test(test_behind_a_null_pointer_all_is_null),
    cmocka_unit_test(test_a_missing_group_swallows_null_and_nothing_else),
    cmocka_unit_test(test_make_group_makes_the_whole_way),
    cmocka_unit_test(test_make_group_aligns),
    cmocka_unit_test(test_groups_by_value_need_no_making),
    cmocka_unit_test(test_clear_groups_follows_nothing),
    cmocka_unit_test(test_which_are_behind_a_pointer),
    cmocka_unit_test(test_every_failing_allocation),
};

UNIT_MAIN(tests)
