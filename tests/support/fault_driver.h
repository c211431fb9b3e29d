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
 */
#ifndef TESTS_SUPPORT_FAULT_DRIVER_H
#define TESTS_SUPPORT_FAULT_DRIVER_H

#include <orm/sys/driver.h>

typedef struct fault_driver {
    orm_driver driver; /* first, so that a link finds it */
    const orm_driver *inner;
    size_t calls;      /* of open, prepare, start, fetch and exec so far */
    size_t prepares;   /* of prepare alone */
    size_t fail_at;    /* the call that fails, counted from 1; 0 = none */
    orm_status status; /* what it fails with */
    bool loses_link;   /* from that call on the link is LOST and everything fails */
} fault_driver;

/* inner: borrowed. */
void fault_init(fault_driver *fault, const orm_driver *inner, size_t fail_at, orm_status status);

#endif
