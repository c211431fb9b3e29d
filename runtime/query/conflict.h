/* What an orm_conflict asks for, as marks on the fields of an entity. */
#ifndef ORM_QUERY_CONFLICT_H
#define ORM_QUERY_CONFLICT_H

#include <orm/upsert.h>
#include "query/call.h"

/* Marks the key of the conflict (NULL = the primary key) and all that is stored. *where_out: which
 * rows the key is of; NULL = all. Errors: MISUSE (a wrong list, columns that are no key, no primary
 * key). */
orm_status orm__conflict_target(const orm_call *c, const orm_handle *const *on,
                                unsigned char *marks, const char **where_out);

/* Marks what is stored, where no key is asked for. */
void orm__conflict_store(const orm_entity *entity, unsigned char *marks);

/* Marks what the row that is there gets, and the version as filled. *renews_out: whether it gets
 * anything. Errors: MISUSE. */
orm_status orm__conflict_renew(const orm_call *c, const orm_conflict *conflict,
                               unsigned char *marks, bool *renews_out);

/* Marks what is to be filled: read_back, and the key that the database chooses. Errors: MISUSE. */
orm_status orm__conflict_return(const orm_call *c, const orm_handle *const *read_back,
                                unsigned char *marks);

#endif
