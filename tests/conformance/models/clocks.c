/* Owns the converters of scanned/clocks.h. */
#include "scanned/clocks.h"

#include <stdio.h>

orm_status clock_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    const struct clock *of = slot->member;
    char text[40];
    int size = snprintf(text, sizeof text, "%02d:%02d:%02d", of->hour, of->minute, of->second);
    (void)error;
    *value_out = orm_value_text(orm_arena_copy(arena, text, (size_t)size));
    return value_out->as.text == NULL ? ORM_NO_MEMORY : ORM_OK;
}

orm_status clock_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    struct clock *to = slot->member;
    const char *text = orm_arena_copy(arena, value->as.text, value->size);
    char rest;
    if (text == NULL) {
        return ORM_NO_MEMORY;
    }
    return sscanf(text, "%d:%d:%d%c", &to->hour, &to->minute, &to->second, &rest) == 3
               ? ORM_OK
               : orm_converter_fail(error, "'%s' is no time of day", text);
}

orm_status period_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                         orm_error *error)
{
    (void)arena;
    (void)error;
    *value_out = orm_value_text(*(const period *)slot->member);
    return ORM_OK;
}

orm_status period_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    (void)error;
    *(period *)slot->member = orm_arena_copy(arena, value->as.text, value->size);
    return *(period *)slot->member == NULL ? ORM_NO_MEMORY : ORM_OK;
}
