/* Owns the way of values into plain members. */
#include <string.h>

#include "base/arena.h"
#include "meta/storage.h"
#include "row/plan_step.h"

static inline bool load_signed(unsigned char *at, size_t size, const orm_value *value)
{
    int64_t most = (int64_t)(UINT64_MAX >> (65 - 8 * size));
    if (value->type != ORM_TYPE_INT || value->as.integer > most || value->as.integer < -most - 1) {
        return false;
    }
    orm__storage_write_natural(at, size, value->as.natural);
    return true;
}

static inline bool load_unsigned(unsigned char *at, size_t size, const orm_value *value)
{
    uint64_t most = UINT64_MAX >> (64 - 8 * size);
    if (value->type != ORM_TYPE_INT || value->as.integer < 0 || value->as.natural > most) {
        return false;
    }
    orm__storage_write_natural(at, size, value->as.natural);
    return true;
}

static inline bool load_bool(unsigned char *at, const orm_value *value)
{
    bool is_true = false;
    if (value->type == ORM_TYPE_INT) {
        is_true = value->as.integer != 0;
    } else if (value->type == ORM_TYPE_BOOL) {
        is_true = value->as.boolean;
    } else {
        return false;
    }
    memcpy(at, &is_true, sizeof is_true);
    return true;
}

static inline bool load_timestamp(unsigned char *at, const orm_value *value)
{
    if (value->type != ORM_TYPE_TIMESTAMP && value->type != ORM_TYPE_INT) {
        return false;
    }
    memcpy(at, &value->as.integer, sizeof value->as.integer);
    return true;
}

static inline bool load_real(unsigned char *at, const orm_value *value)
{
    if (value->type != ORM_TYPE_REAL) {
        return false;
    }
    memcpy(at, &value->as.real, sizeof value->as.real);
    return true;
}

static inline bool has_nul(const orm_value *text)
{
    return text->size > 0 && memchr(text->as.text, '\0', text->size) != NULL;
}

static inline bool load_null(const orm_plan_step *step, unsigned char *at)
{
    void *const none = NULL;
    memcpy(at, &none, sizeof none);
    return step->nullable;
}

/* What is still to be done for a value. */
typedef enum plan_result {
    PLAN_DONE,
    PLAN_CODEC, /* the codec does it, or says why not */
    PLAN_NO_MEMORY
} plan_result;

static inline plan_result result_of(bool done)
{
    return done ? PLAN_DONE : PLAN_CODEC;
}

static plan_result load_string(const orm_plan_step *step, unsigned char *at, const orm_value *value,
                               orm_arena *arena)
{
    if (value->type == ORM_TYPE_NULL) {
        return result_of(load_null(step, at));
    }
    if (value->type != ORM_TYPE_TEXT || arena == NULL || has_nul(value)) {
        return PLAN_CODEC;
    }
    const char *copy = orm__arena_text(arena, value->as.text, value->size);
    memcpy(at, &copy, sizeof copy);
    return copy != NULL ? PLAN_DONE : PLAN_NO_MEMORY;
}

static inline bool load_chars(const orm_plan_step *step, unsigned char *at, const orm_value *value)
{
    if (value->type != ORM_TYPE_TEXT || value->size >= step->size || has_nul(value)) {
        return false;
    }
    if (value->size > 0) {
        memcpy(at, value->as.text, value->size);
    }
    memset(at + value->size, 0, step->size - value->size);
    return true;
}

static plan_result load_blob(const orm_plan_step *step, unsigned char *row, const orm_value *value,
                             orm_arena *arena)
{
    unsigned char *at = row + step->at;
    if (value->type == ORM_TYPE_NULL) {
        orm__storage_write_natural(row + step->length_at, step->length_size, 0);
        return result_of(load_null(step, at));
    }
    if (value->type != ORM_TYPE_BLOB || arena == NULL || value->size > step->size) {
        return PLAN_CODEC;
    }
    void *copy = orm__arena_take(arena, value->size, alignof(max_align_t));
    if (copy == NULL) {
        return PLAN_NO_MEMORY;
    }
    if (value->size > 0) {
        memcpy(copy, value->as.data, value->size);
    }
    memcpy(at, &copy, sizeof copy);
    orm__storage_write_natural(row + step->length_at, step->length_size, value->size);
    return PLAN_DONE;
}

static inline plan_result load(const orm_plan_step *step, unsigned char *row, orm_arena *arena,
                               const orm_value *value)
{
    unsigned char *at = row + step->at;
    switch ((orm_plan_form)step->form) {
    case ORM_PLAN_CODEC:
        return PLAN_CODEC;
    case ORM_PLAN_INT8:
        return result_of(load_signed(at, 1, value));
    case ORM_PLAN_INT16:
        return result_of(load_signed(at, 2, value));
    case ORM_PLAN_INT32:
        return result_of(load_signed(at, 4, value));
    case ORM_PLAN_INT64:
        return result_of(load_signed(at, 8, value));
    case ORM_PLAN_UINT8:
        return result_of(load_unsigned(at, 1, value));
    case ORM_PLAN_UINT16:
        return result_of(load_unsigned(at, 2, value));
    case ORM_PLAN_UINT32:
        return result_of(load_unsigned(at, 4, value));
    case ORM_PLAN_UINT64:
        return result_of(load_unsigned(at, 8, value));
    case ORM_PLAN_BOOL:
        return result_of(load_bool(at, value));
    case ORM_PLAN_FLOAT64:
        return result_of(load_real(at, value));
    case ORM_PLAN_TIMESTAMP:
        return result_of(load_timestamp(at, value));
    case ORM_PLAN_STRING:
        return load_string(step, at, value, arena);
    case ORM_PLAN_CHARS:
        return result_of(load_chars(step, at, value));
    case ORM_PLAN_BLOB:
        return load_blob(step, row, value, arena);
    }
    return PLAN_CODEC;
}

size_t orm__plan_load(const orm_plan *plan, const orm_instance *into, const orm_value *values,
                      size_t from)
{
    unsigned char *row = into->row;
    orm_arena *arena = into->arena;
    const size_t count = plan->count;
    for (size_t i = from; i < count; i++) {
        plan_result result = load(&plan->steps[i], row, arena, &values[i]);
        if (result != PLAN_DONE) {
            return result == PLAN_CODEC ? i : ORM_PLAN_NO_MEMORY;
        }
    }
    return count;
}

bool orm__plan_load_field(const orm_plan *plan, const orm_instance *into, size_t field,
                          const orm_value *value)
{
    return load(&plan->steps[field], into->row, NULL, value) == PLAN_DONE;
}
