/* Property: a random condition, rendered and asked of SQLite, finds the rows that a plain
 * evaluation in C finds, with SQL's three values of truth. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "sql/operand.h"
#include "sql/pattern.h"

enum { TREES = 6000, DEPTH = 4, NODES = 2048, CHILDREN = 3 };

/* ---- rows ---- */

static const int64_t integers[] = { -1, 0, 1, 2, 3 };
static const double reals[] = { -2, 0, 0.5, 1 };
static const char *const texts[] = {
    NULL, "", "a", "A", "ab", "aB", "b%", "a_b", "*", "[a]", "\\"
};

#define PICK(seed, list) list[unit_random(seed) % (sizeof(list) / sizeof((list)[0]))]

static void make_row(uint64_t *seed, struct cell *row)
{
    *row = (struct cell){ .a = PICK(seed, integers),
                          .b = PICK(seed, integers),
                          .r = PICK(seed, reals) };
    const char *text = PICK(seed, texts);
    row->t = (char *)(uintptr_t)text;
}

static bool is_null(const struct cell *row, uint16_t field)
{
    return (field == 1 && row->a == -1) || (field == 3 && row->t == NULL) ||
           (field == 4 && row->r == -2);
}

/* ---- random trees ---- */

typedef struct forest {
    uint64_t seed;
    size_t used;
    orm_expr nodes[NODES];
    const orm_expr *lists[NODES][CHILDREN + 1];
    int64_t items[NODES][3];
} forest;

static const orm_handle *const handles[] = { &cell_.a.column, &cell_.b.column, &cell_.t.column,
                                             &cell_.r.column };

static orm_expr *new_node(forest *f, orm_op op)
{
    assert_true(f->used < NODES);
    orm_expr *node = &f->nodes[f->used++];
    *node = (orm_expr){ .op = op };
    return node;
}

static const orm_expr *make_column(forest *f, const orm_handle *handle)
{
    orm_expr *node = new_node(f, ORM_OP_COLUMN);
    node->column = handle;
    return node;
}

static const orm_expr *make_text(forest *f, const char *text)
{
    orm_expr *node = new_node(f, ORM_OP_VALUE);
    node->operand = (orm_operand){ .type = ORM_TYPE_TEXT, .data = text };
    return node;
}

static const orm_expr *make_value(forest *f, const orm_handle *handle)
{
    if (handle->field == 3) {
        return make_text(f, PICK(&f->seed, texts));
    }
    orm_expr *node = new_node(f, ORM_OP_VALUE);
    if (handle->field == 4 && unit_random(&f->seed) % 2 == 0) {
        node->operand = (orm_operand){ .type = ORM_TYPE_REAL, .real = PICK(&f->seed, reals) };
    } else {
        node->operand = (orm_operand){ .type = ORM_TYPE_INT, .integer = PICK(&f->seed, integers) };
    }
    return node;
}

static const orm_expr *make_comparison(forest *f)
{
    static const orm_op ops[] = {
        ORM_OP_EQ, ORM_OP_NE, ORM_OP_LT, ORM_OP_LE, ORM_OP_GT, ORM_OP_GE
    };
    const orm_handle *handle = PICK(&f->seed, handles);
    orm_expr *node = new_node(f, PICK(&f->seed, ops));
    node->left = make_column(f, handle);
    node->right = make_value(f, handle);
    bool is_null_text =
        node->right->operand.type == ORM_TYPE_TEXT && node->right->operand.data == NULL;
    if (is_null_text && node->op != ORM_OP_EQ) {
        node->op = ORM_OP_NE; /* NULL is neither less nor greater */
    }
    return node;
}

static const orm_expr *make_in(forest *f)
{
    size_t count = unit_random(&f->seed) % 4;
    orm_expr *node = new_node(f, ORM_OP_IN);
    int64_t *items = f->items[f->used];
    orm_expr *list = new_node(f, ORM_OP_VALUE);
    for (size_t i = 0; i < count; i++) {
        items[i] = (int64_t)(unit_random(&f->seed) % 4);
    }
    list->operand = (orm_operand){
        .type = ORM_TYPE_LIST, .item = ORM_TYPE_INT, .item_size = 8, .data = items, .size = count
    };
    node->left = make_column(f, handles[unit_random(&f->seed) % 2]);
    node->right = list;
    return node;
}

static const orm_expr *make_pattern(forest *f)
{
    static const char *const patterns[] = { "",    "%",  "a", "a%",  "%b",    "_",
                                            "\\%", "a_", "*", "[a]", "%\\_%", "\\\\" };
    static const orm_op ops[] = { ORM_OP_LIKE, ORM_OP_ILIKE, ORM_OP_STARTS_WITH, ORM_OP_ENDS_WITH,
                                  ORM_OP_CONTAINS };
    orm_expr *node = new_node(f, PICK(&f->seed, ops));
    node->left = make_column(f, &cell_.t.column);
    node->right = make_text(f, PICK(&f->seed, patterns));
    return node;
}

static const orm_expr *make_null_test(forest *f)
{
    orm_expr *node =
        new_node(f, unit_random(&f->seed) % 2 == 0 ? ORM_OP_IS_NULL : ORM_OP_IS_NOT_NULL);
    node->left = make_column(f, PICK(&f->seed, handles));
    return node;
}

static const orm_expr *make_leaf(forest *f)
{
    switch (unit_random(&f->seed) % 6) {
    case 0:
        return NULL;
    case 1:
        return make_in(f);
    case 2:
        return make_pattern(f);
    case 3:
        return make_null_test(f);
    default:
        return make_comparison(f);
    }
}

static const orm_expr *make_tree(forest *f, unsigned depth)
{
    uint64_t choice = unit_random(&f->seed) % 8;
    if (depth == 0 || choice < 2) {
        return make_leaf(f);
    }
    if (choice == 2) {
        orm_expr *negation = new_node(f, ORM_OP_NOT);
        negation->left = make_tree(f, depth - 1);
        return negation;
    }
    const orm_expr **list = f->lists[f->used];
    orm_expr *node = new_node(f, choice % 2 == 0 ? ORM_OP_AND : ORM_OP_OR);
    size_t count = unit_random(&f->seed) % (CHILDREN + 1);
    for (size_t i = 0; i < count; i++) {
        list[i] = make_tree(f, depth - 1);
    }
    list[count] = &orm_expr_end;
    node->list = list;
    return node;
}

/* ---- evaluation in C ---- */

typedef enum truth { NO, UNKNOWN, YES, NOTHING_ASKED } truth;

static truth known(bool answer)
{
    return answer ? YES : NO;
}

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_same_char(char a, char b, bool folds)
{
    return folds ? fold(a) == fold(b) : a == b;
}

static bool matches(const char *pattern, const char *text, bool folds)
{
    if (*pattern == '\0') {
        return *text == '\0';
    }
    if (*pattern == '%') {
        return matches(pattern + 1, text, folds) ||
               (*text != '\0' && matches(pattern, text + 1, folds));
    }
    if (*pattern == '_') {
        return *text != '\0' && matches(pattern + 1, text + 1, folds);
    }
    const char *literal = *pattern == '\\' ? pattern + 1 : pattern;
    return is_same_char(*literal, *text, folds) && matches(literal + 1, text + 1, folds);
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), end_size = strlen(end);
    return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

static truth evaluate_pattern(const orm_expr *expr, const char *text)
{
    const char *operand = expr->right->operand.data;
    if (expr->op == ORM_OP_LIKE || expr->op == ORM_OP_ILIKE) {
        return known(matches(operand, text, expr->op == ORM_OP_ILIKE));
    }
    if (expr->op == ORM_OP_CONTAINS) {
        return known(strstr(text, operand) != NULL);
    }
    return known(expr->op == ORM_OP_ENDS_WITH ? ends_with(text, operand)
                                              : strncmp(text, operand, strlen(operand)) == 0);
}

static double number_of(const struct cell *row, uint16_t field)
{
    return field == 1 ? (double)row->a : field == 2 ? (double)row->b : row->r;
}

static bool is_null_operand(const orm_operand *operand, uint16_t field)
{
    if (operand->type == ORM_TYPE_TEXT) {
        return operand->data == NULL;
    }
    double number = operand->type == ORM_TYPE_REAL ? operand->real : (double)operand->integer;
    return (field == 1 && number == -1) || (field == 4 && number == -2);
}

static int compare(const struct cell *row, uint16_t field, const orm_operand *operand)
{
    if (field == 3) {
        return strcmp(row->t, operand->data);
    }
    double left = number_of(row, field);
    double right = operand->type == ORM_TYPE_REAL ? operand->real : (double)operand->integer;
    return left < right ? -1 : left > right;
}

static truth evaluate_comparison(const orm_expr *expr, const struct cell *row, uint16_t field)
{
    const orm_operand *operand = &expr->right->operand;
    if (expr->op == ORM_OP_EQ && is_null_operand(operand, field)) {
        return known(is_null(row, field));
    }
    if (expr->op == ORM_OP_NE && is_null_operand(operand, field)) {
        return known(!is_null(row, field));
    }
    if (is_null(row, field)) {
        return UNKNOWN;
    }
    int order = compare(row, field, operand);
    return known((expr->op == ORM_OP_EQ && order == 0) || (expr->op == ORM_OP_NE && order != 0) ||
                 (expr->op == ORM_OP_LT && order < 0) || (expr->op == ORM_OP_LE && order <= 0) ||
                 (expr->op == ORM_OP_GT && order > 0) || (expr->op == ORM_OP_GE && order >= 0));
}

static truth evaluate_in(const orm_expr *expr, const struct cell *row, uint16_t field)
{
    const orm_operand *list = &expr->right->operand;
    const int64_t *items = list->data;
    if (list->size > 0 && is_null(row, field)) {
        return UNKNOWN;
    }
    for (size_t i = 0; i < list->size; i++) {
        if ((double)items[i] == number_of(row, field)) {
            return YES;
        }
    }
    return NO;
}

static truth evaluate(const orm_expr *expr, const struct cell *row);

static truth evaluate_list(const orm_expr *expr, const struct cell *row)
{
    truth result = NOTHING_ASKED;
    for (const orm_expr *const *item = expr->list; *item != &orm_expr_end; item++) {
        truth one = evaluate(*item, row);
        bool decides = expr->op == ORM_OP_AND ? one < result : one > result;
        if (one != NOTHING_ASKED && (result == NOTHING_ASKED || decides)) {
            result = one;
        }
    }
    return result;
}

static truth evaluate(const orm_expr *expr, const struct cell *row)
{
    if (expr == NULL) {
        return NOTHING_ASKED;
    }
    if (expr->op == ORM_OP_NOT) {
        truth inner = evaluate(expr->left, row);
        return inner == NOTHING_ASKED ? inner : (truth)(YES - inner);
    }
    if (expr->op == ORM_OP_AND || expr->op == ORM_OP_OR) {
        return evaluate_list(expr, row);
    }
    uint16_t field = expr->left->column->field;
    if (expr->op == ORM_OP_IS_NULL || expr->op == ORM_OP_IS_NOT_NULL) {
        return known(is_null(row, field) == (expr->op == ORM_OP_IS_NULL));
    }
    if (expr->op == ORM_OP_IN) {
        return evaluate_in(expr, row, field);
    }
    if (expr->op >= ORM_OP_LIKE && expr->op <= ORM_OP_CONTAINS) {
        return is_null(row, field) ? UNKNOWN : evaluate_pattern(expr, row->t);
    }
    return evaluate_comparison(expr, row, field);
}

/* ---- evaluation by the engine ---- */

/* SQLite's json_each stands in for the driver's table of a list. */
static void bind_list(sqlite3_stmt *statement, int index, const orm_operand *list)
{
    orm_buffer json;
    orm__buffer_init(&json, NULL);
    for (size_t i = 0; i < list->size; i++) {
        orm__buffer_format(&json, "%c%d", i == 0 ? '[' : ',',
                           (int)((const int64_t *)list->data)[i]);
    }
    orm__buffer_char(&json, ']');
    sqlite3_bind_text(statement, index, json.text, -1, SQLITE_TRANSIENT);
    orm__buffer_fini(&json);
}

static void bind_pattern(sqlite3_stmt *statement, int index, const orm_sql_param *param)
{
    orm_buffer pattern;
    orm__buffer_init(&pattern, NULL);
    assert_int_equal(
        orm__pattern_encode(&pattern, SQLITE, param->pattern, param->operand->data, NULL), ORM_OK);
    sqlite3_bind_text(statement, index, orm__buffer_string(&pattern), -1, SQLITE_TRANSIENT);
    orm__buffer_fini(&pattern);
}

static void bind(sqlite3_stmt *statement, int index, const orm_sql_param *param)
{
    const orm_value value = orm__operand_value(param->operand);
    if (param->pattern != ORM_OP_END) {
        bind_pattern(statement, index, param);
    } else if (param->operand->type == ORM_TYPE_LIST) {
        bind_list(statement, index, param->operand);
    } else if (value.type == ORM_TYPE_TEXT) {
        sqlite3_bind_text(statement, index, value.as.text, -1, SQLITE_STATIC);
    } else if (value.type == ORM_TYPE_REAL) {
        sqlite3_bind_double(statement, index, value.as.real);
    } else {
        assert_int_equal(value.type, ORM_TYPE_INT);
        sqlite3_bind_int64(statement, index, value.as.integer);
    }
}

static sqlite3_stmt *prepare(sqlite3 *engine, const orm_sql *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(engine, orm__buffer_string(&sql->text), -1, &statement, NULL) !=
        SQLITE_OK) {
        fail_msg("%s: %s", sqlite3_errmsg(engine), sql->text.text);
    }
    for (size_t i = 0; i < sql->param_count; i++) {
        bind(statement, (int)i + 1, &sql->params[i]);
    }
    return statement;
}

static void insert(sqlite3 *engine, const struct cell *row)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(engine,
                                        "INSERT INTO cell (id, a, b, t, r) VALUES"
                                        " (?1, nullif(?2, -1), ?3, ?4, nullif(?5, -2.0))",
                                        -1, &statement, NULL),
                     SQLITE_OK);
    sqlite3_bind_int64(statement, 1, row->id);
    sqlite3_bind_int64(statement, 2, row->a);
    sqlite3_bind_int64(statement, 3, row->b);
    sqlite3_bind_text(statement, 4, row->t, -1, SQLITE_STATIC);
    sqlite3_bind_double(statement, 5, row->r);
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
}

enum { ROWS = 60 };

typedef struct world {
    sqlite3 *engine;
    orm_dialect dialect; /* SQLite's but for the table of a list */
    struct cell rows[ROWS];
    forest forest;
    orm_sql sql;
} world;

static int set_up(void **state)
{
    static world w;
    char *text = world_create_text(&cell_schema, SQLITE);
    w.engine = world_open();
    world_run(w.engine, text);
    free(text);
    w.dialect = orm_dialect_sqlite;
    w.dialect.in_prefix = " IN (SELECT value FROM json_each(";
    w.forest.seed = 2024;
    for (size_t i = 0; i < ROWS; i++) {
        make_row(&w.forest.seed, &w.rows[i]);
        w.rows[i].id = (int64_t)i + 1;
        insert(w.engine, &w.rows[i]);
    }
    orm__sql_init(&w.sql, NULL);
    *state = &w;
    return 0;
}

static int tear_down(void **state)
{
    world *w = *state;
    orm__sql_fini(&w->sql);
    sqlite3_close(w->engine);
    return 0;
}

/* Walks over the rows that the statement finds, in the order of ids. */
static void expect_row(const world *w, sqlite3_stmt *statement, const struct cell *row, bool due)
{
    bool found = sqlite3_data_count(statement) > 0 && sqlite3_column_int64(statement, 0) == row->id;
    if (found != due) {
        fail_msg("row %d is %s by: %s", (int)row->id, found ? "found" : "missed", w->sql.text.text);
    }
    if (found) {
        (void)sqlite3_step(statement);
    }
}

static void expect_same_rows(world *w, const orm_expr *where)
{
    orm_error error = { .message = "" };
    const orm_query query = { .where = where, .order_by = { orm_asc(cell_.id) } };
    if (orm__sql_select(&w->sql, &w->dialect, &cell_entity, &query, &error) != ORM_OK) {
        fail_msg("%s", error.message);
    }
    sqlite3_stmt *statement = prepare(w->engine, &w->sql);
    (void)sqlite3_step(statement);
    for (size_t i = 0; i < ROWS; i++) {
        expect_row(w, statement, &w->rows[i], evaluate(where, &w->rows[i]) >= YES);
    }
    assert_int_equal(sqlite3_data_count(statement), 0);
    sqlite3_finalize(statement);
}

static void conditions_mean_what_they_say(void **state)
{
    world *w = *state;
    for (int i = 0; i < TREES; i++) {
        w->forest.used = 0;
        expect_same_rows(w, make_tree(&w->forest, DEPTH));
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(conditions_mean_what_they_say, set_up, tear_down),
};

UNIT_MAIN(tests)
