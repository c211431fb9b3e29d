/* What the tables of deeds must hold, kept in memory beside them, and what they do hold, read over
 * a connection that is none of Corm's. */
#ifndef CONFORMANCE_FAULTS_SHADOW_H
#define CONFORMANCE_FAULTS_SHADOW_H

#include "support/engine.h"
#include "test_deeds.orm.h"

enum { SHADOW_MAX = 48 };

/* A row, as far as it can be compared from outside. */
typedef struct shadow_row {
    char code[16];
    int64_t id; /* 0 = whichever */
    int64_t amount;
    int changes;
    int64_t note_size, data_size; /* -1 = NULL */
    char note;                    /* its first byte */
    char tags[40];                /* "[1,2]"; "-" = NULL */
    char span[24];
    int fact; /* -1 = NULL */
    int clauses;
} shadow_row;

typedef struct shadow {
    bool has_tables;
    size_t count;
    shadow_row rows[SHADOW_MAX]; /* in the order of their codes */
} shadow;

/* The row with this code; NULL: there is none. */
shadow_row *shadow_find(shadow *s, const char *code);

/* Adds the row, or replaces the one of its code, whose id and clauses stay. */
shadow_row *shadow_store(shadow *s, const struct deed *deed);
void shadow_drop(shadow *s, const char *code);

/* "" = both are the same, else the first difference. Borrowed, static. */
const char *shadow_compare(const shadow *expected, const shadow *found);

/* ---- the connection from outside ---- */

typedef struct witness witness;

/* A connection as a program would open it, to be wrapped, and its end. NULL is allowed. */
void *witness_connect(const char *url);
void witness_disconnect(void *native);

witness *witness_open(const char *url);
void witness_close(witness *w);
void witness_read(witness *w, shadow *found_out);
/* SQLite: the file is in order. */
void witness_check(witness *w);
/* Fails the test if the text does. */
void witness_exec(witness *w, const char *sql);

#endif
