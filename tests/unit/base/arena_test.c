/* Arenas: what they hand out is apart, aligned and stays; marks fall back; failure leaves them
 * whole. */
#include "base/arena.h"
#include "base/poison.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

#include <stdalign.h>
#include <stdlib.h>

/* An arena whose memory is watched; after the test both are seen to be in order. */
typedef struct fixture {
    chaos_alloc chaos;
    orm_arena *arena;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    chaos_init(&f->chaos, 0);
    const orm_allocator own = chaos_allocator(&f->chaos);
    assert_int_equal(orm_arena_new(&own, &f->arena), ORM_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    orm_arena_free(f->arena);
    assert_string_equal(chaos_fault(&f->chaos), "");
    free(f);
    return 0;
}

#define ARENA_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

static void test_pieces_do_not_overlap(void **state)
{
    fixture *f = *state;
    orm_arena *arena = f->arena;
    enum { PIECES = 2000 };
    static unsigned char *pieces[PIECES];
    static size_t sizes[PIECES];
    uint64_t seed = 1;
    for (size_t i = 0; i < PIECES; i++) {
        sizes[i] = (size_t)(unit_random(&seed) % 3000);
        pieces[i] = orm_arena_alloc(arena, sizes[i]);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        memset(pieces[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < PIECES; i++) {
        for (size_t at = 0; at < sizes[i]; at++) {
            assert_int_equal(pieces[i][at], i % 251);
        }
    }
}

/* Also where that is more than any type asks for, and in blocks that are just large enough. */
static void test_pieces_begin_where_they_have_to(void **state)
{
    fixture *f = *state;
    uint64_t seed = 2;
    for (int round = 0; round < 50; round++) {
        const orm_allocator own = chaos_allocator(&f->chaos);
        orm_arena *arena = NULL;
        assert_int_equal(orm_arena_new(&own, &arena), ORM_OK);
        for (int i = 0; i < 40; i++) {
            size_t alignment = (size_t)1 << (unit_random(&seed) % 13);
            size_t size = (size_t)(unit_random(&seed) % (i % 8 == 0 ? 100000 : 600));
            unsigned char *piece = orm__arena_take(arena, size, alignment);
            assert_non_null(piece);
            assert_int_equal((uintptr_t)piece % alignment, 0);
            memset(piece, 0xEE, size);
            assert_int_equal(orm_arena_copy(arena, "x", 1)[0], 'x');
        }
        assert_null(orm__arena_take(arena, SIZE_MAX - 100, 4096));
        orm_arena_free(arena);
    }
}

static void test_copies_end_in_nul(void **state)
{
    orm_arena *arena = ((fixture *)*state)->arena;
    const char data[] = { 'a', '\0', 'b' };
    char *copy = orm_arena_copy(arena, data, sizeof data);
    assert_memory_equal(copy, "a\0b", 4);
    assert_string_equal(orm_arena_copy(arena, NULL, 0), "");
    char *large = orm_arena_alloc(arena, 1 << 20);
    memset(large, 'x', 1 << 20);
    char *again = orm_arena_copy(arena, large, 1 << 20);
    assert_memory_equal(again, large, 1 << 20);
    assert_int_equal(again[1 << 20], '\0');
}

static void test_overflow_is_refused(void **state)
{
    orm_arena *arena = ((fixture *)*state)->arena;
    assert_null(orm_arena_alloc(arena, SIZE_MAX));
    assert_null(orm_arena_alloc(arena, SIZE_MAX - 16));
    assert_null(orm_arena_copy(arena, "", SIZE_MAX));
    assert_null(orm__arena_zeroed(arena, SIZE_MAX / 2, 3));
    assert_non_null(orm_arena_alloc(arena, 1));
}

static void test_null_is_tolerated(void **state)
{
    (void)state;
    orm_arena_free(NULL);
    orm_arena_reset(NULL);
    assert_null(orm_arena_alloc(NULL, 1));
    assert_null(orm_arena_copy(NULL, "x", 1));
    assert_int_equal(orm_arena_new(NULL, NULL), ORM_MISUSE);
}

static void test_reset_keeps_one_block(void **state)
{
    fixture *f = *state;
    orm_arena *arena = f->arena;
    orm_arena_reset(arena);
    for (int i = 0; i < 100; i++) {
        assert_non_null(orm_arena_alloc(arena, 1000));
    }
    orm_arena_reset(arena);
    assert_int_equal(f->chaos.live_blocks, 2);
    size_t requests = f->chaos.requests;
    assert_non_null(orm_arena_alloc(arena, 1000));
    assert_int_equal(f->chaos.requests, requests);
}

/* One large list is no reason to keep its memory for ever; a large use each time is. */
static void test_reset_keeps_a_large_block_while_it_is_used(void **state)
{
    fixture *f = *state;
    orm_arena *arena = f->arena;
    size_t requests = 0;
    for (int round = 0; round < 10; round++) {
        for (int i = 0; i < 300; i++) {
            assert_non_null(orm_arena_alloc(arena, 1000));
        }
        requests = round == 3 ? f->chaos.requests : requests;
        orm_arena_reset(arena);
    }
    assert_int_equal(f->chaos.requests, requests);
    assert_non_null(orm_arena_alloc(arena, 70000 * 32));
    orm_arena_reset(arena);
    assert_non_null(orm_arena_alloc(arena, 100));
    orm_arena_reset(arena);
    assert_int_equal(f->chaos.live_blocks, 1);
    assert_non_null(orm_arena_alloc(arena, 100));
    orm_arena_reset(arena);
    requests = f->chaos.requests;
    assert_non_null(orm_arena_alloc(arena, 100));
    assert_int_equal(f->chaos.requests, requests);
}

static void test_marks_give_back_what_came_after(void **state)
{
    fixture *f = *state;
    orm_arena *arena = f->arena;
    orm_arena_mark empty = orm__arena_mark(arena);
    char *kept = orm_arena_copy(arena, "kept", 4);
    size_t blocks = f->chaos.live_blocks;
    orm_arena_mark mark = orm__arena_mark(arena);
    for (int i = 0; i < 50; i++) {
        assert_non_null(orm_arena_alloc(arena, 5000));
    }
    assert_true(f->chaos.live_blocks > blocks);
    orm__arena_back_to(arena, mark);
    assert_int_equal(f->chaos.live_blocks, blocks);
    assert_string_equal(kept, "kept");
    char *next = orm_arena_copy(arena, "next", 4);
    assert_ptr_equal(next, kept + 5 + ORM_FENCE);
    orm__arena_back_to(arena, empty);
    assert_int_equal(f->chaos.live_blocks, 1);
}

#ifdef ORM_POISONS
static bool is_poisoned(const void *memory)
{
    return __asan_address_is_poisoned(memory) != 0;
}
#endif

/* The sanitizer sees the use of what was given back, though its block is kept, and a step from one
 * piece into the next. */
static void test_what_was_given_back_is_poisoned(void **state)
{
#ifdef ORM_POISONS
    orm_arena *arena = ((fixture *)*state)->arena;
    char *kept = orm_arena_copy(arena, "kept", 4);
    orm_arena_mark mark = orm__arena_mark(arena);
    char *later = orm_arena_alloc(arena, 100);
    assert_non_null(orm_arena_copy(arena, "next", 4));
    assert_true(is_poisoned(kept + 5));
    assert_false(is_poisoned(later) || is_poisoned(later + 99));
    assert_true(is_poisoned(later + 100));
    orm__arena_back_to(arena, mark);
    assert_true(is_poisoned(later) && is_poisoned(later + 99));
    assert_false(is_poisoned(kept) || is_poisoned(kept + 4));
    orm_arena_reset(arena);
    assert_true(is_poisoned(kept));
    assert_ptr_equal(orm_arena_copy(arena, "again", 5), kept);
    assert_string_equal(kept, "again");
#else
    (void)state;
    skip();
#endif
}

static orm_status fill_an_arena(void *ctx, const orm_allocator *allocator)
{
    (void)ctx;
    orm_arena *arena = NULL;
    orm_status status = orm_arena_new(allocator, &arena);
    for (int i = 0; status == ORM_OK && i < 20; i++) {
        char *copy = orm_arena_copy(arena, "0123456789", 10);
        void *block = orm__arena_zeroed(arena, 10, 600);
        status = copy == NULL || block == NULL ? ORM_NO_MEMORY : ORM_OK;
    }
    orm_arena_free(arena);
    return status;
}

static void test_every_failing_allocation(void **state)
{
    (void)state;
    assert_string_equal(chaos_each(fill_an_arena, NULL), "");
}

static const struct CMUnitTest tests[] = {
    ARENA_TEST(test_pieces_do_not_overlap),
    ARENA_TEST(test_pieces_begin_where_they_have_to),
    ARENA_TEST(test_copies_end_in_nul),
    ARENA_TEST(test_overflow_is_refused),
    cmocka_unit_test(test_null_is_tolerated),
    ARENA_TEST(test_reset_keeps_one_block),
    ARENA_TEST(test_reset_keeps_a_large_block_while_it_is_used),
    ARENA_TEST(test_marks_give_back_what_came_after),
    ARENA_TEST(test_what_was_given_back_is_poisoned),
    cmocka_unit_test(test_every_failing_allocation),
};

UNIT_MAIN(tests)
