/* Owns what the default of a column is in SQL: a literal, the time, or an expression of the
 * program's, for all engines or for one. */
#include "sql/default.h"

#include <string.h>

#include "base/error.h"
#include "meta/entity.h"
#include "sql/name.h"

static const char *own_of(const orm_field *field, const orm_dialect *dialect)
{
    return orm__entity_name(field->column.default_value.engines, NULL, dialect->name);
}

bool orm__default_is_there(const orm_field *field, const orm_dialect *dialect)
{
    return field->column.default_value.kind != ORM_DEFAULT_NONE || own_of(field, dialect) != NULL;
}

static orm_status write_value(const orm_lowering *l, const orm_field *field, orm_buffer *out)
{
    const orm_value *value = &field->column.default_value.value;
    if (value->type == ORM_TYPE_TEXT && memchr(value->as.text, 0, value->size) != NULL) {
        return orm__error_set(l->error, ORM_MISUSE, "%s.%s: the default holds a NUL character",
                              l->entity->name, field->member);
    }
    orm__name_literal(out, l->dialect, field->column.kind, value);
    return ORM_OK;
}

static orm_status write_expression(const orm_lowering *l, const char *expression, orm_buffer *out)
{
    orm__buffer_char(out, '(');
    orm_status status = orm__lower_append(l, expression, out);
    orm__buffer_char(out, ')');
    return status;
}

/* The cuts that meta/check lets through. */
static const char *now_of(const orm_dialect *dialect, const orm_default *now)
{
    if (now->value.type == ORM_TYPE_NULL) {
        return dialect->now;
    }
    return now->value.as.integer == 1 ? dialect->now_in_s : dialect->now_in_ms;
}

orm_status orm__default_write(const orm_lowering *l, const orm_field *field, orm_buffer *out)
{
    const orm_default *value = &field->column.default_value;
    const char *own = own_of(field, l->dialect);
    if (own != NULL) {
        return write_expression(l, own, out);
    }
    switch (value->kind) {
    case ORM_DEFAULT_NONE:
        break;
    case ORM_DEFAULT_VALUE:
        return write_value(l, field, out);
    case ORM_DEFAULT_NOW:
        orm__buffer_text(out, now_of(l->dialect, value));
        break;
    case ORM_DEFAULT_SQL:
        return write_expression(l, value->sql, out);
    }
    return ORM_OK;
}
