/* Owns the header and the guard around every block that the failing allocator hands out. */
#include "support/chaos_alloc.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { GUARD_SIZE = 8, FRESH = 0xA5, GUARD = 0x5A };

typedef struct chaos_block {
    alignas(max_align_t) struct chaos_block *next;
    struct chaos_block *previous;
    size_t size;
    uint64_t magic;
} header;

#define LIVE UINT64_C(0xC0FFEE00C0FFEE01)
#define DEAD UINT64_C(0xDEADDEADDEADDEAD)

void chaos_init(chaos_alloc *chaos, size_t fail_at)
{
    *chaos = (chaos_alloc){ .fail_at = fail_at };
}

static void complain(chaos_alloc *chaos, const char *what)
{
    if (chaos->wrong_use == NULL) {
        chaos->wrong_use = what;
    }
}

static void link_block(chaos_alloc *chaos, header *block)
{
    block->previous = NULL;
    block->next = chaos->blocks;
    if (block->next != NULL) {
        block->next->previous = block;
    }
    chaos->blocks = block;
}

static void unlink_block(chaos_alloc *chaos, header *block)
{
    if (block->next != NULL) {
        block->next->previous = block->previous;
    }
    if (block->previous != NULL) {
        block->previous->next = block->next;
    } else {
        chaos->blocks = block->next;
    }
}

static void *take(chaos_alloc *chaos, size_t size)
{
    header *block = malloc(sizeof *block + size + GUARD_SIZE);
    if (block == NULL) {
        complain(chaos, "malloc itself failed");
        return NULL;
    }
    block->size = size;
    block->magic = LIVE;
    link_block(chaos, block);
    unsigned char *data = (unsigned char *)(block + 1);
    memset(data, FRESH, size);
    memset(data + size, GUARD, GUARD_SIZE);
    chaos->live_blocks++;
    chaos->live_bytes += size;
    if (chaos->live_bytes > chaos->peak_bytes) {
        chaos->peak_bytes = chaos->live_bytes;
    }
    return data;
}

static bool has_guard(const unsigned char *end)
{
    for (size_t i = 0; i < GUARD_SIZE; i++) {
        if (end[i] != GUARD) {
            return false;
        }
    }
    return true;
}

/* The block of a pointer after a look at it; NULL: it is none of ours. */
static header *inspect(chaos_alloc *chaos, void *pointer, size_t old_size)
{
    header *block = (header *)pointer - 1;
    if (block->magic != LIVE) {
        complain(chaos, "a pointer that is not live");
        return NULL;
    }
    if (block->size != old_size) {
        complain(chaos, "old_size is not what was asked for");
    }
    if (!has_guard((unsigned char *)pointer + block->size)) {
        complain(chaos, "a write behind the end of a block");
    }
    return block;
}

static void give_back(chaos_alloc *chaos, header *block)
{
    chaos->live_blocks--;
    chaos->live_bytes -= block->size;
    block->magic = DEAD;
    unlink_block(chaos, block);
    free(block);
}

void chaos_release(chaos_alloc *chaos)
{
    while (chaos->blocks != NULL) {
        give_back(chaos, chaos->blocks);
    }
}

static bool is_refused(chaos_alloc *chaos)
{
    chaos->requests++;
    if (chaos->fail_at == 0) {
        return false;
    }
    return chaos->keeps_failing ? chaos->requests >= chaos->fail_at
                                : chaos->requests == chaos->fail_at;
}

static void *resize(void *ctx, void *pointer, size_t old_size, size_t new_size)
{
    chaos_alloc *chaos = ctx;
    header *old = NULL;
    if (new_size > PTRDIFF_MAX) {
        complain(chaos, "more is asked for than any object has");
        return NULL;
    }
    if (pointer != NULL) {
        old = inspect(chaos, pointer, old_size);
    } else if (old_size != 0) {
        complain(chaos, "an old_size without a pointer");
    }
    if (new_size > 0 && is_refused(chaos)) {
        return NULL;
    }
    void *fresh = new_size == 0 ? NULL : take(chaos, new_size);
    if (old != NULL && fresh != NULL) {
        memcpy(fresh, pointer, old->size < new_size ? old->size : new_size);
    }
    if (old != NULL && (fresh != NULL || new_size == 0)) {
        give_back(chaos, old);
    }
    return fresh;
}

orm_allocator chaos_allocator(chaos_alloc *chaos)
{
    return (orm_allocator){ .resize = resize, .ctx = chaos };
}

const char *chaos_fault(const chaos_alloc *chaos)
{
    if (chaos->wrong_use != NULL) {
        return chaos->wrong_use;
    }
    return chaos->live_blocks == 0 ? "" : "a leak";
}

/* Fails one request after the other until none was refused. */
static const char *run_all(chaos_scenario scenario, void *ctx, bool keeps_failing)
{
    for (size_t n = 1;; n++) {
        chaos_alloc chaos;
        chaos_init(&chaos, n);
        chaos.keeps_failing = keeps_failing;
        orm_allocator allocator = chaos_allocator(&chaos);
        orm_status status = scenario(ctx, &allocator);
        const char *fault = chaos_fault(&chaos);
        chaos_release(&chaos);
        if (fault[0] != '\0') {
            return fault;
        }
        if (chaos.requests < n) {
            return status == ORM_OK ? "" : "it fails even with all the memory it asks for";
        }
        if (status != ORM_NO_MEMORY) {
            return status == ORM_OK ? "a refused request went unnoticed"
                                    : "another status than NO_MEMORY";
        }
    }
}

const char *chaos_each(chaos_scenario scenario, void *ctx)
{
    const char *fault = run_all(scenario, ctx, false);
    return fault[0] != '\0' ? fault : run_all(scenario, ctx, true);
}
