/* SQL text of the program's own, with parameters: the way out where the calls on entities do not
 * reach. Scripts of several statements are orm_exec (orm/db.h).
 *
 *     const orm_value values[] = { orm_value_text("DE"), orm_value_int(100) };
 *     const orm_raw big = { .sql = "SELECT name, sum(total) AS total FROM ... WHERE country = $1 "
 *                                  "GROUP BY name HAVING sum(total) >= $2",
 *                           .params = values, .param_count = 2 };
 *
 * Parameters are written $1, $2, ... on every engine, each as often as wanted, and every value has
 * its place in the text. The engine alone decides where in the text there is a parameter: what
 * stands in a literal, a comment or an operator is none (PostgreSQL says nothing of a value whose
 * number stands only there). Never build a text from data.
 *
 * The text is one statement (blanks, comments and a semicolon may follow); it is prepared once and
 * kept like those of the library. Names are not translated: a table or column that differs between
 * engines is written as the engine at hand has it.
 *
 * What a value is in SQL (a UINT counts as INT; one above INT64_MAX is CONVERSION; LIST and OTHER
 * are MISUSE):
 *
 *     INT, REAL, BOOL    PostgreSQL: bigint, double precision, boolean. SQLite: INTEGER, REAL, 0/1
 *     TEXT               PostgreSQL: of the type that its place wants (text, uuid, numeric, an
 * enum, jsonb, timestamptz, ...), which reads it; bytea wants a BLOB BLOB               PostgreSQL:
 * bytea, or a uuid of 16 bytes TIMESTAMP          PostgreSQL: timestamp with or without zone.
 * SQLite: INTEGER, microseconds DATE               PostgreSQL: date. SQLite: TEXT "2026-02-28"
 *     INTERVAL           PostgreSQL: interval. SQLite: TEXT "P1Y2M3DT4H5M6.789S"
 *     DECIMAL            PostgreSQL: numeric. SQLite: INTEGER that counts the last place
 *
 * On PostgreSQL a place that says nothing of its type takes a text: write CAST($1 AS bytea). A text
 * with an embedded NUL is CONVERSION.
 *
 * A text may write, change tables, or begin and end transactions: windows of rows and orm_depth
 * follow as they do for orm_exec. Errors of all calls: by cause; SQL for a text that the engine
 * does not understand, MISUSE for NULL, several statements, none, a parameter without value, a
 * value without parameter, on SQLite a parameter that is written otherwise; CONVERSION for a value
 * that does not fit its place (orm_error.parameter is its number). Outputs are untouched on
 * failure; what a statement had written before a row could not be read stays written. */
#ifndef ORM_RAW_H
#define ORM_RAW_H

#include <orm/arena.h>
#include <orm/db.h>
#include <orm/result.h>
#include <orm/rows.h>
#include <orm/value.h>

ORM_BEGIN_DECLS

/* Only read during the call. */
typedef struct orm_raw {
    const char *sql;
    const orm_value *params; /* $1 is the first; NULL where there are none */
    size_t param_count;
    size_t window; /* rows kept in memory, of select and query; 0 = all; see orm/rows.h */
} orm_raw;

/* Runs a statement; rows that it gives are thrown away. *count_out: rows that it inserted, updated
 * or deleted, 0 where it did none of these; count_out may be NULL. */
ORM_API ORM_MUST_CHECK orm_status orm_raw_run(orm_db *db, const orm_raw *raw, int64_t *count_out);

/* Selects rows of an entity, by the names of the columns: each field takes the column that is
 * called as it is on this engine; their order does not matter, and other columns are left out. All
 * else is as with orm_select: converters, what NULL looks like, what does not fit. The entity needs
 * no table of this name, nor any at all: it may describe a struct that only such texts fill.
 * Errors: SCHEMA (a field without a column, two columns for one: names both), MISUSE (the statement
 * gives no rows), CONVERSION. */
ORM_API ORM_MUST_CHECK orm_status orm_raw_select(orm_db *db, const orm_entity *entity,
                                                 const orm_raw *raw, orm_rows **rows_out);

/* Selects rows of plain values. *result_out: owned, orm_result_free. Errors: MISUSE (the statement
 * gives no rows). */
ORM_API ORM_MUST_CHECK orm_status orm_raw_query(orm_db *db, const orm_raw *raw,
                                                orm_result **result_out);

/* The first column of the only row, as orm/result.h says of values. Its bytes live in arena, which
 * may be NULL if the value has none.
 * Errors: NOT_FOUND, TOO_MANY_ROWS, MISUSE (the statement gives no rows). */
ORM_API ORM_MUST_CHECK orm_status orm_raw_value(orm_db *db, const orm_raw *raw, orm_arena *arena,
                                                orm_value *value_out);

ORM_END_DECLS

#endif
