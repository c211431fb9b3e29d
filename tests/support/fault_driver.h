/* A decorator driver that fails the n-th call of another one, so that a test can break an operation
 * at each of its steps:
 *
 *     for (size_t n = 1;; n++) {
 *         fault_driver fault;
 *         fault_init(&fault, &orm_driver_sqlite, n, ORM_ENGINE);
 *         orm_options options = { .driver = &fault.driver };
 *         ...
 *         if (fault.calls < n) break;
 *     }
 *
 * Counted are open, prepare, start, fetch, run and exec; a fetch after ORM_AGAIN is still the same
 * one. What start is given is handed on by the first fetch, so that a fetch that fails has not
 * reached the engine. */
#ifndef TESTS_SUPPORT_FAULT_DRIVER_H
#define TESTS_SUPPORT_FAULT_DRIVER_H

#include <orm/sys/driver.h>

/* What has become of the call that fails, and of what is around it. */
typedef enum fault_effect {
    FAULT_REFUSED, /* it was not made; PostgreSQL's transaction is aborted by it, and ended where
                    * it was the COMMIT, unless the status is the client's own */
    FAULT_ROLLED_BACK, /* nor made, and the engine has rolled back the transaction by itself */
    FAULT_LOST,        /* the connection was gone before anything was sent */
    FAULT_UNANSWERED,  /* it was sent, and the server ended before it did anything */
    FAULT_LOST_AFTER   /* the server did it, and its answer was lost */
} fault_effect;

typedef struct fault_driver {
    orm_driver driver; /* first, so that a link finds it */
    const orm_driver *inner;
    size_t calls;        /* so far */
    size_t prepares;     /* of prepare alone */
    size_t fail_at;      /* the call that fails, counted from 1; 0 = none */
    orm_status status;   /* what it fails with; of a lost connection what the driver makes of it */
    fault_effect effect; /* a lost connection stays lost, and another one can be opened */
    bool loses_link;     /* from that call on all links are LOST and everything fails */
} fault_driver;

/* inner: borrowed. */
void fault_init(fault_driver *fault, const orm_driver *inner, size_t fail_at, orm_status status);

/* True where the call was reached. */
bool fault_was_met(const fault_driver *fault);

#endif
