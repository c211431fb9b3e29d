/* The checks of a single field; part of orm__entity_check_schema. */
#ifndef ORM_META_CHECK_FIELD_H
#define ORM_META_CHECK_FIELD_H

#include <orm/meta.h>

/* What is wrong with a field of an entity whose groups are in order; NULL = nothing. Borrowed, static. */
const char *orm__check_field_fault(const orm_entity *entity, const orm_field *field);

/* The same for a general name with the names of dialects. */
const char *orm__check_name_fault(const char *name, const orm_dialect_name *names);

bool orm__check_is_integer_kind(orm_kind kind);

/* Whether two labels of the column's enum share a value; false without an enum. */
bool orm__check_has_aliases(const orm_column *column);

#endif
