/* Owns the statements on single rows by key: SELECT, UPDATE, DELETE. */
#include "sql/render.h"

#include "base/error.h"
#include "meta/entity.h"
#include "sql/assign.h"
#include "sql/writer.h"

static orm_status refuse_keyless(const orm_entity *entity, orm_error *error)
{
    return orm__error_set(error, ORM_MISUSE, "%s has no primary key", entity->name);
}

static void write_where_key(const orm_writer *writer, const orm_key *key)
{
    const char *separator = " WHERE ";
    for (uint16_t i = 0; i < key->field_count; i++) {
        orm__writer_text(writer, separator);
        orm__writer_assign(writer, key->fields[i]);
        separator = " AND ";
    }
}

/* Of an entity with a version: only the row that is as it was read. */
static void write_and_version(const orm_writer *writer)
{
    if (writer->entity->version != 0) {
        orm__writer_text(writer, " AND ");
        orm__writer_assign(writer, (uint16_t)(writer->entity->version - 1));
    }
}

orm_status orm__sql_find(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                         const orm_key *key, orm_error *error)
{
    if (key->field_count == 0) {
        return refuse_keyless(entity, error);
    }
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    orm__writer_text(&writer, "SELECT ");
    orm__writer_columns(&writer);
    orm__writer_text(&writer, " FROM ");
    orm__writer_table(&writer);
    write_where_key(&writer, key);
    return orm__writer_end(&writer);
}

orm_status orm__sql_exists(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           orm_error *error)
{
    if (entity->primary_key.field_count == 0) {
        return refuse_keyless(entity, error);
    }
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    orm__writer_text(&writer, "SELECT 1 FROM ");
    orm__writer_table(&writer);
    write_where_key(&writer, &entity->primary_key);
    return orm__writer_end(&writer);
}

/* ---- by any key ---- */

static orm_status write_where_target(const orm_writer *writer, const orm_sql_row *what)
{
    const char *separator = " WHERE ";
    for (uint16_t i = 0; i < writer->entity->field_count; i++) {
        if ((what->marks[i] & ORM_SQL_TARGET) != 0) {
            orm__writer_text(writer, separator);
            orm__writer_assign(writer, i);
            separator = " AND ";
        }
    }
    if (what->where == NULL) {
        return ORM_OK;
    }
    orm__writer_text(writer, " AND (");
    orm_status status = orm__writer_members(writer, what->where, what->arena);
    orm__writer_text(writer, ")");
    return status;
}

static void write_select(const orm_writer *writer, const unsigned char *marks)
{
    orm__writer_text(writer, "SELECT ");
    bool reads = orm__writer_marked(writer, marks, "");
    orm__writer_text(writer, reads ? " FROM " : "1 FROM ");
    orm__writer_table(writer);
}

orm_status orm__sql_find_row(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                             const orm_sql_row *what, orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    write_select(&writer, what->marks);
    orm_status status = write_where_target(&writer, what);
    return status == ORM_OK ? orm__writer_end(&writer) : status;
}

/* ---- UPDATE ---- */

/* marks: NULL = every field that is the program's to write. */
static bool is_updated(const orm_entity *entity, const unsigned char *marks, uint16_t field)
{
    if (marks != NULL) {
        return (marks[field] & ORM_SQL_WRITTEN) != 0;
    }
    return !orm__entity_is_key(entity, field) &&
           !orm__entity_is_filled(&entity->fields[field].column);
}

static void write_new_value(const orm_writer *writer, uint16_t field)
{
    bool is_version = field + 1 == writer->entity->version;
    orm__writer_column(writer, field);
    orm__writer_text(writer, " = ");
    orm__writer_param(
        writer,
        &(orm_sql_param){ .source = is_version ? ORM_SQL_NEXT : ORM_SQL_MEMBER, .field = field });
}

/* False: there is nothing to set. */
static bool write_set(const orm_writer *writer, const unsigned char *marks)
{
    const char *first = " SET ", *separator = first;
    for (uint16_t i = 0; i < writer->entity->field_count; i++) {
        if (is_updated(writer->entity, marks, i)) {
            orm__writer_text(writer, separator);
            write_new_value(writer, i);
            separator = ", ";
        }
    }
    return separator != first;
}

static bool has_updated(const orm_entity *entity, const orm_sql_row *what)
{
    uint16_t i = 0;
    while (i < entity->field_count && !is_updated(entity, what->marks, i)) {
        i++;
    }
    return i < entity->field_count || !orm__assign_is_none(what->set);
}

static orm_status write_update(const orm_writer *writer, const orm_sql_row *what)
{
    orm__writer_text(writer, "UPDATE ");
    orm__writer_table(writer);
    bool is_set = write_set(writer, what->marks);
    if (orm__assign_is_none(what->set)) {
        return ORM_OK;
    }
    orm__writer_text(writer, is_set ? ", " : " SET ");
    return orm__assign_write(writer, what->set, ORM_ASSIGN_UPDATE);
}

orm_status orm__sql_update_row(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                               const orm_sql_row *what, orm_error *error)
{
    if (entity->primary_key.field_count == 0) {
        return refuse_keyless(entity, error);
    }
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    bool writes = has_updated(entity, what);
    orm_status status = ORM_OK;
    if (writes) {
        status = write_update(&writer, what);
    } else { /* it only says whether the row is there, and what it is */
        write_select(&writer, what->marks);
    }
    write_where_key(&writer, &entity->primary_key);
    write_and_version(&writer);
    if (writes) {
        (void)orm__writer_marked(&writer, what->marks, " RETURNING ");
    }
    return status == ORM_OK ? orm__writer_end(&writer) : status;
}

orm_status orm__sql_update(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           orm_error *error)
{
    static const orm_sql_row all = { .marks = NULL };
    return orm__sql_update_row(sql, dialect, entity, &all, error);
}

/* ---- DELETE ---- */

static orm_writer begin_delete(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                               orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    orm__writer_text(&writer, "DELETE FROM ");
    orm__writer_table(&writer);
    write_where_key(&writer, &entity->primary_key);
    return writer;
}

orm_status orm__sql_delete(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           orm_error *error)
{
    if (entity->primary_key.field_count == 0) {
        return refuse_keyless(entity, error);
    }
    const orm_writer writer = begin_delete(sql, dialect, entity, error);
    write_and_version(&writer);
    return orm__writer_end(&writer);
}

orm_status orm__sql_delete_key(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                               orm_error *error)
{
    if (entity->primary_key.field_count == 0) {
        return refuse_keyless(entity, error);
    }
    const orm_writer writer = begin_delete(sql, dialect, entity, error);
    return orm__writer_end(&writer);
}
