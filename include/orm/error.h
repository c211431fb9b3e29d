/* Status codes by cause, with the detail that a failing call leaves on its handle.
 *
 * 0 is success, positive is success with news, negative is failure. A code names the cause that the
 * caller can act on, never the operation that failed. */
#ifndef ORM_ERROR_H
#define ORM_ERROR_H

#include <orm/export.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

ORM_BEGIN_DECLS

/* X(name, value, text). The values are part of the ABI: append, never renumber. */
#define ORM_STATUS_MAP(X)                                                \
    X(OK, 0, "ok")                                                       \
    X(DONE, 1, "no more rows")                                           \
    X(AGAIN, 2, "not ready yet")                                         \
    X(NOT_FOUND, -1, "no such row")                                      \
    X(NO_MEMORY, -2, "out of memory")                                    \
    X(MISUSE, -3, "wrong use of the library")                            \
    X(NOT_SUPPORTED, -4, "not supported by this engine")                 \
    X(CONNECTION, -5, "no connection to the database")                   \
    X(OUTCOME_UNKNOWN, -6, "connection lost: outcome unknown")           \
    X(BUSY, -7, "database is locked by another connection")              \
    X(LOCKED, -8, "table is locked by this connection")                  \
    X(TIMEOUT, -9, "time limit reached")                                 \
    X(SERIALIZATION, -10, "transaction must be run again")               \
    X(ABORTED, -11, "transaction is aborted, only rollback is possible") \
    X(UNIQUE, -12, "unique constraint violated")                         \
    X(FOREIGN_KEY, -13, "foreign key constraint violated")               \
    X(NOT_NULL, -14, "not-null constraint violated")                     \
    X(CHECK, -15, "check constraint violated")                           \
    X(CONVERSION, -16, "value does not fit")                             \
    X(SCHEMA, -17, "table or column does not exist or does not match")   \
    X(SQL, -18, "statement refused by the engine")                       \
    X(READ_ONLY, -19, "database or transaction is read-only")            \
    X(PERMISSION, -20, "permission denied")                              \
    X(FULL, -21, "disk or database is full")                             \
    X(INTERRUPTED, -22, "interrupted")                                   \
    X(ENGINE, -23, "the database engine failed")                         \
    X(STALE, -24, "row was changed or deleted since it was read")        \
    X(TOO_MANY_ROWS, -25, "more than one row")                           \
    X(REFUSED, -26, "refused by a hook or a validator of the program")

typedef enum orm_status {
#define ORM_STATUS_ENUM(name, value, text) ORM_##name = (value),
    ORM_STATUS_MAP(ORM_STATUS_ENUM)
#undef ORM_STATUS_ENUM
} orm_status;

/* The detail of a failure. Plain memory of a fixed size: copy it freely, nothing to free.
 * Texts that do not fit their array are cut at a character boundary. */
typedef struct orm_error {
    orm_status status;
    int native;       /* SQLite's extended result code; 0 where there is none */
    char sqlstate[6]; /* PostgreSQL's SQLSTATE; "" where there is none */
    int parameter;    /* 1-based number of the parameter at fault; 0 = none in particular */
    size_t element;   /* 1-based number of the element of a batch at fault; 0 = none */
    char table[128];  /* "" where the engine does not say */
    char column[128]; /* several columns of one constraint are separated by ", " */
    char constraint[128];
    char message[512]; /* one line */
    const char *sql;   /* borrowed from the handle until its next failing call or its close;
                        * NULL where no statement was involved */
} orm_error;

/* The name of a status as C spells it ("ORM_UNIQUE"); "ORM_?" for a number that is none.
 * Borrowed, static. Any thread. */
ORM_API const char *orm_status_name(orm_status status);

/* The meaning of a status in a few words. Borrowed, static. Any thread. */
ORM_API const char *orm_status_text(orm_status status);

/* True where running the whole transaction again may succeed: SERIALIZATION (PostgreSQL 40001,
 * 40P01; SQLITE_BUSY_SNAPSHOT) and BUSY. Repeating the statement alone is no use for the first. */
ORM_API bool orm_status_is_retryable(orm_status status);

ORM_END_DECLS

#endif
