/* Rows of the entity "sample", which has a column of every kind, and their comparison. */
#ifndef CONFORMANCE_MODELS_SAMPLES_H
#define CONFORMANCE_MODELS_SAMPLES_H

#include "kinds.orm.h"
#include "support/engine.h"

/* A row whose values say nothing in particular; its texts and blobs are constants. */
struct sample sample_plain(void);

/* Stores a row and reads it again: all mapped members but the key are the same. */
void sample_survives(engine_fixture *fixture, const struct sample *row);

/* Same values in all mapped members but the key; reals bit by bit. */
void sample_assert_same(const struct sample *a, const struct sample *b);

#endif
