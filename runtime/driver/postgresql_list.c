/* Owns lists on their way to the server: as an array in binary form, or as an array's text. Each
 * function returns a problem, NULL = none. */
#include <limits.h>

#include "driver/postgresql.h"

static const char *append_element(orm_buffer *out, const orm_postgresql_type *type,
                                  const orm_value *value)
{
    if (value->type == ORM_TYPE_NULL) {
        orm__postgresql_write(out, UINT32_MAX, 4);
        return NULL;
    }
    size_t place = out->size;
    orm__postgresql_write(out, 0, 4);
    const char *problem = orm__postgresql_encode_scalar(out, type, value);
    size_t size = out->size - place - 4;
    if (problem == NULL && !out->failed) {
        for (size_t i = 0; i < 4; i++) {
            out->text[place + i] = (char)(unsigned char)(size >> (24 - 8 * i));
        }
    }
    return size > ORM_POSTGRESQL_LARGEST ? "too large a list" : problem;
}

/* An array of one dimension; of none where it is empty. */
static const char *append_array(orm_buffer *out, const orm_postgresql_type *element,
                                const orm_value *list)
{
    bool is_empty = list->size == 0;
    if (list->size > INT_MAX) {
        return "too large a list";
    }
    orm__postgresql_write(out, is_empty ? 0 : 1, 4);
    orm__postgresql_write(out, 1, 4); /* NULLs are possible */
    orm__postgresql_write(out, element->oid, 4);
    if (!is_empty) {
        orm__postgresql_write(out, list->size, 4);
        orm__postgresql_write(out, 1, 4); /* the index of the first */
    }
    const char *problem = NULL;
    for (size_t i = 0; i < list->size && problem == NULL; i++) {
        problem = append_element(out, element, &list->as.list[i]);
    }
    return problem;
}

static const char *append_quoted(orm_buffer *out, const orm_value *value)
{
    if (value->type == ORM_TYPE_NULL) {
        orm__buffer_text(out, "NULL");
        return NULL;
    }
    if (value->type != ORM_TYPE_TEXT) {
        return ORM_POSTGRESQL_OTHER_TYPE;
    }
    orm__buffer_char(out, '"');
    for (size_t i = 0; i < value->size; i++) {
        if (value->as.text[i] == '"' || value->as.text[i] == '\\') {
            orm__buffer_char(out, '\\');
        }
        orm__buffer_char(out, value->as.text[i]);
    }
    orm__buffer_char(out, '"');
    return orm__postgresql_encode_problem(value);
}

/* An array of a type that only the server knows, such as an enum of the schema: as text. */
static const char *append_literal(orm_buffer *out, const orm_value *list)
{
    const char *problem = NULL;
    orm__buffer_char(out, '{');
    for (size_t i = 0; i < list->size && problem == NULL; i++) {
        if (i > 0) {
            orm__buffer_char(out, ',');
        }
        problem = append_quoted(out, &list->as.list[i]);
    }
    orm__buffer_append(out, "}", 2); /* with its NUL */
    return problem;
}

const char *orm__postgresql_list_append(orm_buffer *out, orm_postgresql_shape shape,
                                        const orm_value *list)
{
    if (shape.is_array) {
        return append_array(out, shape.type, list);
    }
    return shape.type->taken == ORM_TYPE_NULL ? append_literal(out, list)
                                              : ORM_POSTGRESQL_OTHER_TYPE;
}
