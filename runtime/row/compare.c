/* Owns when two rows are the same: bytes first, which settles most members, then what a column
 * would hold. */
#include <math.h>
#include <orm/instance.h>
#include <string.h>

#include "base/arena.h"
#include "meta/items.h"
#include "row/codec.h"
#include "row/convert.h"
#include "row/converted.h"

int orm_field_bits_next(const orm_field_bits *fields, int from)
{
    for (int i = from < 0 ? 0 : from; fields != NULL && i < ORM_FIELD_BITS; i++) {
        if (orm_field_bits_has(fields, i)) {
            return i;
        }
    }
    return -1;
}

/* Two rows, or two arrays, with the same member in each. */
typedef struct pair {
    const void *a, *b;
} pair;

/* ---- values ------------------------------------------------------------------------------- */

/* Texts of a number may differ where the number does not: "1.5" and "1.50". */
static bool is_same_decimal(const orm_field *field, const orm_value *a, const orm_value *b)
{
    orm_value own, other;
    return field->column.kind == ORM_KIND_DECIMAL && a->type == ORM_TYPE_TEXT &&
           b->type == ORM_TYPE_TEXT && orm__convert_encode(field, a, &own, NULL) == ORM_OK &&
           orm__convert_encode(field, b, &other, NULL) == ORM_OK && orm__field_same(&own, &other);
}

static bool is_same(const orm_field *field, const orm_value *a, const orm_value *b)
{
    if (a->type == ORM_TYPE_REAL && b->type == ORM_TYPE_REAL && a->as.real == b->as.real) {
        return signbit(a->as.real) == signbit(b->as.real);
    }
    return orm__field_same(a, b) || is_same_decimal(field, a, b);
}

static orm_status read_value(const orm_codec *codec, const orm_field *field, const void *row,
                             orm_value *raw_out)
{
    return field->layout.converter != NULL
               ? orm__converted_get(codec, field, row, raw_out, NULL)
               : orm__field_get(codec->entity, field, row, raw_out, NULL);
}

static orm_status compare_values(const orm_codec *codec, const orm_field *field, pair rows,
                                 bool *same_out)
{
    orm_value a, b;
    orm_status status = read_value(codec, field, rows.a, &a);
    if (status == ORM_OK) {
        status = read_value(codec, field, rows.b, &b);
    }
    *same_out = status == ORM_OK && is_same(field, &a, &b);
    return status;
}

/* ---- members ------------------------------------------------------------------------------ */

static orm_status compare_items(const orm_codec *codec, const orm_field *field, pair rows,
                                bool *same_out)
{
    orm_items a, b;
    bool same = true;
    orm_status status = orm__items_open(codec->entity, field, rows.a, &a, NULL);
    if (status == ORM_OK) {
        status = orm__items_open(codec->entity, field, rows.b, &b, NULL);
    }
    *same_out = false;
    if (status != ORM_OK) {
        return status;
    }
    if (a.first == NULL || b.first == NULL) {
        *same_out = a.first == b.first;
        return ORM_OK;
    }
    same = a.count == b.count;
    for (size_t i = 0; status == ORM_OK && same && i < a.count; i++) {
        const pair items = { .a = a.first, .b = b.first };
        orm__items_go_to(&a, i);
        same = orm__field_is_alike(codec->entity, &a.item, items.a, items.b);
        if (!same) {
            status = compare_values(codec, &a.item, items, &same);
        }
    }
    *same_out = same;
    return status;
}

/* What cannot be read is no failure: it differs. */
static orm_status compare_field(const orm_codec *codec, const orm_field *field, pair rows,
                                bool *same_out)
{
    if (orm__field_is_alike(codec->entity, field, rows.a, rows.b)) {
        *same_out = true;
        return ORM_OK;
    }
    orm_status status = orm__items_are_kept(field->layout.storage)
                            ? compare_items(codec, field, rows, same_out)
                            : compare_values(codec, field, rows, same_out);
    return status == ORM_NO_MEMORY ? status : ORM_OK;
}

/* ---- rows --------------------------------------------------------------------------------- */

static orm_status compare_rows(const orm_codec *codec, pair rows, orm_field_bits *differing)
{
    const orm_entity *entity = codec->entity;
    orm_status status = ORM_OK;
    for (uint16_t i = 0; status == ORM_OK && i < entity->field_count; i++) {
        bool same = true;
        if (entity->fields[i].layout.converter != NULL && codec->scratch == NULL) {
            return ORM_MISUSE;
        }
        status = compare_field(codec, &entity->fields[i], rows, &same);
        if (!same) {
            differing->bits[i / 64] |= UINT64_C(1) << (i % 64);
            differing->count++;
        }
    }
    return status;
}

orm_status orm_compare(const orm_entity *entity, const void *a, const void *b, orm_arena *arena,
                       orm_field_bits *differing_out)
{
    orm_field_bits differing = { .count = 0 };
    if (entity == NULL || a == NULL || b == NULL || differing_out == NULL ||
        entity->field_count > ORM_FIELD_BITS) {
        return ORM_MISUSE;
    }
    const orm_codec codec = { .entity = entity, .scratch = arena };
    orm_arena_mark mark = { .block = NULL };
    if (arena != NULL) {
        mark = orm__arena_mark(arena);
    }
    orm_status status = compare_rows(&codec, (pair){ .a = a, .b = b }, &differing);
    if (arena != NULL) {
        orm__arena_back_to(arena, mark);
    }
    if (status == ORM_OK) {
        *differing_out = differing;
    }
    return status;
}
