/* The daemon's own way to its database, without Corm: sqlite3 or libpq, by hand. Tests make the
 * tables with it, write rows as the daemon does, and read what Corm has written. Whatever fails,
 * fails the test. */
#ifndef REAL_DAEMON_PLAIN_H
#define REAL_DAEMON_PLAIN_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct orm_db;

typedef struct plain plain;

/* What is bound to a parameter, as the daemon's db_bind_... do. */
typedef struct plain_value {
    enum { PLAIN_NULL, PLAIN_NUMBER, PLAIN_TEXT, PLAIN_BYTES } type;
    uint64_t number; /* stored as the signed number of the same bits */
    const void *data;
    size_t size;
} plain_value;

#define PLAIN_NOTHING ((plain_value){ .type = PLAIN_NULL })
#define PLAIN_N(n) ((plain_value){ .type = PLAIN_NUMBER, .number = (uint64_t)(n) })
#define PLAIN_T(text) \
    ((plain_value){ .type = PLAIN_TEXT, .data = (text), .size = sizeof(text) - 1 })
#define PLAIN_B(bytes, count) \
    ((plain_value){ .type = PLAIN_BYTES, .data = (bytes), .size = (count) })

/* url: as of orm_open. */
plain *plain_open(const char *url);
void plain_close(plain *db);

/* The connection of a handle of Corm's, which stays its own. */
plain *plain_borrow(struct orm_db *db);

/* Statements without parameters and rows. */
void plain_exec(plain *db, const char *sql);

/* One statement with parameters $1, $2, ..., each once and in this order. */
void plain_run(plain *db, const char *sql, const plain_value *values, size_t count);
#define PLAIN_RUN(db, sql, ...)                            \
    plain_run((db), (sql), (plain_value[]){ __VA_ARGS__ }, \
              sizeof((plain_value[]){ __VA_ARGS__ }) / sizeof(plain_value))

/* The rows that a question gives, one on a line, in the order of their texts: the same on both
 * engines for the same rows. */
void plain_print(plain *db, const char *sql, FILE *out);

/* Bytes in hexadecimal, those that stand several times in a row with their number. */
void plain_print_bytes(FILE *out, const unsigned char *bytes, size_t size);

#endif
