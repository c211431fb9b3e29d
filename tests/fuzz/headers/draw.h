/* What the programs share that orm-headers writes: a database, random values, comparisons. */
#ifndef TESTS_FUZZ_HEADERS_DRAW_H
#define TESTS_FUZZ_HEADERS_DRAW_H

#include <limits.h>
#include <orm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "dice.h"
#include "types.h"

typedef struct fixture {
    orm_db *db;
    orm_arena *arena; /* of a round: rows and what they point to */
    dice dice;
    unsigned round;
    bool finite; /* what is drawn goes into JSON */
    const char *doing;
} fixture;

/* Opens a database, makes the tables of a schema, runs each round often, and drops them again. */
int fixture_main(int argc, char **argv, const orm_schema *schema,
                 void (*const rounds[])(fixture *f), size_t round_count);

/* Ends the program with a message where the condition does not hold, or the call failed. */
void require(const fixture *f, bool holds, const char *what);
void require_ok(const fixture *f, orm_status status, const char *what);

/* Ends it where the condition does not hold for the one row of the entity. */
void require_one(const fixture *f, const orm_entity *entity, const orm_expr *where);

/* The bounds are drawn often. */
int64_t draw_integer(fixture *f, int64_t low, uint64_t high);
int64_t draw_decimal(fixture *f, unsigned digits);
float draw_float(fixture *f);
double draw_double(fixture *f);
/* Memory of the round, zeroed. */
void *draw_room(fixture *f, size_t size);
void draw_memory(fixture *f, void *memory, size_t size);
/* UTF-8 of fewer than so many bytes. */
void draw_chars(fixture *f, char *text, size_t size);
char *draw_text(fixture *f, size_t size);
/* Without a NUL; with any bytes. */
char *draw_span(fixture *f, size_t most, size_t *size_out);
void *draw_bytes(fixture *f, size_t most, size_t *size_out);
struct chars *draw_counted(fixture *f, size_t most);
void draw_day(fixture *f, char text[11]);
void draw_digits(fixture *f, char text[24], unsigned precision, unsigned scale);
char *draw_json(fixture *f);

bool same_text(const char *a, const char *b);
bool same_bytes(const void *a, size_t a_size, const void *b, size_t b_size);
bool same_counted(const struct chars *a, const struct chars *b);
bool same_real(double a, double b);

#endif
