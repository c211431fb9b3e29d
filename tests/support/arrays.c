/* Owns the layouts of array members at random, and what their items may hold. */
#include "support/arrays.h"

#include "support/unit.h"

const arrays_item arrays_items[] = {
    { ORM_KIND_BOOL, ORM_STORAGE_BOOL, sizeof(bool), 0 },
    { ORM_KIND_INT16, ORM_STORAGE_INT, 1, 0 },
    { ORM_KIND_INT16, ORM_STORAGE_INT, 2, 0 },
    { ORM_KIND_INT32, ORM_STORAGE_INT, 4, 0 },
    { ORM_KIND_INT64, ORM_STORAGE_INT, 8, 0 },
    { ORM_KIND_INT16, ORM_STORAGE_UINT, 1, 0 },
    { ORM_KIND_INT32, ORM_STORAGE_UINT, 2, 0 },
    { ORM_KIND_INT64, ORM_STORAGE_UINT, 4, 0 },
    { ORM_KIND_UINT64, ORM_STORAGE_UINT, 8, 0 },
    { ORM_KIND_FLOAT32, ORM_STORAGE_FLOAT, 4, 0 },
    { ORM_KIND_FLOAT64, ORM_STORAGE_FLOAT, 8, 0 },
    { ORM_KIND_TEXT, ORM_STORAGE_STRING, sizeof(char *), 0 },
    { ORM_KIND_TEXT, ORM_STORAGE_CHARS, 11, 0 },
    { ORM_KIND_TIMESTAMP, ORM_STORAGE_INT, 8, 1000000 },
};

const size_t arrays_item_count = sizeof arrays_items / sizeof *arrays_items;

/* ---- layouts ---- */

static void add_count(orm_layout *layout, uint64_t *seed)
{
    layout->length = (orm_auxiliary){ .offset = ARRAYS_COUNT_AT,
                                      .size = (size_t)1 << unit_random(seed) % 4,
                                      .is_signed = unit_random(seed) % 2 == 0 };
}

void arrays_init(arrays_subject *subject, const arrays_item *item, uint64_t *seed)
{
    *subject = (arrays_subject){ .outer = subject->bytes };
    orm_layout *layout = &subject->field.layout;
    bool is_fixed = unit_random(seed) % 2 == 0;
    size_t room = 1 + unit_below(seed, ARRAYS_MOST);
    subject->field.member = "items";
    subject->field.column = (orm_column){ .name = "items", .kind = ORM_KIND_ARRAY };
    subject->field.column.element = item->kind;
    layout->storage = is_fixed ? ORM_STORAGE_ARRAY : ORM_STORAGE_ITEMS;
    layout->offset = ARRAYS_AT;
    layout->size = is_fixed ? room * item->size : sizeof(void *);
    layout->item = item->storage;
    layout->item_size = item->size;
    layout->units_per_second = item->units_per_second;
    if (!is_fixed || unit_random(seed) % 2 == 0) {
        add_count(layout, seed);
    }
    if (is_fixed && unit_random(seed) % 2 == 0) {
        layout->null_flag = (orm_auxiliary){ .offset = ARRAYS_FLAG_AT, .size = 1 };
    }
    layout->group = unit_random(seed) % 2;
    subject->group = (orm_group){ .member = "in", .size = ARRAYS_SIZE, .align = 1 };
    subject->group.by_pointer = true;
    subject->entity = (orm_entity){ .name = "subject",
                                    .table = "subject",
                                    .size = ARRAYS_SIZE,
                                    .align = 1,
                                    .fields = &subject->field,
                                    .field_count = 1,
                                    .groups = &subject->group,
                                    .group_count = layout->group };
    unit_fill(subject->bytes, sizeof subject->bytes, seed);
    arrays_remember(subject);
}

void *arrays_row(arrays_subject *subject)
{
    return subject->field.layout.group == 0 ? (void *)subject->bytes : &subject->outer;
}

static size_t largest_count(const orm_auxiliary *count)
{
    bool is_signed = count->is_signed || count->size >= 4;
    unsigned bits = 8 * (unsigned)count->size - is_signed;
    uint64_t largest = bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
    return largest > PTRDIFF_MAX ? PTRDIFF_MAX : (size_t)largest;
}

size_t arrays_most(const arrays_subject *subject)
{
    const orm_layout *layout = &subject->field.layout;
    bool is_fixed = layout->storage == ORM_STORAGE_ARRAY;
    size_t room = (is_fixed ? layout->size : PTRDIFF_MAX) / layout->item_size;
    size_t most = layout->length.size == 0 ? room : largest_count(&layout->length);
    return most < room ? most : room;
}

bool arrays_is_exact(const arrays_subject *subject)
{
    return subject->field.layout.length.size == 0;
}

/* ---- values ---- */

static orm_value text_value(const arrays_item *item, char room[ARRAYS_TEXT], uint64_t *seed)
{
    static const char bytes[] = "ab \"\\/\n\t{},[]\x01\x7F";
    size_t most = item->storage == ORM_STORAGE_CHARS ? item->size : ARRAYS_TEXT;
    size_t size = unit_below(seed, most);
    if (item->storage == ORM_STORAGE_STRING && unit_random(seed) % 8 == 0) {
        return orm_value_null();
    }
    for (size_t i = 0; i < size; i++) {
        room[i] = bytes[unit_random(seed) % (sizeof bytes - 1)];
    }
    room[size] = '\0';
    return orm_value_text(room);
}

static orm_value real_value(const arrays_item *item, uint64_t *seed)
{
    double real = (double)(int64_t)unit_edge(seed) / (double)(1 + unit_random(seed) % 1000);
    return orm_value_real(item->size == 4 ? (double)(float)real : real);
}

orm_value arrays_value(const arrays_item *item, char room[ARRAYS_TEXT], uint64_t *seed)
{
    const uint64_t number = unit_edge(seed);
    const unsigned free_bits = 64 - 8 * (unsigned)(item->size > 8 ? 8 : item->size);
    switch (item->kind) {
    case ORM_KIND_BOOL:
        return orm_value_bool(number % 2 == 0);
    case ORM_KIND_UINT64: /* what engines hold */
        return orm_value_uint(number & INT64_MAX);
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return real_value(item, seed);
    case ORM_KIND_TEXT:
        return text_value(item, room, seed);
    default:
        return item->storage == ORM_STORAGE_UINT
                   ? orm_value_uint(number << free_bits >> free_bits)
                   : orm_value_int((int64_t)(number << free_bits) >> free_bits);
    }
}

/* ---- bytes ---- */

void arrays_remember(arrays_subject *subject)
{
    memcpy(subject->before, subject->bytes, sizeof subject->before);
}

static bool is_in(size_t at, size_t offset, size_t size)
{
    return at >= offset && at < offset + size;
}

void arrays_assert_outside(const arrays_subject *subject)
{
    const orm_layout *layout = &subject->field.layout;
    for (size_t i = 0; i < sizeof subject->bytes; i++) {
        bool is_own = is_in(i, layout->offset, layout->size) ||
                      is_in(i, layout->length.offset, layout->length.size) ||
                      is_in(i, layout->null_flag.offset, layout->null_flag.size);
        assert_true(is_own || subject->bytes[i] == subject->before[i]);
    }
}

void arrays_assert_same(const arrays_subject *subject)
{
    assert_memory_equal(subject->bytes, subject->before, sizeof subject->before);
}
