/* A column on the right side of an assignment: of the row as it is, or of the one that was to be
 * inserted. */
#ifndef ORM_SQL_SOURCE_H
#define ORM_SQL_SOURCE_H

#include "sql/assign.h"

/* One assignment that is being written. */
typedef struct orm_assigned {
    const orm_writer *writer;
    uint16_t target; /* the field that is set */
    orm_assign_place place;
} orm_assigned;

typedef struct orm_source {
    uint16_t field;
    bool is_excluded;
} orm_source;

/* The column of a node of COLUMN or EXCLUDED. Errors: MISUSE. */
orm_status orm__source_find(const orm_assigned *assigned, const orm_expr *node,
                            orm_source *source_out);

void orm__source_write(const orm_assigned *assigned, orm_source source);

static inline const orm_field *orm__assigned_field(const orm_assigned *assigned, uint16_t index)
{
    return &assigned->writer->entity->fields[index];
}

#endif
