/* Updating as a write of rows: the entity's slot, and statements of chosen columns. */
#ifndef ORM_QUERY_UPDATE_H
#define ORM_QUERY_UPDATE_H

#include <orm/crud.h>
#include "query/write.h"

/* Begins the update that the options ask for; NULL = all defaults. Errors: MISUSE, those of
 * prepare. */
orm_status orm__update_open(orm_write *write, const orm_update_options *options);

/* Marks what such an update writes, and what comes back. Errors: MISUSE. */
orm_status orm__update_mark(const orm_call *call, const orm_update_options *options,
                            unsigned char *marks);

#endif
