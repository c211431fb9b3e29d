/* The cache: who is found, who is dropped, and that what is in use is neither. */
#include "db/cache.h"
#include "handle.h"
#include "support/unit.h"

static orm_statement *acquire(handle *h, const char *sql)
{
    orm_statement *statement = NULL;
    orm_error error;
    assert_int_equal(orm__cache_acquire(&h->db->cache, TEXT(sql, NULL, 0), &statement, &error),
                     ORM_OK);
    assert_true(statement->in_use);
    assert_string_equal(statement->sql, sql);
    return statement;
}

/* Whether a use of the statement finds it prepared. */
static bool is_warm(handle *h, const char *sql)
{
    size_t before = h->script.next;
    orm__cache_release(&h->db->cache, acquire(h, sql));
    return h->script.next == before;
}

static void the_least_recently_used_goes_first(void **state)
{
    (void)state;
    handle h;
    handle_open_to_prepare(&h, 2);
    assert_false(is_warm(&h, "a"));
    assert_false(is_warm(&h, "b"));
    assert_true(is_warm(&h, "a"));
    assert_false(is_warm(&h, "c"));
    assert_int_equal(h.script.live_statements, 2);
    assert_true(is_warm(&h, "a"));
    assert_true(is_warm(&h, "c"));
    assert_false(is_warm(&h, "b"));
    assert_false(is_warm(&h, "a"));
    handle_close(&h);
}

static void what_is_in_use_is_not_dropped(void **state)
{
    (void)state;
    handle h;
    handle_open_to_prepare(&h, 1);
    orm_statement *used = acquire(&h, "a");
    orm_statement *other = acquire(&h, "b");
    assert_true(other->is_single_use);
    assert_int_equal(h.script.live_statements, 2);
    orm__cache_release(&h.db->cache, other);
    assert_int_equal(h.script.live_statements, 1);
    orm__cache_release(&h.db->cache, used);
    assert_ptr_equal(acquire(&h, "a"), used);
    orm__cache_release(&h.db->cache, used);
    assert_false(is_warm(&h, "b"));
    assert_int_equal(h.script.live_statements, 1);
    handle_close(&h);
}

static void the_second_user_gets_one_of_its_own(void **state)
{
    (void)state;
    handle h;
    handle_open_to_prepare(&h, 8);
    orm_statement *first = acquire(&h, "a");
    orm_statement *second = acquire(&h, "a");
    assert_ptr_not_equal(first, second);
    assert_int_equal(h.db->cache.count, 1);
    orm__cache_release(&h.db->cache, first);
    assert_ptr_equal(acquire(&h, "a"), first);
    orm__cache_release(&h.db->cache, second);
    assert_int_equal(h.script.live_statements, 1);
    orm__cache_release(&h.db->cache, first);
    orm__cache_release(&h.db->cache, NULL);
    assert_int_equal(h.script.next, 2);
    handle_close(&h);
}

static void types_of_parameters_tell_statements_apart(void **state)
{
    (void)state;
    static const orm_parameter_type types[] = { { .kind = ORM_KIND_INT64 },
                                                { .kind = ORM_KIND_TEXT },
                                                { .kind = ORM_KIND_INT64, .list = true } };
    handle h;
    handle_open_to_prepare(&h, 8);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
            orm_statement *statement = NULL;
            orm_error error;
            assert_int_equal(orm__cache_acquire(&h.db->cache, TEXT("SELECT ?1", &types[i], 1),
                                                &statement, &error),
                             ORM_OK);
            assert_int_equal(statement->types[0].kind, types[i].kind);
            orm__cache_release(&h.db->cache, statement);
        }
    }
    assert_int_equal(h.script.next, 3);
    handle_close(&h);
}

static void a_failing_prepare_leaves_nothing(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        { .op = SCRIPTED_PREPARE, .status = ORM_ENGINE, .message = "no such table" },
        { .op = SCRIPTED_PREPARE },
    };
    handle h;
    handle_open(&h, steps, 2, 8);
    orm_statement *statement = NULL;
    orm_error error;
    assert_int_equal(orm__cache_acquire(&h.db->cache, TEXT("a", NULL, 0), &statement, &error),
                     ORM_ENGINE);
    unit_assert_error(&error, ORM_ENGINE, "no such table");
    assert_null(statement);
    assert_int_equal(h.db->cache.count, 0);
    assert_false(is_warm(&h, "a"));
    assert_true(is_warm(&h, "a"));
    handle_close(&h);
}

/* ---- against a model ---- */

enum { TEXTS = 6, STEPS = 4000, MOST_USES = 4 };

/* What the cache has to know of a text. */
typedef struct known {
    unsigned age; /* when it was used last; 0 = not in the cache */
    bool in_use;
} known;

typedef struct model {
    known texts[TEXTS];
    unsigned clock;
    unsigned limit;
    orm_statement *uses[MOST_USES]; /* NULL = free */
    int text_of[MOST_USES];         /* the text that a use keeps busy; -1 = a single use */
} model;

static unsigned count_known(const model *m)
{
    unsigned count = 0;
    for (int i = 0; i < TEXTS; i++) {
        count += m->texts[i].age > 0;
    }
    return count;
}

static known *oldest_free(model *m)
{
    known *oldest = NULL;
    for (int i = 0; i < TEXTS; i++) {
        known *text = &m->texts[i];
        if (text->age > 0 && !text->in_use && (oldest == NULL || text->age < oldest->age)) {
            oldest = text;
        }
    }
    return oldest;
}

/* Notes that a text is asked for; answers whether it has to be warm. *is_single_use_out: whether
 * the answer is outside of the cache. */
static bool ask(model *m, int text, bool *is_single_use_out)
{
    known *asked = &m->texts[text];
    bool was_known = asked->age > 0, was_in_use = asked->in_use;
    if (!was_known && count_known(m) == m->limit && oldest_free(m) != NULL) {
        *oldest_free(m) = (known){ .age = 0 };
    }
    *is_single_use_out = was_known ? was_in_use : count_known(m) == m->limit;
    if (!*is_single_use_out) {
        *asked = (known){ .age = ++m->clock, .in_use = true };
    }
    return was_known && !was_in_use;
}

static void end_use(handle *h, model *m, int use)
{
    orm__cache_release(&h->db->cache, m->uses[use]);
    m->uses[use] = NULL;
    if (m->text_of[use] >= 0) {
        m->texts[m->text_of[use]].in_use = false;
    }
}

static void begin_use(handle *h, model *m, int use, int text)
{
    const char sql[] = { (char)('a' + text), '\0' };
    bool is_single_use;
    bool is_expected_warm = ask(m, text, &is_single_use);
    size_t before = h->script.next;
    orm_statement *statement = acquire(h, sql);
    assert_int_equal(h->script.next == before, is_expected_warm);
    assert_int_equal(statement->is_single_use, is_single_use);
    for (int i = 0; i < MOST_USES; i++) {
        assert_ptr_not_equal(m->uses[i], statement);
    }
    m->uses[use] = statement;
    m->text_of[use] = is_single_use ? -1 : text;
}

static void run_model(unsigned limit)
{
    handle h;
    model m = { .limit = limit };
    uint64_t seed = limit;
    handle_open_to_prepare(&h, limit);
    for (int i = 0; i < STEPS; i++) {
        int use = (int)(unit_random(&seed) % MOST_USES);
        if (m.uses[use] != NULL) {
            end_use(&h, &m, use);
        } else {
            begin_use(&h, &m, use, (int)(unit_random(&seed) % TEXTS));
        }
        assert_int_equal(h.db->cache.count, count_known(&m));
    }
    for (int use = 0; use < MOST_USES; use++) {
        if (m.uses[use] != NULL) {
            end_use(&h, &m, use);
        }
    }
    assert_int_equal(h.script.live_statements, h.db->cache.count);
    handle_close(&h);
}

static void any_order_of_uses(void **state)
{
    (void)state;
    for (unsigned limit = 1; limit <= TEXTS; limit++) {
        run_model(limit);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_least_recently_used_goes_first),
    cmocka_unit_test(what_is_in_use_is_not_dropped),
    cmocka_unit_test(the_second_user_gets_one_of_its_own),
    cmocka_unit_test(types_of_parameters_tell_statements_apart),
    cmocka_unit_test(a_failing_prepare_leaves_nothing),
    cmocka_unit_test(any_order_of_uses),
};

UNIT_MAIN(tests)
