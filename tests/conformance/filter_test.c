/* Filters: conditions that are put together in blocks that have ended when the query runs. */
#include "models/odd.h"
#include "support/chaos_alloc.h"
#include "support/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A search form: what was not filled in is NULL or negative. */
typedef struct form {
    const char *label, *prefix;
    int64_t least, most, rank;
    int flag; /* -1 = either */
    double weight;
    int64_t ids[4];
    size_t id_count;
} form;

static const form empty_form = { .least = -1, .most = -1, .rank = -1, .flag = -1, .weight = -1 };

/* Overwrites the stack below, so that a node that died with its block is seen to be dead. */
static void trample(void)
{
    volatile unsigned char stack[4096];
    for (size_t i = 0; i < sizeof stack; i++) {
        stack[i] = 0xdb;
    }
}

static void fill_texts(orm_filter *filter, const form *asked)
{
    if (asked->label != NULL) {
        char copy[64];
        (void)snprintf(copy, sizeof copy, "%s", asked->label);
        orm_filter_and(filter, orm_eq(item_.label, copy));
    }
    if (asked->prefix != NULL) {
        char *copy = malloc(strlen(asked->prefix) + 1);
        assert_non_null(copy);
        memcpy(copy, asked->prefix, strlen(asked->prefix) + 1);
        orm_filter_and(filter, orm_starts_with(item_.label, copy));
        free(copy);
    }
}

static void fill_numbers(orm_filter *filter, const form *asked)
{
    if (asked->least >= 0) {
        int64_t least = asked->least;
        orm_filter_and(filter, orm_ge(item_.amount, least));
    }
    if (asked->most >= 0) {
        int64_t most = asked->most;
        orm_filter_and(filter, orm_le(item_.amount, most));
    }
    if (asked->rank >= 0) {
        int64_t rank = asked->rank;
        orm_filter_and(filter, orm_or(orm_eq(item_.rank, rank), orm_is_null(item_.rank)));
    }
    if (asked->flag >= 0) {
        bool flag = asked->flag == 1;
        orm_filter_and(filter, orm_not(orm_ne(item_.flag, flag)));
    }
    if (asked->weight >= 0) {
        double weight = asked->weight;
        orm_filter_and(filter, orm_lt(item_.weight, weight));
    }
    if (asked->id_count > 0) {
        int64_t ids[4];
        memcpy(ids, asked->ids, sizeof ids);
        orm_filter_and(filter, orm_in(item_.id, ids, asked->id_count));
    }
}

static bool accepts(const form *asked, const struct item *row)
{
    bool in_ids = asked->id_count == 0;
    for (size_t i = 0; i < asked->id_count; i++) {
        in_ids = in_ids || asked->ids[i] == row->id;
    }
    return (asked->label == NULL ||
            (row->label != NULL && strcmp(row->label, asked->label) == 0)) &&
           (asked->prefix == NULL || (row->label != NULL && strncmp(row->label, asked->prefix,
                                                                    strlen(asked->prefix)) == 0)) &&
           (asked->least < 0 || row->amount >= asked->least) &&
           (asked->most < 0 || row->amount <= asked->most) &&
           (asked->rank < 0 || row->rank == asked->rank || row->rank == INT64_MIN) &&
           (asked->flag < 0 || row->flag == (asked->flag == 1)) &&
           (asked->weight < 0 || row->weight < asked->weight) && in_ids;
}

static struct item rows[32];

static void add_rows(orm_db *db)
{
    static const char *const labels[] = { "apple", "apricot", "bear", NULL };
    assert_ok(db, orm_create_all(db, &odd_schema));
    for (int64_t i = 0; i < 32; i++) {
        rows[i] = (struct item){ .id = i,
                                 .amount = i % 8,
                                 .rank = i % 5 == 0 ? INT64_MIN : i % 5,
                                 .weight = (double)(i % 7),
                                 .flag = i % 2 == 1,
                                 .label = (char *)labels[i % 4] };
        assert_ok(db, orm_insert(db, &item_entity, &rows[i]));
    }
}

/* All 256 combinations of the eight questions. */
static void test_a_form_of_eight_optional_questions(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    for (unsigned mask = 0; mask < 256; mask++) {
        form asked = empty_form;
        asked.label = mask & 1 ? "apple" : NULL;
        asked.prefix = mask & 2 ? "ap" : NULL;
        asked.least = mask & 4 ? 2 : -1;
        asked.most = mask & 8 ? 6 : -1;
        asked.rank = mask & 16 ? 3 : -1;
        asked.flag = mask & 32 ? 0 : -1;
        asked.weight = mask & 64 ? 5 : -1;
        asked.ids[0] = 4;
        asked.ids[1] = 8;
        asked.ids[2] = 13;
        asked.id_count = mask & 128 ? 3 : 0;
        orm_filter *filter = NULL;
        assert_int_equal(orm_filter_new(NULL, &filter), ORM_OK);
        fill_texts(filter, &asked);
        fill_numbers(filter, &asked);
        trample();
        int64_t expected = 0, count = -1;
        for (size_t i = 0; i < 32; i++) {
            expected += accepts(&asked, &rows[i]);
        }
        assert_ok(fx->db, orm_count(fx->db, &item_entity,
                                    &(orm_query){ .where = orm_filter_where(filter) }, &count));
        orm_filter_free(filter);
        assert_int_equal(count, expected);
    }
}

static void test_an_empty_filter_asks_nothing(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    orm_filter *filter = NULL;
    assert_int_equal(orm_filter_new(NULL, &filter), ORM_OK);
    assert_null(orm_filter_where(filter));
    orm_filter_and(filter, NULL);
    orm_filter_or(filter, NULL);
    assert_null(orm_filter_where(filter));
    int64_t count = -1;
    assert_ok(fx->db, orm_count(fx->db, &item_entity,
                                &(orm_query){ .where = orm_filter_where(filter) }, &count));
    assert_int_equal(count, 32);
    orm_filter_free(filter);
}

static int64_t count_of(engine_fixture *fx, const orm_expr *where)
{
    int64_t count = -1;
    assert_ok(fx->db, orm_count(fx->db, &item_entity, &(orm_query){ .where = where }, &count));
    return count;
}

static void test_or_joins_what_was_there(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    orm_filter *filter = NULL;
    assert_int_equal(orm_filter_new(NULL, &filter), ORM_OK);
    orm_filter_or(filter, orm_eq(item_.id, 1)); /* the first of an empty filter: not "all or" */
    assert_int_equal(count_of(fx, orm_filter_where(filter)), 1);
    orm_filter_or(filter, orm_eq(item_.id, 2));
    const orm_expr *before = orm_filter_where(filter);
    assert_int_equal(count_of(fx, before), 2);
    orm_filter_and(filter, orm_eq(item_.amount, 2)); /* (1 or 2) and */
    assert_int_equal(count_of(fx, orm_filter_where(filter)), 1);
    assert_int_equal(count_of(fx, before), 2); /* what was given out does not change */
    orm_filter_or(filter, orm_eq(item_.id, 5));
    assert_int_equal(count_of(fx, orm_filter_where(filter)), 2);
    assert_int_equal(count_of(fx, orm_and(orm_filter_where(filter), orm_eq(item_.id, 5))), 1);
    orm_filter_free(filter);
}

/* Lists of texts are copied with their texts; blobs and NULLs too. */
static void test_lists_of_texts_are_copied(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    orm_filter *filter = NULL;
    assert_int_equal(orm_filter_new(NULL, &filter), ORM_OK);
    {
        char first[] = "apple", second[] = "bear";
        const char *list[] = { first, second };
        orm_filter_and(filter, orm_in(item_.label, list, 2));
        memset(first, 'x', 5);
        memset(second, 'x', 4);
        list[0] = list[1] = NULL;
    }
    trample();
    assert_int_equal(count_of(fx, orm_filter_where(filter)), 16);
    const char *with_null[] = { "apple", NULL };
    orm_filter_and(filter, orm_in(item_.label, with_null, 2));
    int64_t count = 77;
    assert_fails(
        fx->db, ORM_MISUSE,
        orm_count(fx->db, &item_entity, &(orm_query){ .where = orm_filter_where(filter) }, &count));
    assert_int_equal(count, 77);
    orm_filter_free(filter);
}

/* Hundreds of pieces, as a form with a list of choices makes them. */
static void test_a_long_filter(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    orm_filter *any = NULL, *all = NULL;
    assert_int_equal(orm_filter_new(NULL, &any), ORM_OK);
    assert_int_equal(orm_filter_new(NULL, &all), ORM_OK);
    for (int64_t i = 0; i < 300; i++) {
        orm_filter_or(any, orm_eq(item_.id, i));
        orm_filter_and(all, orm_ne(item_.id, i + 3));
    }
    assert_int_equal(count_of(fx, orm_filter_where(any)), 32);
    assert_int_equal(count_of(fx, orm_filter_where(all)), 3);
    orm_filter_free(any);
    orm_filter_free(all);
}

/* ---- memory ---- */

/* What could not be added is missed by whoever uses the filter: it never asks for more rows than
 * the program meant. */
static void test_a_filter_that_had_no_memory_is_no_filter(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    bool failed = true;
    for (size_t n = 1; failed; n++) {
        chaos_alloc chaos;
        chaos_init(&chaos, n);
        const orm_allocator own = chaos_allocator(&chaos);
        orm_filter *filter = NULL;
        orm_status made = orm_filter_new(&own, &filter);
        assert_int_equal(made, filter == NULL ? ORM_NO_MEMORY : ORM_OK);
        for (int64_t i = 0; i < 400; i++) {
            (i == 5 ? orm_filter_or : orm_filter_and)(filter, orm_eq(item_.id, 5));
        }
        failed = chaos.requests >= n;
        int64_t count = 77;
        orm_status status = orm_count(
            fx->db, &item_entity,
            &(orm_query){ .where = orm_filter_where(filter), .limit = orm_limit(9) }, &count);
        assert_int_equal(status, filter == NULL || !failed ? ORM_OK : ORM_NO_MEMORY);
        assert_int_equal(count, filter == NULL ? 9 : failed ? 77 : 1);
        orm_filter_free(filter);
        assert_string_equal(chaos_fault(&chaos), "");
    }
}

/* ---- sizes: the same for both engines ---- */

enum { MANY = 5000, TOO_MANY = 200000, CONDITIONS_MAX = 7000, NESTING_MAX = 24 };

static orm_filter *new_filter(void)
{
    orm_filter *filter = NULL;
    assert_int_equal(orm_filter_new(NULL, &filter), ORM_OK);
    return filter;
}

static void assert_misuse(engine_fixture *fx, const orm_expr *where, const char *part)
{
    int64_t count = 77;
    assert_fails(fx->db, ORM_MISUSE,
                 orm_count(fx->db, &item_entity, &(orm_query){ .where = where }, &count));
    assert_mentions(orm_db_error(fx->db)->message, part);
    assert_int_equal(count, 77);
}

static void test_thousands_of_pieces(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    orm_filter *all = new_filter(), *any = new_filter(), *triples = new_filter();
    for (int64_t i = 0; i < MANY; i++) {
        orm_filter_and(all, orm_ne(item_.id, i + 3));
        orm_filter_or(any, orm_eq(item_.id, MANY - i));
    }
    for (int64_t i = 0; i < 334; i++) {
        orm_filter_and(triples, orm_and(orm_ne(item_.id, 5), orm_ne(item_.id, i + 10),
                                        orm_is_not_null(item_.amount)));
    }
    assert_int_equal(count_of(fx, orm_filter_where(all)), 3);
    assert_int_equal(count_of(fx, orm_filter_where(any)), 31);
    assert_int_equal(count_of(fx, orm_filter_where(triples)), 9);
    /* and in one another */
    orm_filter_and(triples, orm_or(orm_filter_where(all), orm_eq(item_.id, 1)));
    assert_int_equal(count_of(fx, orm_not(orm_filter_where(triples))), 32 - 3);
    orm_filter_free(all);
    orm_filter_free(any);
    orm_filter_free(triples);
}

static void test_thousands_of_nodes(void **state)
{
    static const orm_expr *list[CONDITIONS_MAX + 2];
    static orm_expr nodes[CONDITIONS_MAX + 1], values[CONDITIONS_MAX + 1];
    engine_fixture *fx = *state;
    add_rows(fx->db);
    const orm_expr *first = orm_eq(item_.id, 0);
    for (size_t i = 0; i <= CONDITIONS_MAX; i++) {
        values[i] = *first->right;
        values[i].operand.integer = (int64_t)i * 3;
        nodes[i] = (orm_expr){ .op = ORM_OP_EQ, .left = first->left, .right = &values[i] };
        list[i] = &nodes[i];
    }
    static const size_t sizes[] = { 31, 32, 33, 1023, 1024, 1025, MANY, CONDITIONS_MAX };
    const orm_expr any = { .op = ORM_OP_OR, .list = list };
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        list[sizes[s]] = &orm_expr_end;
        assert_int_equal(count_of(fx, &any), 11);
        assert_int_equal(count_of(fx, orm_not(&any)), 21);
        list[sizes[s]] = &nodes[sizes[s]];
    }
    list[CONDITIONS_MAX + 1] = &orm_expr_end;
    assert_misuse(fx, &any, "more than 7000 conditions");
}

/* Each addition to a filter of the other kind nests it once more. */
static void test_filters_that_are_nested_too_deep(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    orm_filter *nested = new_filter();
    orm_filter_and(nested, orm_lt(item_.id, 4));
    for (size_t i = 0; i < NESTING_MAX; i++) {
        (i % 2 == 0 ? orm_filter_and : orm_filter_or)(nested, orm_lt(item_.id, 4));
    }
    assert_int_equal(count_of(fx, orm_filter_where(nested)), 4);
    orm_filter_and(nested, orm_lt(item_.id, 4));
    assert_misuse(fx, orm_filter_where(nested), "nested too deep");
    orm_filter_free(nested);
}

/* A list of conditions that decide nothing, and the one that does. */
static void fill_list(const orm_expr **items, size_t width, const orm_expr *filler,
                      const orm_expr *inner)
{
    for (size_t k = 0; k + 1 < width; k++) {
        items[k] = filler;
    }
    items[width - 1] = inner;
    items[width] = &orm_expr_end;
}

/* As deep as it may be, with the widest lists and the longest forms: no engine's stack ends. */
static void test_conditions_as_deep_as_they_may_be(void **state)
{
    static const int64_t ids[] = { 1, 2 };
    static orm_expr lists[NESTING_MAX];
    static const orm_expr *items[NESTING_MAX][33];
    engine_fixture *fx = *state;
    add_rows(fx->db);
    const orm_expr *no = orm_is_null(item_.id), *yes = orm_is_not_null(item_.id);
    const orm_expr *const leaves[] = { orm_in(item_.id, ids, 2), orm_ends_with(item_.label, "r") };
    for (size_t leaf = 0; leaf < 2; leaf++) {
        const orm_expr *inner = leaves[leaf];
        for (size_t i = 0; i < NESTING_MAX; i++) {
            fill_list(items[i], 32, i % 2 == 0 ? no : yes, inner);
            lists[i] = (orm_expr){ .op = i % 2 == 0 ? ORM_OP_OR : ORM_OP_AND, .list = items[i] };
            inner = &lists[i];
        }
        assert_int_equal(count_of(fx, inner), leaf == 0 ? 2 : 8);
        assert_misuse(fx, orm_not(inner), "nested too deep");
    }
}

static void test_a_large_filter_in_another_one(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    orm_filter *large = new_filter(), *mixed = new_filter(), *copy = new_filter();
    for (size_t i = 0; i < TOO_MANY; i++) {
        orm_filter_and(large, orm_is_not_null(item_.id));
        (i % 2 == 0 ? orm_filter_and : orm_filter_or)(mixed, orm_is_not_null(item_.id));
    }
    orm_filter_and(copy, orm_lt(item_.id, 5));
    orm_filter_and(copy, orm_filter_where(large));
    assert_misuse(fx, orm_filter_where(copy), "more than 7000 conditions");
    assert_misuse(fx, orm_filter_where(mixed), "nested too deep");
    orm_filter_free(copy);
    copy = new_filter();
    orm_filter_and(copy, orm_filter_where(mixed));
    assert_misuse(fx, orm_filter_where(copy), "nested too deep");
    orm_filter_and(copy, orm_lt(item_.id, 5)); /* it stays so */
    assert_misuse(fx, orm_filter_where(copy), "nested too deep");
    orm_filter_free(large);
    orm_filter_free(mixed);
    orm_filter_free(copy);
}

/* Whatever is added: what was given out before keeps its meaning. */
static void test_what_was_given_out_does_not_change(void **state)
{
    enum { STEPS = 20 };
    engine_fixture *fx = *state;
    add_rows(fx->db);
    for (size_t every = 1; every < 4; every++) {
        const orm_expr *shown[STEPS];
        orm_filter *filter = new_filter();
        for (int64_t i = 0; i < STEPS; i++) {
            orm_filter_or(filter, orm_eq(item_.id, i));
            shown[i] = (size_t)i % every == 0 ? orm_filter_where(filter) : NULL;
        }
        for (int64_t i = 0; i < STEPS; i++) {
            assert_true(shown[i] == NULL || count_of(fx, shown[i]) == i + 1);
        }
        orm_filter_free(filter);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_form_of_eight_optional_questions),
    ENGINE_TEST(test_an_empty_filter_asks_nothing),
    ENGINE_TEST(test_or_joins_what_was_there),
    ENGINE_TEST(test_lists_of_texts_are_copied),
    ENGINE_TEST(test_a_long_filter),
    ENGINE_TEST(test_a_filter_that_had_no_memory_is_no_filter),
    ENGINE_TEST(test_thousands_of_pieces),
    ENGINE_TEST(test_thousands_of_nodes),
    ENGINE_TEST(test_filters_that_are_nested_too_deep),
    ENGINE_TEST(test_conditions_as_deep_as_they_may_be),
    ENGINE_TEST(test_a_large_filter_in_another_one),
    ENGINE_TEST(test_what_was_given_out_does_not_change),
};

ENGINE_MAIN(tests)
