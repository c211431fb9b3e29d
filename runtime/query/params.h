/* The parameters of a rendered query: operands encoded as the columns that they stand beside,
 * patterns and lists included, into the handle's values. Lives in the handle's scratch memory until
 * the call ends. */
#ifndef ORM_QUERY_PARAMS_H
#define ORM_QUERY_PARAMS_H

#include "db/db.h"

/* Takes a statement for db->sql from the cache and fills db->values for it. Errors: CONVERSION
 * (with the column), MISUSE (a NULL in a list), those of prepare, NO_MEMORY. */
orm_status orm__params_acquire(orm_db *db, const orm_entity *entity, orm_statement **statement_out,
                               orm_error *error);

/* Fills types, one for each parameter of db->sql, and the values of those that are not of a row.
 * Errors: as above, but those of prepare. */
orm_status orm__params_bind(orm_db *db, const orm_entity *entity, orm_parameter_type *types,
                            orm_error *error);

#endif
