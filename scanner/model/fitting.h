/* A written value on its way to a column's: what model/value.c and its kinds share. */
#ifndef SCANNER_MODEL_FITTING_H
#define SCANNER_MODEL_FITTING_H

#include "annotation/number.h"
#include "annotation/suggest.h"
#include "model/apply.h"
#include "model/model.h"

typedef struct scan_fitting {
    scan_context *context;
    const scan_field *field;
    const scan_argument *argument;
    scan_place place;
    orm_value value; /* what came out */
} scan_fitting;

/* Says what should stand there. Returns false. */
bool scan_value_wanted(const scan_fitting *f, const char *wanted);

/* A number, or an identifier that is one. wanted: as for scan_value_wanted. */
bool scan_value_read_number(const scan_fitting *f, const char *wanted, scan_number *number);

/* An integer between the member's bounds, and not above most. */
bool scan_value_read_integer(const scan_fitting *f, bool is_signed, uint64_t most,
                             scan_number *number);

/* The width of the integer that a written number must fit: a struct of a time counts in 64 bits. */
unsigned scan_value_bits(const scan_field *field);

/* NULL: the enumeration has no such enumerator; a NULL enumeration has none. */
const orm_enum_label *scan_value_find_label(const scan_enum *enumeration, const char *name);

/* The enumerator that is written. NULL: it is none, reported. */
const orm_enum_label *scan_value_read_label(const scan_fitting *f);

/* The end of a message that offers the enumerators of the field, if it has any; and the fix-it. */
const char *scan_value_suggest_label(const scan_fitting *f, scan_suggestion *suggestion);
void scan_value_fix(const scan_fitting *f, const scan_suggestion *suggestion);

/* Whether the value, an INT, is that of an enumerator. False: reported. */
bool scan_value_judge_label(const scan_fitting *f);

/* Defaults of these kinds. False: reported. */
bool scan_value_fit_label(scan_fitting *f);
bool scan_value_fit_date(scan_fitting *f);
bool scan_value_fit_uuid(scan_fitting *f);
bool scan_value_fit_interval(scan_fitting *f);
bool scan_value_fit_decimal(scan_fitting *f);

#endif
