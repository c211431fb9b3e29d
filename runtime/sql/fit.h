/* Whether a column can hold all that another one does: what one is set to the other's value by. By
 * the tables of the contract alone. */
#ifndef ORM_SQL_FIT_H
#define ORM_SQL_FIT_H

#include <orm/meta.h>
#include <stdbool.h>

typedef struct orm_fit_range {
    int64_t low, high;
} orm_fit_range;

/* The integers that a column and its member hold: of a decimal what counts its last place, of a
 * timestamp the numbers of its unit; of other kinds all. */
orm_fit_range orm__fit_range(const orm_field *field);

/* NULL: target can hold whatever source does, or is an integer as it is; else why not. */
const char *orm__fit_find_fault(const orm_field *target, const orm_field *source);

/* True where an integer of source may be too large or too small for target. */
bool orm__fit_may_be_large(const orm_field *target, const orm_field *source);

/* True where source is a number, or a time, that one in target may be calculated of. */
bool orm__fit_is_number(const orm_field *target, const orm_field *source);

#endif
