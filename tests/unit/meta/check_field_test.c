/* The check of a single field, over all kinds: which storage keeps it, which default fits it. */
#include <orm/converter.h>

#include "meta/check_field.h"
#include "support/unit.h"

#include <sys/time.h>
#include <time.h>

static const orm_enum_label sizes[] = { { .name = "SMALL", .value = 0 } };
static const orm_enum size_enum = { .name = "size", .labels = sizes, .label_count = 1 };

static const size_t sizes_of[] = {
    [ORM_STORAGE_BOOL] = sizeof(bool),
    [ORM_STORAGE_INT] = 8,
    [ORM_STORAGE_UINT] = 8,
    [ORM_STORAGE_FLOAT] = 8,
    [ORM_STORAGE_CHARS] = 8,
    [ORM_STORAGE_BYTES] = 16,
    [ORM_STORAGE_STRING] = sizeof(char *),
    [ORM_STORAGE_BLOB] = sizeof(void *),
    [ORM_STORAGE_TIMESPEC] = sizeof(struct timespec),
    [ORM_STORAGE_TIMEVAL] = sizeof(struct timeval),
    [ORM_STORAGE_CHAR] = sizeof(char),
    [ORM_STORAGE_INTERVAL] = sizeof(orm_interval),
    [ORM_STORAGE_SPAN] = sizeof(char *),
    [ORM_STORAGE_ARRAY] = 8,
    [ORM_STORAGE_ITEMS] = sizeof(void *),
};

enum { STORAGES = sizeof sizes_of / sizeof sizes_of[0] };

static bool is_sized(orm_storage storage)
{
    return storage == ORM_STORAGE_BLOB || storage == ORM_STORAGE_SPAN ||
           storage == ORM_STORAGE_ITEMS;
}

/* Of arrays two shorts, or a pointer to them. */
static void add_items(orm_field *field)
{
    bool is_kept =
        field->layout.storage == ORM_STORAGE_ARRAY || field->layout.storage == ORM_STORAGE_ITEMS;
    field->column.element = field->column.kind == ORM_KIND_ARRAY ? ORM_KIND_INT16 : ORM_KIND_NONE;
    field->layout.item = is_kept ? ORM_STORAGE_INT : ORM_STORAGE_NONE;
    field->layout.item_size = is_kept ? 2 : 0;
}

/* What a storage counts, of a timestamp. */
static uint32_t units_of(orm_kind kind, orm_storage storage)
{
    bool is_struct = storage == ORM_STORAGE_TIMESPEC || storage == ORM_STORAGE_TIMEVAL;
    bool is_counted = kind == ORM_KIND_TIMESTAMP || (kind == ORM_KIND_INT64 && is_struct);
    return !is_counted ? 0 : is_struct ? 1000000 : 1;
}

/* The fault of a field that is in order but for what the arguments make of it. */
static const char *fault_of(orm_kind kind, orm_storage storage, const orm_value *default_value)
{
    const orm_entity entity = { .name = "e", .size = 64 };
    orm_field field = { .member = "m",
                        .column = { .name = "c", .kind = kind },
                        .layout = { .storage = storage, .size = sizes_of[storage] } };
    field.column.labels = kind == ORM_KIND_ENUM ? &size_enum : NULL;
    field.column.precision = kind == ORM_KIND_DECIMAL ? 4 : 0;
    field.layout.units_per_second = units_of(kind, storage);
    field.layout.length.size = is_sized(storage) ? 8 : 0;
    add_items(&field);
    if (default_value != NULL) {
        field.column.default_value =
            (orm_default){ .kind = ORM_DEFAULT_VALUE, .value = *default_value };
    }
    return orm__check_field_fault(&entity, &field);
}

enum {
    BOOL = 1 << ORM_STORAGE_BOOL,
    INTS = 1 << ORM_STORAGE_INT | 1 << ORM_STORAGE_UINT,
    UINT = 1 << ORM_STORAGE_UINT,
    TIMES = 1 << ORM_STORAGE_TIMESPEC | 1 << ORM_STORAGE_TIMEVAL,
    FLOAT = 1 << ORM_STORAGE_FLOAT,
    TERMINATED = 1 << ORM_STORAGE_STRING | 1 << ORM_STORAGE_CHARS,
    TEXTS = TERMINATED | 1 << ORM_STORAGE_SPAN,
    WRITTEN = TERMINATED | 1 << ORM_STORAGE_INT, /* numbers that may stand as text */
    BLOBS = 1 << ORM_STORAGE_BLOB | 1 << ORM_STORAGE_BYTES
};

/* The types of a default, as bits. */
enum { OF_INT = 1 << ORM_TYPE_INT, OF_REAL = 1 << ORM_TYPE_REAL, OF_TEXT = 1 << ORM_TYPE_TEXT };

/* What each kind may be kept in, one of these, and what its default may be. */
static const struct {
    orm_kind kind;
    unsigned storages;
    orm_storage one;
    unsigned defaults;
} kinds[] = {
    { ORM_KIND_BOOL, BOOL, ORM_STORAGE_BOOL, 1 << ORM_TYPE_BOOL },
    { ORM_KIND_INT16, INTS, ORM_STORAGE_INT, OF_INT },
    { ORM_KIND_INT32, INTS, ORM_STORAGE_INT, OF_INT },
    { ORM_KIND_INT64, INTS | TIMES, ORM_STORAGE_INT, OF_INT },
    { ORM_KIND_UINT64, UINT, ORM_STORAGE_UINT, OF_INT },
    { ORM_KIND_FLOAT32, FLOAT, ORM_STORAGE_FLOAT, OF_REAL | OF_INT },
    { ORM_KIND_FLOAT64, FLOAT, ORM_STORAGE_FLOAT, OF_REAL | OF_INT },
    { ORM_KIND_TEXT, TEXTS | 1 << ORM_STORAGE_CHAR, ORM_STORAGE_CHARS, OF_TEXT },
    { ORM_KIND_BLOB, BLOBS, ORM_STORAGE_BYTES, 1 << ORM_TYPE_BLOB },
    { ORM_KIND_ENUM, INTS, ORM_STORAGE_UINT, OF_TEXT },
    { ORM_KIND_TIMESTAMP, INTS | TIMES, ORM_STORAGE_INT, 1 << ORM_TYPE_TIMESTAMP | OF_INT },
    { ORM_KIND_DATE, WRITTEN, ORM_STORAGE_INT, 1 << ORM_TYPE_DATE },
    { ORM_KIND_UUID, 1 << ORM_STORAGE_BYTES, ORM_STORAGE_BYTES, 1 << ORM_TYPE_BLOB },
    { ORM_KIND_DECIMAL, WRITTEN, ORM_STORAGE_CHARS, 1 << ORM_TYPE_DECIMAL },
    { ORM_KIND_JSON, TEXTS, ORM_STORAGE_CHARS, OF_TEXT },
    { ORM_KIND_INTERVAL, 1 << ORM_STORAGE_INTERVAL, ORM_STORAGE_INTERVAL, 1 << ORM_TYPE_INTERVAL },
    { ORM_KIND_ARRAY, 1 << ORM_STORAGE_ARRAY | 1 << ORM_STORAGE_ITEMS, ORM_STORAGE_ARRAY, 0 },
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

static void try_storage(size_t i, orm_storage storage)
{
    const char *fault = fault_of(kinds[i].kind, storage, NULL);
    if ((kinds[i].storages & 1U << storage) != 0) {
        assert_null(fault);
    } else {
        assert_string_equal(fault, "the member's storage does not fit the column's kind");
    }
}

static void test_storage_that_keeps_a_kind(void **state)
{
    (void)state;
    assert_int_equal(KINDS, ORM_KIND_COUNT - 1);
    for (size_t i = 0; i < KINDS; i++) {
        for (int number = ORM_STORAGE_BOOL; number < STORAGES; number++) {
            const orm_storage storage = (orm_storage)number;
            try_storage(i, storage);
        }
    }
}

static bool takes(orm_kind kind, orm_value value)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (kinds[i].kind == kind) {
            return fault_of(kind, kinds[i].one, &value) == NULL;
        }
    }
    return false;
}

/* Of zero, an empty text or a label. */
static void test_types_of_defaults(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        for (int type = ORM_TYPE_NULL; type <= ORM_TYPE_OTHER; type++) {
            orm_value value = type == ORM_TYPE_TEXT ? orm_value_text("SMALL")
                                                    : (orm_value){ .type = (orm_type)type };
            value.size = type == ORM_TYPE_BLOB ? 16 : value.size;
            assert_int_equal(takes(kinds[i].kind, value), (kinds[i].defaults & 1U << type) != 0);
        }
    }
    assert_false(takes(ORM_KIND_ENUM, orm_value_text("SMAL")));
    assert_false(takes(ORM_KIND_ENUM, orm_value_text("small")));
}

static void test_ranges_of_defaults(void **state)
{
    (void)state;
    static const struct {
        orm_kind kind;
        int64_t lowest, highest;
    } cases[] = {
        { ORM_KIND_INT16, INT16_MIN, INT16_MAX },
        { ORM_KIND_INT32, INT32_MIN, INT32_MAX },
        { ORM_KIND_INT64, INT64_MIN, INT64_MAX },
        { ORM_KIND_UINT64, 0, INT64_MAX },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t low = cases[i].lowest, high = cases[i].highest;
        assert_true(takes(cases[i].kind, orm_value_int(low)));
        assert_true(takes(cases[i].kind, orm_value_int(high)));
        assert_true(low == INT64_MIN || !takes(cases[i].kind, orm_value_int(low - 1)));
        assert_true(high == INT64_MAX || !takes(cases[i].kind, orm_value_int(high + 1)));
    }
}

/* A sentinel is for what cannot show NULL by itself and has a value to spare. */
static void test_storage_that_takes_null_if(void **state)
{
    (void)state;
    static const orm_value sentinels[] = {
        [ORM_STORAGE_BOOL] = { .type = ORM_TYPE_BOOL },
        [ORM_STORAGE_INT] = { .type = ORM_TYPE_INT },
        [ORM_STORAGE_UINT] = { .type = ORM_TYPE_UINT },
        [ORM_STORAGE_FLOAT] = { .type = ORM_TYPE_REAL },
        [ORM_STORAGE_STRING] = { .type = ORM_TYPE_TEXT, .as.text = "" },
        [ORM_STORAGE_CHARS] = { .type = ORM_TYPE_TEXT, .as.text = "" },
        [ORM_STORAGE_BLOB] = { .type = ORM_TYPE_BLOB, .as.data = "" },
        [ORM_STORAGE_BYTES] = { .type = ORM_TYPE_BLOB, .size = 16, .as.data = "0123456789abcdef" },
        [ORM_STORAGE_TIMESPEC] = { .type = ORM_TYPE_INT },
        [ORM_STORAGE_TIMEVAL] = { .type = ORM_TYPE_INT },
        [ORM_STORAGE_CHAR] = { .type = ORM_TYPE_TEXT, .as.text = "" },
        [ORM_STORAGE_SPAN] = { .type = ORM_TYPE_TEXT, .as.text = "" },
        [ORM_STORAGE_INTERVAL] = { .type = ORM_TYPE_INTERVAL },
        [ORM_STORAGE_ARRAY] = { .type = ORM_TYPE_LIST },
        [ORM_STORAGE_ITEMS] = { .type = ORM_TYPE_LIST },
    };
    const orm_entity entity = { .name = "e", .size = 64 };
    for (size_t i = 0; i < KINDS; i++) {
        for (int number = ORM_STORAGE_BOOL; number < STORAGES; number++) {
            const orm_storage storage = (orm_storage)number;
            orm_field field = { .member = "m", .column = { .name = "c", .kind = kinds[i].kind } };
            field.column.labels = kinds[i].kind == ORM_KIND_ENUM ? &size_enum : NULL;
            field.column.precision = kinds[i].kind == ORM_KIND_DECIMAL ? 4 : 0;
            field.layout.storage = storage;
            field.layout.size = sizes_of[storage];
            field.layout.units_per_second = units_of(kinds[i].kind, storage);
            field.layout.length.size = is_sized(storage) ? 8 : 0;
            field.layout.null_if = &sentinels[storage];
            add_items(&field);
            bool fits = (kinds[i].storages & 1U << storage) != 0;
            bool is_value =
                storage != ORM_STORAGE_ARRAY && storage != ORM_STORAGE_STRING && !is_sized(storage);
            bool spare = storage != ORM_STORAGE_BOOL && storage != ORM_STORAGE_INTERVAL && is_value;
            assert_int_equal(orm__check_field_fault(&entity, &field) == NULL, fits && spare);
            field.layout.null_reads_as = &sentinels[storage];
            assert_non_null(orm__check_field_fault(&entity, &field)); /* one of the two */
            field.layout.null_if = NULL;
            assert_int_equal(orm__check_field_fault(&entity, &field) == NULL, fits && is_value);
        }
    }
}

static orm_status encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                         orm_error *error)
{
    (void)slot, (void)value_out, (void)arena, (void)error;
    return ORM_OK;
}

static orm_status decode(const orm_value *value, orm_slot *slot, orm_arena *arena, orm_error *error)
{
    (void)value, (void)slot, (void)arena, (void)error;
    return ORM_OK;
}

static const char *fault_of_converted(orm_kind kind, const orm_converter *converter, size_t size)
{
    const orm_entity entity = { .name = "e", .size = 64 };
    orm_field field = { .member = "m", .column = { .name = "c", .kind = kind } };
    field.column.labels = kind == ORM_KIND_ENUM ? &size_enum : NULL;
    field.column.precision = kind == ORM_KIND_DECIMAL ? 4 : 0;
    field.layout.storage = ORM_STORAGE_CONVERTED;
    field.layout.size = size;
    field.layout.units_per_second = kind == ORM_KIND_TIMESTAMP ? 1000000 : 0;
    field.layout.converter = converter;
    return orm__check_field_fault(&entity, &field);
}

/* A converter makes any kind of any member, but for an enum, whose labels it would not know, and
 * for an array. */
static void test_converters(void **state)
{
    (void)state;
    const orm_converter whole = { .name = "struct x", .encode = encode, .decode = decode };
    orm_converter wrong = whole;
    for (size_t i = 0; i < KINDS; i++) {
        const char *fault = fault_of_converted(kinds[i].kind, &whole, 3);
        assert_int_equal(fault == NULL,
                         kinds[i].kind != ORM_KIND_ENUM && kinds[i].kind != ORM_KIND_ARRAY);
    }
    assert_non_null(fault_of_converted(ORM_KIND_TEXT, NULL, 3));
    assert_non_null(fault_of_converted(ORM_KIND_TEXT, &whole, 0));
    wrong.by_pointer = true;
    assert_non_null(fault_of_converted(ORM_KIND_TEXT, &wrong, 3));
    assert_null(fault_of_converted(ORM_KIND_TEXT, &wrong, sizeof(void *)));
    wrong.decode = NULL;
    assert_non_null(fault_of_converted(ORM_KIND_TEXT, &wrong, sizeof(void *)));
    const orm_entity entity = { .name = "e", .size = 64 };
    orm_field field = { .member = "m", .column = { .name = "c", .kind = ORM_KIND_INT64 } };
    field.layout = (orm_layout){ .storage = ORM_STORAGE_INT, .size = 8, .converter = &whole };
    assert_non_null(orm__check_field_fault(&entity, &field));
}

/* What is read into the member is a value of the enum, and not two things at once. */
static void test_values_of_enums(void **state)
{
    (void)state;
    static const orm_value small = { .type = ORM_TYPE_INT };
    static const orm_value other = { .type = ORM_TYPE_INT, .as.integer = 1 };
    static const orm_value text = { .type = ORM_TYPE_TEXT, .as.text = "" };
    static const struct {
        const orm_enum *labels;
        const orm_value *unknown, *null_if, *null_reads_as;
        const char *fault;
    } cases[] = {
        { &size_enum, &small, &other, NULL, NULL },
        { &size_enum, &small, NULL, &small, NULL },
        { &size_enum, &other, NULL, NULL, "unknown is no value of the enum" },
        { &size_enum, &text, NULL, NULL, "unknown is no value of the enum" },
        { &size_enum, &small, &small, NULL, "unknown is the null_if and would read as NULL" },
        { NULL, &small, NULL, NULL, "unknown is for enums" },
        { &size_enum, NULL, NULL, &other, "null_reads_as is no value of the enum" },
        { NULL, NULL, NULL, &other, NULL },
        { NULL, NULL, NULL, &text, "null_reads_as does not fit the member" },
    };
    const orm_entity entity = { .name = "e", .size = 64 };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const orm_field field = {
            .member = "m",
            .column = { .name = "c", .kind = ORM_KIND_INT32, .labels = cases[i].labels },
            .layout = { .storage = ORM_STORAGE_INT,
                        .size = 4,
                        .unknown = cases[i].unknown,
                        .null_if = cases[i].null_if,
                        .null_reads_as = cases[i].null_reads_as }
        };
        const char *fault = orm__check_field_fault(&entity, &field);
        assert_string_equal(fault == NULL ? "" : fault,
                            cases[i].fault == NULL ? "" : cases[i].fault);
    }
}

static void test_members_at_the_very_end_are_inside(void **state)
{
    (void)state;
    const orm_entity entity = { .name = "e", .size = 16 };
    orm_field field = { .member = "m",
                        .column = { .name = "c", .kind = ORM_KIND_INT64, .nullable = true },
                        .layout = { .storage = ORM_STORAGE_INT,
                                    .offset = 8,
                                    .size = 8,
                                    .null_flag = { .offset = 15, .size = 1 } } };
    assert_null(orm__check_field_fault(&entity, &field));
    field.layout.null_flag.offset = 16;
    assert_non_null(orm__check_field_fault(&entity, &field));
    field.layout.null_flag.offset = 15;
    field.layout.offset = 9;
    assert_non_null(orm__check_field_fault(&entity, &field));
}

/* An integer may be limited to an enum's numbers; so is its default then. */
static void test_labels_of_kinds(void **state)
{
    (void)state;
    static const orm_enum_label far[] = { { .name = "FAR", .value = INT32_MAX } };
    static const orm_enum far_enum = { .name = "far", .labels = far, .label_count = 1 };
    const orm_entity entity = { .name = "e", .size = 64 };
    for (size_t i = 0; i < KINDS; i++) {
        orm_field field = { .member = "m",
                            .column = { .name = "c", .kind = kinds[i].kind, .labels = &size_enum },
                            .layout = { .storage = kinds[i].one,
                                        .size = sizes_of[kinds[i].one],
                                        .units_per_second =
                                            units_of(kinds[i].kind, kinds[i].one) } };
        field.column.precision = kinds[i].kind == ORM_KIND_DECIMAL ? 4 : 0;
        bool is_integer = kinds[i].kind >= ORM_KIND_INT16 && kinds[i].kind <= ORM_KIND_UINT64;
        bool takes_labels = is_integer || kinds[i].kind == ORM_KIND_ENUM;
        assert_int_equal(orm__check_field_fault(&entity, &field) == NULL, takes_labels);
        if (!is_integer) {
            continue;
        }
        field.column.default_value =
            (orm_default){ .kind = ORM_DEFAULT_VALUE, .value = orm_value_int(0) };
        assert_null(orm__check_field_fault(&entity, &field));
        field.column.default_value.value = orm_value_int(1);
        assert_string_equal(orm__check_field_fault(&entity, &field),
                            "the default does not fit the kind");
        field.column.default_value.kind = ORM_DEFAULT_NONE;
        field.column.labels = &far_enum;
        bool fits = kinds[i].kind != ORM_KIND_INT16;
        assert_int_equal(orm__check_field_fault(&entity, &field) == NULL, fits);
        field.column.generated = true;
        assert_non_null(orm__check_field_fault(&entity, &field));
    }
}

/* A bool may be a small integer that is limited to both its numbers, and to nothing else. */
static void test_bools_that_are_numbers(void **state)
{
    (void)state;
    static const orm_enum_label labels[] = {
        { .name = "false", .value = 0 },
        { .name = "true", .value = 1 },
        { .name = "never", .value = 0 },
        { .name = "other", .value = -1 },
    };
    const orm_enum both = { .name = "bool", .labels = labels, .label_count = 2 };
    const orm_enum bad[] = { { .name = "one", .labels = labels, .label_count = 1 },
                             { .name = "no_true", .labels = &labels[2], .label_count = 1 },
                             { .name = "more", .labels = labels, .label_count = 4 } };
    const orm_value yes = orm_value_bool(true), one = orm_value_int(1);
    const orm_entity entity = { .name = "e", .size = 64 };
    orm_field field = { .member = "m",
                        .column = { .name = "c", .kind = ORM_KIND_INT16, .labels = &both },
                        .layout = { .storage = ORM_STORAGE_BOOL, .size = sizeof(bool) } };
    assert_null(orm__check_field_fault(&entity, &field));
    field.column.nullable = true;
    field.layout.null_reads_as = &yes;
    assert_null(orm__check_field_fault(&entity, &field));
    field.layout.null_reads_as = &one;
    assert_non_null(orm__check_field_fault(&entity, &field));
    field.layout.null_reads_as = &yes;
    field.layout.unknown = &one;
    assert_non_null(orm__check_field_fault(&entity, &field));
    field.layout.unknown = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        field.column.labels = &bad[i];
        assert_non_null(orm__check_field_fault(&entity, &field));
    }
    field.column.labels = &both;
    field.column.kind = ORM_KIND_INT32;
    assert_non_null(orm__check_field_fault(&entity, &field));
}

/* An array of which one thing is not in order. */
static void test_items_of_arrays(void **state)
{
    (void)state;
    const orm_entity entity = { .name = "e", .size = 64 };
    const orm_field good = {
        .member = "m",
        .column = { .name = "c", .kind = ORM_KIND_ARRAY, .element = ORM_KIND_INT32 },
        .layout = { .storage = ORM_STORAGE_ARRAY,
                    .size = 16,
                    .item = ORM_STORAGE_INT,
                    .item_size = 4,
                    .length = { .offset = 16, .size = 1 } }
    };
    assert_null(orm__check_field_fault(&entity, &good));
    orm_field bad[10];
    for (size_t i = 0; i < 10; i++) {
        bad[i] = good;
    }
    bad[0].column.element = ORM_KIND_NONE;
    bad[1].column.element = ORM_KIND_BLOB;
    bad[2].column.element = ORM_KIND_ARRAY;
    bad[3].column.element = ORM_KIND_TEXT;
    bad[4].layout.item_size = 3;
    bad[5].layout.size = 18;
    bad[6].layout.item = ORM_STORAGE_NONE;
    bad[7].layout.length.size = 3;
    bad[8].layout.storage = ORM_STORAGE_BYTES;
    bad[9].layout.units_per_second = 1;
    for (size_t i = 0; i < 10; i++) {
        assert_non_null(orm__check_field_fault(&entity, &bad[i]));
    }
}

/* Two arrays may have one count; nothing else may have it too. */
static void test_one_count(void **state)
{
    (void)state;
    orm_field fields[2] = {
        { .member = "a",
          .column = { .name = "a", .kind = ORM_KIND_ARRAY, .element = ORM_KIND_INT32 },
          .layout = { .storage = ORM_STORAGE_ITEMS,
                      .size = sizeof(void *),
                      .item = ORM_STORAGE_INT,
                      .item_size = 4,
                      .length = { .offset = 32, .size = 4 } } },
    };
    const orm_entity entity = { .name = "e", .size = 64, .fields = fields, .field_count = 2 };
    fields[1] = fields[0];
    fields[1].layout.offset = 16;
    assert_null(orm__check_field_fault(&entity, &fields[0]));
    assert_null(orm__check_field_fault(&entity, &fields[1]));
    fields[1].layout.length.size = 2;
    assert_non_null(orm__check_field_fault(&entity, &fields[0]));
    fields[1].layout.length.size = 4;
    fields[1].layout.length.offset = 30;
    assert_non_null(orm__check_field_fault(&entity, &fields[1]));
    fields[1].column.kind = ORM_KIND_BLOB;
    fields[1].column.element = ORM_KIND_NONE;
    fields[1].layout.storage = ORM_STORAGE_BLOB;
    fields[1].layout.item = ORM_STORAGE_NONE;
    fields[1].layout.length.offset = 32;
    assert_non_null(orm__check_field_fault(&entity, &fields[1]));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_labels_of_kinds),
    cmocka_unit_test(test_bools_that_are_numbers),
    cmocka_unit_test(test_storage_that_keeps_a_kind),
    cmocka_unit_test(test_types_of_defaults),
    cmocka_unit_test(test_ranges_of_defaults),
    cmocka_unit_test(test_storage_that_takes_null_if),
    cmocka_unit_test(test_converters),
    cmocka_unit_test(test_values_of_enums),
    cmocka_unit_test(test_members_at_the_very_end_are_inside),
    cmocka_unit_test(test_items_of_arrays),
    cmocka_unit_test(test_one_count),
};

UNIT_MAIN(tests)
