/* Owns JSON lists of single values, both ways: SQLite's own reader does not promise the last bit of
 * a double. */
#include "base/json_list.h"

#include <inttypes.h>
#include <math.h>

#include "base/real.h"

/* ---- writing ------------------------------------------------------------------------------ */

static const char *write_real(orm_buffer *out, double real)
{
    char text[ORM_REAL_SIZE + 1];
    if (!isfinite(real)) {
        return "JSON has neither NaN nor an infinity";
    }
    orm__buffer_append(out, text, orm__real_write(real, text));
    return NULL;
}

static const char *write_item(orm_buffer *out, const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_NULL:
        orm__buffer_text(out, "null");
        return NULL;
    case ORM_TYPE_BOOL:
        orm__buffer_text(out, value->as.boolean ? "true" : "false");
        return NULL;
    case ORM_TYPE_INT:
    case ORM_TYPE_TIMESTAMP:
        orm__buffer_format(out, "%" PRId64, value->as.integer);
        return NULL;
    case ORM_TYPE_REAL:
        return write_real(out, value->as.real);
    case ORM_TYPE_TEXT:
        orm__json_text_write(out, value->as.text, value->size);
        return NULL;
    case ORM_TYPE_UINT:
    case ORM_TYPE_BLOB:
    case ORM_TYPE_DATE:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_INTERVAL:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    return "a value that JSON has no form for";
}

const char *orm__json_list_write(orm_buffer *out, const orm_value *list)
{
    const char *problem = NULL;
    orm__buffer_char(out, '[');
    for (size_t i = 0; i < list->size && problem == NULL; i++) {
        orm__buffer_text(out, i == 0 ? "" : ",");
        problem = write_item(out, &list->as.list[i]);
    }
    orm__buffer_char(out, ']');
    return problem;
}

/* ---- reading: lists ----------------------------------------------------------------------- */

orm_json_list orm__json_list_open(const char *text, size_t size)
{
    return (orm_json_list){ .text = { .at = text, .end = text + size } };
}

static bool fail(orm_json_list *list, const char *problem)
{
    list->text.problem = problem;
    return false;
}

static bool end_list(orm_json_list *list)
{
    list->is_over = true;
    return orm__json_text_has_ended(&list->text) ? false : orm__json_text_fail(&list->text);
}

bool orm__json_list_next(orm_json_list *list, orm_json_item *item_out)
{
    orm_json_text *text = &list->text;
    if (list->is_over || text->problem != NULL) {
        return false;
    }
    bool is_first = !list->has_begun;
    if (is_first && !orm__json_text_take(text, '[')) {
        return fail(list, "no list");
    }
    list->has_begun = true;
    if (orm__json_text_take(text, ']')) {
        return end_list(list);
    }
    if (!is_first && !orm__json_text_take(text, ',')) {
        return orm__json_text_fail(text);
    }
    return orm__json_text_item(text, item_out);
}
