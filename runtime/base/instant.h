/* Instants as microseconds since 1970-01-01 00:00 UTC and as ISO text, of the years that the
 * calendar has. */
#ifndef ORM_BASE_INSTANT_H
#define ORM_BASE_INSTANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of "2026-02-28T09:30:00.123456Z" without its NUL. */
enum { ORM_INSTANT_SIZE = 27 };

/* False: us lies outside of these years. */
bool orm__instant_holds(int64_t us);

/* Writes an instant that it holds, with its NUL and as few places behind the second as it has;
 * returns the length. */
size_t orm__instant_write(int64_t us, char text[ORM_INSTANT_SIZE + 1]);

/* Reads such a text, also with the difference from UTC ("+02:00") in the place of the Z. False: it
 * is no such text, there is no such instant, or it has places below the microsecond. */
bool orm__instant_read(const char *text, size_t size, int64_t *us_out);

#endif
