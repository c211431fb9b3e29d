/* C storage against C itself: for every storage and size, what fits is what a cast keeps, what was
 * written comes back, and no byte outside is touched. */
#include "meta/storage.h"
#include "base/arena.h"
#include "meta/field.h"
#include "support/unit.h"

#include <float.h>
#include <math.h>

enum { ROUNDS = 20000, MARGIN = 16, ROOM = 64 };

/* A member in the middle of bytes that nobody may touch. */
typedef struct field_of_bytes {
    unsigned char bytes[MARGIN + ROOM + MARGIN];
    unsigned char before[MARGIN + ROOM + MARGIN];
} field_of_bytes;

static orm_spot spot_in(field_of_bytes *f)
{
    return (orm_spot){ .at = f->bytes + MARGIN, .length = f->bytes + MARGIN + 24 };
}

static void assert_outside_is_untouched(const field_of_bytes *f, const orm_layout *layout)
{
    size_t length_at = MARGIN + 24;
    for (size_t i = 0; i < sizeof f->bytes; i++) {
        bool own = i >= MARGIN && i < MARGIN + layout->size;
        bool length = i >= length_at && i < length_at + layout->length.size;
        if (!own && !length) {
            assert_int_equal(f->bytes[i], f->before[i]);
        }
    }
}

/* Checks, writes, reads back, where the value is expected to fit; else that it is refused. */
static void try_value(const orm_layout *layout, const orm_value *raw, bool fits, orm_arena *arena)
{
    static uint64_t seed = 77;
    field_of_bytes f;
    unit_fill(f.bytes, sizeof f.bytes, &seed);
    memcpy(f.before, f.bytes, sizeof f.before);
    orm_error error = { .status = ORM_OK };
    orm_status status = orm__storage_check(layout, raw, &error);
    assert_int_equal(status, fits ? ORM_OK : ORM_CONVERSION);
    if (!fits) {
        assert_true(error.message[0] != '\0');
        return;
    }
    assert_int_equal(orm__storage_write(layout, spot_in(&f), raw, arena, &error), ORM_OK);
    orm_value back;
    assert_int_equal(orm__storage_read(layout, spot_in(&f), &back, &error), ORM_OK);
    assert_true(orm__field_same(raw, &back));
    assert_outside_is_untouched(&f, layout);
}

/* ---- integers ---- */

static bool keeps_signed(size_t size, int64_t value)
{
    switch (size) {
    case 1:
        return value >= INT8_MIN && value <= INT8_MAX;
    case 2:
        return value >= INT16_MIN && value <= INT16_MAX;
    case 4:
        return value >= INT32_MIN && value <= INT32_MAX;
    default:
        return true;
    }
}

static bool keeps_unsigned(size_t size, uint64_t value)
{
    switch (size) {
    case 1:
        return value <= UINT8_MAX;
    case 2:
        return value <= UINT16_MAX;
    case 4:
        return value <= UINT32_MAX;
    default:
        return true;
    }
}

static void try_integer(size_t size, uint64_t bits)
{
    const orm_layout as_int = { .storage = ORM_STORAGE_INT, .size = size };
    const orm_layout as_uint = { .storage = ORM_STORAGE_UINT, .size = size };
    int64_t number;
    memcpy(&number, &bits, sizeof number);
    const orm_value integer = orm_value_int(number), natural = orm_value_uint(bits);
    try_value(&as_int, &integer, keeps_signed(size, number), NULL);
    try_value(&as_int, &natural, bits <= INT64_MAX && keeps_signed(size, number), NULL);
    try_value(&as_uint, &integer, number >= 0 && keeps_unsigned(size, bits), NULL);
    try_value(&as_uint, &natural, keeps_unsigned(size, bits), NULL);
}

static void try_around(size_t size, uint64_t edge)
{
    for (uint64_t shift = 0; shift < 3; shift++) {
        try_integer(size, edge + shift - 1);
        try_integer(size, 0 - (edge + shift - 1));
    }
}

static void test_integers(void **state)
{
    (void)state;
    static const uint64_t edges[] = { 0,         INT8_MAX,   UINT8_MAX, INT16_MAX, UINT16_MAX,
                                      INT32_MAX, UINT32_MAX, INT64_MAX, UINT64_MAX };
    uint64_t seed = 5;
    for (size_t size = 1; size <= 8; size *= 2) {
        for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
            try_around(size, edges[i]);
        }
        for (int i = 0; i < ROUNDS; i++) {
            try_integer(size, unit_edge(&seed));
        }
    }
}

static void test_c_reads_what_was_written(void **state)
{
    (void)state;
    const orm_layout layout = { .storage = ORM_STORAGE_INT, .size = sizeof(int16_t) };
    const orm_value raw = orm_value_int(-12345);
    int16_t member = 0;
    orm_spot spot = { .at = (unsigned char *)&member };
    assert_int_equal(orm__storage_write(&layout, spot, &raw, NULL, NULL), ORM_OK);
    assert_int_equal(member, -12345);
    orm__storage_clear(&layout, spot);
    assert_int_equal(member, 0);
}

/* ---- reals and booleans ---- */

static void try_real(uint64_t bits)
{
    const orm_layout single = { .storage = ORM_STORAGE_FLOAT, .size = sizeof(float) };
    const orm_layout twice = { .storage = ORM_STORAGE_FLOAT, .size = sizeof(double) };
    double real;
    memcpy(&real, &bits, sizeof real);
    const orm_value raw = orm_value_real(real);
    bool in_range = real >= -(double)FLT_MAX && real <= (double)FLT_MAX;
    bool is_float = isnan(real) || isinf(real) || (in_range && (double)(float)real == real);
    try_value(&twice, &raw, true, NULL);
    try_value(&single, &raw, is_float, NULL);
    field_of_bytes f = { .bytes = { 0 } };
    assert_int_equal(orm__storage_write(&twice, spot_in(&f), &raw, NULL, NULL), ORM_OK);
    if (!isnan(real) || FLT_EVAL_METHOD == 0) { /* an x87 quiets the NaNs that it is handed */
        assert_memory_equal(f.bytes + MARGIN, &bits, sizeof bits);
    }
}

static uint64_t bits_of(double real)
{
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

static void test_reals_keep_every_bit(void **state)
{
    (void)state;
    const double edges[] = { 0.0,
                             -0.0,
                             0.1,
                             0.5,
                             DBL_MAX,
                             DBL_MIN,
                             DBL_TRUE_MIN,
                             FLT_MAX,
                             FLT_MIN,
                             FLT_TRUE_MIN,
                             FLT_TRUE_MIN / 2,
                             2.0 * FLT_MAX,
                             INFINITY,
                             NAN,
                             nextafter(FLT_MAX, INFINITY),
                             16777217.0 };
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        try_real(bits_of(edges[i]));
        try_real(bits_of(-edges[i]));
    }
    uint64_t seed = 6;
    for (int i = 0; i < ROUNDS; i++) {
        try_real(unit_random(&seed));
        try_real(bits_of((double)(float)(int32_t)unit_random(&seed)));
    }
}

static void test_booleans(void **state)
{
    (void)state;
    const orm_layout layout = { .storage = ORM_STORAGE_BOOL, .size = sizeof(bool) };
    const orm_value yes = orm_value_bool(true), no = orm_value_bool(false), one = orm_value_int(1);
    try_value(&layout, &yes, true, NULL);
    try_value(&layout, &no, true, NULL);
    try_value(&layout, &one, false, NULL);
    /* A byte that is no bool in C (a struct from a file) is read as true, not as undefined. */
    unsigned char odd = 6;
    orm_value raw;
    assert_int_equal(orm__storage_read(&layout, (orm_spot){ .at = &odd }, &raw, NULL), ORM_OK);
    assert_true(raw.as.boolean);
}

/* ---- texts and bytes ---- */

static void test_char_arrays_hold_one_less_than_their_size(void **state)
{
    (void)state;
    const char text[] = "abcdefghijklmnopqrstuvwxyz";
    for (size_t size = 1; size <= 20; size++) {
        const orm_layout layout = { .storage = ORM_STORAGE_CHARS, .size = size };
        for (size_t count = 0; count < sizeof text; count++) {
            orm_value raw = { .type = ORM_TYPE_TEXT, .size = count, .as.text = text };
            try_value(&layout, &raw, count < size, NULL);
        }
    }
}

static void test_the_rest_of_a_char_array_is_zero(void **state)
{
    (void)state;
    const orm_layout layout = { .storage = ORM_STORAGE_CHARS, .size = 8 };
    char array[8];
    memset(array, 'x', sizeof array);
    const orm_value raw = orm_value_text("ab");
    orm_spot spot = { .at = (unsigned char *)array };
    assert_int_equal(orm__storage_write(&layout, spot, &raw, NULL, NULL), ORM_OK);
    assert_memory_equal(array, "ab\0\0\0\0\0\0", 8);
}

static void test_a_char_array_without_nul_is_refused(void **state)
{
    (void)state;
    const orm_layout layout = { .storage = ORM_STORAGE_CHARS, .size = 3 };
    char array[4] = "abc";
    orm_value raw;
    orm_error error;
    orm_spot spot = { .at = (unsigned char *)array };
    assert_int_equal(orm__storage_read(&layout, spot, &raw, &error), ORM_CONVERSION);
    unit_assert_error(&error, ORM_CONVERSION, "char[3] has no terminating NUL");
}

static void test_embedded_nul_is_no_text(void **state)
{
    (void)state;
    const orm_layout layouts[] = { { .storage = ORM_STORAGE_CHARS, .size = 8 },
                                   { .storage = ORM_STORAGE_STRING, .size = sizeof(char *) } };
    const orm_value raw = { .type = ORM_TYPE_TEXT, .size = 3, .as.text = "a\0b" };
    for (size_t i = 0; i < 2; i++) {
        orm_error error;
        assert_int_equal(orm__storage_check(&layouts[i], &raw, &error), ORM_CONVERSION);
        unit_assert_error(&error, ORM_CONVERSION, "embedded NUL");
    }
}

static void test_byte_arrays_hold_exactly_their_size(void **state)
{
    (void)state;
    const orm_layout layout = { .storage = ORM_STORAGE_BYTES, .size = 16 };
    unsigned char data[32];
    uint64_t seed = 9;
    unit_fill(data, sizeof data, &seed);
    for (size_t size = 0; size <= sizeof data; size++) {
        const orm_value raw = orm_value_blob(data, size);
        try_value(&layout, &raw, size == 16, NULL);
    }
}

static void test_strings_and_blobs_are_copied(void **state)
{
    (void)state;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    const orm_layout string = { .storage = ORM_STORAGE_STRING, .size = sizeof(char *) };
    const orm_layout blob = { .storage = ORM_STORAGE_BLOB,
                              .size = sizeof(void *),
                              .length = { .size = sizeof(size_t) } };
    unsigned char data[3000];
    memset(data, 'x', sizeof data);
    for (size_t size = 0; size < sizeof data; size += 7) {
        const orm_value text = { .type = ORM_TYPE_TEXT, .size = size, .as.data = data };
        try_value(&string, &text, true, arena);
        const orm_value bytes = orm_value_blob(data, size);
        try_value(&blob, &bytes, true, arena);
    }
    orm_error error;
    const orm_value empty = orm_value_text("");
    field_of_bytes f = { .bytes = { 0 } };
    assert_int_equal(orm__storage_write(&string, spot_in(&f), &empty, NULL, &error), ORM_MISUSE);
    orm_arena_free(arena);
}

/* ---- sizes of blobs ---- */

static uint64_t most(size_t size, bool is_signed)
{
    uint64_t largest = UINT64_MAX >> (64 - 8 * size + (is_signed || size >= 4 ? 1 : 0));
    return largest > PTRDIFF_MAX ? PTRDIFF_MAX : largest;
}

static void test_a_blob_s_size_fits_its_member(void **state)
{
    (void)state;
    for (size_t size = 1; size <= 8; size *= 2) {
        for (int is_signed = 0; is_signed <= 1; is_signed++) {
            const orm_layout layout = { .storage = ORM_STORAGE_BLOB,
                                        .size = sizeof(void *),
                                        .length = { .size = size, .is_signed = is_signed != 0 } };
            uint64_t largest = most(size, is_signed != 0);
            orm_value raw = orm_value_blob("", (size_t)largest);
            assert_int_equal(orm__storage_check(&layout, &raw, NULL), ORM_OK);
            raw.size++;
            assert_int_equal(orm__storage_check(&layout, &raw, NULL), ORM_CONVERSION);
        }
    }
}

static void test_the_largest_size_is_read(void **state)
{
    (void)state;
    for (size_t size = 1; size <= 8; size *= 2) {
        const orm_layout layout = { .storage = ORM_STORAGE_BLOB,
                                    .size = sizeof(void *),
                                    .length = { .size = size } };
        const char *data = "";
        unsigned char length[8];
        orm__storage_write_natural(length, size, most(size, false));
        orm_spot spot = { .at = (unsigned char *)&data, .length = length };
        orm_value raw;
        assert_int_equal(orm__storage_read(&layout, spot, &raw, NULL), ORM_OK);
        assert_true(raw.size == most(size, false));
        assert_int_equal(orm__storage_read_natural(length, size), most(size, false));
    }
}

static void test_a_negative_size_is_refused(void **state)
{
    (void)state;
    for (size_t size = 1; size <= 8; size *= 2) {
        struct {
            const char *data;
            unsigned char length[8];
        } blob = { .data = "x" };
        memset(blob.length, 0xFF, sizeof blob.length);
        const orm_layout layout = { .storage = ORM_STORAGE_BLOB,
                                    .size = sizeof blob.data,
                                    .length = { .size = size, .is_signed = true } };
        orm_spot spot = { .at = (unsigned char *)&blob.data, .length = blob.length };
        orm_value raw;
        orm_error error;
        assert_int_equal(orm__storage_read(&layout, spot, &raw, &error), ORM_CONVERSION);
        unit_assert_error(&error, ORM_CONVERSION, "negative");
        blob.data = NULL;
        assert_int_equal(orm__storage_read(&layout, spot, &raw, &error), ORM_OK);
        assert_int_equal(raw.type, ORM_TYPE_NULL);
    }
}

/* ---- types ---- */

static void test_other_types_are_refused(void **state)
{
    (void)state;
    static const struct {
        orm_layout layout;
        unsigned takes; /* bits by orm_type */
    } cases[] = {
        { { .storage = ORM_STORAGE_BOOL, .size = 1 }, 1u << ORM_TYPE_BOOL },
        { { .storage = ORM_STORAGE_INT, .size = 8 }, 1u << ORM_TYPE_INT | 1u << ORM_TYPE_UINT },
        { { .storage = ORM_STORAGE_UINT, .size = 8 }, 1u << ORM_TYPE_INT | 1u << ORM_TYPE_UINT },
        { { .storage = ORM_STORAGE_FLOAT, .size = 8 }, 1u << ORM_TYPE_REAL },
        { { .storage = ORM_STORAGE_STRING, .size = 8 }, 1u << ORM_TYPE_TEXT },
        { { .storage = ORM_STORAGE_CHARS, .size = 8 }, 1u << ORM_TYPE_TEXT },
        { { .storage = ORM_STORAGE_BLOB, .size = 8, .length = { .size = 8 } },
          1u << ORM_TYPE_BLOB },
        { { .storage = ORM_STORAGE_BYTES, .size = 0 }, 1u << ORM_TYPE_BLOB },
        { { .storage = ORM_STORAGE_NONE, .size = 8 }, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int type = ORM_TYPE_NULL; type <= ORM_TYPE_OTHER; type++) {
            const orm_value raw = { .type = (orm_type)type };
            bool fits = (cases[i].takes & 1u << type) != 0;
            assert_int_equal(orm__storage_check(&cases[i].layout, &raw, NULL),
                             fits ? ORM_OK : ORM_CONVERSION);
        }
    }
}

static void test_messages_name_value_and_member(void **state)
{
    (void)state;
    static const struct {
        orm_layout layout;
        orm_value raw;
        const char *message;
    } cases[] = {
        { { .storage = ORM_STORAGE_CHARS, .size = 3 },
          { .type = ORM_TYPE_TEXT, .size = 5, .as.text = "abcde" },
          "text of 5 bytes does not fit char[3]" },
        { { .storage = ORM_STORAGE_INT, .size = 1 },
          { .type = ORM_TYPE_INT, .as.integer = -129 },
          "integer -129 does not fit int8_t" },
        { { .storage = ORM_STORAGE_UINT, .size = 8 },
          { .type = ORM_TYPE_INT, .as.integer = -1 },
          "integer -1 does not fit uint64_t" },
        { { .storage = ORM_STORAGE_INT, .size = 8 },
          { .type = ORM_TYPE_UINT, .as.natural = UINT64_MAX },
          "integer 18446744073709551615 does not fit int64_t" },
        { { .storage = ORM_STORAGE_FLOAT, .size = 4 },
          { .type = ORM_TYPE_REAL, .as.real = 16777217.0 },
          "real 16777217 does not fit float" },
        { { .storage = ORM_STORAGE_BYTES, .size = 16 },
          { .type = ORM_TYPE_BLOB, .size = 15, .as.data = "" },
          "blob of 15 bytes does not fit an array of 16 bytes" },
        { { .storage = ORM_STORAGE_BYTES, .size = 16, .length = { .size = 1 }, .item_size = 8 },
          { .type = ORM_TYPE_BLOB, .size = 12, .as.data = "" },
          "blob of 12 bytes is no whole number of items of 8 bytes" },
        { { .storage = ORM_STORAGE_BLOB, .size = 8, .length = { .size = 1 }, .item_size = 4 },
          { .type = ORM_TYPE_BLOB, .size = 5, .as.data = "" },
          "blob of 5 bytes is no whole number of items of 4 bytes" },
        { { .storage = ORM_STORAGE_BLOB, .size = 8, .length = { .size = 1 }, .item_size = 4 },
          { .type = ORM_TYPE_BLOB, .size = 1024, .as.data = "" },
          "blob of 1024 bytes does not fit a blob with a count of 1 byte" },
        { { .storage = ORM_STORAGE_BLOB, .size = 8, .length = { .size = 1 } },
          { .type = ORM_TYPE_BLOB, .size = 300, .as.data = "" },
          "blob of 300 bytes does not fit a blob with a size of 1 byte" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orm_error error;
        assert_int_equal(orm__storage_check(&cases[i].layout, &cases[i].raw, &error),
                         ORM_CONVERSION);
        assert_string_equal(error.message, cases[i].message);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_integers),
    cmocka_unit_test(test_c_reads_what_was_written),
    cmocka_unit_test(test_reals_keep_every_bit),
    cmocka_unit_test(test_booleans),
    cmocka_unit_test(test_char_arrays_hold_one_less_than_their_size),
    cmocka_unit_test(test_the_rest_of_a_char_array_is_zero),
    cmocka_unit_test(test_a_char_array_without_nul_is_refused),
    cmocka_unit_test(test_embedded_nul_is_no_text),
    cmocka_unit_test(test_byte_arrays_hold_exactly_their_size),
    cmocka_unit_test(test_strings_and_blobs_are_copied),
    cmocka_unit_test(test_a_blob_s_size_fits_its_member),
    cmocka_unit_test(test_the_largest_size_is_read),
    cmocka_unit_test(test_a_negative_size_is_refused),
    cmocka_unit_test(test_other_types_are_refused),
    cmocka_unit_test(test_messages_name_value_and_member),
};

UNIT_MAIN(tests)
