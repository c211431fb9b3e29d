/* The checks of a single field; part of orm__entity_check_schema. */
#ifndef ORM_META_CHECK_FIELD_H
#define ORM_META_CHECK_FIELD_H

#include <orm/meta.h>

/* What is wrong with a field of an entity whose groups are in order; NULL = nothing. Borrowed,
 * static. */
const char *orm__check_field_fault(const orm_entity *entity, const orm_field *field);

#endif
