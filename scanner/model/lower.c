/* Builds the contract's tables from a checked model, in an arena. Offsets are the compiler's
 * business: the emitter writes offsetof, whatever stands in for them here. */
#include "model/lower.h"

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "meta/entity.h"
#include "model/find.h"
#include "model/gather.h"
#include "model/kind.h"
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

/* An auxiliary member before it is placed. */
static orm_auxiliary lower_auxiliary(const scan_entity *entity, const char *name)
{
    const scan_member *member = name == NULL ? NULL : scan_find_member(entity, name);
    return (orm_auxiliary){ .size = member == NULL ? 0 : member->type.size };
}

static bool lower_layout(const scan_entity *entity, const scan_field *field, orm_arena *arena,
                         orm_layout *layout)
{
    *layout =
        (orm_layout){ .storage = field->storage, .group = field->group, .size = field->type.size };
    layout->length = lower_auxiliary(entity, field->length);
    layout->null_flag = lower_auxiliary(entity, field->null_flag);
    layout->units_per_second = field->units_per_second;
    if (!field->has_null_if) {
        return true;
    }
    orm_value *null_if = orm_arena_alloc(arena, sizeof *null_if);
    if (null_if != NULL) {
        *null_if = field->null_if;
    }
    layout->null_if = null_if;
    return null_if != NULL;
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
        .nullable = field->nullable,
        .generated = field->generated,
        .precision = field->precision,
        .scale = field->scale,
        .labels = labels,
        .default_value = field->default_value,
        .check = field->check,
        .computed = field->computed,
        .readonly = field->readonly,
    };
    return (!has_labels || labels != NULL) &&
           lower_layout(entity, field, b->arena, &lowered->layout);
}

/* ---- keys ---- */

static bool lower_primary_key(const scan_entity *entity, orm_arena *arena, orm_key *key)
{
    uint16_t *fields = orm__arena_zeroed(arena, (size_t)entity->field_count + 1, sizeof *fields);
    if (fields == NULL) {
        return false;
    }
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (entity->fields[i].primary_key) {
            fields[key->field_count++] = i;
        }
    }
    key->fields = key->field_count == 0 ? NULL : fields;
    return true;
}

/* 1 + index of the first of them; 0: there is none. */
static uint16_t find_version(const scan_entity *entity)
{
    uint16_t i = 0;
    while (i < entity->field_count && !entity->fields[i].version) {
        i++;
    }
    return i < entity->field_count ? (uint16_t)(i + 1) : 0;
}

static bool lower_uniques(const scan_entity *entity, orm_arena *arena, orm_entity *lowered)
{
    uint16_t count = 0;
    const scan_gathered *gathered = scan_gather_uniques(entity, arena, &count);
    orm_key *keys = orm__arena_zeroed(arena, (size_t)count + 1, sizeof *keys);
    if (gathered == NULL || keys == NULL) {
        return false;
    }
    for (uint16_t i = 0; i < count; i++) {
        keys[i] = (orm_key){ .name = gathered[i].name,
                             .fields = gathered[i].fields,
                             .field_count = gathered[i].field_count };
    }
    lowered->uniques = keys;
    lowered->unique_count = count;
    return true;
}

static bool lower_indexes(const scan_entity *entity, orm_arena *arena, orm_entity *lowered)
{
    uint16_t count = 0;
    const scan_gathered *gathered = scan_gather_indexes(entity, arena, &count);
    orm_index *indexes = orm__arena_zeroed(arena, (size_t)count + 1, sizeof *indexes);
    if (gathered == NULL || indexes == NULL) {
        return false;
    }
    for (uint16_t i = 0; i < count; i++) {
        indexes[i] = (orm_index){ .name = gathered[i].name,
                                  .fields = gathered[i].fields,
                                  .field_count = gathered[i].field_count };
    }
    lowered->indexes = indexes;
    lowered->index_count = count;
    return true;
}

/* ---- foreign keys ---- */

static uint16_t index_of(const scan_model *model, const scan_entity *entity)
{
    uint16_t i = 0;
    while (i < model->entity_count && model->entities[i] != entity) {
        i++;
    }
    return i;
}

static bool lower_foreign_key(const scan_reference *reference, uint16_t field, orm_arena *arena,
                              orm_foreign_key *key)
{
    uint16_t *indexes = orm_arena_alloc(arena, 2 * sizeof *indexes);
    if (indexes == NULL) {
        return false;
    }
    indexes[0] = field;
    indexes[1] = reference->target_field;
    key->fields = &indexes[0];
    key->target_fields = &indexes[1];
    key->field_count = 1;
    key->on_delete = reference->on_delete;
    key->on_update = reference->on_update;
    return true;
}

static bool lower_foreign_keys(const building *b, const scan_entity *entity, orm_entity *lowered)
{
    orm_foreign_key *keys =
        orm__arena_zeroed(b->arena, (size_t)entity->field_count + 1, sizeof *keys);
    uint16_t count = 0;
    for (uint16_t i = 0; keys != NULL && i < entity->field_count; i++) {
        const scan_reference *reference = entity->fields[i].reference;
        if (reference == NULL) {
            continue;
        }
        keys[count].target = b->entities[index_of(b->model, reference->target)];
        if (!lower_foreign_key(reference, i, b->arena, &keys[count++])) {
            return false;
        }
    }
    lowered->foreign_keys = keys;
    lowered->foreign_key_count = count;
    return keys != NULL;
}

/* ---- entities and the schema ---- */

static size_t place_auxiliary(orm_auxiliary *member, size_t end)
{
    member->offset = member->size == 0 ? 0 : end;
    return end + member->size;
}

/* Puts a field's members behind those before it, so that none lies on another. */
static size_t place(orm_layout *layout, size_t end)
{
    layout->offset = end;
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
    if (ends == NULL || !lower_fields(b, entity, ends, lowered) ||
        !lower_groups(b, entity, ends, lowered)) {
        return false;
    }
    lowered->size = size_for(entity->size, entity->align, ends[0]);
    return true;
}

static bool lower_entity(const building *b, uint16_t index)
{
    const scan_entity *entity = b->model->entities[index];
    orm_entity *lowered = b->entities[index];
    *lowered = (orm_entity){
        .schema = b->schema,
        .index = index,
        .name = entity->name,
        .table = entity->table,
        .tables = entity->table_names,
        .align = entity->align,
        .version = find_version(entity),
    };
    return lower_members(b, entity, lowered) &&
           lower_primary_key(entity, b->arena, &lowered->primary_key) &&
           lower_uniques(entity, b->arena, lowered) && lower_indexes(entity, b->arena, lowered) &&
           lower_foreign_keys(b, entity, lowered);
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
