/* What may be done with the rows of an entity, by what it is: a table, a part, a view, a result. */
#ifndef ORM_META_USE_H
#define ORM_META_USE_H

#include <orm/error.h>
#include <orm/meta.h>

typedef enum orm_use {
    ORM_USE_SQL,    /* rows of a text of the program's own are read into it */
    ORM_USE_READ,   /* by statements of the library's */
    ORM_USE_INSERT, /* rows that are there stay as they are */
    ORM_USE_CHANGE  /* updates and deletes */
} orm_use;

/* Of an entity of a checked schema. MISUSE with the reason. */
orm_status orm__use_check(const orm_entity *entity, orm_use use, orm_error *error);

#endif
