/* Wares in arrays, for the calls on many rows. What goes wrong in here fails the test. */
#ifndef CONFORMANCE_WARES_H
#define CONFORMANCE_WARES_H

#include "support/engine.h"
#include "test_scanned.orm.h"

/* Wares whose code and place are those of their number, and copies of some; from the arena. */
struct ware *wares_new(engine_fixture *fx, size_t count);
struct ware *wares_copy(engine_fixture *fx, const struct ware *rows, size_t count);

/* What the table has. */
struct ware wares_found(engine_fixture *fx, int64_t id);
void wares_assert_count(engine_fixture *fx, int64_t expected);

/* The element of the handle's error. */
void wares_assert_element(engine_fixture *fx, size_t expected);

#endif
