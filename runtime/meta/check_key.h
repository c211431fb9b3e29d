/* The rules for keys, indexes and references of an entity, for meta/check. Each answers what is
 * wrong, or NULL. */
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

/* What is wrong with a list of fields of an entity; NULL = nothing. */
const char *orm__check_key_list_fault(const orm_entity *entity, const uint16_t *fields,
                                      uint16_t count);

bool orm__check_key_has_field(const uint16_t *fields, uint16_t count, uint16_t field);

/* Whether values of the two kinds can be the same. */
bool orm__check_key_is_comparable(orm_kind a, orm_kind b);

#endif
