/* The log callback: the only way in which the library speaks beside its return values. It never
 * prints. The callback belongs to one handle and is called by the thread that uses that handle, in
 * the middle of a call: on the same handle, and on rows whose window is open, it may call nothing
 * but orm_db_dialect and orm_depth; other calls answer ORM_MISUSE. Other handles are free.
 *
 * It can keep a copy of the database: on another handle it runs, by orm_exec, the expanded text of
 * each statement that has succeeded (status >= 0) and that is_write or is_transaction, and ROLLBACK
 * where one has failed that was in a transaction before and is not any more (in_transaction: a
 * COMMIT that PostgreSQL refuses, a lost connection, a full disk). What an engine chooses is chosen
 * anew there: keys that it generates, the time, random numbers. */
#ifndef ORM_LOG_H
#define ORM_LOG_H

#include <orm/error.h>

ORM_BEGIN_DECLS

typedef enum orm_log_level {
    ORM_LOG_STATEMENT = 1, /* a statement has run */
    ORM_LOG_NOTICE,        /* the engine said something that is no error */
    ORM_LOG_WARNING        /* something that the program should change */
} orm_log_level;

/* One event. Everything in it is borrowed for the time of the callback. Values of parameters are
 * never part of it, since they may be secrets, unless orm_options.log_values asks for them. */
typedef struct orm_log_event {
    orm_log_level level;
    const char *message; /* NOTICE and WARNING: one line; STATEMENT: NULL, or the error's */
    const char *sql;     /* STATEMENT: its text; else NULL */
    orm_status status;   /* STATEMENT: how it ended */
    int64_t rows;        /* STATEMENT: rows read or changed */
    int64_t duration_ns; /* STATEMENT: from its start to its end, in nanoseconds */
    const void *caller;  /* address in the program that asked; NULL = unknown */
    /* STATEMENT: by its words it may change what is stored (rows or tables). What a function does
     * that a SELECT calls does not show. */
    bool is_write;
    /* STATEMENT, with orm_options.log_values: its text with the values of its parameters as
     * literals of the engine, so that it does the same if it is run (by orm_exec: on
     * SQLite some call functions that every handle has). It is no SQL where something of it is not
     * shown: <withheld> stands for the values of redacted columns, and behind the
     * beginning of a value of more than orm_options.log_value_max bytes stands its size:
     * 'abc'<100000 bytes>. NULL: not asked for, the statement could not be prepared, or there is no
     * memory for it. */
    const char *expanded;
    /* STATEMENT: it begins, ends or marks a transaction (BEGIN, COMMIT, SAVEPOINT, ROLLBACK TO). */
    bool is_transaction;
    bool in_transaction; /* STATEMENT: a transaction is open behind it, for all that is known */
} orm_log_event;

typedef void (*orm_log_fn)(void *ctx, const orm_log_event *event);

ORM_END_DECLS

#endif
