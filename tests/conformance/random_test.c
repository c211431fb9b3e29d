/* A property: for random rows and random conditions the database finds the rows that a plain
 * reading of the condition in C finds, in three-valued logic. Both engines must agree with it, and
 * so with each other. */
#include "models/odd.h"
#include "support/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 60, CONDITIONS = 400, NODES = 256 };

static struct item rows[ROWS];

/* ---- chance: the same on every run, another one with ORM_TEST_SEED ---- */

static uint64_t seed;

static void start_chance(void)
{
    const char *chosen = getenv("ORM_TEST_SEED");
    seed = chosen == NULL ? 20240229 : strtoull(chosen, NULL, 10) | 1;
}

static size_t below(size_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % limit);
}

static const char *const texts[] = {
    "", "a", "A", "ab", "abc", "b", "a%", "a_", "\xc3\xa4", "[a]"
};

static const char *some_text(void)
{
    return texts[below(10)];
}

static void add_rows(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &odd_schema));
    assert_ok(db, orm_begin(db, NULL));
    for (size_t i = 0; i < ROWS; i++) {
        rows[i] = (struct item){ .id = (int64_t)i,
                                 .amount = (int64_t)below(8) - 4,
                                 .rank = below(3) == 0 ? INT64_MIN : (int64_t)below(6),
                                 .weight = (double)below(8) / 4,
                                 .flag = below(2) == 0,
                                 .label = below(4) == 0 ? NULL : (char *)some_text() };
        assert_ok(db, orm_insert(db, &item_entity, &rows[i]));
    }
    assert_ok(db, orm_commit(db));
}

/* ---- random conditions, as nodes in an array ---- */

static orm_expr nodes[NODES];
static const orm_expr *lists[NODES][4];
static size_t node_count;

static orm_expr *new_node(orm_op op)
{
    assert_in_range(node_count, 0, NODES - 1);
    orm_expr *node = &nodes[node_count++];
    *node = (orm_expr){ .op = op };
    return node;
}

static const int64_t numbers[] = { -4, -2, 0, 1, 2, 3, 5 };

/* Fills node->right with what may stand beside the column, or a list. */
static void add_integer(orm_expr *node)
{
    orm_expr *value = new_node(ORM_OP_VALUE);
    node->right = value;
    if (below(4) == 0) {
        node->op = ORM_OP_IN;
        value->operand = (orm_operand){ .type = ORM_TYPE_LIST,
                                        .item = ORM_TYPE_INT,
                                        .item_size = sizeof numbers[0],
                                        .data = numbers,
                                        .size = below(8) };
    } else {
        value->operand = (orm_operand){ .type = ORM_TYPE_INT, .integer = numbers[below(7)] };
    }
}

static void add_text(orm_expr *node)
{
    orm_expr *value = new_node(ORM_OP_VALUE);
    node->right = value;
    value->operand = (orm_operand){ .type = ORM_TYPE_TEXT, .data = some_text() };
    switch (below(8)) {
    case 0:
        node->op = ORM_OP_STARTS_WITH;
        break;
    case 1:
        node->op = ORM_OP_ENDS_WITH;
        break;
    case 2:
        node->op = ORM_OP_CONTAINS;
        break;
    case 3:
        node->op = ORM_OP_IN;
        value->operand = (orm_operand){ .type = ORM_TYPE_LIST,
                                        .item = ORM_TYPE_TEXT,
                                        .item_size = sizeof(char *),
                                        .data = texts,
                                        .size = below(11) };
        break;
    default:
        break;
    }
}

static const orm_expr *some_leaf(void)
{
    static const orm_handle *const columns[] = {
        &item_.amount.column, &item_.rank.column,  &item_.weight.column,
        &item_.flag.column,   &item_.label.column,
    };
    orm_expr *node = new_node((orm_op)(ORM_OP_EQ + (int)below(6)));
    orm_expr *column = new_node(ORM_OP_COLUMN);
    size_t chosen = below(5);
    column->column = columns[chosen];
    node->left = column;
    if (below(6) == 0) {
        node->op = below(2) == 0 ? ORM_OP_IS_NULL : ORM_OP_IS_NOT_NULL;
    } else if (chosen < 2) {
        add_integer(node);
    } else if (chosen == 4) {
        add_text(node);
    } else {
        orm_expr *value = new_node(ORM_OP_VALUE);
        node->right = value;
        value->operand = chosen == 2
                             ? (orm_operand){ .type = ORM_TYPE_REAL, .real = (double)below(8) / 4 }
                             : (orm_operand){ .type = ORM_TYPE_BOOL, .integer = (int64_t)below(2) };
    }
    return node;
}

static const orm_expr *some_condition(unsigned depth)
{
    size_t choice = below(5);
    if (depth == 0 || choice == 0) {
        return some_leaf();
    }
    if (choice == 1) {
        orm_expr *node = new_node(ORM_OP_NOT);
        node->left = some_condition(depth - 1);
        return node;
    }
    orm_expr *node = new_node(choice < 4 ? ORM_OP_AND : ORM_OP_OR);
    const orm_expr **list = lists[node - nodes];
    size_t count = 1 + below(3);
    for (size_t i = 0; i < count; i++) {
        list[i] = below(10) == 0 ? NULL : some_condition(depth - 1);
    }
    list[count] = &orm_expr_end;
    node->list = list;
    return node;
}

/* ---- the plain reading ---- */

typedef enum truth { NO, UNKNOWN, YES, NONE /* skipped */ } truth;

static truth from_bool(bool is_true)
{
    return is_true ? YES : NO;
}

static truth from_order(orm_op op, int order)
{
    switch ((int)op) {
    case ORM_OP_EQ:
        return from_bool(order == 0);
    case ORM_OP_NE:
        return from_bool(order != 0);
    case ORM_OP_LT:
        return from_bool(order < 0);
    case ORM_OP_LE:
        return from_bool(order <= 0);
    case ORM_OP_GT:
        return from_bool(order > 0);
    default:
        return from_bool(order >= 0);
    }
}

static int order_of(double a, double b)
{
    return a < b ? -1 : a > b;
}

static truth judge_integer(const orm_expr *leaf, int64_t integer)
{
    const orm_operand *operand = &leaf->right->operand;
    if (leaf->op != ORM_OP_IN) {
        return from_order(leaf->op, order_of((double)integer, (double)operand->integer));
    }
    for (size_t i = 0; i < operand->size; i++) {
        if (numbers[i] == integer) {
            return YES;
        }
    }
    return NO;
}

static bool is_one_of_first(size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(texts[i], text) == 0) {
            return true;
        }
    }
    return false;
}

static truth judge_text(const orm_expr *leaf, const char *text)
{
    const orm_operand *operand = &leaf->right->operand;
    const char *other = operand->data;
    size_t size = strlen(text);
    switch ((int)leaf->op) {
    case ORM_OP_STARTS_WITH:
        return from_bool(strncmp(text, other, strlen(other)) == 0);
    case ORM_OP_ENDS_WITH:
        return from_bool(size >= strlen(other) && strcmp(text + size - strlen(other), other) == 0);
    case ORM_OP_CONTAINS:
        return from_bool(strstr(text, other) != NULL);
    case ORM_OP_IN:
        return from_bool(is_one_of_first(operand->size, text));
    default:
        return from_order(leaf->op, strcmp(text, other));
    }
}

static bool is_null(const struct item *row, uint16_t field)
{
    return (field == 2 && row->rank == INT64_MIN) || (field == 5 && row->label == NULL);
}

static truth judge_leaf(const orm_expr *leaf, const struct item *row)
{
    uint16_t field = leaf->left->column->field;
    if (leaf->op == ORM_OP_IS_NULL || leaf->op == ORM_OP_IS_NOT_NULL) {
        return from_bool(is_null(row, field) == (leaf->op == ORM_OP_IS_NULL));
    }
    if (is_null(row, field)) { /* an empty list is false, whatever it is asked of */
        return leaf->op == ORM_OP_IN && leaf->right->operand.size == 0 ? NO : UNKNOWN;
    }
    switch (field) {
    case 1:
        return judge_integer(leaf, row->amount);
    case 2:
        return judge_integer(leaf, row->rank);
    case 3:
        return from_order(leaf->op, order_of(row->weight, leaf->right->operand.real));
    case 4:
        return from_order(leaf->op, (int)row->flag - (int)leaf->right->operand.integer);
    default:
        return judge_text(leaf, row->label);
    }
}

static truth judge(const orm_expr *expr, const struct item *row);

/* The least of an AND, the greatest of an OR; NONE where all are. */
static truth judge_list(const orm_expr *expr, const struct item *row)
{
    truth result = NONE;
    for (size_t i = 0; expr->list[i] != &orm_expr_end; i++) {
        truth child = expr->list[i] == NULL ? NONE : judge(expr->list[i], row);
        if (child != NONE &&
            (result == NONE || (expr->op == ORM_OP_AND ? child < result : child > result))) {
            result = child;
        }
    }
    return result;
}

static truth judge(const orm_expr *expr, const struct item *row)
{
    if (expr->op == ORM_OP_AND || expr->op == ORM_OP_OR) {
        return judge_list(expr, row);
    }
    if (expr->op == ORM_OP_NOT) {
        truth inner = judge(expr->left, row);
        return inner == NONE ? NONE : (truth)(YES - inner);
    }
    return judge_leaf(expr, row);
}

/* ---- the property ---- */

static void assert_found(bool found, bool expected, int number, size_t row)
{
    if (found != expected) {
        fail_msg("condition %d: row %zu is %sfound", number, row, found ? "" : "not ");
    }
}

static void assert_same_answer(engine_fixture *fx, const orm_expr *where, int number, size_t window)
{
    bool found[ROWS] = { false };
    orm_rows *result = NULL;
    assert_ok(fx->db, orm_select(fx->db, &item_entity,
                                 &(orm_query){ .where = where, .window = window }, &result));
    int64_t selected = 0, counted = -1;
    for (struct item *row; (row = orm_rows_next(result, &item_entity)) != NULL; selected++) {
        found[row->id] = true;
    }
    assert_int_equal(orm_rows_status(result), ORM_DONE);
    orm_rows_free(result);
    for (size_t i = 0; i < ROWS; i++) {
        truth expected = judge(where, &rows[i]);
        assert_found(found[i], expected == YES || expected == NONE, number, i);
    }
    assert_ok(fx->db, orm_count(fx->db, &item_entity, &(orm_query){ .where = where }, &counted));
    assert_true(counted == selected);
}

static void test_any_condition_means_what_it_says(void **state)
{
    engine_fixture *fx = *state;
    start_chance();
    add_rows(fx->db);
    for (int i = 0; i < CONDITIONS; i++) {
        node_count = 0;
        assert_same_answer(fx, some_condition(1 + (unsigned)below(4)), i, below(3) * 7);
    }
}

/* Adds some piece to the filter, overwrites it, and says what the whole means now. */
static void add_piece(orm_filter *filter, truth expected[ROWS])
{
    node_count = 0;
    const orm_expr *piece = some_leaf();
    bool either = below(3) == 0;
    (either ? orm_filter_or : orm_filter_and)(filter, piece);
    for (size_t r = 0; r < ROWS; r++) {
        truth now = judge(piece, &rows[r]);
        bool takes_new = expected[r] == NONE || (either ? now > expected[r] : now < expected[r]);
        expected[r] = takes_new ? now : expected[r];
    }
    memset(nodes, 0x5a, sizeof nodes);
}

/* The same through a filter, whose pieces are overwritten before the query runs. */
static void test_any_filter_means_what_its_pieces_said(void **state)
{
    engine_fixture *fx = *state;
    start_chance();
    add_rows(fx->db);
    for (int i = 0; i < CONDITIONS / 4; i++) {
        orm_filter *filter = NULL;
        assert_int_equal(orm_filter_new(NULL, &filter), ORM_OK);
        truth expected[ROWS];
        for (size_t r = 0; r < ROWS; r++) {
            expected[r] = NONE;
        }
        for (size_t pieces = 1 + below(4); pieces > 0; pieces--) {
            add_piece(filter, expected);
        }
        int64_t wanted = 0, counted = -1;
        for (size_t r = 0; r < ROWS; r++) {
            wanted += expected[r] == YES;
        }
        assert_ok(fx->db, orm_count(fx->db, &item_entity,
                                    &(orm_query){ .where = orm_filter_where(filter) }, &counted));
        assert_true(counted == wanted);
        orm_filter_free(filter);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_any_condition_means_what_it_says),
    ENGINE_TEST(test_any_filter_means_what_its_pieces_said),
};

ENGINE_MAIN(tests)
