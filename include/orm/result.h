/* Rows of plain values: what a text of the program's own gives where no struct is meant.
 *
 *     for (const orm_value *row; (row = orm_result_next(result)) != NULL;) ...
 *     status = orm_result_status(result);      after every loop: NULL is the end or an error
 *     orm_result_free(result);
 *
 * A value is what the engine gave, so the same text may give another type on the other engine:
 *
 *     SQLite      INT, REAL, TEXT, BLOB, NULL. Booleans are INT, dates and times whatever the
 *                 expression gives (INT or TEXT).
 *     PostgreSQL  BOOL; INT of the integers and oid; REAL of real and double precision; TEXT of
 *                 text, varchar, char(n) (without the blanks at its end), name, json, jsonb, xml
 *                 and numeric; BLOB of bytea and uuid; TIMESTAMP, DATE, INTERVAL; LIST of arrays of
 *                 these; OTHER, the bytes of the type's binary form, of all else (an enum's are its
 *                 label): cast such a column to text.
 *
 * A text has a NUL behind it, which its size does not count. Everything that orm/rows.h says of
 * windows and of their end holds here, too. */
#ifndef ORM_RESULT_H
#define ORM_RESULT_H

#include <orm/error.h>
#include <orm/value.h>
#include <stddef.h>

ORM_BEGIN_DECLS

typedef struct orm_result orm_result;

/* The next row: orm_result_column_count values. NULL at the end or on an error. Borrowed: valid
 * until orm_result_free, with a window until that many further rows were read. */
ORM_API const orm_value *orm_result_next(orm_result *result);

/* The value of a column in the row that was read last. NULL: no row, no such column, or several of
 * this name. Borrowed as the row. */
ORM_API const orm_value *orm_result_value(const orm_result *result, const char *name);

/* Columns of each row; 0 for NULL. */
ORM_API size_t orm_result_column_count(const orm_result *result);

/* The name of a column, as the engine tells it; NULL beyond the last one. Borrowed: as long as
 * result. */
ORM_API const char *orm_result_column_name(const orm_result *result, size_t index);

/* ORM_OK while rows may follow, ORM_DONE after the last one, else why reading stopped. MISUSE for
 * NULL. */
ORM_API ORM_MUST_CHECK orm_status orm_result_status(const orm_result *result);

/* The detail behind a negative status. Borrowed, as long as result. Never NULL. */
ORM_API const orm_error *orm_result_error(const orm_result *result);

/* Rows in memory: without a window all of the result. */
ORM_API size_t orm_result_count(const orm_result *result);

/* Frees the result with all its rows. NULL is allowed. Leaves no error. */
ORM_API void orm_result_free(orm_result *result);

ORM_END_DECLS

#endif
