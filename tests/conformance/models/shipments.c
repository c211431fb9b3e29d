/* Owns the converters of scanned/shipments.h, with the mistakes that one can make. */
#include "scanned/shipments.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/shipments.h"

/* ---- amounts ---- */

orm_status amount_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                         orm_error *error)
{
    const struct amount *amount = slot->member;
    char text[40];
    switch (amount->exponent) {
    case AMOUNT_REFUSED:
        return orm_converter_fail(error, "%" PRId64 "\nis no amount of %s", amount->units,
                                  slot->field->member);
    case AMOUNT_BUSY:
        return ORM_BUSY;
    case AMOUNT_DONE:
        return ORM_DONE;
    case AMOUNT_NULL:
        return ORM_OK;
    case AMOUNT_NUMBER:
        *value_out = orm_value_int(1);
        return ORM_OK;
    case AMOUNT_NUL:
        *value_out = (orm_value){ .type = ORM_TYPE_TEXT, .size = 3, .as.text = "a\0b" };
        return ORM_OK;
    default:
        break;
    }
    int size = snprintf(text, sizeof text, "%" PRId64 "e%d", amount->units, amount->exponent);
    *value_out = orm_value_text(orm_arena_copy(arena, text, (size_t)size));
    return value_out->as.text == NULL ? ORM_NO_MEMORY : ORM_OK;
}

/* A text of the database's has no NUL behind it. */
orm_status amount_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    struct amount *amount = slot->member;
    const char *text = orm_arena_copy(arena, value->as.text, value->size);
    int exponent = 0;
    char rest = '\0';
    if (text == NULL) {
        return ORM_NO_MEMORY;
    }
    if (sscanf(text, "%" SCNd64 "e%d%c", &amount->units, &exponent, &rest) != 2) {
        return orm_converter_fail(error, "'%s' is no amount", text);
    }
    amount->exponent = (int8_t)exponent;
    return ORM_OK;
}

/* ---- spots ---- */

orm_status spot_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                       orm_error *error)
{
    const spot *of = slot->member;
    char text[64];
    int size = snprintf(text, sizeof text, "%" PRId64 "/%" PRId64, of->x, of->y);
    (void)error;
    *value_out = orm_value_text(orm_arena_copy(arena, text, (size_t)size));
    return value_out->as.text == NULL ? ORM_NO_MEMORY : ORM_OK;
}

orm_status spot_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    spot *to = slot->member;
    const char *text = orm_arena_copy(arena, value->as.text, value->size);
    if (text == NULL) {
        return ORM_NO_MEMORY;
    }
    if (sscanf(text, "%" SCNd64 "/%" SCNd64, &to->x, &to->y) != 2) {
        return orm_converter_fail(error, "'%s' is no spot", text);
    }
    return ORM_OK;
}

/* ---- routes ---- */

enum { HOP_SIZE = 9 };

static void pack(unsigned char *bytes, const struct hop *hop)
{
    memcpy(bytes, hop->node, sizeof hop->node);
    for (unsigned i = 0; i < 4; i++) {
        bytes[5 + i] = (unsigned char)(hop->fee >> (24 - 8 * i));
    }
}

static void unpack(const unsigned char *bytes, struct hop *hop)
{
    *hop = (struct hop){ .fee = 0 };
    memcpy(hop->node, bytes, sizeof hop->node);
    for (unsigned i = 0; i < 4; i++) {
        hop->fee = hop->fee << 8 | bytes[5 + i];
    }
}

orm_status route_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    (void)error;
    const struct route *route = slot->member;
    unsigned char *bytes = orm_arena_alloc(arena, route->count * HOP_SIZE);
    if (bytes == NULL) {
        return ORM_NO_MEMORY;
    }
    for (size_t i = 0; i < route->count; i++) {
        pack(bytes + i * HOP_SIZE, &route->hops[i]);
    }
    *value_out = orm_value_blob(bytes, route->count * HOP_SIZE);
    return ORM_OK;
}

orm_status route_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    struct route *route = slot->member;
    if (value->size % HOP_SIZE != 0) {
        return orm_converter_fail(error, "%zu bytes are no route", value->size);
    }
    route->count = value->size / HOP_SIZE;
    route->hops = orm_arena_alloc(arena, route->count * sizeof *route->hops);
    for (size_t i = 0; route->hops != NULL && i < route->count; i++) {
        unpack((const unsigned char *)value->as.data + i * HOP_SIZE, &route->hops[i]);
    }
    return route->hops == NULL ? ORM_NO_MEMORY : ORM_OK;
}

/* ---- texts ---- */

orm_status flexible_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                           orm_error *error)
{
    (void)arena, (void)error;
    const struct flexible_text *text = *(struct flexible_text **)slot->member;
    *value_out = (orm_value){ .type = ORM_TYPE_TEXT, .size = text->size, .as.text = text->bytes };
    return ORM_OK;
}

orm_status flexible_decode(const orm_value *value, orm_slot *slot, orm_arena *arena,
                           orm_error *error)
{
    (void)error;
    struct flexible_text *text = orm_arena_alloc(arena, sizeof *text + value->size);
    if (text == NULL) {
        return ORM_NO_MEMORY;
    }
    text->size = value->size;
    if (value->size > 0) {
        memcpy(text->bytes, value->as.text, value->size);
    }
    *(struct flexible_text **)slot->member = text;
    return ORM_OK;
}

/* ---- one number as each kind ---- */

static orm_value json_of(int64_t number, orm_arena *arena)
{
    char text[32];
    int size = snprintf(text, sizeof text, "[%" PRId64 "]", number);
    return orm_value_text(orm_arena_copy(arena, text, (size_t)size));
}

static orm_value uuid_of(int64_t number, orm_arena *arena)
{
    unsigned char *bytes = orm_arena_alloc(arena, 16);
    if (bytes != NULL) {
        memset(bytes, (int)number, 16);
    }
    return orm_value_blob(bytes, 16);
}

orm_status cents_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                        orm_error *error)
{
    (void)error;
    const cents number = *(const cents *)slot->member;
    switch ((int)slot->field->column.kind) {
    case ORM_KIND_FLOAT64:
        *value_out = orm_value_real((double)number / 100);
        break;
    case ORM_KIND_JSON:
        *value_out = json_of(number, arena);
        break;
    case ORM_KIND_BOOL:
        *value_out = orm_value_bool(number != 0);
        break;
    case ORM_KIND_UUID:
        *value_out = uuid_of(number, arena);
        break;
    case ORM_KIND_DECIMAL:
        *value_out = orm_value_int(number * 100);
        break;
    default:
        *value_out = orm_value_int(number);
        break;
    }
    return value_out->type == ORM_TYPE_NULL ? ORM_NO_MEMORY : ORM_OK;
}

orm_status cents_decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    (void)arena;
    cents *number = slot->member;
    switch (value->type) {
    case ORM_TYPE_REAL:
        *number = (cents)(value->as.real * 100 + 0.5);
        return ORM_OK;
    case ORM_TYPE_TEXT:
        *number = strtoll(value->as.text + 1, NULL, 10);
        return ORM_OK;
    case ORM_TYPE_BOOL:
        *number = value->as.boolean;
        return ORM_OK;
    case ORM_TYPE_BLOB:
        *number = *(const unsigned char *)value->as.data;
        return ORM_OK;
    case ORM_TYPE_UINT:
        *number = (cents)value->as.natural;
        return ORM_OK;
    case ORM_TYPE_INT:
        *number = slot->field->column.kind == ORM_KIND_DECIMAL ? value->as.integer / 100
                                                               : value->as.integer;
        return ORM_OK;
    default:
        return orm_converter_fail(error, "a type that no column has");
    }
}
