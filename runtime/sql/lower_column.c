/* Owns the lowering of columns: type, NOT NULL, expression, default. */
#include "sql/lowering.h"

#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "sql/arena_text.h"
#include "sql/default.h"

static orm_status keep_text(const orm_lowering *l, const orm_buffer *buffer, const char **text_out)
{
    const char *text = orm__buffer_string(buffer);
    if (text == NULL) {
        return orm__error_no_memory(l->error);
    }
    *text_out = text;
    return ORM_OK;
}

static orm_status lower_default(const orm_lowering *l, const orm_field *field,
                                const char **text_out)
{
    if (!orm__default_is_there(field, l->dialect)) {
        return ORM_OK;
    }
    orm_buffer text;
    orm__arena_text_init(&text, l->arena);
    orm_status status = orm__default_write(l, field, &text);
    return status == ORM_OK ? keep_text(l, &text, text_out) : status;
}

static orm_status lower_type(const orm_lowering *l, const orm_field *field, bool generated,
                             const char **type_out)
{
    const char *own = orm__entity_type(&field->column, l->dialect->name);
    const char *made = field->column.kind == ORM_KIND_ARRAY
                           ? l->dialect->array_of(field->column.element)
                           : l->dialect->type_of(field->column.kind);
    const char *type = own != NULL ? own : made;
    bool has_digits =
        own == NULL && field->column.kind == ORM_KIND_DECIMAL && !l->dialect->decimal_is_integer;
    const char *behind = generated ? l->dialect->generated_key : "";
    if (type != NULL && !has_digits && behind[0] == '\0') { /* nothing is to be written */
        *type_out = type;
        return ORM_OK;
    }
    orm_buffer text;
    orm__arena_text_init(&text, l->arena);
    orm__buffer_text(&text, type);
    if (has_digits) {
        orm__buffer_format(&text, "(%u, %u)", (unsigned)field->column.precision,
                           (unsigned)field->column.scale);
    }
    orm__buffer_text(&text, behind);
    return keep_text(l, &text, type_out);
}

static orm_status lower_column(const orm_lowering *l, const orm_field *field,
                               orm_rel_column *column)
{
    bool generated = field == orm__entity_generated(l->entity);
    column->name = orm__entity_column(&field->column, l->dialect->name);
    column->is_key_itself = generated && l->dialect->generated_key_is_primary;
    column->not_null = !field->column.nullable && !column->is_key_itself;
    orm_status status = lower_type(l, field, generated, &column->type);
    if (status == ORM_OK && field->column.computed != NULL) {
        status = orm__lower_text(l, field->column.computed, &column->computed);
    }
    return status == ORM_OK ? lower_default(l, field, &column->default_value) : status;
}

orm_status orm__lower_columns(const orm_lowering *l)
{
    uint16_t count = l->entity->field_count;
    orm_rel_column *columns = orm__arena_zeroed(l->arena, count, sizeof *columns);
    if (columns == NULL) {
        return orm__error_no_memory(l->error);
    }
    orm_status status = ORM_OK;
    for (uint16_t i = 0; i < count && status == ORM_OK; i++) {
        status = lower_column(l, &l->entity->fields[i], &columns[i]);
    }
    l->table->columns = columns;
    l->table->column_count = count;
    return status;
}
