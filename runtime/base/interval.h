/* Spans of time as text in ISO 8601's form, as PostgreSQL writes them with intervalstyle iso_8601:
 * "P1Y2M3DT4H5M6.789S", "P-1M", "PT0S". */
#ifndef ORM_BASE_INTERVAL_H
#define ORM_BASE_INTERVAL_H

#include <orm/interval.h>
#include <stdbool.h>
#include <stddef.h>

/* Bytes of the longest text: "P-178956970Y-11M-2147483648DT-2562047788H-59M-59.999999S". */
enum { ORM_INTERVAL_SIZE = 56 };

#define ORM_INTERVAL_INFINITE "an infinite interval"

/* False: it is one of the two that PostgreSQL takes for infinity. */
bool orm__interval_holds(orm_interval interval);

bool orm__interval_same(orm_interval a, orm_interval b);

/* Writes the one text of an interval, with its NUL; returns the length. */
size_t orm__interval_write(orm_interval interval, char text[ORM_INTERVAL_SIZE + 1]);

/* Reads years, months, weeks, days and, behind T, hours, minutes and seconds: in this order, each
 * at most once and with a sign of its own, the seconds with up to six places. False: it is no such
 * text, or a part is out of range. */
bool orm__interval_read(const char *text, size_t size, orm_interval *interval_out);

#endif
