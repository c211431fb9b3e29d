/* Owns the memory of an orm_sql and the numbering of its parameters. */
#include "sql/writer.h"

#include "base/alloc.h"
#include "base/error.h"
#include "meta/entity.h"
#include "meta/kind.h"
#include "sql/default.h"
#include "sql/lowering.h"
#include "sql/name.h"

void orm__sql_init(orm_sql *sql, const orm_allocator *allocator)
{
    *sql = (orm_sql){ .params = NULL };
    orm__buffer_init(&sql->text, allocator);
    orm__buffer_init(&sql->columns.text, allocator);
}

void orm__sql_fini(orm_sql *sql)
{
    orm__alloc_free(&sql->text.allocator, sql->params, sql->param_capacity * sizeof *sql->params);
    sql->params = NULL;
    sql->param_count = sql->param_capacity = 0;
    orm__buffer_fini(&sql->text);
    orm__buffer_fini(&sql->columns.text);
    sql->columns.entity = NULL;
}

orm_writer orm__writer_begin(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                             orm_error *error)
{
    orm__buffer_reset(&sql->text);
    sql->param_count = 0;
    return (orm_writer){ .sql = sql, .dialect = dialect, .entity = entity, .error = error };
}

void orm__writer_table(const orm_writer *writer)
{
    const orm_entity *entity = writer->entity;
    const char *schema = writer->dialect->has_schemas ? entity->table_schema : NULL;
    orm__name_table(&writer->sql->text, schema, orm__entity_table(entity, writer->dialect->name));
}

void orm__writer_column(const orm_writer *writer, uint16_t field)
{
    const orm_column *column = &writer->entity->fields[field].column;
    orm__name_quote(&writer->sql->text, orm__entity_column(column, writer->dialect->name));
}

void orm__writer_value(const orm_writer *writer, uint16_t field)
{
    const orm_dialect *dialect = writer->dialect;
    const orm_column *column = &writer->entity->fields[field].column;
    const char *type =
        column->kind == ORM_KIND_TEXT ? orm__entity_type(column, dialect->name) : NULL;
    bool is_as_it_is = type == NULL || dialect->text_of == NULL;
    const char *name = orm__entity_column(column, dialect->name);
    if (is_as_it_is) {
        orm__name_quote(&writer->sql->text, name);
    } else {
        orm__name_fill(&writer->sql->text, dialect->text_of(type), name);
    }
}

static void write_columns(const orm_writer *writer)
{
    for (uint16_t i = 0; i < writer->entity->field_count; i++) {
        if (i > 0) {
            orm__buffer_append(&writer->sql->text, ", ", 2);
        }
        orm__writer_value(writer, i);
    }
}

/* A schema that states its hash is known by it, also where a library was loaded in the place of
 * another one; of others the columns may have changed. */
static bool are_kept(const orm_sql_columns *kept, const orm_writer *writer)
{
    return kept->entity == writer->entity && kept->dialect == writer->dialect &&
           kept->hash == writer->entity->schema->hash;
}

static void keep_columns(const orm_writer *writer, size_t start)
{
    orm_buffer *text = &writer->sql->text;
    orm_sql_columns *kept = &writer->sql->columns;
    const orm_schema *schema = writer->entity->schema;
    kept->entity = NULL;
    if (text->failed || schema == NULL || schema->hash == 0) {
        return;
    }
    orm__buffer_reset(&kept->text);
    orm__buffer_append(&kept->text, text->text + start, text->size - start);
    text->failed = kept->text.failed;
    kept->entity = text->failed ? NULL : writer->entity;
    kept->hash = schema->hash;
    kept->dialect = writer->dialect;
}

void orm__writer_columns(const orm_writer *writer)
{
    const orm_sql_columns *kept = &writer->sql->columns;
    orm_buffer *text = &writer->sql->text;
    if (are_kept(kept, writer)) {
        orm__buffer_append(text, kept->text.text, kept->text.size);
        return;
    }
    size_t start = text->size;
    write_columns(writer);
    keep_columns(writer, start);
}

void orm__writer_returned(const orm_writer *writer, uint16_t field)
{
    const orm_field *own = &writer->entity->fields[field];
    const orm_kind kind = own->column.kind;
    bool is_cast = own == orm__entity_generated(writer->entity) &&
                   writer->dialect->cast_checks_range && orm__kind_width(kind) < sizeof(int64_t);
    orm__writer_text(writer, is_cast ? "CAST(" : "");
    orm__writer_value(writer, field);
    if (is_cast) {
        orm__writer_text(writer, " AS ");
        orm__writer_text(writer, writer->dialect->type_of(kind));
        orm__writer_text(writer, ")");
    }
}

bool orm__writer_marked(const orm_writer *writer, const unsigned char *marks, const char *before)
{
    const char *separator = before;
    for (uint16_t i = 0; marks != NULL && i < writer->entity->field_count; i++) {
        if ((marks[i] & ORM_SQL_RETURNED) != 0) {
            orm__writer_text(writer, separator);
            orm__writer_returned(writer, i);
            separator = ", ";
        }
    }
    return separator != before;
}

void orm__writer_param(const orm_writer *writer, const orm_sql_param *param)
{
    orm_sql *sql = writer->sql;
    void *params = sql->params;
    if (!orm__alloc_grow(&sql->text.allocator, &params, &sql->param_capacity, sql->param_count + 1,
                         sizeof *sql->params)) {
        sql->text.failed = true;
        return;
    }
    sql->params = params;
    sql->params[sql->param_count++] = *param;
    orm__writer_placeholder(writer, sql->param_count);
}

void orm__writer_placeholder(const orm_writer *writer, size_t number)
{
    orm__buffer_char(&writer->sql->text, writer->dialect->placeholder);
    orm__buffer_number(&writer->sql->text, number);
}

void orm__writer_assign(const orm_writer *writer, uint16_t field)
{
    orm__writer_column(writer, field);
    orm__writer_text(writer, " = ");
    orm__writer_param(writer, &(orm_sql_param){ .source = ORM_SQL_MEMBER, .field = field });
}

orm_status orm__writer_members(const orm_writer *writer, const char *text, orm_arena *arena)
{
    const orm_lowering lowering = {
        .entity = writer->entity, .dialect = writer->dialect, .arena = arena, .error = writer->error
    };
    const char *lowered = NULL;
    orm_status status = orm__lower_text(&lowering, text, &lowered);
    if (status == ORM_OK) {
        orm__writer_text(writer, lowered);
    }
    return status;
}

orm_status orm__writer_default(const orm_writer *writer, uint16_t field)
{
    const orm_lowering lowering = { .entity = writer->entity,
                                    .dialect = writer->dialect,
                                    .error = writer->error };
    const orm_field *own = &writer->entity->fields[field];
    if (!orm__default_is_there(own, writer->dialect)) {
        orm__writer_text(writer, "NULL");
        return ORM_OK;
    }
    return orm__default_write(&lowering, own, &writer->sql->text);
}

orm_status orm__writer_end(const orm_writer *writer)
{
    return writer->sql->text.failed ? orm__error_no_memory(writer->error) : ORM_OK;
}
