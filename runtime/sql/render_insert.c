/* Owns INSERT of a row: which columns it names, and what comes back. */
#include "meta/entity.h"
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

static void write_insert(const orm_writer *writer, const choice *chosen)
{
    orm__writer_text(writer, "INSERT INTO ");
    orm__writer_table(writer);
    if (write_columns(writer, chosen)) {
        write_values(writer, chosen);
    } else {
        orm__writer_text(writer, " DEFAULT VALUES");
    }
}

orm_status orm__sql_insert(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           orm_sql_insert_key key, orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    const choice chosen = { .with_key = key == ORM_SQL_KEY_STORED };
    write_insert(&writer, &chosen);
    if (key == ORM_SQL_KEY_RETURNED && orm__entity_generated(entity) != NULL) {
        orm__writer_text(&writer, " RETURNING ");
        orm__writer_returned(&writer, entity->primary_key.fields[0]);
    }
    return orm__writer_end(&writer);
}

orm_status orm__sql_insert_row(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                               const orm_sql_row *what, orm_error *error)
{
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    const choice chosen = { .marks = what->marks };
    write_insert(&writer, &chosen);
    (void)orm__writer_marked(&writer, what->marks, " RETURNING ");
    return orm__writer_end(&writer);
}
