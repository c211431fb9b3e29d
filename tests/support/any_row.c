/* Owns random values of every kind. What a member can hold is tried out: its codec decides. */
#include "support/any_row.h"
#include "support/unit.h"

#include <inttypes.h>
#include <math.h>
#include <orm/instance.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "meta/kind.h"
#include "row/codec.h"

enum { TRIES = 20000, LONGEST_LIST = 5 };

/* ---- values ------------------------------------------------------------------------------- */

static orm_value some_text(orm_arena *arena, uint64_t *seed)
{
    static const char *const texts[] = { "",
                                         "a",
                                         "Ada",
                                         "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80",
                                         "say \"hi\"\\",
                                         "\x01\n\t\x7f",
                                         "null",
                                         "\xc2\x85",
                                         "EUR",
                                         "a longer text than most members have room for" };
    char number[64];
    int64_t a = (int64_t)unit_edge(seed), b = (int64_t)unit_edge(seed);
    switch (unit_below(seed, 6)) {
    case 0: /* what the converters of the models read */
        (void)snprintf(number, sizeof number, "%" PRId64 "e%d", a, (int)unit_below(seed, 9));
        break;
    case 1:
        (void)snprintf(number, sizeof number, "%" PRId64 "/%" PRId64, a, b);
        break;
    case 2:
        (void)snprintf(number, sizeof number, "%02d:%02d:%02d", (int)unit_below(seed, 24),
                       (int)unit_below(seed, 60), (int)unit_below(seed, 60));
        break;
    default:
        return orm_value_text(texts[unit_below(seed, sizeof texts / sizeof texts[0])]);
    }
    return orm_value_text(orm_arena_copy(arena, number, strlen(number)));
}

static orm_value some_json(uint64_t *seed)
{
    static const char *const texts[] = { "{}",
                                         "[1]",
                                         "[-7]",
                                         "1.10",
                                         "\"a\\u00e4\\n\"",
                                         "123456789012345678901234567890.5",
                                         "{\"b\": [1, 2.50, null], \"a\": {\"b\": 1e400}}",
                                         "true" };
    return orm_value_text(texts[unit_below(seed, sizeof texts / sizeof texts[0])]);
}

static orm_value some_blob(const orm_field *field, orm_arena *arena, uint64_t *seed)
{
    static const size_t sizes[] = { 0, 1, 2, 9, 16, 27, 32, 33, 100 };
    size_t size = sizes[unit_below(seed, sizeof sizes / sizeof sizes[0])];
    if (unit_below(seed, 2) == 0) {
        size = field->layout.size;
    }
    void *bytes = orm_arena_alloc(arena, size);
    if (unit_below(seed, 4) == 0) {
        memset(bytes, (int)unit_below(seed, 100), size);
    } else {
        unit_fill(bytes, size, seed);
    }
    return orm_value_blob(bytes, size);
}

/* The converters of the models count hundredths. */
static double some_real(const orm_field *field, uint64_t *seed)
{
    if (field->layout.converter != NULL) {
        return (double)unit_below(seed, 1000) / 4;
    }
    static const double reals[] = { 0.0, -0.0, 1.5, 0.1, -1e300, 5e-324, 1e15, 3, 12.25 };
    double real = reals[unit_below(seed, sizeof reals / sizeof reals[0])];
    switch (unit_below(seed, 5)) {
    case 0:
        return (double)(float)real;
    case 1:
        return (double)(int64_t)unit_edge(seed) / 100;
    case 2:
        return unit_below(seed, 2) == 0 ? (double)NAN : (double)INFINITY;
    default:
        return real;
    }
}

static orm_value some_integer(const orm_field *field, uint64_t *seed)
{
    const orm_enum *labels = field->column.labels;
    if (labels != NULL && labels->label_count > 0) {
        return orm_value_int(labels->labels[unit_below(seed, labels->label_count)].value);
    }
    size_t unused = 64 - 8 * orm__kind_width(field->column.kind);
    return orm_value_int((int64_t)unit_edge(seed) >> (unused + unit_below(seed, 8)));
}

static orm_value some_instant(uint64_t *seed)
{
    static const int64_t units[] = { 1, 1000, 1000000 };
    int64_t unit = units[unit_below(seed, 3)];
    int64_t count = (int64_t)unit_edge(seed) / 1000000;
    if (unit_below(seed, 3) > 0) {
        count = (int64_t)unit_below(seed, 4000000000);
    }
    return (orm_value){ .type = ORM_TYPE_TIMESTAMP, .as.integer = count * unit };
}

static orm_value some_interval(uint64_t *seed)
{
    return orm_value_interval((orm_interval){ .months = (int32_t)unit_edge(seed),
                                              .days = (int32_t)unit_edge(seed),
                                              .microseconds = (int64_t)unit_edge(seed) });
}

static orm_value some_value(const orm_field *field, orm_arena *arena, uint64_t *seed);

static orm_value some_list(const orm_field *field, orm_arena *arena, uint64_t *seed)
{
    orm_field item = { .column.kind = field->column.element, .layout.size = 8 };
    size_t count = unit_below(seed, LONGEST_LIST);
    if (field->layout.storage == ORM_STORAGE_ARRAY && unit_below(seed, 2) == 0) {
        count = field->layout.size / field->layout.item_size;
    }
    orm_value *list = orm__arena_zeroed(arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        list[i] = some_value(&item, arena, seed);
        if (list[i].type == ORM_TYPE_TEXT && unit_below(seed, 2) == 0) {
            list[i] = orm_value_text("short");
        }
    }
    return (orm_value){ .type = ORM_TYPE_LIST, .size = count, .as.list = list };
}

static orm_value some_value(const orm_field *field, orm_arena *arena, uint64_t *seed)
{
    const orm_enum *labels = field->column.labels;
    switch (field->column.kind) {
    case ORM_KIND_BOOL:
        return orm_value_bool(unit_below(seed, 2) == 0);
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return some_integer(field, seed);
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return orm_value_real(some_real(field, seed));
    case ORM_KIND_TEXT:
        return some_text(arena, seed);
    case ORM_KIND_ENUM:
        return orm_value_text(labels->labels[unit_below(seed, labels->label_count)].name);
    case ORM_KIND_TIMESTAMP:
        return some_instant(seed);
    case ORM_KIND_DATE:
        return (orm_value){ .type = ORM_TYPE_DATE,
                            .as.integer = (int64_t)unit_below(seed, 3600000) - 719000 };
    case ORM_KIND_BLOB:
    case ORM_KIND_UUID:
        return some_blob(field, arena, seed);
    case ORM_KIND_DECIMAL:
        return orm_value_int((int64_t)unit_edge(seed) / 1000);
    case ORM_KIND_JSON:
        return some_json(seed);
    case ORM_KIND_ARRAY:
        return some_list(field, arena, seed);
    case ORM_KIND_INTERVAL:
        return some_interval(seed);
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return orm_value_null();
}

/* ---- rows --------------------------------------------------------------------------------- */

static bool try_field(const orm_codec *codec, const orm_instance *into, uint16_t index,
                      orm_value *values)
{
    orm_error error;
    const orm_field *field = &into->entity->fields[index];
    if (values[index].type != ORM_TYPE_NULL &&
        orm__group_make(into, field->layout.group, &error) != ORM_OK) {
        return false;
    }
    return orm__codec_extract_field(codec, into, index, values, &error) == ORM_OK;
}

static void fill_field(const orm_codec *codec, const orm_instance *into, uint16_t index,
                       orm_value *values, uint64_t *seed)
{
    const orm_field *field = &into->entity->fields[index];
    for (int i = 0; i < TRIES; i++) {
        bool is_null = unit_below(seed, 4) == 0;
        values[index] = is_null ? orm_value_null() : some_value(field, codec->scratch, seed);
        if (try_field(codec, into, index, values)) {
            return;
        }
    }
    fail_msg("%s.%s takes no value", into->entity->name, field->member);
}

/* Whether a table could hold it: a struct behind a pointer may need members that were chosen before
 * it was there; a label that stands for unknown ones cannot be written. */
static bool could_be_stored(const orm_codec *codec, const void *row, orm_value *values)
{
    orm_error error;
    const orm_entity *entity = codec->entity;
    void *copy = orm__arena_take(codec->scratch, entity->size, entity->align);
    const orm_instance into = { .entity = entity, .row = copy, .arena = codec->scratch };
    memset(copy, 0, entity->size);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (orm__codec_bind(codec, i, row, &values[i], &error) != ORM_OK) {
            return false;
        }
        if (values[i].type == ORM_TYPE_DECIMAL) {
            values[i] = orm_value_int(values[i].as.integer);
        }
    }
    return orm__codec_extract(codec, &into, values, entity->field_count, &error) == ORM_OK;
}

void *any_row(const orm_entity *entity, orm_arena *arena, uint64_t *seed)
{
    void *row = orm__arena_take(arena, entity->size, entity->align);
    orm_value *values = orm__arena_zeroed(arena, entity->field_count, sizeof *values);
    const orm_codec codec = { .entity = entity, .scratch = arena, .counts_decimals = true };
    const orm_instance into = { .entity = entity, .row = row, .arena = arena };
    for (int i = 0; i < TRIES; i++) {
        unit_fill(row, entity->size, seed);
        orm__field_clear_relations(entity, row);
        orm__group_clear_all(entity, row);
        for (uint16_t field = 0; field < entity->field_count; field++) {
            fill_field(&codec, &into, field, values, seed);
        }
        if (could_be_stored(&codec, row, values)) {
            return row;
        }
    }
    fail_msg("no row of %s could be stored", entity->name);
    return NULL;
}

orm_arena *any_row_arena(void)
{
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    return arena;
}

void *any_row_memory(const orm_entity *entity, uint64_t *seed)
{
    void *row = NULL;
    assert_int_equal(posix_memalign(&row, entity->align < 16 ? 16 : entity->align, entity->size),
                     0);
    unit_fill(row, entity->size, seed);
    return row;
}

void any_row_assert_same(const orm_entity *entity, const void *a, const void *b, orm_arena *arena)
{
    orm_field_bits differing;
    assert_int_equal(orm_compare(entity, a, b, arena, &differing), ORM_OK);
    int first = orm_field_bits_next(&differing, 0);
    assert_true((first < 0) == (differing.count == 0));
    if (first >= 0) {
        fail_msg("%s.%s differs", entity->name, entity->fields[first].member);
    }
}

/* ---- models ------------------------------------------------------------------------------- */

/* Their headers define structs of the same names. */
extern const orm_schema shop_schema, kinds_schema, nested_schema, narrow_schema, odd_schema,
    cycle_schema;
#ifdef ANY_ROW_SCANNED
extern const orm_schema test_scanned_schema, test_ledgers_schema;
#endif

static const orm_schema *const schemas[] = {
    &shop_schema,         &kinds_schema,        &nested_schema,
    &narrow_schema,       &odd_schema,          &cycle_schema,
#ifdef ANY_ROW_SCANNED
    &test_scanned_schema, &test_ledgers_schema,
#endif
};

void any_row_each(void (*check)(const orm_entity *entity, uint64_t *seed))
{
    const char *chosen = getenv("ORM_TEST_SEED");
    uint64_t seed = chosen == NULL ? 20240229 : strtoull(chosen, NULL, 10) | 1;
    for (size_t s = 0; s < sizeof schemas / sizeof schemas[0]; s++) {
        for (uint16_t i = 0; i < schemas[s]->entity_count; i++) {
            check(schemas[s]->entities[i], &seed);
        }
    }
}
