/* Owns the copying of values with what they borrow: texts, blobs, and lists of them. */
#include "query/kept.h"

#include "base/arena.h"
#include "base/error.h"

static bool has_bytes(const orm_value *value)
{
    return value->type == ORM_TYPE_TEXT || value->type == ORM_TYPE_BLOB ||
           value->type == ORM_TYPE_OTHER;
}

static bool copy_bytes(orm_arena *arena, orm_value *value)
{
    if (!has_bytes(value)) {
        return true;
    }
    value->as.data = orm_arena_copy(arena, value->as.data, value->size);
    return value->as.data != NULL;
}

/* NULL: no memory. */
static orm_value *copy_values(orm_arena *arena, const orm_value *values, size_t count)
{
    orm_value *copies = orm__arena_zeroed(arena, count, sizeof *copies);
    for (size_t i = 0; copies != NULL && i < count; i++) {
        copies[i] = values[i];
        if (!copy_bytes(arena, &copies[i])) {
            return NULL;
        }
    }
    return copies;
}

static bool copy_list(orm_arena *arena, orm_value *value)
{
    if (value->type != ORM_TYPE_LIST) {
        return true;
    }
    value->as.list = copy_values(arena, value->as.list, value->size);
    return value->as.list != NULL;
}

static bool copy_lists(orm_arena *arena, orm_value *values, size_t count)
{
    bool copied = true;
    for (size_t i = 0; copied && i < count; i++) {
        copied = copy_list(arena, &values[i]);
    }
    return copied;
}

const orm_value *orm__kept_params(orm_arena *arena, const orm_value *values, size_t count)
{
    orm_value *copies = copy_values(arena, values, count);
    return copies != NULL && copy_lists(arena, copies, count) ? copies : NULL;
}

orm_status orm__kept_value(orm_arena *arena, const orm_value *value, orm_value *copy_out,
                           orm_error *error)
{
    orm_value copy = *value;
    if (arena == NULL && (has_bytes(value) || value->type == ORM_TYPE_LIST)) {
        return orm__error_set(error, ORM_MISUSE, "the value needs an arena, which is NULL");
    }
    if (!copy_bytes(arena, &copy) || !copy_list(arena, &copy)) {
        return orm__error_no_memory(error);
    }
    *copy_out = copy;
    return ORM_OK;
}

orm_value orm__kept_plain(const orm_value *value)
{
    orm_value plain = *value;
    if (value->type == ORM_TYPE_DECIMAL && value->size == 0) {
        return orm_value_int(value->as.integer);
    }
    plain.months = value->type == ORM_TYPE_INTERVAL ? value->months : 0;
    return plain;
}
