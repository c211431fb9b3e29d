/* The input: people that are made before the clock starts. */
#ifndef PEOPLE_H
#define PEOPLE_H

#include <stddef.h>

#include "person.h"

enum { PEOPLE_AGES = 62, PEOPLE_YOUNGEST = 18 };

/* count people with the keys 1 to count. NULL: no memory. Free with people_free. */
struct person *people_new(size_t count);
void people_free(struct person *people, size_t count);

/* The k-th of count indexes, in an order that jumps about and comes to each index once. */
size_t people_shuffle(size_t k, size_t count);

/* A person as an update would leave it. Borrows its texts. */
struct person people_changed(const struct person *person);

/* Sums that tell whether two sides have read the same: the quick one while the clock runs, the
 * other one of every member. */
uint64_t people_sum_key(const struct person *person);
uint64_t people_sum_all(const struct person *person);

#endif
