/* Scalar functions of the program's, in C, which SQL text may call. SQLite only: PostgreSQL's
 * functions live in the server, and are made by CREATE FUNCTION.
 *
 *     static orm_status digits(const orm_function_call *call, orm_value *answer, orm_error *error)
 *     {
 *         if (call->args[0].type != ORM_TYPE_TEXT) {
 *             return orm_function_fail(error, ORM_CONVERSION, "digits() wants a text");
 *         }
 *         *answer = orm_value_int(count_digits(call->args[0].as.text));
 *         return ORM_OK;
 *     }
 *
 *     const orm_function function = { .name = "digits", .arg_count = 1, .call = digits,
 *                                     .is_deterministic = true };
 *     status = orm_function_add(db, &function);
 *
 * A schema whose checks, indexes, triggers or views call a function can only be written to by
 * programs that have it. Such a function is to answer the same for ever. */
#ifndef ORM_FUNCTION_H
#define ORM_FUNCTION_H

#include <orm/arena.h>
#include <orm/db.h>
#include <orm/value.h>

ORM_BEGIN_DECLS

/* One call. All borrowed, until the function returns. */
typedef struct orm_function_call {
    void *ctx;
    const orm_value *args; /* each NULL, INT, REAL, TEXT (with a NUL behind it) or BLOB */
    size_t arg_count;
    orm_arena *arena; /* for the texts and blobs of the answer; emptied before the next call */
} orm_function_call;

/* Computes the answer. *answer_out is NULL before; it may borrow from the arguments, the arena and
 * what lives longer. What it may be, and becomes, is said of values in orm/raw.h; UINT above
 * INT64_MAX, NaN, and a text with a NUL in it fail with CONVERSION.
 *
 * Returns ORM_OK, or a failure by cause: the statement fails with it and with the message in *error
 * (orm_function_fail), and changes nothing; NO_MEMORY is what SQLite may end the whole transaction
 * for (orm_is_aborted). It runs in the middle of a call: on the handle, and on
 * rows whose window is open, it may call nothing but orm_db_dialect and orm_depth; other calls
 * answer MISUSE. Time limits are not looked at meanwhile. */
typedef orm_status orm_function_fn(const orm_function_call *call, orm_value *answer_out,
                                   orm_error *error);

/* Copied by orm_function_add, with its name. */
typedef struct orm_function {
    const char *name;      /* 1 to 255 bytes; upper and lower case of ASCII are one */
    int arg_count;         /* ORM_ANY_COUNT = as many as the call has */
    bool is_deterministic; /* the same arguments always give the same answer: indexes, generated
                            * columns and partial indexes take no others */
    bool is_direct_only; /* not to be called by views, triggers, checks and the like, which whoever
                          * made the file may have written */
    orm_function_fn *call;
    void *ctx;
    void (*destroy)(void *ctx); /* when the handle is closed, or the function is replaced; NULL =
                                 * nothing is to be done then */
} orm_function;

#define ORM_ANY_COUNT (-1)

/* Makes a function known to a handle, also after a reconnect. It replaces one of this name and
 * number of arguments, also SQLite's own, which the library's statements may call: better choose
 * another name. On failure nothing is replaced, and destroy is not called.
 *
 * A handle on a connection of the program's (orm_wrap_sqlite) takes its functions along when it is
 * closed: no statement of the program's that calls one may be left then.
 * Errors: NOT_SUPPORTED (PostgreSQL), MISUSE (the name: none, too long, one that begins with
 * "orm_", which are the library's; the number of arguments: at most 100 or what SQLite was built
 * with; call is NULL), LOCKED (statements of the program's run on the connection), NO_MEMORY. */
ORM_API ORM_MUST_CHECK orm_status orm_function_add(orm_db *db, const orm_function *function);

/* For a function that refuses: leaves the reason, one line. Returns status. */
ORM_PRINTF(3, 4)
ORM_API orm_status orm_function_fail(orm_error *error, orm_status status, const char *format, ...);

ORM_END_DECLS

#endif
