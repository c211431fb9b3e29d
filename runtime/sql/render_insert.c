/* Owns INSERT of a row: which columns it names, what it does where the row is there, what comes
 * back. */
#include "meta/entity.h"
#include "sql/assign.h"
#include "sql/render.h"
#include "sql/writer.h"

/* Which fields are stored: those that are marked or, without marks, all that are the program's to
 * write. */
typedef struct choice {
    const unsigned char *marks;
    bool with_key;
} choice;

static bool is_stored(const orm_entity *entity, const choice *chosen, uint16_t field)
{
    const orm_field *own = &entity->fields[field];
    if (chosen->marks != NULL) {
        return (chosen->marks[field] & ORM_SQL_WRITTEN) != 0;
    }
    return !orm__entity_is_filled(&own->column) &&
           (chosen->with_key || own != orm__entity_generated(entity));
}

/* False: there is none. */
static bool write_columns(const orm_writer *writer, const choice *chosen)
{
    const char *first = " (", *separator = first;
    for (uint16_t i = 0; i < writer->entity->field_count; i++) {
        if (is_stored(writer->entity, chosen, i)) {
            orm__writer_text(writer, separator);
            orm__writer_column(writer, i);
            separator = ", ";
        }
    }
    return separator != first;
}

static void write_values(const orm_writer *writer, const choice *chosen)
{
    const char *separator = ") VALUES (";
    for (uint16_t i = 0; i < writer->entity->field_count; i++) {
        if (is_stored(writer->entity, chosen, i)) {
            orm__writer_text(writer, separator);
            orm__writer_param(writer, &(orm_sql_param){ .source = ORM_SQL_MEMBER, .field = i });
            separator = ", ";
        }
    }
    orm__writer_text(writer, ")");
}

/* False: it stores nothing but defaults. */
static bool write_insert(const orm_writer *writer, const choice *chosen)
{
    orm__writer_text(writer, "INSERT INTO ");
    orm__writer_table(writer);
    bool stores = write_columns(writer, chosen);
    if (stores) {
        write_values(writer, chosen);
    } else {
        orm__writer_text(writer, " DEFAULT VALUES");
    }
    return stores;
}

orm_status orm__sql_insert(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           orm_sql_insert_key key, orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    const choice chosen = { .with_key = key == ORM_SQL_KEY_STORED };
    (void)write_insert(&writer, &chosen);
    if (key == ORM_SQL_KEY_RETURNED && orm__entity_generated(entity) != NULL) {
        orm__writer_text(&writer, " RETURNING ");
        orm__writer_returned(&writer, entity->primary_key.fields[0]);
    }
    return orm__writer_end(&writer);
}

/* ---- where the row is there ---- */

/* False: there is no target. */
static bool write_target(const orm_writer *writer, const orm_sql_row *what)
{
    const char *first = " (", *separator = first;
    for (uint16_t i = 0; i < writer->entity->field_count; i++) {
        if ((what->marks[i] & ORM_SQL_TARGET) != 0) {
            orm__writer_text(writer, separator);
            orm__writer_column(writer, i);
            separator = ", ";
        }
    }
    orm__writer_text(writer, separator == first ? "" : ")");
    return separator != first;
}

/* False: none is marked. */
static bool write_renewed(const orm_writer *writer, const unsigned char *marks)
{
    const char *first = " DO UPDATE SET ", *separator = first;
    for (uint16_t i = 0; i < writer->entity->field_count; i++) {
        if ((marks[i] & ORM_SQL_RENEWED) != 0) {
            orm__writer_text(writer, separator);
            orm__writer_column(writer, i);
            orm__writer_text(writer, " = excluded.");
            orm__writer_column(writer, i);
            separator = ", ";
        }
    }
    return separator != first;
}

static orm_status write_renewal(const orm_writer *writer, const orm_sql_row *what)
{
    bool is_set = write_renewed(writer, what->marks);
    orm_status status = ORM_OK;
    if (!orm__assign_is_none(what->set)) {
        orm__writer_text(writer, is_set ? ", " : " DO UPDATE SET ");
        status = orm__assign_write(writer, what->set, ORM_ASSIGN_UPSERT);
    }
    is_set = is_set || !orm__assign_is_none(what->set);
    if (status == ORM_OK && writer->entity->version != 0) {
        orm__writer_text(writer, is_set ? ", " : " DO UPDATE SET ");
        orm__assign_write_version(writer, ORM_ASSIGN_UPSERT);
    }
    return status;
}

static orm_status write_conflict(const orm_writer *writer, const orm_sql_row *what)
{
    orm__writer_text(writer, " ON CONFLICT");
    orm_status status = ORM_OK;
    if (write_target(writer, what) && what->where != NULL) {
        orm__writer_text(writer, " WHERE ");
        status = orm__writer_members(writer, what->where, what->arena);
    }
    if (status != ORM_OK) {
        return status;
    }
    if (what->conflict != ORM_SQL_RENEW) {
        orm__writer_text(writer, " DO NOTHING");
        return ORM_OK;
    }
    status = write_renewal(writer, what);
    if (what->tells) {
        orm__writer_text(writer, " WHERE ");
        orm__writer_text(writer, writer->dialect->note_renewal);
    }
    return status;
}

/* ---- statements ---- */

orm_status orm__sql_insert_row(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                               const orm_sql_row *what, orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    const choice chosen = { .marks = what->marks };
    orm_status status = ORM_OK;
    bool stores = write_insert(&writer, &chosen);
    if (stores && what->conflict != ORM_SQL_REFUSE) { /* defaults alone are in nobody's way */
        status = write_conflict(&writer, what);
    }
    bool returns = orm__writer_marked(&writer, what->marks, " RETURNING ");
    if (what->tells) {
        orm__writer_text(&writer, returns ? ", " : " RETURNING ");
        orm__writer_text(&writer, dialect->is_new_row);
    }
    return status == ORM_OK ? orm__writer_end(&writer) : status;
}
