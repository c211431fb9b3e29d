/* Owns the way of plain members, and of keys, into values. */
#include <string.h>

#include "meta/storage.h"
#include "row/plan_step.h"

static inline bool read_signed(const unsigned char *at, size_t size, orm_value *out)
{
    uint64_t sign = UINT64_C(1) << (8 * size - 1);
    out->type = ORM_TYPE_INT;
    out->months = 0;
    out->size = 0;
    out->as.natural = (orm__storage_read_natural(at, size) ^ sign) - sign;
    return true;
}

static inline bool read_unsigned(const unsigned char *at, size_t size, orm_value *out)
{
    out->type = ORM_TYPE_INT;
    out->months = 0;
    out->size = 0;
    out->as.natural = orm__storage_read_natural(at, size);
    return out->as.natural <= INT64_MAX;
}

static bool read_string(const orm_plan_step *step, const unsigned char *at, orm_value *out)
{
    const char *text;
    memcpy(&text, at, sizeof text);
    *out = orm_value_text(text);
    return text != NULL || step->nullable;
}

static bool read_chars(const orm_plan_step *step, const unsigned char *at, orm_value *out)
{
    const unsigned char *end = memchr(at, '\0', step->size);
    *out = (orm_value){ .type = ORM_TYPE_TEXT, .as.text = (const char *)at };
    out->size = end == NULL ? 0 : (size_t)(end - at);
    return end != NULL;
}

static bool read_blob(const orm_plan_step *step, const unsigned char *row, orm_value *out)
{
    const void *data;
    memcpy(&data, row + step->at, sizeof data);
    uint64_t size = orm__storage_read_natural(row + step->length_at, step->length_size);
    *out = orm_value_blob(data, (size_t)size);
    return data == NULL ? step->nullable : size <= step->size;
}

static inline bool read(const orm_plan_step *step, const unsigned char *row, orm_value *out)
{
    const unsigned char *at = row + step->at;
    switch ((orm_plan_form)step->form) {
    case ORM_PLAN_CODEC:
        return false;
    case ORM_PLAN_INT8:
        return read_signed(at, 1, out);
    case ORM_PLAN_INT16:
        return read_signed(at, 2, out);
    case ORM_PLAN_INT32:
        return read_signed(at, 4, out);
    case ORM_PLAN_INT64:
        return read_signed(at, 8, out);
    case ORM_PLAN_UINT8:
        return read_unsigned(at, 1, out);
    case ORM_PLAN_UINT16:
        return read_unsigned(at, 2, out);
    case ORM_PLAN_UINT32:
        return read_unsigned(at, 4, out);
    case ORM_PLAN_UINT64:
        return read_unsigned(at, 8, out);
    case ORM_PLAN_BOOL:
        *out = orm_value_bool(*at != 0);
        return true;
    case ORM_PLAN_FLOAT64:
        out->type = ORM_TYPE_REAL;
        out->months = 0;
        out->size = 0;
        memcpy(&out->as.real, at, sizeof out->as.real);
        return true;
    case ORM_PLAN_TIMESTAMP:
        (void)read_signed(at, sizeof(int64_t), out);
        out->type = ORM_TYPE_TIMESTAMP;
        return true;
    case ORM_PLAN_STRING:
        return read_string(step, at, out);
    case ORM_PLAN_CHARS:
        return read_chars(step, at, out);
    case ORM_PLAN_BLOB:
        return read_blob(step, row, out);
    }
    return false;
}

size_t orm__plan_bind(const orm_plan *plan, orm_plan_fields wanted, const void *row,
                      orm_value *values, size_t from)
{
    size_t i = from;
    while (i < wanted.count && read(&plan->steps[wanted.fields[i]], row, &values[i])) {
        i++;
    }
    return i;
}
