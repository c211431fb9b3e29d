/* Upserts, whatever they are: the table is what a model in C says, and so is what comes back. */
#include <stdlib.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

enum { MOST = 64, ON_CODE = 0, ON_PLACE, ON_LABEL, KEYS };
enum { CODE, SHELF, PLACE, LABEL, AMOUNT, NOTE, COLUMNS };

static struct ware rows[MOST];
static size_t row_count;

static int at_most(int limit)
{
    return rand() % (limit + 1); /* NOLINT: any sequence will do */
}

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Whether both cannot be in the table: NULL is like nothing. */
static bool are_alike(const struct ware *a, const struct ware *b, int key)
{
    switch (key) {
    case ON_CODE:
        return a->code != NULL && same_text(a->code, b->code);
    case ON_PLACE:
        return a->place != -1 && a->shelf == b->shelf && a->place == b->place;
    default:
        return a->amount > 0 && b->amount > 0 && a->label != NULL && same_text(a->label, b->label);
    }
}

static struct ware *find_alike(const struct ware *row, int key)
{
    for (size_t i = 0; i < row_count; i++) {
        if (are_alike(row, &rows[i], key)) {
            return &rows[i];
        }
    }
    return NULL;
}

static bool may_be(const struct ware *row, const struct ware *instead)
{
    bool may = true;
    for (int key = 0; key < KEYS; key++) {
        for (size_t i = 0; i < row_count; i++) {
            may = may && (&rows[i] == instead || !are_alike(row, &rows[i], key));
        }
    }
    return may;
}

static char *random_text(void)
{
    static char *const texts[] = { NULL, (char *)"", (char *)"a", (char *)"b", (char *)"c" };
    return texts[at_most(4)];
}

static struct ware random_ware(void)
{
    return (struct ware){ .id = -5,
                          .code = random_text(),
                          .shelf = at_most(1),
                          .place = at_most(3) - 1,
                          .label = random_text(),
                          .amount = at_most(2),
                          .note = random_text(),
                          .twice = -1,
                          .changes = at_most(3) };
}

static void take(struct ware *to, const struct ware *from, const bool *which)
{
    to->code = which[CODE] ? from->code : to->code;
    to->shelf = which[SHELF] ? from->shelf : to->shelf;
    to->place = which[PLACE] ? from->place : to->place;
    to->label = which[LABEL] ? from->label : to->label;
    to->amount = which[AMOUNT] ? from->amount : to->amount;
    to->note = which[NOTE] ? from->note : to->note;
    to->twice = 2 * to->amount;
}

static void assert_same(const struct ware *a, const struct ware *b)
{
    assert_true(a->id == b->id);
    assert_true(same_text(a->code, b->code));
    assert_int_equal(a->shelf, b->shelf);
    assert_int_equal(a->place, b->place);
    assert_true(same_text(a->label, b->label));
    assert_int_equal(a->amount, b->amount);
    assert_true(same_text(a->note, b->note));
    assert_int_equal(a->twice, b->twice);
    assert_int_equal(a->changes, b->changes);
}

static const orm_handle *const handles[COLUMNS] = {
    &ware_.code.column,  &ware_.shelf.column,  &ware_.place.column,
    &ware_.label.column, &ware_.amount.column, &ware_.note.column,
};

static const bool is_of[KEYS][COLUMNS] = {
    [ON_CODE] = { [CODE] = true },
    [ON_PLACE] = { [SHELF] = true, [PLACE] = true },
    [ON_LABEL] = { [LABEL] = true },
};

/* Some of the columns that are not of the key. False: none. */
static bool choose(const orm_handle **list, bool *is_chosen, int key)
{
    size_t count = 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        is_chosen[i] = !is_of[key][i] && at_most(1);
        if (is_chosen[i]) {
            list[count++] = handles[i];
        }
    }
    list[count] = NULL;
    return count > 0;
}

static const orm_handle *const *on(int key)
{
    static const orm_handle *const lists[KEYS][3] = {
        [ON_CODE] = { &ware_.code.column },
        [ON_PLACE] = { &ware_.place.column, &ware_.shelf.column },
        [ON_LABEL] = { &ware_.label.column },
    };
    return lists[key];
}

/* all: columns is NULL, which is all but the key. */
static void upsert_somehow(engine_fixture *fx)
{
    const orm_handle *list[COLUMNS + 1];
    bool is_renewed[COLUMNS];
    int key = at_most(KEYS - 1);
    bool renews = choose(list, is_renewed, key), all = at_most(2) == 0;
    struct ware row = random_ware();
    struct ware *existing = find_alike(&row, key);
    for (size_t i = 0; all && i < COLUMNS; i++) {
        is_renewed[i] = !is_of[key][i];
    }
    struct ware expected = existing == NULL ? row : *existing;
    take(&expected, &row, is_renewed);
    expected.changes += existing != NULL && (renews || all);
    bool fits = may_be(&expected, existing);
    const struct ware before = row;
    const orm_conflict conflict = { .on = on(key),
                                    .columns = all ? NULL : list,
                                    .read_back = orm_columns(ware_.twice, ware_.note),
                                    .arena = fx->arena };
    orm_status status = orm_upsert(fx->db, &ware_entity, &row, &conflict);
    if (!fits) {
        assert_int_equal(status, ORM_UNIQUE);
        assert_same(&row, &before);
        return;
    }
    assert_ok(fx->db, status);
    expected.id = existing == NULL ? row.id : existing->id;
    assert_true(row.id == expected.id && row.changes == expected.changes);
    assert_true(row.twice == expected.twice && same_text(row.note, expected.note));
    assert_true(same_text(row.label, before.label)); /* what is not read back stays */
    assert_true(row_count < MOST);
    *(existing == NULL ? &rows[row_count++] : existing) = expected;
}

static void assert_table(engine_fixture *fx)
{
    int64_t count = 0;
    assert_ok(fx->db, ware_count(fx->db, NULL, &count));
    assert_int_equal(count, row_count);
    for (size_t i = 0; i < row_count; i++) {
        struct ware found = { .id = 0 };
        assert_ok(fx->db, ware_find(fx->db, rows[i].id, &found, fx->arena));
        assert_same(&found, &rows[i]);
    }
}

static void test_b110_b113_b114_the_table_is_what_the_model_says(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    srand(6);
    for (int run = 0; run < 12; run++) {
        row_count = 0;
        assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM ware"));
        for (int i = 0; i < 40; i++) {
            upsert_somehow(fx);
        }
        assert_table(fx);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b110_b113_b114_the_table_is_what_the_model_says),
};

ENGINE_MAIN(tests)
