/* Inserting as a write of rows: the entity's slots, and statements of chosen columns. */
#ifndef ORM_QUERY_INSERT_H
#define ORM_QUERY_INSERT_H

#include <orm/crud.h>
#include "query/write.h"

/* Begins the insert that the options ask for; NULL = all defaults. Errors: MISUSE, those of
 * prepare. */
orm_status orm__insert_open(orm_write *write, const orm_insert_options *options);

/* Marks what such an insert stores, and what comes back. Errors: MISUSE. */
orm_status orm__insert_mark(const orm_call *call, const orm_insert_options *options,
                            unsigned char *marks);

/* The same by a slot, INSERT or INSERT_WITH_KEY. */
orm_status orm__insert_begin(orm_write *write, orm_slot_op op);

/* Where nothing but the generated key of a new row comes back: whether that may misfit. */
void orm__insert_judge(orm_write *write);

/* ENGINE: no row was inserted. */
orm_status orm__insert_refuse(orm_call *c);

#endif
