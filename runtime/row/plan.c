/* Owns the plans: which members are plain, and how their bytes become values and back. Where a
 * plain member is was asked of meta/field when the plan was made. */
#include "row/plan.h"

#include <string.h>

#include "base/alloc.h"
#include "meta/kind.h"
#include "meta/storage.h"

/* What a plain member is, and what its column gives. */
typedef enum plan_form {
    FORM_CODEC, /* no plain member */
    FORM_INT8,
    FORM_INT16,
    FORM_INT32,
    FORM_INT64,
    FORM_UINT8,
    FORM_UINT16,
    FORM_UINT32,
    FORM_UINT64,
    FORM_BOOL,
    FORM_FLOAT64,
    FORM_TIMESTAMP, /* an int64_t of microseconds */
    FORM_STRING,
    FORM_CHARS,
    FORM_BLOB
} plan_form;

typedef struct plan_step {
    unsigned char form;
    bool nullable;             /* STRING, BLOB: NULL is a NULL pointer */
    unsigned char length_size; /* BLOB: bytes of the size member */
    size_t at;                 /* of the member, in the entity's struct */
    size_t length_at;          /* BLOB: of the size member */
    size_t size;               /* of the member; BLOB: the largest size that fits */
} plan_step;

struct orm_plan {
    orm_plan *next;
    const orm_entity *entity;
    uint64_t layout_hash; /* of its schema, when the plan was made */
    uint16_t count;
    bool is_flat;
    plan_step steps[];
};

/* ---- which members are plain ---- */

static plan_form signed_form(size_t size)
{
    switch (size) {
    case 1:
        return FORM_INT8;
    case 2:
        return FORM_INT16;
    case 4:
        return FORM_INT32;
    default:
        return FORM_INT64;
    }
}

static plan_form unsigned_form(size_t size)
{
    switch (size) {
    case 1:
        return FORM_UINT8;
    case 2:
        return FORM_UINT16;
    case 4:
        return FORM_UINT32;
    default:
        return FORM_UINT64;
    }
}

/* A column may be wider than its member, which the value tells, but not narrower. */
static plan_form integer_form(const orm_field *field)
{
    const orm_layout *layout = &field->layout;
    size_t width = orm__kind_width(field->column.kind);
    bool is_natural = field->column.kind == ORM_KIND_UINT64;
    if (layout->storage == ORM_STORAGE_UINT) {
        return is_natural || layout->size < width ? unsigned_form(layout->size) : FORM_CODEC;
    }
    return !is_natural && layout->size <= width ? signed_form(layout->size) : FORM_CODEC;
}

static plan_form form_of(const orm_field *field)
{
    const orm_layout *layout = &field->layout;
    orm_kind kind = field->column.kind;
    bool is_text = kind == ORM_KIND_TEXT || kind == ORM_KIND_JSON;
    switch (layout->storage) {
    case ORM_STORAGE_INT:
        if (kind == ORM_KIND_TIMESTAMP) {
            bool is_plain = layout->size == sizeof(int64_t) && layout->units_per_second == 1000000;
            return is_plain ? FORM_TIMESTAMP : FORM_CODEC;
        }
        return integer_form(field);
    case ORM_STORAGE_UINT:
        return integer_form(field);
    case ORM_STORAGE_BOOL:
        return kind == ORM_KIND_BOOL ? FORM_BOOL : FORM_CODEC;
    case ORM_STORAGE_FLOAT:
        return kind == ORM_KIND_FLOAT64 && layout->size == sizeof(double) ? FORM_FLOAT64
                                                                          : FORM_CODEC;
    case ORM_STORAGE_STRING:
        return is_text ? FORM_STRING : FORM_CODEC;
    case ORM_STORAGE_CHARS:
        return kind == ORM_KIND_TEXT ? FORM_CHARS : FORM_CODEC;
    case ORM_STORAGE_BLOB:
        return kind == ORM_KIND_BLOB && layout->item_size <= 1 ? FORM_BLOB : FORM_CODEC;
    case ORM_STORAGE_NONE:
    case ORM_STORAGE_BYTES:
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
    case ORM_STORAGE_CHAR:
    case ORM_STORAGE_SPAN:
    case ORM_STORAGE_ARRAY:
    case ORM_STORAGE_ITEMS:
    case ORM_STORAGE_CONVERTED:
        break;
    }
    return FORM_CODEC;
}

/* Nothing but the value itself says what the member holds. */
static bool is_plain(const orm_field *field)
{
    const orm_layout *layout = &field->layout;
    return layout->bits == 0 && layout->null_if == NULL && layout->null_reads_as == NULL &&
           layout->unknown == NULL && layout->converter == NULL && layout->needed_in == 0 &&
           !orm__field_has_flag(field) && field->column.labels == NULL;
}

static plan_step step_of(const orm_entity *entity, const orm_field *field)
{
    const orm_layout *layout = &field->layout;
    plan_step step = { .form = FORM_CODEC };
    orm_offsets at;
    if (!is_plain(field) || !orm__field_offsets(entity, field, &at)) {
        return step;
    }
    step.form = (unsigned char)form_of(field);
    step.nullable = field->column.nullable;
    step.at = at.member;
    step.length_at = at.length;
    step.size = layout->size;
    if (step.form == FORM_BLOB) {
        step.length_size = (unsigned char)layout->length.size;
        step.size = orm__storage_largest_length(&layout->length);
    }
    return step;
}

static size_t size_of(uint16_t count)
{
    return sizeof(orm_plan) + count * sizeof(plan_step);
}

static orm_plan *make(const orm_entity *entity, const orm_allocator *allocator)
{
    orm_plan *plan = orm__alloc_array(allocator, size_of(entity->field_count), 1);
    if (plan == NULL) {
        return NULL;
    }
    *plan = (orm_plan){ .entity = entity,
                        .layout_hash = entity->schema->layout_hash,
                        .count = entity->field_count,
                        .is_flat = entity->group_count == 0 && entity->relation_count == 0 };
    for (uint16_t i = 0; i < plan->count; i++) {
        plan->steps[i] = step_of(entity, &entity->fields[i]);
    }
    return plan;
}

/* Where a library was loaded in the place of another one, the pointer is the same and the structs
 * may be others. */
static bool is_of(const orm_plan *plan, const orm_entity *entity)
{
    return plan->entity == entity && plan->layout_hash == entity->schema->layout_hash;
}

const orm_plan *orm__plan_find(orm_plan **list, const orm_entity *entity,
                               const orm_allocator *allocator)
{
    orm_plan *plan = *list;
    while (plan != NULL && !is_of(plan, entity)) {
        plan = plan->next;
    }
    if (plan == NULL) {
        plan = make(entity, allocator);
        if (plan != NULL) {
            plan->next = *list;
            *list = plan;
        }
    }
    return plan;
}

void orm__plan_free_all(orm_plan *list, const orm_allocator *allocator)
{
    while (list != NULL) {
        orm_plan *next = list->next;
        orm__alloc_free(allocator, list, size_of(list->count));
        list = next;
    }
}

bool orm__plan_is_flat(const orm_plan *plan)
{
    return plan->is_flat;
}

/* ---- from values ---- */

static inline bool load_signed(unsigned char *at, size_t size, const orm_value *value)
{
    int64_t most = (int64_t)(UINT64_MAX >> (65 - 8 * size));
    if (value->type != ORM_TYPE_INT || value->as.integer > most || value->as.integer < -most - 1) {
        return false;
    }
    orm__storage_write_natural(at, size, value->as.natural);
    return true;
}

static inline bool load_unsigned(unsigned char *at, size_t size, const orm_value *value)
{
    uint64_t most = UINT64_MAX >> (64 - 8 * size);
    if (value->type != ORM_TYPE_INT || value->as.integer < 0 || value->as.natural > most) {
        return false;
    }
    orm__storage_write_natural(at, size, value->as.natural);
    return true;
}

static inline bool load_bool(unsigned char *at, const orm_value *value)
{
    bool is_true = value->type == ORM_TYPE_INT ? value->as.integer != 0 : value->as.boolean;
    if (value->type != ORM_TYPE_INT && value->type != ORM_TYPE_BOOL) {
        return false;
    }
    memcpy(at, &is_true, sizeof is_true);
    return true;
}

static inline bool load_timestamp(unsigned char *at, const orm_value *value)
{
    if (value->type != ORM_TYPE_TIMESTAMP && value->type != ORM_TYPE_INT) {
        return false;
    }
    memcpy(at, &value->as.integer, sizeof value->as.integer);
    return true;
}

static inline bool load_real(unsigned char *at, const orm_value *value)
{
    if (value->type != ORM_TYPE_REAL) {
        return false;
    }
    memcpy(at, &value->as.real, sizeof value->as.real);
    return true;
}

static inline bool has_nul(const orm_value *text)
{
    return text->size > 0 && memchr(text->as.text, '\0', text->size) != NULL;
}

static inline bool load_null(const plan_step *step, unsigned char *at)
{
    void *const none = NULL;
    memcpy(at, &none, sizeof none);
    return step->nullable;
}

/* What is still to be done for a value. */
typedef enum plan_result {
    PLAN_DONE,
    PLAN_CODEC, /* the codec does it, or says why not */
    PLAN_NO_MEMORY
} plan_result;

static inline plan_result result_of(bool done)
{
    return done ? PLAN_DONE : PLAN_CODEC;
}

static plan_result load_string(const plan_step *step, unsigned char *at, const orm_value *value,
                               orm_arena *arena)
{
    if (value->type == ORM_TYPE_NULL) {
        return result_of(load_null(step, at));
    }
    if (value->type != ORM_TYPE_TEXT || arena == NULL || has_nul(value)) {
        return PLAN_CODEC;
    }
    const char *copy = orm_arena_copy(arena, value->as.text, value->size);
    memcpy(at, &copy, sizeof copy);
    return copy != NULL ? PLAN_DONE : PLAN_NO_MEMORY;
}

static inline bool load_chars(const plan_step *step, unsigned char *at, const orm_value *value)
{
    if (value->type != ORM_TYPE_TEXT || value->size >= step->size || has_nul(value)) {
        return false;
    }
    if (value->size > 0) {
        memcpy(at, value->as.text, value->size);
    }
    memset(at + value->size, 0, step->size - value->size);
    return true;
}

static plan_result load_blob(const plan_step *step, unsigned char *row, const orm_value *value,
                             orm_arena *arena)
{
    unsigned char *at = row + step->at;
    if (value->type == ORM_TYPE_NULL) {
        orm__storage_write_natural(row + step->length_at, step->length_size, 0);
        return result_of(load_null(step, at));
    }
    if (value->type != ORM_TYPE_BLOB || arena == NULL || value->size > step->size) {
        return PLAN_CODEC;
    }
    void *copy = orm_arena_alloc(arena, value->size);
    if (copy == NULL) {
        return PLAN_NO_MEMORY;
    }
    if (value->size > 0) {
        memcpy(copy, value->as.data, value->size);
    }
    memcpy(at, &copy, sizeof copy);
    orm__storage_write_natural(row + step->length_at, step->length_size, value->size);
    return PLAN_DONE;
}

static inline plan_result load(const plan_step *step, unsigned char *row, orm_arena *arena,
                               const orm_value *value)
{
    unsigned char *at = row + step->at;
    switch ((plan_form)step->form) {
    case FORM_CODEC:
        return PLAN_CODEC;
    case FORM_INT8:
        return result_of(load_signed(at, 1, value));
    case FORM_INT16:
        return result_of(load_signed(at, 2, value));
    case FORM_INT32:
        return result_of(load_signed(at, 4, value));
    case FORM_INT64:
        return result_of(load_signed(at, 8, value));
    case FORM_UINT8:
        return result_of(load_unsigned(at, 1, value));
    case FORM_UINT16:
        return result_of(load_unsigned(at, 2, value));
    case FORM_UINT32:
        return result_of(load_unsigned(at, 4, value));
    case FORM_UINT64:
        return result_of(load_unsigned(at, 8, value));
    case FORM_BOOL:
        return result_of(load_bool(at, value));
    case FORM_FLOAT64:
        return result_of(load_real(at, value));
    case FORM_TIMESTAMP:
        return result_of(load_timestamp(at, value));
    case FORM_STRING:
        return load_string(step, at, value, arena);
    case FORM_CHARS:
        return result_of(load_chars(step, at, value));
    case FORM_BLOB:
        return load_blob(step, row, value, arena);
    }
    return PLAN_CODEC;
}

orm_status orm__plan_load(const orm_plan *plan, const orm_instance *into, const orm_value *values,
                          size_t *at)
{
    unsigned char *row = into->row;
    orm_arena *arena = into->arena;
    for (size_t i = *at; i < plan->count; i++) {
        plan_result result = load(&plan->steps[i], row, arena, &values[i]);
        if (result != PLAN_DONE) {
            *at = i;
            return result == PLAN_CODEC ? ORM_OK : ORM_NO_MEMORY;
        }
    }
    *at = plan->count;
    return ORM_OK;
}

/* ---- to values ---- */

static inline bool read_signed(const unsigned char *at, size_t size, orm_value *out)
{
    uint64_t sign = UINT64_C(1) << (8 * size - 1);
    out->type = ORM_TYPE_INT;
    out->size = 0;
    out->as.natural = (orm__storage_read_natural(at, size) ^ sign) - sign;
    return true;
}

static inline bool read_unsigned(const unsigned char *at, size_t size, orm_value *out)
{
    out->type = ORM_TYPE_INT;
    out->size = 0;
    out->as.natural = orm__storage_read_natural(at, size);
    return out->as.natural <= INT64_MAX;
}

static bool read_string(const plan_step *step, const unsigned char *at, orm_value *out)
{
    const char *text;
    memcpy(&text, at, sizeof text);
    *out = orm_value_text(text);
    return text != NULL || step->nullable;
}

static bool read_chars(const plan_step *step, const unsigned char *at, orm_value *out)
{
    const unsigned char *end = memchr(at, '\0', step->size);
    *out = (orm_value){ .type = ORM_TYPE_TEXT, .as.text = (const char *)at };
    out->size = end == NULL ? 0 : (size_t)(end - at);
    return end != NULL;
}

static bool read_blob(const plan_step *step, const unsigned char *row, orm_value *out)
{
    const void *data;
    memcpy(&data, row + step->at, sizeof data);
    uint64_t size = orm__storage_read_natural(row + step->length_at, step->length_size);
    *out = orm_value_blob(data, (size_t)size);
    return data == NULL ? step->nullable : size <= step->size;
}

static inline bool read(const plan_step *step, const unsigned char *row, orm_value *out)
{
    const unsigned char *at = row + step->at;
    switch ((plan_form)step->form) {
    case FORM_CODEC:
        return false;
    case FORM_INT8:
        return read_signed(at, 1, out);
    case FORM_INT16:
        return read_signed(at, 2, out);
    case FORM_INT32:
        return read_signed(at, 4, out);
    case FORM_INT64:
        return read_signed(at, 8, out);
    case FORM_UINT8:
        return read_unsigned(at, 1, out);
    case FORM_UINT16:
        return read_unsigned(at, 2, out);
    case FORM_UINT32:
        return read_unsigned(at, 4, out);
    case FORM_UINT64:
        return read_unsigned(at, 8, out);
    case FORM_BOOL:
        *out = orm_value_bool(*at != 0);
        return true;
    case FORM_FLOAT64:
        out->type = ORM_TYPE_REAL;
        out->size = 0;
        memcpy(&out->as.real, at, sizeof out->as.real);
        return true;
    case FORM_TIMESTAMP:
        (void)read_signed(at, sizeof(int64_t), out);
        out->type = ORM_TYPE_TIMESTAMP;
        return true;
    case FORM_STRING:
        return read_string(step, at, out);
    case FORM_CHARS:
        return read_chars(step, at, out);
    case FORM_BLOB:
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

/* A key is compared with, so that it may be a number that the column cannot hold. */
static inline bool takes_any_integer(const plan_step *step)
{
    return step->form >= FORM_INT8 && step->form <= FORM_INT64;
}

size_t orm__plan_bind_key(const orm_plan *plan, orm_plan_fields wanted, const orm_value *key,
                          orm_value *values, size_t from)
{
    size_t i = from;
    while (i < wanted.count && key[i].type == ORM_TYPE_INT &&
           takes_any_integer(&plan->steps[wanted.fields[i]])) {
        values[i] = orm_value_int(key[i].as.integer);
        i++;
    }
    return i;
}
