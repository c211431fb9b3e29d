/* Owns the wording of values and members in messages; decides nothing. */
#include "meta/describe.h"
#include "base/interval.h"
#include "base/plural.h"

#include <orm/converter.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

ORM_PRINTF(1, 2) static orm_description describe(const char *format, ...)
{
    orm_description description;
    va_list args;
    va_start(args, format);
    (void)vsnprintf(description.text, sizeof description.text, format, args);
    va_end(args);
    return description;
}

static orm_description describe_interval(orm_interval interval)
{
    char text[ORM_INTERVAL_SIZE + 1];
    (void)orm__interval_write(interval, text);
    return describe("%s", text);
}

orm_description orm__describe_value(const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_NULL:
        return describe("NULL");
    case ORM_TYPE_BOOL:
        return describe("bool %s", value->as.boolean ? "true" : "false");
    case ORM_TYPE_INT:
        return describe("integer %" PRId64, value->as.integer);
    case ORM_TYPE_UINT:
        return describe("integer %" PRIu64, value->as.natural);
    case ORM_TYPE_REAL:
        return describe("real %.17g", value->as.real);
    case ORM_TYPE_TEXT:
        return describe("text of %zu byte%s", value->size, orm__plural(value->size));
    case ORM_TYPE_BLOB:
        return describe("blob of %zu byte%s", value->size, orm__plural(value->size));
    case ORM_TYPE_TIMESTAMP:
        return describe("timestamp %" PRId64 " us", value->as.integer);
    case ORM_TYPE_DATE:
        return describe("the date of day %" PRId64, value->as.integer);
    case ORM_TYPE_DECIMAL:
        return describe("decimal %" PRId64 "e-%zu", value->as.integer, value->size);
    case ORM_TYPE_INTERVAL:
        return describe_interval(orm_value_as_interval(value));
    case ORM_TYPE_LIST:
        return describe("list of %zu value%s", value->size, orm__plural(value->size));
    case ORM_TYPE_OTHER:
        return describe("%zu byte%s of an unknown type", value->size, orm__plural(value->size));
    }
    return describe("value of no type");
}

static orm_description describe_integer(const orm_layout *layout, const char *sign)
{
    if (layout->bits != 0) {
        return describe("%sint of %u bit%s", sign, (unsigned)layout->bits,
                        orm__plural(layout->bits));
    }
    return describe("%sint%zu_t", sign, layout->size * 8);
}

static orm_description describe_length(const orm_layout *layout, const char *what)
{
    return describe("%s with a %s of %zu byte%s", what, layout->item_size > 1 ? "count" : "size",
                    layout->length.size, orm__plural(layout->length.size));
}

static orm_description describe_items(size_t count)
{
    return describe("an array of %zu item%s", count, orm__plural(count));
}

orm_description orm__describe_member(const orm_layout *layout)
{
    switch (layout->storage) {
    case ORM_STORAGE_NONE:
        break;
    case ORM_STORAGE_BOOL:
        return describe("bool");
    case ORM_STORAGE_INT:
        return describe_integer(layout, "");
    case ORM_STORAGE_UINT:
        return describe_integer(layout, "u");
    case ORM_STORAGE_FLOAT:
        return describe(layout->size == sizeof(float) ? "float" : "double");
    case ORM_STORAGE_STRING:
        return describe("char *");
    case ORM_STORAGE_CHARS:
        return describe("char[%zu]", layout->size);
    case ORM_STORAGE_BLOB:
        return describe_length(layout, "a blob");
    case ORM_STORAGE_SPAN:
        return describe_length(layout, "a text");
    case ORM_STORAGE_CHAR:
        return describe("char");
    case ORM_STORAGE_BYTES:
        return describe("an array of %zu byte%s", layout->size, orm__plural(layout->size));
    case ORM_STORAGE_TIMESPEC:
        return describe("struct timespec");
    case ORM_STORAGE_TIMEVAL:
        return describe("struct timeval");
    case ORM_STORAGE_INTERVAL:
        return describe("orm_interval");
    case ORM_STORAGE_ARRAY:
        return describe_items(layout->size / layout->item_size);
    case ORM_STORAGE_ITEMS:
        return describe("an array behind a pointer");
    case ORM_STORAGE_CONVERTED:
        return describe("%.40s", layout->converter->name);
    }
    return describe("a member of no type");
}
