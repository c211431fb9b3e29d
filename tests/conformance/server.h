/* A server that a test may stop: one of its own (--own of tests/support/postgresql.sh). */
#ifndef CONFORMANCE_SERVER_H
#define CONFORMANCE_SERVER_H

#include "models/customers.h"

/* Skips the test where there is no such server; makes the tables of the shop. */
engine_fixture *server_begin_test(void **state);

/* way: "immediate", as a crash, or "fast", as an administrator. In threads, which assert nothing:
 * whether it has stopped. */
bool server_stops(const char *way);
void server_stop(const char *way);
void server_start(void);

#endif
