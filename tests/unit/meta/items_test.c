/* Arrays in rows: for items of every kind in arrays of any layout, how many there may be, where
 * they are, what NULL does to them, and that nothing beside them is touched. */
#include "meta/items.h"
#include "base/arena.h"
#include "support/arrays.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

#include <stdlib.h>

enum { ROUNDS = 3000, FEW = 40 };

typedef void (*property)(arrays_subject *subject, orm_arena *arena, uint64_t *seed);

static orm_instance into_row(arrays_subject *subject, orm_arena *arena)
{
    return (orm_instance){ .entity = &subject->entity, .row = arrays_row(subject), .arena = arena };
}

/* Arrays of each item, ROUNDS of them. */
static void for_all(property holds, uint64_t seed)
{
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    for (size_t i = 0; i < ROUNDS; i++) {
        arrays_subject subject;
        arrays_init(&subject, &arrays_items[i % arrays_item_count], &seed);
        holds(&subject, arena, &seed);
        orm_arena_reset(arena);
    }
    orm_arena_free(arena);
}

static size_t some_count(const arrays_subject *subject, uint64_t *seed)
{
    size_t most = arrays_most(subject);
    size_t few = most < FEW ? most : FEW;
    return arrays_is_exact(subject) ? most : unit_below(seed, few + 1);
}

static orm_items make(arrays_subject *subject, size_t count, orm_arena *arena)
{
    const orm_instance into = into_row(subject, arena);
    orm_items items = { .first = NULL };
    orm_error error = { .message = "" };
    (void)orm__items_make(&into, &subject->field, &(orm_items_size){ .count = count }, &items,
                          &error);
    assert_string_equal(error.message, "");
    return items;
}

static orm_items open_row(arrays_subject *subject)
{
    orm_items items = { .count = 77 };
    orm_error error = { .message = "" };
    (void)orm__items_open(&subject->entity, &subject->field, arrays_row(subject), &items, &error);
    assert_string_equal(error.message, "");
    return items;
}

/* ---- making ---- */

static void what_is_made_is_there(arrays_subject *subject, orm_arena *arena, uint64_t *seed)
{
    const orm_layout *layout = &subject->field.layout;
    size_t count = some_count(subject, seed);
    orm_items made = make(subject, count, arena);
    arrays_assert_outside(subject);
    orm_items items = open_row(subject);
    assert_non_null(items.first);
    assert_ptr_equal(items.first, made.first);
    assert_int_equal(items.count, count);
    bool is_here = items.first == (void *)(subject->bytes + ARRAYS_AT);
    assert_int_equal(is_here, layout->storage == ORM_STORAGE_ARRAY);
    const unsigned char *byte = items.first;
    for (size_t i = 0; i < count * layout->item_size; i++) {
        assert_int_equal(byte[i], 0);
    }
}

static void test_what_is_made_is_there(void **state)
{
    (void)state;
    for_all(what_is_made_is_there, 1);
}

/* Each keeps its own value, whatever is stored in the others. */
static void items_do_not_overlap(arrays_subject *subject, orm_arena *arena, uint64_t *seed)
{
    const orm_layout *layout = &subject->field.layout;
    const arrays_item item = { .kind = subject->field.column.element,
                               .storage = layout->item,
                               .size = layout->item_size };
    char texts[FEW][ARRAYS_TEXT];
    orm_value values[FEW] = { 0 };
    orm_error error = { .message = "" };
    orm_items items = make(subject, some_count(subject, seed), arena);
    const orm_instance each = { .entity = &subject->entity, .row = items.first, .arena = arena };
    for (size_t i = items.count; i-- > 0;) {
        values[i % FEW] = arrays_value(&item, texts[i % FEW], seed);
        orm__items_go_to(&items, i);
        assert_int_equal(orm__field_set(&each, &items.item, &values[i % FEW], &error), ORM_OK);
    }
    items = open_row(subject);
    for (size_t i = 0; i < items.count; i++) {
        orm_value found;
        orm__items_go_to(&items, i);
        (void)orm__field_get(&subject->entity, &items.item, items.first, &found, &error);
        assert_string_equal(error.message, "");
        assert_true(i >= FEW || orm__field_same(&found, &values[i]));
    }
    arrays_assert_outside(subject);
}

static void test_items_do_not_overlap(void **state)
{
    (void)state;
    for_all(items_do_not_overlap, 2);
}

static void other_counts_are_refused(arrays_subject *subject, orm_arena *arena, uint64_t *seed)
{
    size_t most = arrays_most(subject);
    bool is_near = unit_random(seed) % 2 == 0;
    size_t count = is_near ? most - 1 + 2 * unit_below(seed, 2) : (size_t)unit_edge(seed);
    if (count == most || (count < most && !arrays_is_exact(subject))) {
        return;
    }
    const orm_instance into = into_row(subject, arena);
    orm_items items = { .count = 77 };
    orm_error error = { .status = ORM_OK };
    const orm_items_size size = { .count = count };
    assert_int_equal(orm__items_make(&into, &subject->field, &size, &items, &error),
                     ORM_CONVERSION);
    unit_assert_error(&error, ORM_CONVERSION, count == 1 ? "1 item for a" : "items for a");
    assert_int_equal(items.count, 77);
    arrays_assert_same(subject);
}

static void test_other_counts_are_refused(void **state)
{
    (void)state;
    for_all(other_counts_are_refused, 3);
}

static void pointers_need_an_arena(arrays_subject *subject, orm_arena *arena, uint64_t *seed)
{
    (void)arena;
    const orm_instance into = into_row(subject, NULL);
    const orm_items_size size = { .count = some_count(subject, seed) };
    bool is_behind = subject->field.layout.storage == ORM_STORAGE_ITEMS;
    orm_items items;
    orm_error error = { .status = ORM_OK };
    assert_int_equal(orm__items_make(&into, &subject->field, &size, &items, &error),
                     is_behind ? ORM_MISUSE : ORM_OK);
    if (is_behind) {
        unit_assert_error(&error, ORM_MISUSE, "arena");
        arrays_assert_same(subject);
    }
}

static void test_pointers_need_an_arena(void **state)
{
    (void)state;
    for_all(pointers_need_an_arena, 4);
}

/* ---- counts ---- */

/* Whatever stands in the count, it is read as C reads it, or refused. */
static void any_count_is_judged(arrays_subject *subject, orm_arena *arena, uint64_t *seed)
{
    const orm_auxiliary *length = &subject->field.layout.length;
    if (arrays_is_exact(subject)) {
        return;
    }
    (void)make(subject, some_count(subject, seed), arena);
    orm__storage_write_natural(subject->bytes + ARRAYS_COUNT_AT, length->size, unit_edge(seed));
    uint64_t count = orm__storage_read_natural(subject->bytes + ARRAYS_COUNT_AT, length->size);
    orm_items items = { .count = 77 };
    orm_error error = { .status = ORM_OK };
    orm_status status =
        orm__items_open(&subject->entity, &subject->field, arrays_row(subject), &items, &error);
    bool fits = count <= arrays_most(subject);
    assert_int_equal(status, fits ? ORM_OK : ORM_CONVERSION);
    assert_int_equal(items.count, fits ? count : 77);
    if (!fits) {
        unit_assert_error(&error, ORM_CONVERSION, "the count");
    }
}

static void test_any_count_is_judged(void **state)
{
    (void)state;
    for_all(any_count_is_judged, 5);
}

/* Of the same layout as the other one, but for the member. */
static void arrays_agree_on_one_count(arrays_subject *subject, orm_arena *arena, uint64_t *seed)
{
    if (arrays_is_exact(subject)) {
        return;
    }
    size_t count = some_count(subject, seed), other = some_count(subject, seed);
    orm_field first = subject->field;
    first.member = "first";
    const orm_instance into = into_row(subject, arena);
    const orm_items_size size = { .count = other, .same = &first };
    orm_items items = make(subject, count, arena);
    void *before = items.first;
    orm_error error = { .status = ORM_OK };
    orm_status status = orm__items_make(&into, &subject->field, &size, &items, &error);
    assert_int_equal(status, count == other ? ORM_OK : ORM_CONVERSION);
    if (count != other) {
        unit_assert_error(&error, ORM_CONVERSION, "first, which has the same count, has");
        assert_ptr_equal(items.first, before);
    }
    assert_int_equal(open_row(subject).count, count);
}

static void test_arrays_agree_on_one_count(void **state)
{
    (void)state;
    for_all(arrays_agree_on_one_count, 6);
}

/* One count is that which is at the same place, of the same size. */
static void one_count_is_one_place(arrays_subject *subject, orm_arena *arena, uint64_t *seed)
{
    (void)arena;
    const bool is_counted = !arrays_is_exact(subject);
    orm_field other = subject->field;
    assert_int_equal(orm__items_share_count(&subject->field, &other), is_counted);
    switch (unit_random(seed) % 4) {
    case 0:
        other.layout.length.size = other.layout.length.size == 8 ? 4 : 8;
        break;
    case 1:
        other.layout.length.offset++;
        break;
    case 2:
        other.layout.group ^= 1;
        break;
    default:
        other.layout.storage = ORM_STORAGE_BLOB;
        break;
    }
    assert_false(orm__items_share_count(&subject->field, &other));
    assert_false(orm__items_share_count(&other, &subject->field));
}

static void test_one_count_is_one_place(void **state)
{
    (void)state;
    for_all(one_count_is_one_place, 7);
}

/* ---- NULL ---- */

static bool can_be_null(const arrays_subject *subject)
{
    const orm_layout *layout = &subject->field.layout;
    return layout->storage == ORM_STORAGE_ITEMS || layout->null_flag.size != 0;
}

static void null_is_null_again(arrays_subject *subject, orm_arena *arena, uint64_t *seed)
{
    const orm_instance into = into_row(subject, arena);
    const orm_items_size size = { .same = NULL };
    orm_error error = { .status = ORM_OK };
    size_t count = some_count(subject, seed);
    (void)make(subject, count, arena);
    orm_status status = orm__items_set_null(&into, &subject->field, &size, &error);
    assert_int_equal(status, can_be_null(subject) ? ORM_OK : ORM_CONVERSION);
    arrays_assert_outside(subject);
    orm_items items = open_row(subject);
    assert_int_equal(items.first == NULL, can_be_null(subject));
    assert_int_equal(items.count, can_be_null(subject) ? 0 : count);
    items = make(subject, count, arena); /* and it is there again */
    assert_non_null(items.first);
    assert_ptr_equal(open_row(subject).first, items.first);
}

static void test_null_is_null_again(void **state)
{
    (void)state;
    for_all(null_is_null_again, 8);
}

/* The other array goes on to have as many items. */
static void null_leaves_the_count_of_another(arrays_subject *subject, orm_arena *arena,
                                             uint64_t *seed)
{
    if (arrays_is_exact(subject) || !can_be_null(subject)) {
        return;
    }
    const orm_instance into = into_row(subject, arena);
    const orm_auxiliary *length = &subject->field.layout.length;
    const orm_items_size shared = { .same = &subject->field }, own = { .same = NULL };
    orm_error error = { .message = "" };
    size_t count = some_count(subject, seed);
    (void)make(subject, count, arena);
    (void)orm__items_set_null(&into, &subject->field, &shared, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(orm__storage_read_natural(subject->bytes + ARRAYS_COUNT_AT, length->size),
                     count);
    (void)orm__items_set_null(&into, &subject->field, &own, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(orm__storage_read_natural(subject->bytes + ARRAYS_COUNT_AT, length->size), 0);
}

static void test_null_leaves_the_count_of_another(void **state)
{
    (void)state;
    for_all(null_leaves_the_count_of_another, 9);
}

/* Behind a pointer that is NULL there is no array, and none can be made. */
static void without_a_struct_there_is_none(arrays_subject *subject, orm_arena *arena,
                                           uint64_t *seed)
{
    const orm_items_size size = { .count = some_count(subject, seed) };
    const orm_instance into = into_row(subject, arena);
    if (subject->field.layout.group == 0) {
        return;
    }
    subject->outer = NULL;
    orm_items items = open_row(subject);
    assert_null(items.first);
    assert_int_equal(items.count, 0);
    orm_error error = { .status = ORM_OK };
    (void)orm__items_make(&into, &subject->field, &size, &items, &error);
    unit_assert_error(&error, ORM_MISUSE, "is not there");
    error = (orm_error){ .message = "" };
    (void)orm__items_set_null(&into, &subject->field, &size, &error);
    assert_string_equal(error.message, "");
    arrays_assert_same(subject);
}

static void test_without_a_struct_there_is_none(void **state)
{
    (void)state;
    for_all(without_a_struct_there_is_none, 10);
}

/* ---- memory ---- */

static void init_behind_pointer(arrays_subject *subject, uint64_t *seed)
{
    do {
        arrays_init(subject, &arrays_items[unit_random(seed) % arrays_item_count], seed);
    } while (subject->field.layout.storage != ORM_STORAGE_ITEMS);
}

static orm_status make_in(void *ctx, const orm_allocator *allocator)
{
    uint64_t *seed = ctx, own = *seed;
    arrays_subject subject;
    init_behind_pointer(&subject, &own);
    orm_arena *arena = NULL;
    orm_error error = { .status = ORM_OK };
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        const orm_instance into = into_row(&subject, arena);
        orm_items items;
        const orm_items_size size = { .count = some_count(&subject, &own) };
        status = orm__items_make(&into, &subject.field, &size, &items, &error);
    }
    if (status != ORM_OK) {
        arrays_assert_same(&subject);
    }
    orm_arena_free(arena);
    return status;
}

static void test_every_failing_allocation(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 50; seed++) {
        assert_string_equal(chaos_each(make_in, &seed), "");
    }
}

/* A machine of little memory, which a size that has wrapped around would not go beyond. */
static void *resize_little(void *ctx, void *pointer, size_t old_size, size_t new_size)
{
    (void)ctx, (void)old_size;
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    return new_size > 1 << 20 ? NULL : realloc(pointer, new_size);
}

/* As many as a count may say and no memory has. */
static void test_more_than_there_is_memory_for(void **state)
{
    (void)state;
    static const size_t counts[] = { PTRDIFF_MAX / 8, PTRDIFF_MAX / 8 - 1, PTRDIFF_MAX / 16 };
    const orm_allocator little = { .resize = resize_little };
    uint64_t seed = 3;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(&little, &arena), ORM_OK);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        arrays_subject subject;
        init_behind_pointer(&subject, &seed);
        subject.field.layout.item_size = 8;
        subject.field.layout.length.size = 8;
        const orm_instance into = into_row(&subject, arena);
        orm_items items;
        orm_error error = { .status = ORM_OK };
        const orm_items_size size = { .count = counts[i] };
        assert_int_equal(orm__items_make(&into, &subject.field, &size, &items, &error),
                         ORM_NO_MEMORY);
        arrays_assert_same(&subject);
    }
    orm_arena_free(arena);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_what_is_made_is_there),
    cmocka_unit_test(test_items_do_not_overlap),
    cmocka_unit_test(test_other_counts_are_refused),
    cmocka_unit_test(test_pointers_need_an_arena),
    cmocka_unit_test(test_any_count_is_judged),
    cmocka_unit_test(test_arrays_agree_on_one_count),
    cmocka_unit_test(test_one_count_is_one_place),
    cmocka_unit_test(test_null_is_null_again),
    cmocka_unit_test(test_null_leaves_the_count_of_another),
    cmocka_unit_test(test_without_a_struct_there_is_none),
    cmocka_unit_test(test_every_failing_allocation),
    cmocka_unit_test(test_more_than_there_is_memory_for),
};

UNIT_MAIN(tests)
