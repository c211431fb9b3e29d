/* A shallow copy of a row: a struct of its own, and structs of its own behind the pointers in it;
 * texts, blobs and items are those of the row that it was made from. */
#ifndef ORM_META_SHARE_H
#define ORM_META_SHARE_H

#include "meta/field.h"

/* Fills into->row, of the entity's size. Errors: NO_MEMORY. */
orm_status orm__share_row(const orm_instance *into, const void *from, orm_error *error);

/* Puts copies in the place of the structs behind pointers in a row. Errors: NO_MEMORY. */
orm_status orm__share_own_structs(const orm_instance *into, orm_error *error);

/* False: the member is as it was when the row was shared. */
bool orm__share_is_touched(const orm_entity *entity, const orm_field *field, const void *row,
                           const void *from);

/* Makes a member what it is in another row; the structs that it is in are made where only that one
 * has them. into: with structs of its own. Errors: NO_MEMORY. */
orm_status orm__share_member(const orm_instance *into, const orm_field *field, const void *from,
                             orm_error *error);

#endif
