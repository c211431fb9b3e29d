/* The rules for keys, indexes and references of an entity, for meta/check. Each answers what is wrong, or
 * NULL. */
#ifndef ORM_META_CHECK_KEY_H
#define ORM_META_CHECK_KEY_H

#include <orm/meta.h>

const char *orm__check_key_primary_key_fault(const orm_entity *entity);
const char *orm__check_key_uniques_fault(const orm_entity *entity);
const char *orm__check_key_indexes_fault(const orm_entity *entity);

/* Of fields, too, that are in order. */
const char *orm__check_key_labels_fault(const orm_entity *entity);

/* After the keys of all entities. */
const char *orm__check_key_foreign_keys_fault(const orm_entity *entity);

#endif
