/* Owns the converter of scanned/deeds.h. */
#include "scanned/deeds.h"

#include <inttypes.h>
#include <stdio.h>

orm_status span_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                       orm_error *error)
{
    const struct span *span = slot->member;
    char text[32];
    int size = snprintf(text, sizeof text, "%" PRId32 "+%" PRId32, span->start, span->size);
    (void)error;
    *value_out = orm_value_text(orm_arena_copy(arena, text, (size_t)size));
    return value_out->as.text == NULL ? ORM_NO_MEMORY : ORM_OK;
}

orm_status span_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    struct span *span = slot->member;
    const char *text = orm_arena_copy(arena, value->as.text, value->size);
    if (text == NULL) {
        return ORM_NO_MEMORY;
    }
    if (sscanf(text, "%" SCNd32 "+%" SCNd32, &span->start, &span->size) != 2) {
        return orm_converter_fail(error, "'%s' is no span", text);
    }
    return ORM_OK;
}
