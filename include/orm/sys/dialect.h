/* For authors of database drivers: the table of differences between the SQL of two engines. Weaker
 * promises than the other headers: may change in any release.
 *
 * SQL text is written once, in runtime/sql; where engines differ it asks this table. Everything
 * here is constant and pure; it may be shared by threads. */
#ifndef ORM_SYS_DIALECT_H
#define ORM_SYS_DIALECT_H

#include <orm/export.h>
#include <orm/value.h>

ORM_BEGIN_DECLS

/* How a text operand becomes a pattern of the engine's. */
typedef enum orm_pattern_style {
    ORM_PATTERN_LIKE, /* %, _ and \ as escape */
    ORM_PATTERN_GLOB, /* *, ? and [x] */
    ORM_PATTERN_PLAIN /* no pattern: the text itself */
} orm_pattern_style;

/* A condition on a text column. */
typedef struct orm_pattern_form {
    const char *text; /* @ is the column, ? the one parameter; each may stand several times */
    orm_pattern_style style;
} orm_pattern_form;

/* Bytes of the longest pattern that every engine takes. */
#define ORM_PATTERN_MAX 50000

typedef struct orm_dialect {
    const char *name;
    char placeholder; /* '?' gives ?1, '$' gives $1 */
    size_t name_max;  /* bytes of an identifier; 0 = no limit */
    bool fold_case;   /* two columns may not differ by ASCII case only */
    bool has_schemas; /* tables are in schemas; else orm_entity.table_schema says nothing */

    /* The SQL type of a kind for a new column; behind a decimal's stand its digits, unless it is an
     * integer. */
    const char *(*type_of)(orm_kind kind);
    const char *(*array_of)(orm_kind element); /* the same of an array */
    const char *generated_key;     /* clause behind the type of a single generated integer key */
    bool generated_key_is_primary; /* ... which already says PRIMARY KEY */
    /* An expression that reads a column of a type of its own as a text: @ is the column; NULL = all
     * are read as they are. */
    const char *(*text_of)(const char *type);
    bool cast_checks_range;   /* CAST to an integer type refuses what does not fit */
    bool bool_needs_check;    /* booleans are integers: add a CHECK */
    const char *table_suffix; /* behind the closing parenthesis of CREATE TABLE: " STRICT" */
    /* Expressions of the statement's time as a timestamp: as fine as it is, cut to milliseconds and
     * to seconds. */
    const char *now, *now_in_ms, *now_in_s;
    bool bool_is_integer;      /* literals are 1 and 0, not TRUE and FALSE */
    bool timestamp_is_integer; /* literals are microseconds since 1970 UTC */
    bool decimal_is_integer;   /* columns and literals count the last place */
    bool uuid_is_blob;         /* literals are those of a blob, else quoted hex digits */
    /* What a column of these holds, where the type does not say it: @ is the column; NULL =
     * nothing. */
    const char *uuid_check, *json_check, *array_check, *interval_check;
    int64_t first_timestamp;    /* the least that a column can hold, in microseconds since 1970 */
    const char *infinity, *nan; /* literals of a REAL; a minus may stand before infinity */
    const char *minus_zero;     /* the same; NULL = REAL has no zero but 0 */
    const char *blob_prefix, *blob_suffix; /* around the hex digits of a literal */

    orm_pattern_form like, ilike; /* a pattern that tells case, one that folds ASCII */
    orm_pattern_form starts_with, ends_with, contains; /* a text; all tell case */
    /* For texts that may make a pattern of more than ORM_PATTERN_MAX bytes. */
    orm_pattern_form starts_with_long;
    const char *in_prefix, *in_suffix; /* around a list parameter: " = ANY(", ")" */
    /* The table function in in_prefix, of an engine without arrays; NULL = it has arrays. */
    const char *list_function;
    bool has_other_quotes;   /* `name` and [name] are names; comments do not nest, E'' is no text */
    const char *no_limit;    /* LIMIT text that an OFFSET without LIMIT needs; "" = none */
    bool nulls_are_smallest; /* NULLS FIRST/LAST must be said to get NULL last in ASC */

    /* What is calculated of a column: @ is the column, # the operator (+ - *), ? the operand, [ and
     * ] the least and the greatest integer that it may give. What is beyond, or no number, makes
     * the statement fail with CONVERSION. Of float32 it is rounded to one. */
    const char *calculated_integer, *calculated_float32, *calculated_float64;
    const char *calculated_timestamp; /* ? counts microseconds */

    bool windows_see_writes; /* what is still read meets rows that are written meanwhile */
    /* Of an INSERT that may update: behind RETURNING, whether the row is a new one, and a condition
     * of DO UPDATE that always holds, and leaves a note of it. Without row locks they are only
     * used where a look at the key before does not tell. Both NULL = nothing tells. And a
     * statement that takes the note back of an INSERT that failed; NULL = a rollback does. */
    const char *is_new_row, *note_renewal, *forget_renewal;
    bool has_row_locks;                           /* a SELECT can lock its rows: FOR UPDATE ... */
    const char *begin;                            /* a transaction that writes */
    const char *begin_deferred, *begin_exclusive; /* the same for orm_sqlite_begin */
    /* Behind these, in this order: the isolation level, by orm_isolation; ... */
    const char *isolation[4];
    const char *read_only, *deferrable;
    const char *end_read_only; /* when a read-only one has ended; NULL = nothing to do */
    bool foreign_keys_inline;  /* a table may reference one that is created later */
    /* What statements of the program's own begin with that leave the session as it is; in lower
     * case, the last one NULL. */
    const char *const *session_keepers;
    /* A script that makes a session as it was when it began, but for what open sets and for
     * prepared statements; NULL = only another connection is as new. */
    const char *reset_session;
    const char *ping; /* asks the server for a sign of life; NULL = there is no server */
    /* A query that has a row where a table is there already. Its text parameters: the schema, NULL
     * = where tables are created; the name. */
    const char *table_exists;
    /* Said around the transaction in which tables are dropped, where none is open before; NULL =
     * nothing. */
    const char *let_drop, *end_drop;
    const char *before_drop; /* said before tables are dropped; NULL = nothing */
    const char *after_drop;  /* takes that back inside a longer transaction; NULL = nothing */
    /* A statement that selects (table, table it references) of all foreign keys that lead from
     * outside into the tables of its one list parameter; NULL = the engine itself refuses to drop a
     * table that is referenced. */
    const char *references_from_outside;

    /* Listening to a channel, which is @; NULL = the engine has no notifications, and the others
     * are NULL too. */
    const char *listen, *unlisten, *unlisten_all;
    const char *notify; /* a statement of two text parameters: the channel, the payload */
} orm_dialect;

extern ORM_API const orm_dialect orm_dialect_sqlite;
extern ORM_API const orm_dialect orm_dialect_postgresql;

/* The dialect of a name; NULL = unknown. Borrowed, static. */
ORM_API const orm_dialect *orm_dialect_find(const char *name);

ORM_END_DECLS

#endif
