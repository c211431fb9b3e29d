/* Builds the contract's tables from a checked model, in an arena. Offsets are the compiler's
 * business: the emitter writes offsetof, whatever stands in for them here. */
#include "model/lower.h"

#include <orm/converter.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "meta/entity.h"
#include "meta/storage_time.h"
#include "model/find.h"
#include "model/kind.h"
#include "model/kind_array.h"
#include "model/lower_key.h"
#include "model/lower_relation.h"
#include "model/model.h"

/* A schema being built: the same arrays as the contract's, but writable. */
typedef struct building {
    const scan_model *model;
    orm_arena *arena;
    orm_schema *schema;
    orm_entity **entities;
    const orm_enum **enums;
} building;

/* ---- fields ---- */

static const orm_enum *lower_enum(const scan_enum *enumeration, orm_arena *arena)
{
    orm_enum *lowered = orm__arena_zeroed(arena, 1, sizeof *lowered);
    if (lowered != NULL) {
        lowered->name = enumeration->name;
        lowered->labels = enumeration->labels;
        lowered->label_count = enumeration->label_count;
    }
    return lowered;
}

/* The lowered enumeration; one for all its fields. */
static const orm_enum *find_enum(const building *b, const scan_enum *wanted)
{
    for (uint16_t i = 0; i < b->model->enum_count; i++) {
        if (b->model->enums[i] == wanted) {
            return b->enums[i];
        }
    }
    return NULL;
}

/* The program's own compiler knows where a bit-field is. */
static uint64_t get_nothing(const void *row)
{
    (void)row;
    return 0;
}

static bool set_nothing(void *row, uint64_t value)
{
    (void)row;
    return value == 0;
}

static const orm_access stand_in = { .get = get_nothing, .set = set_nothing };

/* An auxiliary member before it is placed. */
static orm_auxiliary lower_auxiliary(const scan_entity *entity, const char *name)
{
    const scan_member *member = name == NULL ? NULL : scan_find_member(entity, name);
    bool is_bits = member != NULL && member->type.bits != 0;
    return (orm_auxiliary){ .size = member == NULL || is_bits ? 0 : member->type.size,
                            .access = is_bits ? &stand_in : NULL };
}

/* False: no memory. */
static bool lower_value(bool is_there, const orm_value *value, orm_arena *arena,
                        const orm_value **lowered_out)
{
    orm_value *lowered = is_there ? orm_arena_alloc(arena, sizeof *lowered) : NULL;
    if (lowered != NULL) {
        *lowered = *value;
    }
    *lowered_out = lowered;
    return lowered != NULL || !is_there;
}

static orm_status never_encode(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                               orm_error *error)
{
    (void)slot, (void)value_out, (void)arena, (void)error;
    return ORM_MISUSE;
}

static orm_status never_decode(const orm_value *value, orm_slot *slot, orm_arena *arena,
                               orm_error *error)
{
    (void)value, (void)slot, (void)arena, (void)error;
    return ORM_MISUSE;
}

/* They stand in for the program's, whose functions are not here; nor is a row. */
static const orm_converter no_converters[] = {
    { .name = "", .encode = never_encode, .decode = never_decode },
    { .name = "", .by_pointer = true, .encode = never_encode, .decode = never_decode },
};

/* A member's size on this machine, where the contract is checked: what was scanned for another one
 * has its pointers and times. */
static size_t size_here(orm_storage storage, size_t size)
{
    switch (storage) {
    case ORM_STORAGE_STRING:
    case ORM_STORAGE_BLOB:
    case ORM_STORAGE_SPAN:
    case ORM_STORAGE_ITEMS:
        return sizeof(void *);
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return orm__storage_time_size(storage);
    case ORM_STORAGE_NONE:
    case ORM_STORAGE_BOOL:
    case ORM_STORAGE_INT:
    case ORM_STORAGE_UINT:
    case ORM_STORAGE_FLOAT:
    case ORM_STORAGE_CHARS:
    case ORM_STORAGE_BYTES:
    case ORM_STORAGE_CHAR:
    case ORM_STORAGE_ARRAY:
    case ORM_STORAGE_CONVERTED:
    case ORM_STORAGE_INTERVAL:
        break;
    }
    return size;
}

/* The same for the layout of a field that is no bit-field. */
static void size_layout(const scan_field *field, orm_layout *layout)
{
    layout->size = size_here(field->storage, field->type.size);
    if (field->converter != NULL && field->converter->by_pointer) {
        layout->size = sizeof(void *);
    }
    if (field->item == ORM_STORAGE_NONE && !scan_kind_counts_items(field)) {
        return;
    }
    size_t scanned = scan_kind_single(&field->type)->size;
    layout->item_size = size_here(field->item, scanned);
    if (field->storage == ORM_STORAGE_ARRAY) {
        layout->size = field->type.size / scanned * layout->item_size;
    }
}

static bool lower_layout(const scan_entity *entity, const scan_field *field, orm_arena *arena,
                         orm_layout *layout)
{
    bool is_bits = field->type.bits != 0;
    *layout = (orm_layout){ .storage = field->storage,
                            .group = field->group,
                            .needed_in = field->needed_in,
                            .bits = field->type.bits,
                            .access = is_bits ? &stand_in : NULL };
    layout->length = lower_auxiliary(entity, field->length);
    layout->null_flag = lower_auxiliary(entity, field->null_flag);
    layout->units_per_second = field->units_per_second;
    layout->item = field->item;
    if (!is_bits) {
        size_layout(field, layout);
    }
    layout->converter =
        field->converter == NULL ? NULL : &no_converters[field->converter->by_pointer];
    return lower_value(field->has_null_if, &field->null_if, arena, &layout->null_if) &&
           lower_value(field->has_null_reads_as, &field->null_reads_as, arena,
                       &layout->null_reads_as) &&
           lower_value(field->has_unknown, &field->unknown, arena, &layout->unknown);
}

static bool lower_field(const building *b, const scan_entity *entity, const scan_field *field,
                        orm_field *lowered)
{
    bool has_labels = scan_kind_has_labels(field);
    const orm_enum *labels = has_labels ? find_enum(b, field->type.enumeration) : NULL;
    lowered->member = field->member;
    lowered->column = (orm_column){
        .name = field->column,
        .names = field->column_names,
        .kind = field->kind,
        .types = field->types,
        .nullable = field->nullable,
        .generated = field->generated,
        .precision = field->precision,
        .scale = field->scale,
        .labels = labels,
        .element = field->element,
        .default_value = field->default_value,
        .check = field->check,
        .computed = field->computed,
        .readonly = field->readonly,
        .redact = field->redact,
        .renamed_from = field->renamed_from,
    };
    lowered->column.default_value.engines = field->default_texts;
    return (!has_labels || labels != NULL) &&
           lower_layout(entity, field, b->arena, &lowered->layout);
}

/* ---- entities and the schema ---- */

/* 1 + index of the first of them; 0: there is none. */
static uint16_t find_version(const scan_entity *entity)
{
    uint16_t i = 0;
    while (i < entity->field_count && !entity->fields[i].version) {
        i++;
    }
    return i < entity->field_count ? (uint16_t)(i + 1) : 0;
}

static size_t place_auxiliary(orm_auxiliary *member, size_t end)
{
    member->offset = member->size == 0 ? 0 : end;
    return end + member->size;
}

/* Puts a field's members behind those before it, so that none lies on another. */
static size_t place(orm_layout *layout, size_t end)
{
    layout->offset = layout->bits != 0 ? 0 : end;
    end = place_auxiliary(&layout->length, end + layout->size);
    return place_auxiliary(&layout->null_flag, end);
}

static bool lower_fields(const building *b, const scan_entity *entity, size_t *ends,
                         orm_entity *lowered)
{
    orm_field *fields =
        orm__arena_zeroed(b->arena, (size_t)entity->field_count + 1, sizeof *fields);
    for (uint16_t i = 0; fields != NULL && i < entity->field_count; i++) {
        if (!lower_field(b, entity, &entity->fields[i], &fields[i])) {
            return false;
        }
        size_t *end = &ends[fields[i].layout.group];
        *end = place(&fields[i].layout, *end);
    }
    lowered->fields = fields;
    lowered->field_count = entity->field_count;
    return fields != NULL;
}

/* What was scanned for another machine may be too small for this one's pointers. */
static size_t size_for(size_t size, size_t align, size_t end)
{
    size_t whole = (end + align - 1) / align * align;
    return size < whole ? whole : size;
}

/* A parent ends behind the pointers of its children, which stand after it. */
static bool lower_groups(const building *b, const scan_entity *entity, size_t *ends,
                         orm_entity *lowered)
{
    orm_group *groups =
        orm__arena_zeroed(b->arena, (size_t)entity->group_count + 1, sizeof *groups);
    for (uint16_t i = 0; groups != NULL && i < entity->group_count; i++) {
        const scan_group *group = &entity->groups[i];
        groups[i] = (orm_group){ .member = group->path,
                                 .parent = group->parent,
                                 .offset = ends[group->parent],
                                 .align = group->align,
                                 .by_pointer = true };
        ends[group->parent] += sizeof(void *);
    }
    for (uint16_t i = 0; groups != NULL && i < entity->group_count; i++) {
        groups[i].size = size_for(entity->groups[i].size, groups[i].align, ends[i + 1]);
    }
    lowered->groups = groups;
    lowered->group_count = entity->group_count;
    return groups != NULL;
}

static bool lower_members(const building *b, const scan_entity *entity, orm_entity *lowered)
{
    size_t *ends = orm__arena_zeroed(b->arena, (size_t)entity->group_count + 1, sizeof *ends);
    const scan_lowered all = { b->model, b->arena, b->entities };
    if (ends == NULL || !lower_fields(b, entity, ends, lowered) ||
        !lower_groups(b, entity, ends, lowered) ||
        !scan_lower_relations(&all, entity, &ends[0], lowered)) {
        return false;
    }
    lowered->size = size_for(entity->size, entity->align, ends[0]);
    return true;
}

static const orm_entity *find_lowered(const building *b, const scan_entity *entity)
{
    uint16_t i = 0;
    while (i < b->model->entity_count && b->model->entities[i] != entity) {
        i++;
    }
    return i < b->model->entity_count ? b->entities[i] : NULL;
}

static bool lower_entity(const building *b, uint16_t index)
{
    const scan_entity *entity = b->model->entities[index];
    orm_entity *lowered = b->entities[index];
    *lowered = (orm_entity){
        .schema = b->schema,
        .index = index,
        .name = entity->name,
        .kind = entity->kind,
        .part_of = find_lowered(b, entity->part_of),
        .table = entity->table,
        .tables = entity->table_names,
        .table_schema = entity->table_schema,
        .renamed_from = entity->renamed_from,
        .align = entity->align,
        .version = find_version(entity),
        .checks = entity->checks,
        .check_count = entity->check_count,
        .statements = entity->statements,
        .statement_count = entity->statement_count,
    };
    return lower_members(b, entity, lowered) &&
           scan_lower_keys(b->model, b->entities, b->arena, index);
}

static bool make_room(building *b)
{
    uint16_t count = b->model->entity_count;
    b->schema = orm__arena_zeroed(b->arena, 1, sizeof *b->schema);
    b->entities = orm__arena_zeroed(b->arena, (size_t)count + 1, sizeof *b->entities);
    b->enums = orm__arena_zeroed(b->arena, (size_t)b->model->enum_count + 1, sizeof *b->enums);
    orm_entity *entities = orm__arena_zeroed(b->arena, (size_t)count + 1, sizeof *entities);
    if (b->schema == NULL || b->entities == NULL || b->enums == NULL || entities == NULL) {
        return false;
    }
    for (uint16_t i = 0; i < count; i++) {
        b->entities[i] = &entities[i];
    }
    return true;
}

const orm_schema *scan_lower_model(const scan_model *model, orm_arena *arena)
{
    building b = { .model = model, .arena = arena };
    if (!make_room(&b)) {
        return NULL;
    }
    for (uint16_t i = 0; i < model->enum_count; i++) {
        b.enums[i] = lower_enum(model->enums[i], arena);
    }
    *b.schema = (orm_schema){
        .meta_version = ORM_META_VERSION,
        .lock = orm_meta_v1,
        .name = model->name,
        .entities = (const orm_entity *const *)b.entities,
        .entity_count = model->entity_count,
    };
    for (uint16_t i = 0; i < model->entity_count; i++) {
        if (!lower_entity(&b, i)) {
            return NULL;
        }
    }
    b.schema->hash = orm__entity_schema_hash(b.schema);
    return b.schema;
}
