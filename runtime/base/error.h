/* Filling an orm_error. The lowest layer that knows the cause fills it once. */
#ifndef ORM_BASE_ERROR_H
#define ORM_BASE_ERROR_H

#include <orm/error.h>
#include <stddef.h>

/* Clears *error, sets status and a one-line message (control characters, with the blanks beside
 * them, become one blank); returns
 * status. error may be NULL. */
ORM_PRINTF(3, 4)
orm_status orm__error_set(orm_error *error, orm_status status, const char *format, ...);

/* Copies text into one of the error's arrays, cut at a UTF-8 character boundary. NULL = "". */
void orm__error_text(char *array, size_t array_size, const char *text);

/* Puts the meaning of the status, and the constraint's name or the table's, where the message was,
 * which may hold a value that is not to be shown. */
void orm__error_withhold(orm_error *error);

/* NO_MEMORY with its message. */
orm_status orm__error_no_memory(orm_error *error);

#endif
