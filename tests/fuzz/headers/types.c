/* Owns the converters of the types that random headers use. */
#include "types.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static orm_status encode_text(char text[48], orm_value *value_out, orm_arena *arena)
{
    const char *copy = orm_arena_copy(arena, text, strlen(text));
    *value_out = orm_value_text(copy);
    return copy == NULL ? ORM_NO_MEMORY : ORM_OK;
}

/* A number that is written in a text. */
static long long number_of(const orm_value *value, char *end_out)
{
    char text[48] = "";
    char *end = text;
    if (value->size < sizeof text) {
        memcpy(text, value->as.text, value->size);
    }
    long long number = strtoll(text, &end, 10);
    *end_out = *end;
    return number;
}

orm_status amount_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                         orm_error *error)
{
    const struct amount *amount = slot->member;
    char text[48];
    (void)error;
    (void)snprintf(text, sizeof text, "%lld", (long long)amount->units);
    (void)snprintf(text + strlen(text), 8, "e%d", amount->exponent);
    return encode_text(text, value_out, arena);
}

orm_status amount_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    struct amount *amount = slot->member;
    char end = '\0';
    (void)arena;
    amount->units = number_of(value, &end);
    if (end != 'e') {
        return orm_converter_fail(error, "no exponent in %.*s", (int)value->size, value->as.text);
    }
    const char *exponent = memchr(value->as.text, 'e', value->size);
    size_t before = (size_t)(exponent + 1 - value->as.text);
    orm_value rest = { .size = value->size - before, .as = { .text = exponent + 1 } };
    amount->exponent = (int8_t)number_of(&rest, &end);
    return ORM_OK;
}

orm_status chars_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    struct chars *chars = *(struct chars **)slot->member;
    (void)arena, (void)error;
    *value_out = orm_value_blob(chars->bytes, chars->size);
    return ORM_OK;
}

orm_status chars_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    struct chars *chars = orm_arena_alloc(arena, sizeof *chars + value->size);
    (void)error;
    if (chars == NULL) {
        return ORM_NO_MEMORY;
    }
    chars->size = value->size;
    if (value->size > 0) {
        memcpy(chars->bytes, value->as.data, value->size);
    }
    *(struct chars **)slot->member = chars;
    return ORM_OK;
}

orm_status color_text_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                             orm_error *error)
{
    char text[48];
    (void)error;
    (void)snprintf(text, sizeof text, "%u", (unsigned)*(color *)slot->member);
    return encode_text(text, value_out, arena);
}

orm_status color_text_decode(const orm_value *value, orm_slot *slot, orm_arena *arena,
                             orm_error *error)
{
    char end = '\0';
    (void)arena, (void)error;
    *(color *)slot->member = (color)number_of(value, &end);
    return ORM_OK;
}

orm_status either_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                         orm_error *error)
{
    (void)arena, (void)error;
    *value_out = orm_value_blob(((union either *)slot->member)->bytes, 16);
    return ORM_OK;
}

orm_status either_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    (void)arena;
    if (value->size != 16) {
        return orm_converter_fail(error, "%zu bytes", value->size);
    }
    memcpy(((union either *)slot->member)->bytes, value->as.data, 16);
    return ORM_OK;
}

/* Of a type whose values are numbers: to and from the value's. */
#define NUMBERS(name, type, to, into, from)                                                \
    orm_status name##_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena, \
                             orm_error *error)                                             \
    {                                                                                      \
        const type *x = slot->member;                                                      \
        (void)arena, (void)error;                                                          \
        *value_out = to;                                                                   \
        return ORM_OK;                                                                     \
    }                                                                                      \
    orm_status name##_decode(const orm_value *value, orm_slot *slot, orm_arena *arena,     \
                             orm_error *error)                                             \
    {                                                                                      \
        type *x = slot->member;                                                            \
        (void)arena, (void)error;                                                          \
        into = from;                                                                       \
        return ORM_OK;                                                                     \
    }

NUMBERS(color, color, orm_value_int(*x), *x, (color)value->as.integer)
NUMBERS(cents, cents, orm_value_int(*x), *x, value->as.integer)
NUMBERS(mood, enum mood, orm_value_bool(*x == MOOD_GOOD), *x,
        value->as.boolean ? MOOD_GOOD : MOOD_BAD)
NUMBERS(moment, struct moment, orm_value_int(x->hours *INT64_C(3600000000)), x->hours,
        value->as.integer / INT64_C(3600000000))
