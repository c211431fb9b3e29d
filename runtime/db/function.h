/* The functions that a program has added to a handle, so that a connection that is opened anew gets
 * them, too. */
#ifndef ORM_DB_FUNCTION_H
#define ORM_DB_FUNCTION_H

#include <orm/function.h>

typedef struct orm_added orm_added;

typedef struct orm_functions {
    orm_added *first;
    orm_arena *arena; /* of the call that runs; NULL = no function was added */
} orm_functions;

/* The handle has got another connection. Errors: those of the driver. */
orm_status orm__function_again(orm_db *db, orm_error *error);

/* Takes them from a connection of the program's; lets the program destroy what is its own. Before
 * the connection is closed. */
void orm__function_leave(orm_db *db);
/* After it is closed. */
void orm__function_fini(orm_db *db);

#endif
