/* Inserting by options, whatever they are: what is stored and read back is what a model in C says.
 */
#include <stdlib.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

/* Columns of a chest, as the model below knows them. */
enum {
    LABEL,
    SHELF,
    PLACE,
    AMOUNT,
    OPEN,
    WEIGHT,
    CODE,
    SEAL,
    PARTS,
    SIZES,
    WRITABLE,
    TWICE = WRITABLE,
    TRIES,
    ALL
};

static const orm_handle *handle_of(size_t column)
{
    static const orm_handle *const handles[ALL] = {
        &chest_.label.column, &chest_.shelf.column,  &chest_.place.column, &chest_.amount.column,
        &chest_.open.column,  &chest_.weight.column, &chest_.code.column,  &chest_.seal.column,
        &chest_.parts.column, &chest_.sizes.column,  &chest_.twice.column, &chest_.tries.column
    };
    return handles[column];
}

/* What a row is that was inserted with these members, where the others are the database's. */
static struct chest model(const struct chest *row, const bool *is_stored)
{
    struct chest out = *row;
    out.label = is_stored[LABEL] ? row->label : (char *)"none";
    out.shelf = is_stored[SHELF] ? row->shelf : 3;
    out.place = is_stored[PLACE] ? row->place : -1;
    out.amount = is_stored[AMOUNT] ? row->amount : 7;
    out.open = is_stored[OPEN] ? row->open : true;
    out.weight = is_stored[WEIGHT] ? row->weight : 1.5;
    (void)strcpy(out.code, is_stored[CODE] ? row->code : "ab");
    out.seal = is_stored[SEAL] ? row->seal : NULL;
    out.seal_size = out.seal == NULL ? 0 : row->seal_size;
    out.parts = is_stored[PARTS] ? row->parts : NULL;
    out.sizes = is_stored[SIZES] ? row->sizes : NULL;
    out.part_count = out.parts == NULL && out.sizes == NULL ? 0 : row->part_count;
    out.twice = 2 * out.amount;
    out.tries = 5;
    return out;
}

static bool same_items(const int32_t *a, const int32_t *b, size_t count)
{
    return a == NULL || b == NULL ? a == b : memcmp(a, b, count * sizeof *a) == 0;
}

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void assert_same(const struct chest *a, const struct chest *b, size_t column)
{
    switch (column) {
    case LABEL:
        assert_true(same_text(a->label, b->label));
        break;
    case SHELF:
        assert_int_equal(a->shelf, b->shelf);
        break;
    case PLACE:
        assert_int_equal(a->place, b->place);
        break;
    case AMOUNT:
        assert_true(a->amount == b->amount);
        break;
    case OPEN:
        assert_int_equal(a->open, b->open);
        break;
    case WEIGHT:
        assert_true(a->weight == b->weight);
        break;
    case CODE:
        assert_string_equal(a->code, b->code);
        break;
    case SEAL:
        assert_int_equal(a->seal_size, b->seal_size);
        assert_true((a->seal == NULL) == (b->seal == NULL));
        assert_true(a->seal == NULL || memcmp(a->seal, b->seal, a->seal_size) == 0);
        break;
    case PARTS:
    case SIZES:
        assert_int_equal(a->part_count, b->part_count);
        assert_true(same_items(a->parts, b->parts, a->part_count));
        assert_true(same_items(a->sizes, b->sizes, a->part_count));
        break;
    case TWICE:
        assert_true(a->twice == b->twice);
        break;
    default:
        assert_int_equal(a->tries, b->tries);
        break;
    }
}

static int at_most(int limit)
{
    return rand() % (limit + 1); /* NOLINT: any sequence will do */
}

static struct chest random_chest(void)
{
    static char *const labels[] = { NULL, (char *)"", (char *)"a", (char *)"it's \xC3\xA9" };
    static const char *const codes[] = { "", "x", "xyz" };
    static uint8_t seals[] = { 0, 255, 0, 7 };
    static int32_t numbers[] = { 5, INT32_MIN, 0, INT32_MAX };
    struct chest row = { .id = at_most(1000),
                         .label = labels[at_most(3)],
                         .shelf = at_most(9) - 5,
                         .place = at_most(3) - 1,
                         .amount = at_most(1) == 0 ? 0 : at_most(1000),
                         .open = at_most(1),
                         .weight = at_most(100) / 8.0,
                         .twice = -1,
                         .tries = -1 };
    (void)strcpy(row.code, codes[at_most(2)]);
    row.seal = at_most(1) == 0 ? NULL : seals;
    row.seal_size = row.seal == NULL ? 0 : (size_t)at_most(4);
    row.part_count = (size_t)at_most(4);
    row.parts = at_most(2) == 0 ? NULL : numbers;
    row.sizes = at_most(2) == 0 ? NULL : numbers;
    row.part_count = row.parts == NULL && row.sizes == NULL ? 0 : row.part_count;
    return row;
}

/* Some of the first columns, in any order; is_chosen says which. */
static void choose(const orm_handle **list, bool *is_chosen, size_t columns)
{
    size_t count = 0, first = (size_t)at_most((int)columns - 1);
    for (size_t i = 0; i < columns; i++) {
        size_t column = (first + i) % columns;
        is_chosen[column] = at_most(1);
        if (is_chosen[column]) {
            list[count++] = handle_of(column);
        }
    }
    list[count] = NULL;
}

static void insert_somehow(engine_fixture *fx)
{
    const orm_handle *written[ALL + 1], *back[ALL + 1];
    bool is_stored[ALL], comes_back[ALL];
    int mode = at_most(2);
    choose(written, is_stored, WRITABLE);
    choose(back, comes_back, ALL);
    if (comes_back[PARTS] != comes_back[SIZES]) { /* one count for both */
        back[0] = NULL;
        memset(comes_back, 0, sizeof comes_back);
    }
    struct chest row = random_chest();
    for (size_t i = 0; i < WRITABLE; i++) {
        is_stored[i] = mode == 0 || (mode == 1) == is_stored[i];
    }
    const orm_insert_options options = { .with_key = at_most(1),
                                         .columns = mode == 1 ? written : NULL,
                                         .use_defaults = mode == 2 ? written : NULL,
                                         .read_back = back,
                                         .arena = fx->arena };
    const struct chest before = row, expected = model(&row, is_stored);
    assert_ok(fx->db, orm_insert_with(fx->db, &chest_entity, &row, &options));
    assert_true(!options.with_key || row.id == before.id);
    struct chest found = { .id = 0 };
    assert_ok(fx->db, chest_find(fx->db, row.id, &found, fx->arena));
    for (size_t i = 0; i < ALL; i++) {
        assert_same(&found, &expected, i);
        assert_same(&row, comes_back[i] ? &expected : &before, i);
    }
    assert_ok(fx->db, chest_delete_key(fx->db, row.id));
}

static void test_b070_what_is_stored_is_what_the_options_say(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    srand(4);
    for (int i = 0; i < 300; i++) {
        insert_somehow(fx);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b070_what_is_stored_is_what_the_options_say),
};

ENGINE_MAIN(tests)
