/* Rows that are emptied, copied and compared: properties of random rows of every model. */
#include "support/any_row.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

#include <limits.h>
#include <math.h>
#include <orm/instance.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "kinds.orm.h"
#include "meta/items.h"
#include "row/codec.h"
#ifdef ANY_ROW_SCANNED
#include "scanned/papers.h"

extern const orm_entity paper_entity;
#endif

enum { ROUNDS = 40 };

/* ---- copying ------------------------------------------------------------------------------ */

static const char *describe(const orm_entity *entity, const void *row, orm_arena *arena)
{
    const char *text = NULL;
    assert_int_equal(orm_print(entity, row, arena, &text), ORM_OK);
    return text;
}

/* The source's memory is gone before the copy is looked at: AddressSanitizer sees what it shares.
 */
static void check_copy(const orm_entity *entity, uint64_t *seed)
{
    for (int i = 0; i < ROUNDS; i++) {
        orm_error error;
        orm_arena *source = any_row_arena(), *target = any_row_arena();
        void *copy = any_row_memory(entity, seed), *again = any_row_memory(entity, seed);
        const void *row = any_row(entity, source, seed);
        assert_int_equal(orm_copy(entity, row, copy, target, &error), ORM_OK);
        any_row_assert_same(entity, row, copy, source);
        const char *before = describe(entity, row, target);
        orm_arena_free(source);
        assert_string_equal(describe(entity, copy, target), before);
        assert_int_equal(orm_copy(entity, copy, again, target, &error), ORM_OK);
        any_row_assert_same(entity, copy, again, target);
        free(copy);
        free(again);
        orm_arena_free(target);
    }
}

static void test_a_copy_is_the_same_and_shares_nothing(void **state)
{
    (void)state;
    any_row_each(check_copy);
}

static void test_members_that_are_not_mapped_stay(void **state)
{
    (void)state;
    orm_error error;
    uint64_t seed = 5;
    orm_arena *arena = any_row_arena();
    struct sample *from = any_row(&sample_entity, arena, &seed);
    struct sample into = { .unmapped = "ab" };
    memset(from->unmapped, 'x', sizeof from->unmapped);
    assert_int_equal(orm_copy(&sample_entity, from, &into, arena, &error), ORM_OK);
    assert_string_equal(into.unmapped, "ab");
    orm_clear(&sample_entity, &into);
    assert_string_equal(into.unmapped, "ab");
    orm_arena_free(arena);
}

/* A text has been copied when the blob behind it is refused. */
static void test_a_failed_copy_changes_nothing(void **state)
{
    (void)state;
    orm_error error;
    orm_arena *arena = any_row_arena();
    struct sample from = { .text = (char *)"a", .data = (void *)"x", .data_size = SIZE_MAX };
    struct sample into = { .id = 7, .text = (char *)"b" }, before = into;
    orm_arena_mark mark = orm__arena_mark(arena);
    assert_int_equal(orm_copy(&sample_entity, &from, &into, arena, &error), ORM_CONVERSION);
    unit_assert_error(&error, ORM_CONVERSION, "negative");
    assert_string_equal(error.table, "sample");
    assert_string_equal(error.column, "data");
    assert_memory_equal(&into, &before, sizeof into);
    orm_arena_mark after = orm__arena_mark(arena);
    assert_ptr_equal(after.block, mark.block);
    assert_int_equal(after.used, mark.used);
    orm_arena_free(arena);
}

static void test_what_is_asked_wrongly(void **state)
{
    (void)state;
    orm_error error;
    orm_field_bits differing;
    struct sample a = { .id = 1 }, b = { .id = 2 };
    orm_arena *arena = any_row_arena();
    assert_int_equal(orm_copy(&sample_entity, &a, &a, arena, &error), ORM_MISUSE);
    assert_int_equal(orm_copy(NULL, &a, &b, arena, &error), ORM_MISUSE);
    assert_int_equal(orm_copy(&sample_entity, NULL, &b, arena, NULL), ORM_MISUSE);
    assert_int_equal(orm_copy(&sample_entity, &a, NULL, arena, &error), ORM_MISUSE);
    assert_int_equal(orm_copy(&sample_entity, &a, &b, NULL, &error), ORM_MISUSE);
    unit_assert_error(&error, ORM_MISUSE, "arena");
    assert_int_equal(b.id, 2);
    assert_int_equal(orm_compare(NULL, &a, &b, arena, &differing), ORM_MISUSE);
    assert_int_equal(orm_compare(&sample_entity, &a, &b, NULL, NULL), ORM_MISUSE);
    const char *text = NULL;
    assert_int_equal(orm_print(&sample_entity, &a, NULL, &text), ORM_MISUSE);
    orm_clear(NULL, &a);
    orm_clear(&sample_entity, NULL);
    assert_int_equal(a.id, 1);
    orm_arena_free(arena);
}

/* ---- emptying ----------------------------------------------------------------------------- */

static void check_clear(const orm_entity *entity, uint64_t *seed)
{
    orm_arena *arena = any_row_arena();
    void *row = any_row(entity, arena, seed), *garbage = any_row_memory(entity, seed);
    orm_clear(entity, row);
    orm_clear(entity, garbage);
    any_row_assert_same(entity, row, garbage, arena);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const orm_field *field = &entity->fields[i];
        orm_value raw = orm_value_null();
        if (field->layout.converter == NULL && !orm__items_are_kept(field->layout.storage)) {
            assert_int_equal(orm__field_get(entity, field, row, &raw, NULL), ORM_OK);
        }
        bool shows_null = raw.type == ORM_TYPE_NULL || field->layout.null_reads_as != NULL;
        assert_true(
            shows_null ||
            (raw.as.natural == 0 && raw.type != ORM_TYPE_TEXT && raw.type != ORM_TYPE_BLOB) ||
            raw.size == 0 || field->layout.storage == ORM_STORAGE_BYTES);
        assert_true(raw.type == ORM_TYPE_NULL || !orm__field_can_be_null(field) ||
                    field->layout.null_reads_as != NULL);
    }
    free(garbage);
    orm_arena_free(arena);
}

static void test_an_emptied_row_is_null_or_zero(void **state)
{
    (void)state;
    any_row_each(check_clear);
}

/* ---- comparing ---------------------------------------------------------------------------- */

static bool is_same_value(const orm_value *a, const orm_value *b)
{
    if (a->type == ORM_TYPE_LIST && b->type == ORM_TYPE_LIST) {
        bool same = a->size == b->size;
        for (size_t i = 0; same && i < a->size; i++) {
            same = is_same_value(&a->as.list[i], &b->as.list[i]);
        }
        return same;
    }
    if (a->type == ORM_TYPE_REAL && b->type == ORM_TYPE_REAL) {
        bool are_nan = isnan(a->as.real) && isnan(b->as.real);
        return are_nan || (a->as.real == b->as.real && a->as.natural == b->as.natural);
    }
    return orm__field_same(a, b);
}

static orm_value bind(const orm_codec *codec, uint16_t field, const void *row)
{
    orm_error error = { .message = "" };
    orm_value value;
    if (orm__codec_bind(codec, field, row, &value, &error) != ORM_OK) {
        fail_msg("%s", error.message);
    }
    return value;
}

static void assert_told(const orm_field *field, bool differs, bool is_told)
{
    if (differs != is_told) {
        fail_msg("%s is said to be %s", field->member, differs ? "the same" : "another");
    }
}

/* What the codec would write is what the comparison speaks of. */
static void assert_right_fields(const orm_entity *entity, const void *a, const void *b,
                                orm_arena *arena)
{
    orm_field_bits differing;
    const orm_codec codec = { .entity = entity, .scratch = arena };
    uint16_t count = 0;
    assert_int_equal(orm_compare(entity, a, b, arena, &differing), ORM_OK);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        orm_value own = bind(&codec, i, a), other = bind(&codec, i, b);
        bool differs = !is_same_value(&own, &other);
        assert_told(&entity->fields[i], differs, orm_field_bits_has(&differing, i));
        count = (uint16_t)(count + differs);
    }
    assert_int_equal(differing.count, count);
}

/* One member of a row becomes that of another one. */
static void change_one(const orm_entity *entity, void *row, orm_arena *arena, uint64_t *seed)
{
    uint16_t index = (uint16_t)unit_below(seed, entity->field_count);
    const orm_codec codec = { .entity = entity, .scratch = arena, .counts_decimals = true };
    const orm_instance into = { .entity = entity, .row = row, .arena = arena };
    const orm_layout *layout = &entity->fields[index].layout;
    orm_value *values = orm__arena_zeroed(arena, entity->field_count, sizeof *values);
    const void *other = any_row(entity, arena, seed);
    if (orm__items_are_kept(layout->storage)) { /* which may share a count */
        return;
    }
    assert_int_equal(orm__codec_bind(&codec, index, other, &values[index], NULL), ORM_OK);
    if (values[index].type == ORM_TYPE_DECIMAL) {
        values[index] = orm_value_int(values[index].as.integer);
    }
    if (values[index].type != ORM_TYPE_NULL) {
        assert_int_equal(orm__group_make(&into, layout->group, NULL), ORM_OK);
    }
    orm_error error;
    (void)orm__codec_extract_field(&codec, &into, index, values, &error);
}

static void check_compare(const orm_entity *entity, uint64_t *seed)
{
    for (int i = 0; i < ROUNDS; i++) {
        orm_error error;
        orm_arena *arena = any_row_arena();
        const void *a = any_row(entity, arena, seed), *b = any_row(entity, arena, seed);
        void *copy = any_row_memory(entity, seed);
        assert_right_fields(entity, a, b, arena);
        assert_int_equal(orm_copy(entity, a, copy, arena, &error), ORM_OK);
        change_one(entity, copy, arena, seed);
        assert_right_fields(entity, a, copy, arena);
        assert_right_fields(entity, copy, a, arena);
        free(copy);
        orm_arena_free(arena);
    }
}

static void test_what_differs_is_what_a_column_would_tell_apart(void **state)
{
    (void)state;
    any_row_each(check_compare);
}

static void test_bytes_that_mean_nothing_are_no_difference(void **state)
{
    (void)state;
    orm_field_bits differing;
    struct sample a = { .code = "ab", .data_size = 1, .flagged = 1, .flagged_is_null = true };
    struct sample b = { .code = "ab", .data_size = 2, .flagged = 2, .flagged_is_null = true };
    a.code[7] = 'x';
    b.maybe_code[3] = 'y';
    memset(b.unmapped, 'z', sizeof b.unmapped);
    assert_int_equal(orm_compare(&sample_entity, &a, &b, NULL, &differing), ORM_OK);
    assert_int_equal(differing.count, 0);
}

#ifdef ANY_ROW_SCANNED
static void test_decimals_compare_as_numbers(void **state)
{
    (void)state;
    orm_field_bits differing;
    struct paper a = { .text_day = "2026-02-28", .fraction = "0.5", .whole = (char *)"+7" }, b = a;
    (void)snprintf(b.fraction, sizeof b.fraction, "0.500");
    b.whole = (char *)"7.0";
    assert_int_equal(orm_compare(&paper_entity, &a, &b, NULL, &differing), ORM_OK);
    assert_int_equal(differing.count, 0);
    b.whole = (char *)"7.1"; /* which the column has no place for */
    (void)snprintf(b.fraction, sizeof b.fraction, "0.05");
    assert_int_equal(orm_compare(&paper_entity, &a, &b, NULL, &differing), ORM_OK);
    assert_int_equal(differing.count, 2);
}
#endif

static void test_what_no_column_holds_differs(void **state)
{
    (void)state;
    orm_field_bits differing;
    struct sample a = { .maybe_code = "ab", .code = "abc" }, b = a;
    memset(b.code, 'x', sizeof b.code);
    assert_int_equal(orm_compare(&sample_entity, &a, &b, NULL, &differing), ORM_OK);
    assert_int_equal(differing.count, 1);
    assert_string_equal(sample_entity.fields[orm_field_bits_next(&differing, 0)].member, "code");
    a.f64 = 0.0, b = a, b.f64 = -0.0;
    assert_int_equal(orm_compare(&sample_entity, &a, &b, NULL, &differing), ORM_OK);
    assert_int_equal(differing.count, 1);
    assert_string_equal(sample_entity.fields[orm_field_bits_next(&differing, 0)].member, "f64");
    int found = orm_field_bits_next(&differing, 0);
    assert_int_equal(orm_field_bits_next(&differing, -5), found);
    assert_int_equal(orm_field_bits_next(&differing, found), found);
    assert_int_equal(orm_field_bits_next(&differing, found + 1), -1);
    assert_int_equal(orm_field_bits_next(&differing, INT_MAX), -1);
    assert_false(orm_field_bits_has(&differing, -1));
    assert_false(orm_field_bits_has(&differing, ORM_FIELD_BITS));
}

/* ---- memory ------------------------------------------------------------------------------- */

typedef struct scenario {
    const orm_entity *entity;
    const void *row;
} scenario;

static orm_status copy_and_print(void *ctx, const orm_allocator *allocator)
{
    const scenario *of = ctx;
    orm_arena *arena = NULL;
    orm_field_bits differing;
    const char *text = NULL;
    uint64_t seed = 3;
    void *into = any_row_memory(of->entity, &seed);
    void *before = malloc(of->entity->size);
    assert_non_null(before);
    memcpy(before, into, of->entity->size);
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        status = orm_copy(of->entity, of->row, into, arena, NULL);
        if (status != ORM_OK) {
            assert_memory_equal(into, before, of->entity->size);
        }
    }
    if (status == ORM_OK) {
        status = orm_compare(of->entity, of->row, into, arena, &differing);
    }
    if (status == ORM_OK) {
        status = orm_print(of->entity, into, arena, &text);
    }
    orm_arena_free(arena);
    free(into);
    free(before);
    return status;
}

static void check_memory(const orm_entity *entity, uint64_t *seed)
{
    orm_arena *arena = any_row_arena();
    scenario of = { .entity = entity, .row = any_row(entity, arena, seed) };
    assert_string_equal(chaos_each(copy_and_print, &of), "");
    orm_arena_free(arena);
}

static void test_memory_that_runs_out(void **state)
{
    (void)state;
    any_row_each(check_memory);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_a_copy_is_the_same_and_shares_nothing),
    cmocka_unit_test(test_members_that_are_not_mapped_stay),
    cmocka_unit_test(test_a_failed_copy_changes_nothing),
    cmocka_unit_test(test_what_is_asked_wrongly),
    cmocka_unit_test(test_an_emptied_row_is_null_or_zero),
    cmocka_unit_test(test_what_differs_is_what_a_column_would_tell_apart),
    cmocka_unit_test(test_bytes_that_mean_nothing_are_no_difference),
#ifdef ANY_ROW_SCANNED
    cmocka_unit_test(test_decimals_compare_as_numbers),
#endif
    cmocka_unit_test(test_what_no_column_holds_differs),
    cmocka_unit_test(test_memory_that_runs_out),
};

UNIT_MAIN(tests)
