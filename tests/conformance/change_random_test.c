/* A property: random assignments to random rows do what a plain reading of them in C does, count
 * the rows that it counts, and fail where it fails, with nothing changed. Both engines must agree
 * with it, and so with each other. */
#include "models/odd.h"
#include "support/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 40, ROUNDS = 300 };

/* ---- chance: the same on every run, another one with ORM_TEST_SEED ---- */

static uint64_t seed;

static void start_chance(void)
{
    const char *chosen = getenv("ORM_TEST_SEED");
    seed = chosen == NULL ? 20261124 : strtoull(chosen, NULL, 10) | 1;
}

static size_t below(size_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % limit);
}

static const int64_t numbers[] = { 0, 1, -1, 2, 3, 1000, INT64_MAX, INT64_MIN + 1, INT64_MAX / 2 };

/* Mostly small ones, so that not every calculation fails. */
static int64_t some_number(void)
{
    return numbers[below(below(12) == 0 ? 9 : 6)];
}

static const char *const labels[] = { "", "a", "b", "'; --", NULL };

/* ---- rows ---- */

static struct item rows[ROWS];

static void add_rows(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &odd_schema));
    assert_ok(db, orm_begin(db, NULL));
    for (size_t i = 0; i < ROWS; i++) {
        rows[i] = (struct item){ .id = (int64_t)i,
                                 .amount = some_number(),
                                 .rank = below(3) == 0 ? INT64_MIN : some_number(),
                                 .weight = (double)below(8) / 4,
                                 .flag = below(2) == 0,
                                 .label = (char *)labels[below(5)] };
        assert_ok(db, orm_insert(db, &item_entity, &rows[i]));
    }
    assert_ok(db, orm_commit(db));
}

/* ---- conditions: a range of ids, and perhaps a flag ---- */

typedef struct condition {
    int64_t first, last;
    int flag; /* -1 = either */
} condition;

static bool holds(const condition *c, const struct item *row)
{
    return row->id >= c->first && row->id <= c->last && (c->flag < 0 || row->flag == (c->flag > 0));
}

/* ---- assignments ---- */

typedef enum source { VALUE, NOTHING, AMOUNT, RANK, WEIGHT } source;

/* left op right, or left alone where op is END. */
typedef struct formula {
    orm_op op;
    source left, right;
    int64_t number;
    double real;
} formula;

typedef struct plan {
    bool sets_amount, sets_rank, sets_weight, sets_flag, sets_label;
    formula amount, rank, weight;
    bool flag;
    const char *label;
} plan;

static formula some_formula(bool is_real)
{
    static const orm_op ops[] = { ORM_OP_END, ORM_OP_ADD, ORM_OP_SUB, ORM_OP_MUL };
    formula f = { .op = ops[below(4)], .number = some_number(), .real = (double)below(9) / 4 - 1 };
    f.left = f.op == ORM_OP_END ? (below(2) == 0 ? VALUE : AMOUNT) : AMOUNT;
    f.right = below(3) == 0 ? RANK : VALUE;
    if (is_real) {
        f.left = f.left == AMOUNT ? WEIGHT : f.left;
        f.right = f.right == RANK ? WEIGHT : f.right;
    } else if (f.left == AMOUNT && below(2) == 0) {
        f.left = RANK;
    }
    return f;
}

static plan some_plan(void)
{
    plan p = { .sets_amount = below(2) == 0,
               .sets_rank = below(2) == 0,
               .sets_weight = below(2) == 0,
               .sets_flag = below(3) == 0,
               .sets_label = below(3) == 0 };
    p.amount = some_formula(false);
    p.rank = some_formula(false);
    p.weight = some_formula(true);
    p.flag = below(2) == 0;
    p.label = labels[below(5)];
    if (p.sets_rank && p.rank.op == ORM_OP_END && below(3) == 0) {
        p.rank.left = NOTHING;
    }
    return p;
}

/* ---- the plain reading ---- */

/* False: it fails. *null: there is no number. */
static bool calculate(const formula *f, const struct item *row, int64_t *result, bool *null)
{
    int64_t left = f->left == AMOUNT ? row->amount : f->left == RANK ? row->rank : f->number;
    int64_t right = f->right == RANK ? row->rank : f->number;
    *null = f->left == NOTHING || (f->left == RANK && row->rank == INT64_MIN) ||
            (f->op != ORM_OP_END && f->right == RANK && row->rank == INT64_MIN);
    *result = left;
    if (*null || f->op == ORM_OP_END) {
        return true;
    }
    switch ((int)f->op) {
    case ORM_OP_ADD:
        return !__builtin_add_overflow(left, right, result);
    case ORM_OP_SUB:
        return !__builtin_sub_overflow(left, right, result);
    default:
        return !__builtin_mul_overflow(left, right, result);
    }
}

static double calculate_real(const formula *f, const struct item *row)
{
    double left = f->left == WEIGHT ? row->weight : f->real;
    double right = f->right == WEIGHT ? row->weight : f->real;
    switch ((int)f->op) {
    case ORM_OP_ADD:
        return left + right;
    case ORM_OP_SUB:
        return left - right;
    case ORM_OP_MUL:
        return left * right;
    default:
        return left;
    }
}

/* ORM_OK, or why the row cannot become that. */
static orm_status apply(const plan *p, const struct item *row, struct item *after)
{
    int64_t number;
    bool null;
    orm_status status = ORM_OK;
    *after = *row;
    if (p->sets_amount) {
        status = calculate(&p->amount, row, &number, &null) ? ORM_OK : ORM_CONVERSION;
        status = status == ORM_OK && null ? ORM_NOT_NULL : status;
        after->amount = number;
    }
    if (p->sets_rank && status == ORM_OK) { /* of the least number the member shows a NULL */
        status = calculate(&p->rank, row, &number, &null) ? ORM_OK : ORM_CONVERSION;
        after->rank = null ? INT64_MIN : number;
    }
    after->weight = p->sets_weight ? calculate_real(&p->weight, row) : row->weight;
    after->flag = p->sets_flag ? p->flag : row->flag;
    after->label = p->sets_label ? (char *)(uintptr_t)p->label : row->label;
    return status;
}

/* ---- the same as expressions ---- */

static const orm_handle *handle_of(source from)
{
    return from == AMOUNT ? &item_.amount.column
           : from == RANK ? &item_.rank.column
                          : &item_.weight.column;
}

typedef struct nodes {
    orm_expr all[32];
    size_t count;
} nodes;

static orm_expr *new_node(nodes *n, orm_op op)
{
    assert_in_range(n->count, 0, 31);
    n->all[n->count] = (orm_expr){ .op = op };
    return &n->all[n->count++];
}

static const orm_expr *node_of(nodes *n, source from, const formula *f, bool is_real)
{
    if (from == AMOUNT || from == RANK || from == WEIGHT) {
        orm_expr *column = new_node(n, ORM_OP_COLUMN);
        column->column = handle_of(from);
        return column;
    }
    orm_expr *value = new_node(n, ORM_OP_VALUE);
    if (from == VALUE) {
        value->operand = is_real ? (orm_operand){ .type = ORM_TYPE_REAL, .real = f->real }
                                 : (orm_operand){ .type = ORM_TYPE_INT, .integer = f->number };
    }
    return value;
}

static const orm_expr *assignment(nodes *n, source to, const formula *f)
{
    bool is_real = to == WEIGHT;
    orm_expr *column = new_node(n, ORM_OP_COLUMN), *set = new_node(n, ORM_OP_SET);
    column->column = handle_of(to);
    set->left = column;
    set->right = node_of(n, f->left, f, is_real);
    if (f->op != ORM_OP_END) {
        orm_expr *sum = new_node(n, f->op);
        sum->left = set->right;
        sum->right = node_of(n, f->right, f, is_real);
        set->right = sum;
    }
    return set;
}

static orm_status run_plan(orm_db *db, const plan *p, const condition *c, int64_t *count_out)
{
    nodes n = { .count = 0 };
    const orm_expr *where = orm_and(orm_ge(item_.id, c->first), orm_le(item_.id, c->last),
                                    orm_when(c->flag >= 0, orm_eq(item_.flag, c->flag)));
    const orm_expr *set =
        orm_sets(orm_when(p->sets_label, orm_set(item_.label, p->label)),
                 orm_when(p->sets_amount, assignment(&n, AMOUNT, &p->amount)),
                 orm_sets(orm_when(p->sets_rank, assignment(&n, RANK, &p->rank)),
                          orm_when(p->sets_weight, assignment(&n, WEIGHT, &p->weight))),
                 orm_when(p->sets_flag, orm_set(item_.flag, p->flag)));
    return orm_update_where(db, &item_entity, set, where, count_out);
}

/* ---- the property ---- */

static void assert_right(bool is_right, int round, const char *what)
{
    if (!is_right) {
        fail_msg("round %d: %s", round, what);
    }
}

static bool is_same(const struct item *a, const struct item *b)
{
    bool same_label = a->label == NULL || b->label == NULL ? a->label == b->label
                                                           : strcmp(a->label, b->label) == 0;
    return a->amount == b->amount && a->rank == b->rank && a->weight == b->weight &&
           a->flag == b->flag && same_label;
}

static void assert_rows(engine_fixture *fx, const struct item expected[ROWS], int round)
{
    orm_rows *found = NULL;
    size_t count = 0;
    const orm_query query = { .order_by = { orm_asc(item_.id) } };
    assert_ok(fx->db, orm_select(fx->db, &item_entity, &query, &found));
    for (struct item *row; (row = orm_rows_next(found, &item_entity)) != NULL; count++) {
        assert_right(is_same(row, &expected[row->id]), round, "a row is another one");
    }
    assert_int_equal(orm_rows_status(found), ORM_DONE);
    assert_int_equal(count, ROWS);
    orm_rows_free(found);
}

/* What the rows become, or the failures that are right: an engine stops at the first that it
 * meets, whichever that is. */
static int64_t foresee(const plan *p, const condition *c, struct item after[ROWS], bool *converts,
                       bool *nulls)
{
    int64_t count = 0;
    for (size_t i = 0; i < ROWS; i++) {
        after[i] = rows[i];
        if (holds(c, &rows[i])) {
            orm_status status = apply(p, &rows[i], &after[i]);
            *converts = *converts || status == ORM_CONVERSION;
            *nulls = *nulls || status == ORM_NOT_NULL;
            count++;
        }
    }
    return count;
}

static void test_any_change_means_what_it_says(void **state)
{
    engine_fixture *fx = *state;
    int changed = 0, failed = 0;
    start_chance();
    add_rows(fx->db);
    for (int round = 0; round < ROUNDS; round++) {
        const plan p = some_plan();
        condition c = { .first = (int64_t)below(ROWS), .flag = (int)below(3) - 1 };
        c.last = c.first + (int64_t)below(ROWS / 4);
        struct item after[ROWS];
        bool converts = false, nulls = false;
        int64_t expected = foresee(&p, &c, after, &converts, &nulls), count = -1;
        orm_status status = run_plan(fx->db, &p, &c, &count);
        bool is_right = converts || nulls ? (converts && status == ORM_CONVERSION) ||
                                                (nulls && status == ORM_NOT_NULL)
                                          : status == ORM_OK && count == expected;
        assert_right(is_right, round, orm_status_name(status));
        if (status == ORM_OK) {
            memcpy(rows, after, sizeof rows);
        }
        changed += status == ORM_OK;
        failed += status != ORM_OK;
        assert_rows(fx, rows, round);
    }
    assert_true(changed > ROUNDS / 4 && failed > ROUNDS / 20);
}

/* Deletes count what is gone. */
static void test_any_delete_means_what_it_says(void **state)
{
    engine_fixture *fx = *state;
    start_chance();
    for (int round = 0; round < ROUNDS / 10; round++) {
        int64_t left = -1, count = -1, expected = 0;
        add_rows(fx->db);
        const condition c = { .first = (int64_t)below(ROWS), .last = (int64_t)below(2 * ROWS) };
        for (size_t i = 0; i < ROWS; i++) {
            expected += holds(&c, &rows[i]);
        }
        const orm_expr *where = orm_and(orm_ge(item_.id, c.first), orm_le(item_.id, c.last),
                                        orm_not(orm_eq(item_.flag, true)));
        assert_ok(fx->db, orm_delete_where(fx->db, &item_entity, where, &count));
        assert_true(count == expected);
        assert_ok(fx->db, orm_delete_all(fx->db, &item_entity, &left));
        assert_true(left == ROWS - expected);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_any_change_means_what_it_says),
    ENGINE_TEST(test_any_delete_means_what_it_says),
};

ENGINE_MAIN(tests)
