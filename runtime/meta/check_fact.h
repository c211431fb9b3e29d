/* The checks of who writes a column, and of the version; part of orm__entity_check_schema. */
#ifndef ORM_META_CHECK_FACT_H
#define ORM_META_CHECK_FACT_H

#include <orm/meta.h>

/* What is wrong with the facts of a field that is in order by itself; NULL = nothing. Borrowed,
 * static. */
const char *orm__check_fact_fault(const orm_entity *entity, uint16_t field);

/* The same of an entity's version, whose fields are in order. */
const char *orm__check_version_fault(const orm_entity *entity);

#endif
