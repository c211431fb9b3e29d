/* Owns written dates, uuids, intervals and decimals: defaults that have a form of their own. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "base/interval.h"
#include "base/plural.h"
#include "base/uuid.h"
#include "diag.h"
#include "model/fitting.h"
#include "model/value.h"

bool scan_value_fit_date(scan_fitting *f)
{
    int64_t days = 0;
    const scan_argument *argument = f->argument;
    if (argument->kind != SCAN_VALUE_STRING ||
        !orm__calendar_read(argument->text, argument->size, &days)) {
        return scan_value_wanted(f, "\"2026-02-28\"");
    }
    f->value = orm_value_int(days);
    f->value.type = ORM_TYPE_DATE;
    return true;
}

bool scan_value_fit_uuid(scan_fitting *f)
{
    const scan_argument *argument = f->argument;
    unsigned char bytes[ORM_UUID_SIZE];
    if (argument->kind != SCAN_VALUE_STRING ||
        !orm__uuid_read(argument->text, argument->size, bytes)) {
        return scan_value_wanted(f, "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"");
    }
    const void *copy = orm_arena_copy(f->context->arena, bytes, sizeof bytes);
    if (copy == NULL) {
        scan_diag_no_memory(f->context->diag);
        return false;
    }
    f->value = orm_value_blob(copy, sizeof bytes);
    return true;
}

bool scan_value_fit_interval(scan_fitting *f)
{
    orm_interval interval;
    const scan_argument *argument = f->argument;
    if (argument->kind != SCAN_VALUE_STRING ||
        !orm__interval_read(argument->text, argument->size, &interval) ||
        !orm__interval_holds(interval)) {
        return scan_value_wanted(f, "\"P1Y2M3DT4H5M6S\"");
    }
    f->value = orm_value_interval(interval);
    return true;
}

/* The text of the decimal: as it stands there, or the number that a name stands for. NULL:
 * reported. */
static const char *read_decimal(const scan_fitting *f, char *text, size_t size)
{
    scan_number number;
    if (scan_argument_name(f->argument) == NULL) {
        return f->argument->text;
    }
    if (!scan_value_read_number(f, "a number such as 1.50", &number)) {
        return NULL;
    }
    if (number.is_real) {
        (void)scan_value_wanted(f, "a number such as 1.50");
        return NULL;
    }
    (void)snprintf(text, size, "%s%" PRIu64, number.negative ? "-" : "", number.magnitude);
    return text;
}

/* An integer that holds a decimal may be smaller than its digits: it is read back into that. */
static bool judge_bounds(const scan_fitting *f, int64_t scaled)
{
    const scan_field *field = f->field;
    if (field->storage != ORM_STORAGE_INT) { /* a text has no such bits */
        return true;
    }
    int64_t least = scan_value_least(true, scan_value_bits(field));
    int64_t most = (int64_t)scan_value_most(true, scan_value_bits(field));
    if (scaled >= least && scaled <= most) {
        return true;
    }
    scan_diag_error(f->context->diag, f->place,
                    "'%s' does not fit '%s', which counts the last place from %" PRId64
                    " to %" PRId64,
                    f->argument->text, field->member, least, most);
    return false;
}

/* As a number or as a text: 1.50 and "1.50" are the same. */
bool scan_value_fit_decimal(scan_fitting *f)
{
    const scan_argument *argument = f->argument;
    const scan_field *field = f->field;
    int64_t scaled = 0, largest = orm__decimal_largest(field->precision);
    char room[32];
    const char *text = read_decimal(f, room, sizeof room);
    if (text == NULL) {
        return false;
    }
    orm_decimal_problem problem = orm__decimal_read(
        text, text == room ? strlen(text) : argument->size, field->scale, &scaled);
    if (problem == ORM_DECIMAL_NO_NUMBER) {
        return scan_value_wanted(f, "a number such as 1.50");
    }
    if (problem != ORM_DECIMAL_GOOD || scaled < -largest || scaled > largest) {
        scan_diag_error(f->context->diag, f->place,
                        "'%s' does not fit '%s', which has %u digit%s, %u of them behind the point",
                        argument->text, field->member, (unsigned)field->precision,
                        orm__plural(field->precision), (unsigned)field->scale);
        return false;
    }
    if (!judge_bounds(f, scaled)) {
        return false;
    }
    f->value = (orm_value){ .type = ORM_TYPE_DECIMAL, .size = field->scale, .as.integer = scaled };
    return true;
}
