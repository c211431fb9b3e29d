/* Owns the count of requests and the wrappers that the linker puts in place. */
#include "failing_malloc.h"

#include <errno.h>
#include <orm/arena.h>
#include <stdint.h>

/* More than there is. An arena has large blocks and seldom asks: to refuse it a request is to make
 * it ask for this. */
#define TOO_MUCH (SIZE_MAX / 4)

static struct {
    size_t requests, fail_at;
    bool keeps_failing;
    call_paths *paths; /* NULL: not noted */
} state;

void failing_malloc_watch(call_paths *paths)
{
    failing_malloc_start(0, false);
    state.paths = paths;
}

void failing_malloc_start(size_t number, bool keeps_failing)
{
    state.requests = 0;
    state.fail_at = number;
    state.keeps_failing = keeps_failing;
}

size_t failing_malloc_stop(void)
{
    state.fail_at = 0;
    state.paths = NULL;
    return state.requests;
}

static bool is_refused(size_t size)
{
    if (size >= TOO_MUCH) {
        errno = ENOMEM;
        return true;
    }
    state.requests++;
    if (state.paths != NULL) {
        call_paths_note(state.paths, state.requests);
    }
    bool is_behind = state.keeps_failing && state.requests > state.fail_at;
    bool refused = state.fail_at != 0 && (state.requests == state.fail_at || is_behind);
    errno = refused ? ENOMEM : errno;
    return refused;
}

/* The names are the linker's: --wrap=malloc. NOLINTBEGIN */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *pointer, size_t size);
void *__real_orm_arena_alloc(orm_arena *arena, size_t size);
char *__real_orm_arena_copy(orm_arena *arena, const void *data, size_t size);
void *__real_orm__arena_zeroed(orm_arena *arena, size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *pointer, size_t size);
void *__wrap_orm_arena_alloc(orm_arena *arena, size_t size);
char *__wrap_orm_arena_copy(orm_arena *arena, const void *data, size_t size);
void *__wrap_orm__arena_zeroed(orm_arena *arena, size_t count, size_t size);

void *__wrap_malloc(size_t size)
{
    return is_refused(size) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return is_refused(size) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *pointer, size_t size)
{
    return is_refused(size) ? NULL : __real_realloc(pointer, size);
}

void *__wrap_orm_arena_alloc(orm_arena *arena, size_t size)
{
    return __real_orm_arena_alloc(arena, is_refused(size) ? TOO_MUCH : size);
}

char *__wrap_orm_arena_copy(orm_arena *arena, const void *data, size_t size)
{
    return is_refused(size) ? __real_orm_arena_alloc(arena, TOO_MUCH)
                            : __real_orm_arena_copy(arena, data, size);
}

void *__wrap_orm__arena_zeroed(orm_arena *arena, size_t count, size_t size)
{
    return is_refused(size) ? __real_orm_arena_alloc(arena, TOO_MUCH)
                            : __real_orm__arena_zeroed(arena, count, size);
}
/* NOLINTEND */
