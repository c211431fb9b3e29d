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

orm_status orm_arena_new(const orm_allocator *allocator, orm_arena **arena_out)
{
    if (arena_out == NULL) {
        return ORM_MISUSE;
    }
    orm_allocator own = orm__alloc_or_default(allocator);
    orm_arena *arena = orm__alloc_array(&own, 1, sizeof *arena);
    if (arena == NULL) {
        return ORM_NO_MEMORY;
    }
    orm__arena_init(arena, &own);
    *arena_out = arena;
    return ORM_OK;
}

orm_allocator orm__arena_allocator(const orm_arena *arena)
{
    return arena->allocator;
}

/* Only the first used bytes of its data are handed out from now on. */
static void forget_after(orm_arena_block *from, size_t used)
{
    from->used = used;
    orm__poison(from->data + used, from->capacity - used);
}

/* Frees blocks, newest first, until last is the newest. */
static void free_blocks_after(orm_arena *arena, const orm_arena_block *last)
{
    while (arena->newest != last && arena->newest != NULL) {
        orm_arena_block *dead = arena->newest;
        arena->newest = dead->next;
        orm__unpoison(dead->data, dead->capacity);
        orm__alloc_free(&arena->allocator, dead, sizeof *dead + dead->capacity);
    }
}

void orm__arena_fini(orm_arena *arena)
{
    free_blocks_after(arena, NULL);
}

void orm_arena_free(orm_arena *arena)
{
    if (arena != NULL) {
        orm_allocator allocator = arena->allocator;
        orm__arena_fini(arena);
        orm__alloc_free(&allocator, arena, sizeof *arena);
    }
}

static size_t used_in(const orm_arena *arena)
{
    size_t used = 0;
    for (const orm_arena_block *at = arena->newest; at != NULL; at = at->next) {
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
    orm_arena_block *kept = arena->newest;
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
    size_t capacity = FIRST_BLOCK - sizeof(orm_arena_block);
    if (arena->newest != NULL) {
        capacity = arena->newest->capacity * 2;
    }
    if (capacity > LARGEST_BLOCK) {
        capacity = LARGEST_BLOCK;
    }
    return capacity < size ? size : capacity;
}

static orm_arena_block *add_block(orm_arena *arena, size_t size)
{
    size_t capacity = next_capacity(arena, size);
    if (capacity > SIZE_MAX - sizeof(orm_arena_block)) {
        return NULL;
    }
    orm_arena_block *fresh = orm__alloc_array(&arena->allocator, 1, sizeof *fresh + capacity);
    if (fresh != NULL) {
        fresh->next = arena->newest;
        fresh->capacity = capacity;
        forget_after(fresh, 0);
        arena->newest = fresh;
    }
    return fresh;
}

void *orm__arena_take_new(orm_arena *arena, size_t size, size_t alignment)
{
    if (size > SIZE_MAX - ORM_FENCE) {
        return NULL;
    }
    /* a new block begins aligned for any type, so only what asks for more may need a gap */
    size_t gap = ORM_FENCE + (alignment > alignof(max_align_t) ? alignment - 1 : 0);
    if (size > SIZE_MAX - gap || add_block(arena, size + gap) == NULL) {
        return NULL;
    }
    return orm__arena_take(arena, size, alignment);
}

void *orm_arena_alloc(orm_arena *arena, size_t size)
{
    return arena == NULL ? NULL : orm__arena_take(arena, size, alignof(max_align_t));
}

char *orm_arena_copy(orm_arena *arena, const void *data, size_t size)
{
    return arena == NULL ? NULL : orm__arena_text(arena, data, size);
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
