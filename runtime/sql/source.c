/* Owns what columns are called on the right side of assignments. */
#include "sql/source.h"

#include "sql/leaf.h"

orm_status orm__source_find(const orm_assigned *assigned, const orm_expr *node,
                            orm_source *source_out)
{
    orm_expr column = *node;
    column.op = ORM_OP_COLUMN;
    source_out->is_excluded = node->op == ORM_OP_EXCLUDED;
    if (source_out->is_excluded && assigned->place != ORM_ASSIGN_UPSERT) {
        return orm__leaf_refuse(assigned->writer, assigned->target,
                                "nothing was to be inserted here");
    }
    return orm__leaf_column(assigned->writer, &column, &source_out->field);
}

/* In an upsert the name alone could be of either row. */
void orm__source_write(const orm_assigned *assigned, orm_source source)
{
    const orm_writer *writer = assigned->writer;
    if (source.is_excluded) {
        orm__writer_text(writer, "excluded.");
    } else if (assigned->place == ORM_ASSIGN_UPSERT) {
        orm__writer_table(writer);
        orm__writer_text(writer, ".");
    }
    orm__writer_column(writer, source.field);
}
