/* Dates as days since 1970-01-01 and as ISO text, in the proleptic Gregorian calendar. */
#ifndef ORM_BASE_CALENDAR_H
#define ORM_BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ORM_CALENDAR_FIRST INT64_C(-719162) /* 0001-01-01 */
#define ORM_CALENDAR_LAST INT64_C(2932896)  /* 9999-12-31 */

/* Bytes of "YYYY-MM-DD" without its NUL. */
enum { ORM_CALENDAR_SIZE = 10 };

/* False: days lies outside of these years. */
bool orm__calendar_holds(int64_t days);

/* Writes a day that the calendar holds, with its NUL. */
void orm__calendar_write(int64_t days, char text[ORM_CALENDAR_SIZE + 1]);

/* Reads "YYYY-MM-DD" and nothing else. False: it is no such text, or there is no such day. */
bool orm__calendar_read(const char *text, size_t size, int64_t *days_out);

#endif
