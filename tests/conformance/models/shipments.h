/* Exponents that make the encode of an amount go wrong. */
#ifndef CONFORMANCE_MODELS_SHIPMENTS_H
#define CONFORMANCE_MODELS_SHIPMENTS_H

enum {
    AMOUNT_REFUSED = 100, /* with a reason of two lines */
    AMOUNT_BUSY,          /* a status without a reason */
    AMOUNT_DONE,          /* news instead of a failure */
    AMOUNT_NULL,          /* no value at all */
    AMOUNT_NUMBER,        /* a value of another type */
    AMOUNT_NUL            /* a text that no column takes */
};

#endif
