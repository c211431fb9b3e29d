/* Owns what "the same row" means. */
#include "models/samples.h"

#include <string.h>

struct sample sample_plain(void)
{
    return (struct sample){ .text = (char *)"plain", .code = "code", .data = (void *)"data",
                            .data_size = 4, .digest = { 1, 2, 3 }, .color = COLOR_GREEN,
                            .level = LEVEL_HIGH, .maybe_int = -1, .maybe_u64 = UINT64_MAX,
                            .maybe_real = -1.5, .maybe_at = INT64_MIN, .flagged_is_null = true,
                            .flagged_bool_is_null = true };
}

static void assert_same_text(const char *a, const char *b)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a != NULL) {
        assert_string_equal(a, b);
    }
}

static void assert_same_blob(const void *a, size_t a_size, const void *b, size_t b_size)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a != NULL) {
        assert_int_equal(a_size, b_size);
        assert_int_equal(memcmp(a, b, a_size), 0);
    }
}

/* Bit by bit; but SQLite stores a real without a fraction as an integer, without a minus zero. */
static void assert_same_real(double a, double b)
{
    if (!(engine_is_sqlite() && a == 0.0 && b == 0.0)) {
        assert_memory_equal(&a, &b, sizeof a);
    }
}

static void assert_same_numbers(const struct sample *a, const struct sample *b)
{
    assert_true(a->i8 == b->i8 && a->i16 == b->i16 && a->i32 == b->i32 && a->i64 == b->i64);
    assert_true(a->u8 == b->u8 && a->u16 == b->u16 && a->u32 == b->u32 && a->u64 == b->u64);
    assert_true(a->flag == b->flag);
    assert_same_real((double)a->f32, (double)b->f32);
    assert_same_real(a->f64, b->f64);
    assert_true(a->color == b->color && a->level == b->level);
    assert_true(a->at_us == b->at_us && a->at_s == b->at_s);
}

static void assert_same_optionals(const struct sample *a, const struct sample *b)
{
    assert_true(a->maybe_int == b->maybe_int && a->maybe_u64 == b->maybe_u64);
    assert_same_real(a->maybe_real, b->maybe_real);
    assert_same_text(a->maybe_text, b->maybe_text);
    assert_string_equal(a->maybe_code, b->maybe_code);
    assert_same_blob(a->maybe_data, a->maybe_data_size, b->maybe_data, b->maybe_data_size);
    assert_true(a->maybe_mood == b->maybe_mood && a->maybe_at == b->maybe_at);
    assert_int_equal(a->flagged_is_null, b->flagged_is_null);
    assert_true(a->flagged_is_null || a->flagged == b->flagged);
    assert_int_equal(a->flagged_bool_is_null, b->flagged_bool_is_null);
    assert_true(a->flagged_bool_is_null || a->flagged_bool == b->flagged_bool);
}

void sample_assert_same(const struct sample *a, const struct sample *b)
{
    assert_same_numbers(a, b);
    assert_same_text(a->text, b->text);
    assert_string_equal(a->code, b->code);
    assert_same_blob(a->data, a->data_size, b->data, b->data_size);
    assert_memory_equal(a->digest, b->digest, sizeof a->digest);
    assert_same_optionals(a, b);
}

void sample_survives(engine_fixture *fixture, const struct sample *row)
{
    struct sample stored = *row;
    assert_ok(fixture->db, sample_insert(fixture->db, &stored));
    struct sample found = { .maybe_text = (char *)"left over", .maybe_data_size = 99,
                            .flagged_is_null = true, .flagged_bool_is_null = true };
    assert_ok(fixture->db, sample_find(fixture->db, stored.id, &found, fixture->arena));
    assert_true(found.id == stored.id);
    sample_assert_same(row, &found);
}
