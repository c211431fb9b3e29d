/* Where an operand lies among the values that a column can hold: a comparison with one that lies
 * outside has its answer before any row is read. */
#ifndef ORM_SQL_RANGE_H
#define ORM_SQL_RANGE_H

#include <orm/meta.h>
#include <orm/sys/dialect.h>

typedef enum orm_range {
    ORM_RANGE_WITHIN, /* the column can hold it, or cannot be compared with it */
    ORM_RANGE_BELOW,  /* less than all values of the column */
    ORM_RANGE_ABOVE,  /* greater than all */
    ORM_RANGE_BETWEEN /* between two neighbours: a rest below a microsecond, 2^53 + 1 */
} orm_range;

orm_range orm__range_place(const orm_dialect *dialect, const orm_field *field,
                           const orm_value *operand);

/* -1, 0, 1: an INT or UINT is less than, equal to, greater than an integer. */
int orm__range_compare(const orm_value *number, int64_t integer);

#endif
