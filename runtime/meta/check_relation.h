/* The checks of relations; part of orm__entity_check_schema. */
#ifndef ORM_META_CHECK_RELATION_H
#define ORM_META_CHECK_RELATION_H

#include <orm/error.h>
#include <orm/meta.h>

/* Of an entity of a schema whose entities, without their relations, are in order. Errors: MISUSE
 * with the entity and the member. */
orm_status orm__check_relations(const orm_entity *entity, orm_error *error);

#endif
