/* Owns the blocks of arenas. Blocks double in size up to a limit, so that a large result needs
 * few. */
#include "base/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/alloc.h"
#include "base/poison.h"

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20, MODEST_BLOCK = 1 << 16 };

typedef struct block {
    struct block *next; /* the block before this one */
    size_t capacity;    /* of data */
    size_t used;
    alignas(max_align_t) unsigned char data[];
} block;

struct orm_arena {
    orm_allocator allocator;
    block *newest;
};

orm_status orm_arena_new(const orm_allocator *allocator, orm_arena **arena_out)
{
    if (arena_out == NULL) {
        return ORM_MISUSE;
    }
    orm_allocator own = orm__alloc_or_default(allocator);
    orm_arena *arena = orm__alloc_zeroed(&own, 1, sizeof *arena);
    if (arena == NULL) {
        return ORM_NO_MEMORY;
    }
    arena->allocator = own;
    *arena_out = arena;
    return ORM_OK;
}

/* Only the first used bytes of its data are handed out from now on. */
static void forget_after(block *from, size_t used)
{
    from->used = used;
    orm__poison(from->data + used, from->capacity - used);
}

/* Frees blocks, newest first, until last is the newest. */
static void free_blocks_after(orm_arena *arena, const block *last)
{
    while (arena->newest != last && arena->newest != NULL) {
        block *dead = arena->newest;
        arena->newest = dead->next;
        orm__unpoison(dead->data, dead->capacity);
        orm__alloc_free(&arena->allocator, dead, sizeof *dead + dead->capacity);
    }
}

void orm_arena_free(orm_arena *arena)
{
    if (arena != NULL) {
        orm_allocator allocator = arena->allocator;
        free_blocks_after(arena, NULL);
        orm__alloc_free(&allocator, arena, sizeof *arena);
    }
}

static size_t used_in(const orm_arena *arena)
{
    size_t used = 0;
    for (const block *at = arena->newest; at != NULL; at = at->next) {
        used += at->used;
    }
    return used;
}

/* The newest block is kept, so that what is filled again and again asks for no memory. A large one
 * has to earn it each time: after a single large use it goes with the next small one. */
void orm_arena_reset(orm_arena *arena)
{
    if (arena == NULL || arena->newest == NULL) {
        return;
    }
    block *kept = arena->newest;
    if (kept->next == NULL && kept->capacity <= MODEST_BLOCK) {
        forget_after(kept, 0);
        return;
    }
    size_t used = used_in(arena);
    arena->newest = kept->next;
    free_blocks_after(arena, NULL);
    arena->newest = kept;
    kept->next = NULL;
    forget_after(kept, 0);
    if (kept->capacity > MODEST_BLOCK && kept->capacity / 4 > used) {
        free_blocks_after(arena, NULL);
    }
}

static size_t next_capacity(const orm_arena *arena, size_t size)
{
    size_t capacity = FIRST_BLOCK - sizeof(block);
    if (arena->newest != NULL) {
        capacity = arena->newest->capacity * 2;
    }
    if (capacity > LARGEST_BLOCK) {
        capacity = LARGEST_BLOCK;
    }
    return capacity < size ? size : capacity;
}

static block *add_block(orm_arena *arena, size_t size)
{
    size_t capacity = next_capacity(arena, size);
    if (capacity > SIZE_MAX - sizeof(block)) {
        return NULL;
    }
    block *fresh = orm__alloc_array(&arena->allocator, 1, sizeof *fresh + capacity);
    if (fresh != NULL) {
        fresh->next = arena->newest;
        fresh->capacity = capacity;
        forget_after(fresh, 0);
        arena->newest = fresh;
    }
    return fresh;
}

/* Bytes from the first unused one to the next that is aligned. */
static size_t gap_in(const block *from, size_t alignment)
{
    uintptr_t unused = (uintptr_t)(from->data + from->used);
    return (size_t)(-unused & (alignment - 1));
}

static bool has_room(const block *from, size_t size, size_t alignment)
{
    size_t gap = gap_in(from, alignment);
    size_t room = from->capacity - from->used;
    return gap <= room && size <= room - gap;
}

static void *take(orm_arena *arena, size_t size, size_t alignment)
{
    block *from = arena->newest;
    if (size > SIZE_MAX - ORM_FENCE) {
        return NULL;
    }
    if (from == NULL || !has_room(from, size + ORM_FENCE, alignment)) {
        /* a new block begins aligned for any type, so only what asks for more may need a gap */
        size_t gap = ORM_FENCE + (alignment > alignof(max_align_t) ? alignment - 1 : 0);
        from = size > SIZE_MAX - gap ? NULL : add_block(arena, size + gap);
    }
    if (from == NULL) {
        return NULL;
    }
    from->used += gap_in(from, alignment);
    void *taken = from->data + from->used;
    from->used += size + ORM_FENCE;
    orm__unpoison(taken, size);
    return taken;
}

void *orm__arena_aligned(orm_arena *arena, size_t size, size_t alignment)
{
    return take(arena, size, alignment);
}

void *orm_arena_alloc(orm_arena *arena, size_t size)
{
    return arena == NULL ? NULL : take(arena, size, alignof(max_align_t));
}

char *orm_arena_copy(orm_arena *arena, const void *data, size_t size)
{
    if (arena == NULL || size == SIZE_MAX) {
        return NULL;
    }
    char *copy = take(arena, size + 1, 1);
    if (copy != NULL) {
        if (size > 0) {
            memcpy(copy, data, size);
        }
        copy[size] = '\0';
    }
    return copy;
}

orm_arena_mark orm__arena_mark(const orm_arena *arena)
{
    orm_arena_mark mark = { .block = arena->newest };
    if (arena->newest != NULL) {
        mark.used = arena->newest->used;
    }
    return mark;
}

void orm__arena_back_to(orm_arena *arena, orm_arena_mark mark)
{
    free_blocks_after(arena, mark.block);
    if (arena->newest != NULL) {
        forget_after(arena->newest, mark.used);
    }
}

void *orm__arena_zeroed(orm_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    void *memory = orm_arena_alloc(arena, count * size);
    if (memory != NULL) {
        memset(memory, 0, count * size);
    }
    return memory;
}
