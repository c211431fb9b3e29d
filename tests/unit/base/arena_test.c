/* Arenas: what they hand out is apart, aligned and stays; marks fall back; failure leaves them whole. */
#include "base/arena.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

#include <stdalign.h>

static void test_pieces_do_not_overlap(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_allocator own = chaos_allocator(&chaos);
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(&own, &arena), ORM_OK);
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
    orm_arena_free(arena);
    assert_string_equal(chaos_fault(&chaos), "");
}

/* Also where that is more than any type asks for, and in blocks that are just large enough. */
static void test_pieces_begin_where_they_have_to(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_allocator own = chaos_allocator(&chaos);
    uint64_t seed = 2;
    for (int round = 0; round < 50; round++) {
        orm_arena *arena = NULL;
        assert_int_equal(orm_arena_new(&own, &arena), ORM_OK);
        for (int i = 0; i < 40; i++) {
            size_t alignment = (size_t)1 << (unit_random(&seed) % 13);
            size_t size = (size_t)(unit_random(&seed) % (i % 8 == 0 ? 100000 : 600));
            unsigned char *piece = orm__arena_aligned(arena, size, alignment);
            assert_non_null(piece);
            assert_int_equal((uintptr_t)piece % alignment, 0);
            memset(piece, 0xEE, size);
            assert_int_equal(orm_arena_copy(arena, "x", 1)[0], 'x');
        }
        assert_null(orm__arena_aligned(arena, SIZE_MAX - 100, 4096));
        orm_arena_free(arena);
    }
    assert_string_equal(chaos_fault(&chaos), "");
}

static void test_copies_end_in_nul(void **state)
{
    (void)state;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    const char data[] = { 'a', '\0', 'b' };
    char *copy = orm_arena_copy(arena, data, sizeof data);
    assert_memory_equal(copy, "a\0b", 4);
    assert_string_equal(orm_arena_copy(arena, NULL, 0), "");
    char *large = orm_arena_alloc(arena, 1 << 20);
    memset(large, 'x', 1 << 20);
    char *again = orm_arena_copy(arena, large, 1 << 20);
    assert_memory_equal(again, large, 1 << 20);
    assert_int_equal(again[1 << 20], '\0');
    orm_arena_free(arena);
}

static void test_overflow_is_refused(void **state)
{
    (void)state;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    assert_null(orm_arena_alloc(arena, SIZE_MAX));
    assert_null(orm_arena_alloc(arena, SIZE_MAX - 16));
    assert_null(orm_arena_copy(arena, "", SIZE_MAX));
    assert_null(orm__arena_zeroed(arena, SIZE_MAX / 2, 3));
    assert_non_null(orm_arena_alloc(arena, 1));
    orm_arena_free(arena);
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
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_allocator own = chaos_allocator(&chaos);
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(&own, &arena), ORM_OK);
    orm_arena_reset(arena);
    for (int i = 0; i < 100; i++) {
        assert_non_null(orm_arena_alloc(arena, 1000));
    }
    orm_arena_reset(arena);
    assert_int_equal(chaos.live_blocks, 2);
    size_t requests = chaos.requests;
    assert_non_null(orm_arena_alloc(arena, 1000));
    assert_int_equal(chaos.requests, requests);
    orm_arena_free(arena);
    assert_string_equal(chaos_fault(&chaos), "");
}

/* One large list is no reason to keep its memory for ever; a large use each time is. */
static void test_reset_keeps_a_large_block_while_it_is_used(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_allocator own = chaos_allocator(&chaos);
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(&own, &arena), ORM_OK);
    size_t requests = 0;
    for (int round = 0; round < 10; round++) {
        for (int i = 0; i < 300; i++) {
            assert_non_null(orm_arena_alloc(arena, 1000));
        }
        requests = round == 3 ? chaos.requests : requests;
        orm_arena_reset(arena);
    }
    assert_int_equal(chaos.requests, requests);
    assert_non_null(orm_arena_alloc(arena, 70000 * 32));
    orm_arena_reset(arena);
    assert_non_null(orm_arena_alloc(arena, 100));
    orm_arena_reset(arena);
    assert_int_equal(chaos.live_blocks, 1);
    assert_non_null(orm_arena_alloc(arena, 100));
    orm_arena_reset(arena);
    requests = chaos.requests;
    assert_non_null(orm_arena_alloc(arena, 100));
    assert_int_equal(chaos.requests, requests);
    orm_arena_free(arena);
    assert_string_equal(chaos_fault(&chaos), "");
}

static void test_marks_give_back_what_came_after(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_allocator own = chaos_allocator(&chaos);
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(&own, &arena), ORM_OK);
    orm_arena_mark empty = orm__arena_mark(arena);
    char *kept = orm_arena_copy(arena, "kept", 4);
    size_t blocks = chaos.live_blocks;
    orm_arena_mark mark = orm__arena_mark(arena);
    for (int i = 0; i < 50; i++) {
        assert_non_null(orm_arena_alloc(arena, 5000));
    }
    assert_true(chaos.live_blocks > blocks);
    orm__arena_back_to(arena, mark);
    assert_int_equal(chaos.live_blocks, blocks);
    assert_string_equal(kept, "kept");
    char *next = orm_arena_copy(arena, "next", 4);
    assert_ptr_equal(next, kept + 5);
    orm__arena_back_to(arena, empty);
    assert_int_equal(chaos.live_blocks, 1);
    orm_arena_free(arena);
    assert_string_equal(chaos_fault(&chaos), "");
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
    cmocka_unit_test(test_pieces_do_not_overlap),
    cmocka_unit_test(test_pieces_begin_where_they_have_to),
    cmocka_unit_test(test_copies_end_in_nul),
    cmocka_unit_test(test_overflow_is_refused),
    cmocka_unit_test(test_null_is_tolerated),
    cmocka_unit_test(test_reset_keeps_one_block),
    cmocka_unit_test(test_reset_keeps_a_large_block_while_it_is_used),
    cmocka_unit_test(test_marks_give_back_what_came_after),
    cmocka_unit_test(test_every_failing_allocation),
};

UNIT_MAIN(tests)
