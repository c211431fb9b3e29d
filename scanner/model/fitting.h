/* A written value on its way to a column's: what model/value.c and its kinds share. */
#ifndef SCANNER_MODEL_FITTING_H
#define SCANNER_MODEL_FITTING_H

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

/* Defaults of these kinds. False: reported. */
bool scan_value_fit_date(scan_fitting *f);
bool scan_value_fit_uuid(scan_fitting *f);
bool scan_value_fit_decimal(scan_fitting *f);

#endif
