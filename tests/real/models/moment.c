/* Owns the way of a moment's text to the database and back. */
#include "models/moment.h"

#include <string.h>

orm_status moment_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                         orm_error *error)
{
    (void)arena;
    (void)error;
    const struct moment *moment = slot->member;
    *value_out = orm_value_text(moment->text);
    return ORM_OK;
}

orm_status moment_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    (void)arena;
    struct moment *moment = slot->member;
    if (value->size >= sizeof moment->text) {
        return orm_converter_fail(error, "no moment to the second");
    }
    memcpy(moment->text, value->as.text, value->size);
    return ORM_OK;
}
