/* Owns the converter of scanned/leases.h. */
#include "scanned/leases.h"

#define HOUR INT64_C(3600000000)

orm_status hours_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    const hours *of = slot->member;
    (void)arena;
    (void)error;
    *value_out = orm_value_interval((orm_interval){ .microseconds = of->count * HOUR });
    return ORM_OK;
}

orm_status hours_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    hours *to = slot->member;
    const orm_interval interval = orm_value_as_interval(value);
    (void)arena;
    if (interval.months != 0 || interval.days != 0 || interval.microseconds % HOUR != 0) {
        return orm_converter_fail(error, "no whole hours");
    }
    to->count = interval.microseconds / HOUR;
    return ORM_OK;
}
