/* The plan: with it the codec gives the answers that it gives without, for values and rows of any
 * sort. */
#include "row/plan.h"

#include "kinds.orm.h"
#include "row/codec.h"
#include "shop.orm.h"
#include "support/chaos_alloc.h"
#include "support/unit.h"

enum { FIELDS_MAX = 64, ROW_MAX = 2048, ROUNDS = 3000, TEXT_MAX = 20 };

/* A row of one entity, decoded with a plan or without. */
typedef struct decoded {
    _Alignas(max_align_t) unsigned char row[ROW_MAX];
    orm_arena *arena;
    orm_error error;
    orm_status status;
} decoded;

/* Its header has an enum of the same name as another one. */
extern const orm_entity person_entity, payment_entity;

static const orm_entity *const entities[] = { &sample_entity,   &grant_entity,  &tag_entity,
                                              &node_entity,     &person_entity, &payment_entity,
                                              &customer_entity, &invoice_entity };

enum { ENTITIES = sizeof entities / sizeof entities[0] };

static char bytes[TEXT_MAX];

/* A value as a driver might give it for any column. */
static orm_value random_value(uint64_t *seed)
{
    size_t size = unit_below(seed, TEXT_MAX);
    switch (unit_below(seed, 8)) {
    case 0:
        return orm_value_null();
    case 1:
        return orm_value_bool(unit_below(seed, 2) == 1);
    case 2:
        return orm_value_real((double)(int64_t)unit_edge(seed) / 4);
    case 3:
        return (orm_value){ .type = ORM_TYPE_TEXT, .size = size, .as.text = bytes };
    case 4:
        return orm_value_blob(bytes, size);
    case 5:
        return (orm_value){ .type = ORM_TYPE_TIMESTAMP, .as.integer = (int64_t)unit_edge(seed) };
    case 6:
        return (orm_value){ .type = ORM_TYPE_DECIMAL, .as.integer = (int64_t)unit_edge(seed) };
    default:
        return orm_value_int((int64_t)unit_edge(seed));
    }
}

/* A value that the column may well hold. */
static orm_value fitting_value(const orm_field *field, uint64_t *seed)
{
    const orm_column *column = &field->column;
    orm_value value = random_value(seed);
    bool is_text = column->kind == ORM_KIND_TEXT || column->kind == ORM_KIND_JSON;
    if (column->kind == ORM_KIND_ENUM) {
        value = orm_value_text(column->labels->labels[0].name);
    } else if (is_text || column->kind == ORM_KIND_BLOB || column->kind == ORM_KIND_UUID) {
        value = orm_value_blob(bytes, unit_below(seed, TEXT_MAX));
        value.type = is_text ? ORM_TYPE_TEXT : ORM_TYPE_BLOB;
    } else if (column->kind == ORM_KIND_FLOAT32 || column->kind == ORM_KIND_FLOAT64) {
        value = orm_value_real((double)unit_below(seed, 1000) / 4);
    } else {
        value = orm_value_int((int64_t)unit_below(seed, 130));
    }
    return column->nullable && unit_below(seed, 4) == 0 ? orm_value_null() : value;
}

static void decode(const orm_entity *entity, const orm_plan *plan, const orm_value *values,
                   decoded *out)
{
    const orm_codec codec = { .entity = entity, .plan = plan };
    const orm_instance into = { .entity = entity, .row = out->row, .arena = out->arena };
    orm_arena_reset(out->arena);
    memset(out->row, 0xA5, sizeof out->row);
    out->error = (orm_error){ .status = ORM_OK };
    out->status = orm__codec_extract(&codec, &into, values, entity->field_count, &out->error);
}

/* Every member of both rows reads as the same value, by the codec alone. */
static void assert_same_rows(const orm_entity *entity, const decoded *a, const decoded *b)
{
    const orm_codec codec = { .entity = entity };
    for (uint16_t i = 0; i < entity->field_count; i++) {
        orm_value one, other;
        orm_status status = orm__codec_bind(&codec, i, a->row, &one, NULL);
        assert_int_equal(orm__codec_bind(&codec, i, b->row, &other, NULL), status);
        assert_true(status != ORM_OK || orm__field_same(&one, &other));
    }
}

/* The plan reads the members of a row as the codec does, or leaves them to it. */
static void assert_same_values(const orm_entity *entity, const orm_plan *plan, const void *row)
{
    const orm_codec codec = { .entity = entity };
    uint16_t fields[FIELDS_MAX];
    orm_value values[FIELDS_MAX];
    const orm_plan_fields wanted = { fields, entity->field_count };
    for (uint16_t i = 0; i < entity->field_count; i++) {
        fields[i] = (uint16_t)(entity->field_count - 1 - i);
    }
    size_t left = 0;
    for (size_t i = 0; i < wanted.count; i++) {
        left = left > i ? left : orm__plan_bind(plan, wanted, row, values, i);
        orm_value value;
        if (i < left) {
            assert_int_equal(orm__codec_bind(&codec, fields[i], row, &value, NULL), ORM_OK);
            assert_int_equal(value.type, values[i].type);
            assert_true(orm__field_same(&value, &values[i]));
        }
    }
}

static void try_entity(const orm_entity *entity, const orm_plan *plan, decoded *pair,
                       uint64_t *seed)
{
    orm_value values[FIELDS_MAX];
    assert_true(entity->field_count <= FIELDS_MAX && entity->size <= ROW_MAX);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        values[i] = unit_below(seed, 40) == 0 ? random_value(seed)
                                              : fitting_value(&entity->fields[i], seed);
    }
    decode(entity, plan, values, &pair[0]);
    decode(entity, NULL, values, &pair[1]);
    assert_int_equal(pair[0].status, pair[1].status);
    assert_string_equal(pair[0].error.message, pair[1].error.message);
    if (pair[0].status == ORM_OK) {
        assert_same_rows(entity, &pair[0], &pair[1]);
        assert_same_values(entity, plan, pair[0].row);
    }
}

static void test_a_plan_changes_no_answer(void **state)
{
    (void)state;
    uint64_t seed = 20261123;
    orm_plan *list = NULL;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    const orm_allocator allocator = chaos_allocator(&chaos);
    static decoded pair[2];
    assert_int_equal(orm_arena_new(&allocator, &pair[0].arena), ORM_OK);
    assert_int_equal(orm_arena_new(&allocator, &pair[1].arena), ORM_OK);
    size_t read = 0;
    for (size_t i = 0; i < ROUNDS * ENTITIES; i++) {
        const orm_entity *entity = entities[i % ENTITIES];
        const orm_plan *plan = orm__plan_find(&list, entity, &allocator);
        assert_non_null(plan);
        for (size_t k = 0; k < TEXT_MAX; k++) {
            bytes[k] = (char)(unit_below(&seed, 60) == 0 ? 0 : 'a' + unit_below(&seed, 26));
        }
        try_entity(entity, plan, pair, &seed);
        read += pair[0].status == ORM_OK;
    }
    assert_true(read > ROUNDS); /* of those, there was something to compare */
    orm_arena_free(pair[0].arena);
    orm_arena_free(pair[1].arena);
    orm__plan_free_all(list, &allocator);
    assert_string_equal(chaos_fault(&chaos), "");
}

/* A size that is negative, a text without its end: the codec says what is wrong. */
static void test_what_is_wrong_is_left_to_the_codec(void **state)
{
    (void)state;
    orm_plan *list = NULL;
    orm_allocator allocator = { .resize = NULL };
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    allocator = chaos_allocator(&chaos);
    const orm_plan *plan = orm__plan_find(&list, &sample_entity, &allocator);
    assert_non_null(plan);
    struct sample row = { .text = (char *)"x" };
    memset(row.code, 'x', sizeof row.code);
    for (uint16_t i = 0; i < sample_entity.field_count; i++) {
        orm_value value;
        const bool is_code = strcmp(sample_entity.fields[i].member, "code") == 0;
        if (is_code) {
            assert_int_equal(orm__plan_bind(plan, (orm_plan_fields){ &i, 1 }, &row, &value, 0), 0);
        }
    }
    orm__plan_free_all(list, &allocator);
}

/* Two structs may have the same columns: each has a plan of its own, made once. */
static void test_each_entity_has_its_plan(void **state)
{
    (void)state;
    orm_plan *list = NULL;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    const orm_allocator allocator = chaos_allocator(&chaos);
    const orm_entity copy = customer_entity;
    const orm_plan *first = orm__plan_find(&list, &customer_entity, &allocator);
    const orm_plan *second = orm__plan_find(&list, &copy, &allocator);
    assert_true(first != NULL && second != NULL && first != second);
    assert_ptr_equal(orm__plan_find(&list, &customer_entity, &allocator), first);
    assert_int_equal(chaos.live_blocks, 2);
    orm__plan_free_all(list, &allocator);
    assert_string_equal(chaos_fault(&chaos), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_plan_changes_no_answer),
        cmocka_unit_test(test_what_is_wrong_is_left_to_the_codec),
        cmocka_unit_test(test_each_entity_has_its_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
