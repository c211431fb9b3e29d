/* The checks of a column half; part of orm__entity_check_schema. */
#ifndef ORM_META_CHECK_COLUMN_H
#define ORM_META_CHECK_COLUMN_H

#include <orm/meta.h>

/* What is wrong with a column; NULL = nothing. Borrowed, static. */
const char *orm__check_column_fault(const orm_column *column);

/* The same for a general name with the names of dialects. */
const char *orm__check_name_fault(const char *name, const orm_dialect_name *names);

bool orm__check_is_integer_kind(orm_kind kind);

/* What the items of an array may be. */
bool orm__check_is_element(orm_kind kind);

/* Whether two labels of an enum that is stored by name share a value; false of any other column. */
bool orm__check_has_aliases(const orm_column *column);

/* Whether a label of the column has the number; of a column without labels any is good. */
bool orm__check_is_number_of(const orm_column *column, int64_t number);

/* What now is cut to, in units per second; 0 = nothing that an engine could cut it to. */
uint32_t orm__check_now_units(const orm_value *cut);

#endif
