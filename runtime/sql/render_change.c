/* Owns the statements that change or delete many rows: UPDATE and DELETE by a condition. */
#include "sql/assign.h"
#include "sql/condition.h"
#include "sql/render.h"
#include "sql/writer.h"

static orm_status write_where(const orm_writer *writer, const orm_expr *where)
{
    if (orm__condition_is_none(where)) {
        return orm__writer_end(writer);
    }
    orm__writer_text(writer, " WHERE ");
    orm_status status = orm__condition_write(writer, where);
    return status == ORM_OK ? orm__writer_end(writer) : status;
}

orm_status orm__sql_update_where(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                                 const orm_sql_change *change, orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    orm__writer_text(&writer, "UPDATE ");
    orm__writer_table(&writer);
    orm__writer_text(&writer, " SET ");
    orm_status status = orm__assign_write(&writer, change->set, ORM_ASSIGN_UPDATE);
    if (status != ORM_OK) {
        return status;
    }
    if (entity->version != 0) {
        orm__writer_text(&writer, ", ");
        orm__assign_write_version(&writer, ORM_ASSIGN_UPDATE);
    }
    return write_where(&writer, change->where);
}

orm_status orm__sql_delete_where(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                                 const orm_expr *where, orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    orm__writer_text(&writer, "DELETE FROM ");
    orm__writer_table(&writer);
    return write_where(&writer, where);
}
