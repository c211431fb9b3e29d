/* The rules for where an entity's rows are from: what a part, a view and a result may have. Each
 * answers with the fault in words, NULL = in order. */
#ifndef ORM_META_CHECK_SOURCE_H
#define ORM_META_CHECK_SOURCE_H

#include <orm/meta.h>

/* Of an entity whose fields are in order. *field_out: the field at fault; NULL = none is. */
const char *orm__check_source_fault(const orm_entity *entity, const orm_field **field_out);

/* Of a part, once all entities of the schema are in order by themselves. */
const char *orm__check_source_part_fault(const orm_entity *entity, const orm_field **field_out);

#endif
