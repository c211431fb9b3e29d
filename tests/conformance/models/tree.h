/* Rows that reference rows of their own table, in each of the ways; tables by hand. */
#ifndef CONFORMANCE_MODELS_TREE_H
#define CONFORMANCE_MODELS_TREE_H

#include <orm.h>

/* A branch of a tree. */
struct branch {
    int64_t id;        /* assigned */
    int64_t parent_id; /* NULL = -1 */
};

/* A schema of one table whose foreign key does this when a parent is deleted. */
const orm_schema *tree_schema(orm_action on_delete);

#endif
