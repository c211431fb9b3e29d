/* Lists of columns, as options take them, to marks on the fields of an entity. */
#ifndef ORM_QUERY_COLUMNS_H
#define ORM_QUERY_COLUMNS_H

#include <orm/columns.h>
#include "query/call.h"

typedef struct orm_column_list {
    const char *name;                 /* of the option, for messages */
    const orm_handle *const *handles; /* ended by NULL; NULL = no list at all */
    unsigned char mark;
    bool is_written; /* none of its columns is one that only the database writes */
} orm_column_list;

/* Zeroed marks, one for each field, in the handle's scratch memory. NULL: no memory. */
unsigned char *orm__columns_marks(const orm_call *call);

/* Adds the list's mark to its fields. Errors: MISUSE with the column (another entity's, named
 * twice, not to be written). */
orm_status orm__columns_mark(const orm_call *call, const orm_column_list *list,
                             unsigned char *marks);

/* The fields that have the mark, in scratch memory. Errors: NO_MEMORY. */
orm_status orm__columns_marked(const orm_call *call, const unsigned char *marks, unsigned char mark,
                               orm_fields *fields_out);

#endif
