/* When two tables of the contract mean the same entity: one program may hold two copies of a
 * schema, its own and a library's. */
#ifndef ORM_META_IDENTITY_H
#define ORM_META_IDENTITY_H

#include <orm/meta.h>

/* True for the same pointer, and for the same place in schemas of the same hash: what SQL sees is
 * the same. Neither is NULL. */
bool orm__identity_same(const orm_entity *a, const orm_entity *b);

/* And so are the structs: an instance of one may be read as one of the other. Neither is NULL. */
bool orm__identity_same_layout(const orm_entity *a, const orm_entity *b);

#endif
