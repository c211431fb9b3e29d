/* Arrays between a row and a column: what is bound is what a list, or the text of a JSON list,
 * makes of another row; what does not fit says which item it was. */
#include "row/array.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/json_list.h"
#include "meta/items.h"
#include "support/arrays.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

#include <stdio.h>

enum { ROUNDS = 3000, MOST = 12 };

/* One array with a row of its own, and where its values come from. */
typedef struct trial {
    arrays_subject subject;
    const arrays_item *item;
    orm_arena *arena;
    uint64_t *seed;
    size_t count;
} trial;

typedef void (*property)(trial *t);

static void for_all(property holds, uint64_t seed)
{
    trial t = { .seed = &seed };
    assert_int_equal(orm_arena_new(NULL, &t.arena), ORM_OK);
    for (size_t i = 0; i < ROUNDS; i++) {
        t.item = &arrays_items[i % arrays_item_count];
        arrays_init(&t.subject, t.item, &seed);
        size_t most = arrays_most(&t.subject) < MOST ? arrays_most(&t.subject) : MOST;
        t.count = arrays_is_exact(&t.subject) ? most : unit_below(&seed, most + 1);
        holds(&t);
        orm_arena_reset(t.arena);
    }
    orm_arena_free(t.arena);
}

static orm_instance into_row(trial *t)
{
    return (orm_instance){ .entity = &t->subject.entity,
                           .row = arrays_row(&t->subject),
                           .arena = t->arena };
}

static orm_codec codec_of(const trial *t)
{
    return (orm_codec){ .entity = &t->subject.entity, .scratch = t->arena };
}

/* Values that the items hold, written one by one. */
static void fill_row(trial *t)
{
    const orm_instance into = into_row(t);
    const orm_items_size size = { .count = t->count };
    orm_items items;
    orm_error error = { .message = "" };
    (void)orm__items_make(&into, &t->subject.field, &size, &items, &error);
    assert_string_equal(error.message, "");
    const orm_instance each = { .entity = into.entity, .row = items.first, .arena = t->arena };
    for (size_t i = 0; i < t->count; i++) {
        char room[ARRAYS_TEXT];
        orm_value value = arrays_value(t->item, room, t->seed);
        orm__items_go_to(&items, i);
        (void)orm__field_set(&each, &items.item, &value, &error);
        assert_string_equal(error.message, "");
    }
}

/* Borrows nothing from the row. */
static orm_value copy_list(const trial *t, const orm_value *list)
{
    orm_value *values = orm_arena_alloc(t->arena, (list->size + 1) * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < list->size; i++) {
        values[i] = list->as.list[i];
        if (values[i].type == ORM_TYPE_TEXT) {
            values[i].as.text = orm_arena_copy(t->arena, values[i].as.text, values[i].size);
            assert_non_null(values[i].as.text);
        }
    }
    return (orm_value){ .type = ORM_TYPE_LIST, .size = list->size, .as.list = values };
}

static orm_value bind(trial *t)
{
    const orm_codec codec = codec_of(t);
    orm_value list = orm_value_null();
    orm_error error = { .message = "" };
    (void)orm__array_bind(&codec, &t->subject.field, arrays_row(&t->subject), &list, &error);
    assert_string_equal(error.message, "");
    return list.type == ORM_TYPE_NULL ? list : copy_list(t, &list);
}

static orm_status extract(trial *t, const orm_value *value, orm_error *error)
{
    const orm_instance into = into_row(t);
    *error = (orm_error){ .status = ORM_OK };
    unit_fill(t->subject.bytes, sizeof t->subject.bytes, t->seed);
    arrays_remember(&t->subject);
    orm_status status = orm__array_extract(&into, &t->subject.field, value, NULL, error);
    arrays_assert_outside(&t->subject);
    return status;
}

static void extract_well(trial *t, const orm_value *value)
{
    orm_error error;
    (void)extract(t, value, &error);
    assert_string_equal(error.message, "");
}

/* The list as the text that SQLite has of it, in the arena. */
static orm_value json_of(const trial *t, const orm_value *list)
{
    orm_buffer text;
    orm_allocator allocator = orm__alloc_or_default(NULL);
    orm__buffer_init(&text, &allocator);
    assert_null(orm__json_list_write(&text, list));
    const char *string = orm__buffer_string(&text);
    assert_non_null(string);
    const char *copy = orm_arena_copy(t->arena, string, text.size);
    orm__buffer_fini(&text);
    assert_non_null(copy);
    return orm_value_text(copy);
}

static void assert_same_list(const orm_value *a, const orm_value *b)
{
    assert_int_equal(a->type, ORM_TYPE_LIST);
    assert_int_equal(b->type, ORM_TYPE_LIST);
    assert_int_equal(a->size, b->size);
    for (size_t i = 0; i < a->size; i++) {
        assert_int_equal(a->as.list[i].type, b->as.list[i].type);
        assert_int_not_equal(a->as.list[i].type, ORM_TYPE_UINT);
        assert_true(orm__field_same(&a->as.list[i], &b->as.list[i]));
    }
}

/* ---- what is bound comes back ---- */

static void lists_come_back(trial *t)
{
    fill_row(t);
    orm_value list = bind(t);
    assert_int_equal(list.size, t->count);
    extract_well(t, &list);
    orm_value again = bind(t);
    assert_same_list(&list, &again);
    orm_value json = json_of(t, &list);
    extract_well(t, &json);
    again = bind(t);
    assert_same_list(&list, &again);
}

static void test_lists_come_back(void **state)
{
    (void)state;
    for_all(lists_come_back, 1);
}

/* What is loaded has its texts for itself. */
static void loaded_texts_are_copies(trial *t)
{
    char first[] = "[\"plain\", \"a\\nb\"]", second[sizeof first];
    memcpy(second, first, sizeof first);
    bool is_fixed = t->subject.field.layout.storage == ORM_STORAGE_ARRAY;
    if (t->item->storage != ORM_STORAGE_STRING || is_fixed) {
        return;
    }
    orm_value json = orm_value_text(second);
    extract_well(t, &json);
    memset(second, 'x', sizeof second);
    orm_value list = bind(t);
    const orm_value wanted[] = { orm_value_text("plain"), orm_value_text("a\nb") };
    const orm_value two = { .type = ORM_TYPE_LIST, .size = 2, .as.list = wanted };
    assert_same_list(&list, &two);
}

static void test_loaded_texts_are_copies(void **state)
{
    (void)state;
    for_all(loaded_texts_are_copies, 2);
}

static void null_comes_back(trial *t)
{
    const orm_layout *layout = &t->subject.field.layout;
    bool can = layout->storage == ORM_STORAGE_ITEMS || layout->null_flag.size != 0;
    const orm_value null = orm_value_null();
    orm_error error;
    assert_int_equal(extract(t, &null, &error), can ? ORM_OK : ORM_CONVERSION);
    if (can) {
        assert_int_equal(bind(t).type, ORM_TYPE_NULL);
    }
}

static void test_null_comes_back(void **state)
{
    (void)state;
    for_all(null_comes_back, 3);
}

/* ---- what does not fit ---- */

/* A value that no such item holds. */
static orm_value misfit(const arrays_item *item)
{
    switch (item->kind) {
    case ORM_KIND_TEXT:
        return item->storage == ORM_STORAGE_CHARS ? orm_value_text("longer than that")
                                                  : orm_value_int(7);
    case ORM_KIND_UINT64:
        return orm_value_int(-1);
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
        return orm_value_int(INT64_MAX);
    case ORM_KIND_INT64:
        return orm_value_real(9007199254740994.0);
    default:
        return orm_value_text("no number");
    }
}

static void the_item_is_named(trial *t)
{
    fill_row(t);
    orm_value list = bind(t);
    if (t->count == 0) {
        return;
    }
    size_t wrong = unit_below(t->seed, t->count);
    orm_value *values = orm_arena_alloc(t->arena, t->count * sizeof *values);
    assert_non_null(values);
    memcpy(values, list.as.list, t->count * sizeof *values);
    values[wrong] = misfit(t->item);
    list.as.list = values;
    char name[40];
    (void)snprintf(name, sizeof name, "item [%zu]: ", wrong);
    orm_error error;
    (void)extract(t, &list, &error);
    unit_assert_error(&error, ORM_CONVERSION, name);
    assert_ptr_equal(strstr(error.message, name), error.message);
    orm_value json = json_of(t, &list);
    (void)extract(t, &json, &error);
    unit_assert_error(&error, ORM_CONVERSION, name);
}

static void test_the_item_is_named(void **state)
{
    (void)state;
    for_all(the_item_is_named, 4);
}

static void only_pointers_take_null(trial *t)
{
    const orm_value null = orm_value_null();
    orm_value values[MOST] = { { .type = ORM_TYPE_NULL } };
    for (size_t i = 0; i < t->count; i++) {
        values[i] = null;
    }
    const orm_value list = { .type = ORM_TYPE_LIST, .size = t->count, .as.list = values };
    bool can = t->item->storage == ORM_STORAGE_STRING || t->count == 0;
    orm_error error;
    assert_int_equal(extract(t, &list, &error), can ? ORM_OK : ORM_CONVERSION);
    if (!can) {
        unit_assert_error(&error, ORM_CONVERSION, "item [0]: NULL does not fit ");
    }
}

static void test_only_pointers_take_null(void **state)
{
    (void)state;
    for_all(only_pointers_take_null, 5);
}

/* A list that has lost its end is none. */
static void cut_texts_are_refused(trial *t)
{
    fill_row(t);
    orm_value list = bind(t), json = json_of(t, &list);
    json.size = unit_below(t->seed, json.size);
    orm_error error;
    (void)extract(t, &json, &error);
    unit_assert_error(&error, ORM_CONVERSION, "the text of an array is");
    arrays_assert_same(&t->subject);
}

static void test_cut_texts_are_refused(void **state)
{
    (void)state;
    for_all(cut_texts_are_refused, 6);
}

static void other_values_are_refused(trial *t)
{
    const orm_value values[] = { orm_value_int(1), orm_value_bool(true), orm_value_real(1.5),
                                 orm_value_blob("[1]", 3) };
    orm_error error;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_int_equal(extract(t, &values[i], &error), ORM_CONVERSION);
        arrays_assert_same(&t->subject);
    }
}

static void test_other_values_are_refused(void **state)
{
    (void)state;
    for_all(other_values_are_refused, 7);
}

/* What a double may have rounded is no integer any more. */
static void test_rounded_numbers_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t number;
        bool fits;
    } cases[] = {
        { "[1e3]", 1000, true },
        { "[9007199254740991.0]", 9007199254740991, true },
        { "[-9007199254740991.0]", -9007199254740991, true },
        { "[9223372036854775807]", INT64_MAX, true },
        { "[9007199254740993.0]", 0, false },
        { "[-9007199254740992.0]", 0, false },
        { "[1.5]", 0, false },
        { "[9223372036854775808]", 0, false },
    };
    int64_t number = 0;
    const orm_field field = { .member = "numbers",
                              .column = { .kind = ORM_KIND_ARRAY, .element = ORM_KIND_INT64 },
                              .layout = { .storage = ORM_STORAGE_ARRAY,
                                          .size = sizeof number,
                                          .item = ORM_STORAGE_INT,
                                          .item_size = sizeof number } };
    const orm_entity entity = { .name = "row", .size = sizeof number, .align = 1 };
    const orm_instance into = { .entity = &entity, .row = &number };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const orm_value json = orm_value_text(cases[i].text);
        orm_error error = { .status = ORM_OK };
        orm_status status = orm__array_extract(&into, &field, &json, NULL, &error);
        assert_int_equal(status, cases[i].fits ? ORM_OK : ORM_CONVERSION);
        assert_true(!cases[i].fits || number == cases[i].number);
    }
}

/* ---- memory ---- */

static void what_needs_memory_says_so(trial *t)
{
    fill_row(t);
    orm_value list = bind(t);
    orm_codec codec = codec_of(t);
    codec.scratch = NULL;
    orm_error error = { .status = ORM_OK };
    orm_value out;
    assert_int_equal(
        orm__array_bind(&codec, &t->subject.field, arrays_row(&t->subject), &out, &error),
        ORM_MISUSE);
    orm_instance into = into_row(t);
    into.arena = NULL;
    bool is_here = t->subject.field.layout.storage == ORM_STORAGE_ARRAY &&
                   t->item->storage != ORM_STORAGE_STRING;
    orm_status status = orm__array_extract(&into, &t->subject.field, &list, NULL, &error);
    assert_true(is_here ? status == ORM_OK : status == ORM_OK || status == ORM_MISUSE);
    if (t->subject.field.layout.storage == ORM_STORAGE_ITEMS) {
        assert_int_equal(status, ORM_MISUSE);
    }
}

static void test_what_needs_memory_says_so(void **state)
{
    (void)state;
    for_all(what_needs_memory_says_so, 8);
}

/* A text with an escape in it, stored into chars that are here: it is unescaped elsewhere first. */
static void test_escapes_need_an_arena(void **state)
{
    (void)state;
    char text[8] = "";
    const orm_field field = { .member = "text",
                              .column = { .kind = ORM_KIND_ARRAY, .element = ORM_KIND_TEXT },
                              .layout = { .storage = ORM_STORAGE_ARRAY,
                                          .size = sizeof text,
                                          .item = ORM_STORAGE_CHARS,
                                          .item_size = sizeof text } };
    const orm_entity entity = { .name = "row", .size = sizeof text, .align = 1 };
    const orm_instance into = { .entity = &entity, .row = text };
    const orm_value plain = orm_value_text("[\"ab\"]"), escaped = orm_value_text("[\"a\\tb\"]");
    orm_error error = { .status = ORM_OK };
    assert_int_equal(orm__array_extract(&into, &field, &plain, NULL, &error), ORM_OK);
    assert_string_equal(text, "ab");
    assert_int_equal(orm__array_extract(&into, &field, &escaped, NULL, &error), ORM_MISUSE);
}

/* Of any layout: bound, extracted from the list, and from its text. */
static orm_status go_all_ways(void *ctx, const orm_allocator *allocator)
{
    uint64_t seed = *(const uint64_t *)ctx;
    trial t = { .seed = &seed, .count = 3 };
    orm_arena *memory = NULL;
    orm_error error = { .status = ORM_OK };
    assert_int_equal(orm_arena_new(NULL, &t.arena), ORM_OK);
    t.item = &arrays_items[seed % arrays_item_count];
    arrays_init(&t.subject, t.item, &seed);
    t.count = arrays_is_exact(&t.subject) ? arrays_most(&t.subject) : 1;
    fill_row(&t);
    orm_value list = bind(&t), json = json_of(&t, &list), out;
    orm_instance into = into_row(&t);
    orm_codec codec = codec_of(&t);
    orm_status status = orm_arena_new(allocator, &memory);
    into.arena = codec.scratch = memory;
    if (status == ORM_OK) {
        status = orm__array_bind(&codec, &t.subject.field, into.row, &out, &error);
    }
    if (status == ORM_OK) {
        status = orm__array_extract(&into, &t.subject.field, &list, NULL, &error);
    }
    if (status == ORM_OK) {
        status = orm__array_extract(&into, &t.subject.field, &json, NULL, &error);
    }
    orm_arena_free(memory);
    orm_arena_free(t.arena);
    return status;
}

static void test_every_failing_allocation(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 100; seed++) {
        assert_string_equal(chaos_each(go_all_ways, &seed), "");
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_lists_come_back),
    cmocka_unit_test(test_loaded_texts_are_copies),
    cmocka_unit_test(test_null_comes_back),
    cmocka_unit_test(test_the_item_is_named),
    cmocka_unit_test(test_only_pointers_take_null),
    cmocka_unit_test(test_cut_texts_are_refused),
    cmocka_unit_test(test_other_values_are_refused),
    cmocka_unit_test(test_rounded_numbers_are_refused),
    cmocka_unit_test(test_what_needs_memory_says_so),
    cmocka_unit_test(test_escapes_need_an_arena),
    cmocka_unit_test(test_every_failing_allocation),
};

UNIT_MAIN(tests)
