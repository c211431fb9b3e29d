/* Owns the units that read: every way to a row, and texts of the program's own. */
#include <string.h>

#include "faults/world.h"

static void assert_is(const shadow_row *fact, const struct deed *row)
{
    shadow found = { .count = 0 };
    shadow_row *as_found = shadow_store(&found, row);
    as_found->clauses = fact->clauses;
    as_found->id = row->id;
    shadow expected = { .count = 1, .rows = { *fact } };
    assert_string_equal(shadow_compare(&expected, &found), "");
}

/* One row, found in a way that is known by number. */
static orm_status find_by(world *w, int way, const shadow_row *fact, struct deed *row)
{
    const orm_query query = { .where = orm_eq(deed_.code, fact->code) };
    switch (way) {
    case 0:
        return deed_find(w->db, fact->id, row, w->arena);
    case 1:
        return deed_find_by_code(w->db, fact->code, row, w->arena);
    case 2:
        return deed_first(w->db, &query, row, w->arena);
    case 3:
        return deed_one(w->db, &query, row, w->arena);
    default:
        row->id = fact->id;
        return deed_reload(w->db, row, w->arena);
    }
}

static orm_status find_rows(world *w)
{
    orm_status status = ORM_OK;
    for (int way = 0; way < 5 && status == ORM_OK; way++) {
        const shadow_row *fact = shadow_find(&w->now, way % 2 == 0 ? "a" : "nulls");
        struct deed row = world_deed("none", 0);
        row.id = fact->id;
        const struct deed before = row;
        status = world_unchanged(find_by(w, way, fact, &row), &before, &row, sizeof row);
        if (status == ORM_OK) {
            assert_is(fact, &row);
        }
    }
    return status;
}

static orm_status ask(world *w)
{
    int64_t count = -7;
    bool exists = false;
    const shadow_row *fact = shadow_find(&w->now, "a");
    orm_value value = orm_value_int(-7);
    orm_status status = deed_count(w->db, NULL, &count);
    assert_int_equal(count, status == ORM_OK ? (int64_t)w->now.count : -7);
    if (status == ORM_OK) {
        status = deed_exists(w->db, fact->id, &exists);
        assert_int_equal(exists, status == ORM_OK);
    }
    if (status == ORM_OK) {
        status = deed_exists_where(w->db, orm_eq(deed_.code, "nobody"), &exists);
        assert_int_equal(exists, status != ORM_OK);
    }
    if (status == ORM_OK) {
        const orm_query query = { .where = orm_eq(deed_.code, "a") };
        status = orm_value_of(w->db, &deed_.amount.column, &query, w->arena, &value);
        assert_int_equal(value.as.integer, status == ORM_OK ? fact->amount : -7);
    }
    return status;
}

/* ---- all rows ---- */

static orm_status select_with(world *w, const orm_query *query)
{
    orm_rows *rows = NULL;
    size_t read = 0;
    orm_status status = deed_select(w->db, query, &rows);
    assert_int_equal(rows != NULL, status == ORM_OK);
    if (status != ORM_OK) {
        return status;
    }
    for (const struct deed *row; (row = deed_next(rows)) != NULL; read++) {
        assert_true(read < w->now.count);
        assert_is(&w->now.rows[read], row);
    }
    status = orm_rows_status(rows);
    if (status == ORM_DONE) {
        assert_int_equal(read, w->now.count);
        status = ORM_OK;
    } else {
        assert_int_equal(orm_rows_error(rows)->status, status);
    }
    orm_rows_free(rows);
    return status;
}

static orm_status select_whole(world *w)
{
    return select_with(w, &(orm_query){ .order_by = { orm_asc(deed_.code) } });
}

static orm_status select_window(world *w)
{
    return select_with(w, &(orm_query){ .order_by = { orm_asc(deed_.code) }, .window = 2 });
}

static orm_status collect(world *w)
{
    struct deed *rows = NULL;
    size_t count = 77;
    const orm_query query = { .order_by = { orm_asc(deed_.code) } };
    orm_status status = deed_collect(w->db, &query, w->arena, &rows, &count);
    if (status != ORM_OK) {
        assert_null(rows);
        assert_int_equal(count, 77);
        return status;
    }
    assert_int_equal(count, w->now.count);
    for (size_t i = 0; i < count; i++) {
        assert_is(&w->now.rows[i], &rows[i]);
    }
    return status;
}

static orm_status select_into(world *w)
{
    struct deed rows[SHADOW_MAX], before[SHADOW_MAX];
    size_t count = 77;
    memset(rows, 0x5a, sizeof rows);
    memcpy(before, rows, sizeof rows);
    const orm_query query = { .order_by = { orm_asc(deed_.code) } };
    orm_status status =
        world_unchanged(deed_select_into(w->db, &query, rows, SHADOW_MAX, w->arena, &count), before,
                        rows, sizeof rows);
    assert_int_equal(count, status == ORM_OK ? w->now.count : 77);
    return status;
}

static orm_status count_each(orm_db *db, void *row, void *ctx)
{
    (void)db;
    (void)row;
    ++*(size_t *)ctx;
    return ORM_OK;
}

static orm_status each(world *w)
{
    size_t count = 0;
    orm_status status =
        orm_each(w->db, &deed_entity, &(orm_query){ .window = 4 }, count_each, &count);
    if (status == ORM_OK) {
        assert_int_equal(count, w->now.count);
    }
    return status;
}

static orm_status filtered(world *w)
{
    orm_filter *filter = NULL;
    int64_t count = -7;
    orm_status status = orm_filter_new(&w->allocator, &filter);
    w->is_not_the_handles = status != ORM_OK;
    if (status == ORM_OK) {
        orm_filter_and(filter, orm_is_not_null(deed_.note));
        orm_filter_and(filter, orm_starts_with(deed_.code, "r"));
        status = deed_count(w->db, &(orm_query){ .where = orm_filter_where(filter) }, &count);
        assert_int_equal(count, status == ORM_OK ? 2 : -7);
    }
    orm_filter_free(filter);
    return status;
}

/* ---- texts ---- */

static orm_status raw_run(world *w)
{
    const orm_value values[] = { orm_value_int(5), orm_value_text("r1") };
    const orm_raw raw = { .sql = "UPDATE deed SET amount = amount + $1 WHERE code = $2",
                          .params = values,
                          .param_count = 2 };
    int64_t count = -7;
    shadow_find(&w->next, "r1")->amount += 5;
    orm_status status = orm_raw_run(w->db, &raw, &count);
    assert_int_equal(count, status == ORM_OK ? 1 : -7);
    return status;
}

static orm_status raw_query(world *w)
{
    const orm_raw raw = { .sql = "SELECT code, amount FROM deed ORDER BY code", .window = 3 };
    orm_result *result = NULL;
    size_t read = 0;
    orm_status status = orm_raw_query(w->db, &raw, &result);
    assert_int_equal(result != NULL, status == ORM_OK);
    for (const orm_value *row; (row = orm_result_next(result)) != NULL; read++) {
        assert_int_equal(row[1].as.integer, w->now.rows[read].amount);
    }
    if (status == ORM_OK) {
        status = orm_result_status(result);
    }
    if (status == ORM_DONE) {
        assert_int_equal(read, w->now.count);
        status = ORM_OK;
    }
    orm_result_free(result);
    return status;
}

static orm_status raw_value(world *w)
{
    const orm_raw raw = { .sql = "SELECT code FROM deed WHERE code = 'a'" };
    orm_value value = orm_value_int(-7);
    orm_status status = orm_raw_value(w->db, &raw, w->arena, &value);
    assert_int_equal(value.type, status == ORM_OK ? ORM_TYPE_TEXT : ORM_TYPE_INT);
    return status;
}

static orm_status raw_select(world *w)
{
    const orm_raw raw = { .sql = "SELECT * FROM deed WHERE code = 'a'" };
    orm_rows *rows = NULL;
    orm_status status = deed_raw_select(w->db, &raw, &rows);
    assert_int_equal(rows != NULL, status == ORM_OK);
    if (status == ORM_OK) {
        assert_is(shadow_find(&w->now, "a"), deed_next(rows));
    }
    orm_rows_free(rows);
    return status;
}

static const unit units[] = {
    { "find", find_rows },      { "ask", ask },
    { "select", select_whole }, { "select in windows", select_window },
    { "collect", collect },     { "select into", select_into },
    { "each", each },           { "filter", filtered },
    { "raw run", raw_run },     { "raw query", raw_query },
    { "raw value", raw_value }, { "raw select", raw_select },
};

const unit_list units_read = UNITS(units);
