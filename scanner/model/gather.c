/* Gathers marked fields into keys. What becomes of them is the caller's. */
#include "model/gather.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "model/model.h"
#include "model/part.h"

/* What a field says of the one or the other: whether it is marked, and under which name. */
typedef bool (*mark_reader)(const scan_field *field, const char **name_out);

static bool read_unique(const scan_field *field, const char **name_out)
{
    *name_out = field->unique_name;
    return field->unique;
}

static bool read_index(const scan_field *field, const char **name_out)
{
    *name_out = field->index_name;
    return field->index;
}

/* The one with this name, or a new one at the end. */
static scan_gathered *place_for(scan_gathered *list, uint16_t *count, const char *name)
{
    for (uint16_t i = 0; name != NULL && i < *count; i++) {
        if (list[i].name != NULL && strcmp(list[i].name, name) == 0) {
            return &list[i];
        }
    }
    scan_gathered *added = &list[(*count)++];
    added->name = name;
    return added;
}

/* Whether a list of the table makes a unique constraint, of all rows. */
static bool is_constraint(const scan_table_key *key)
{
    return key->unique && key->where == NULL;
}

/* Those of the table's lists that are constraints, or those that are not. */
static void add_lists(const scan_entity *entity, bool constraints, scan_gathered *list,
                      uint16_t *count)
{
    for (uint16_t i = 0; i < entity->key_count; i++) {
        const scan_table_key *key = &entity->keys[i];
        if (key->field_count > 0 && is_constraint(key) == constraints) {
            list[(*count)++] = (scan_gathered){ .name = key->name,
                                                .fields = key->fields,
                                                .field_count = key->field_count,
                                                .key = key };
        }
    }
}

static size_t count_marked(const scan_entity *entity, mark_reader read)
{
    size_t count = 0;
    const char *name = NULL;
    for (uint16_t i = 0; i < entity->field_count; i++) {
        count += read(&entity->fields[i], &name);
    }
    return count;
}

static scan_gathered *gather(const scan_entity *entity, mark_reader read, orm_arena *arena,
                             uint16_t *count_out)
{
    size_t most = count_marked(entity, read);
    scan_gathered *list = orm__arena_zeroed(arena, most + entity->key_count + 1, sizeof *list);
    uint16_t count = 0;
    for (uint16_t i = 0; list != NULL && i < entity->field_count; i++) {
        const char *name = NULL;
        if (!read(&entity->fields[i], &name)) {
            continue;
        }
        scan_gathered *group = place_for(list, &count, name);
        if (group->fields == NULL) {
            group->fields = orm__arena_zeroed(arena, name == NULL ? 1 : most, sizeof(uint16_t));
        }
        if (group->fields == NULL) {
            return NULL;
        }
        group->fields[group->field_count++] = i;
    }
    if (list != NULL) {
        add_lists(entity, read == read_unique, list, &count);
    }
    *count_out = count;
    return list;
}

/* The field of the part that is this one's column; field_count = none. */
static uint16_t find_in_part(const scan_entity *part, uint16_t field)
{
    uint16_t i = 0;
    while (i < part->field_count &&
           scan_part_own(part->part_of, &part->fields[i]) != &part->part_of->fields[field]) {
        i++;
    }
    return i;
}

/* The whole's constraint as one of the part, if the part has all of its columns. */
static bool is_in_part(const scan_entity *part, scan_gathered *unique)
{
    bool is = true;
    for (uint16_t i = 0; is && i < unique->field_count; i++) {
        is = find_in_part(part, unique->fields[i]) < part->field_count;
    }
    return is;
}

/* False: no memory. */
static bool enter_part(const scan_entity *part, orm_arena *arena, scan_gathered *unique)
{
    uint16_t *fields = orm__arena_zeroed(arena, unique->field_count, sizeof *fields);
    for (uint16_t i = 0; fields != NULL && i < unique->field_count; i++) {
        fields[i] = find_in_part(part, unique->fields[i]);
    }
    unique->fields = fields;
    unique->name = NULL;
    unique->key = NULL;
    return fields != NULL;
}

/* A part has those of its whole. */
static scan_gathered *gather_of_part(const scan_entity *part, orm_arena *arena, uint16_t *count_out)
{
    uint16_t count = 0, kept = 0;
    scan_gathered *list = gather(part->part_of, read_unique, arena, &count);
    bool has_memory = list != NULL;
    for (uint16_t i = 0; has_memory && i < count; i++) {
        if (is_in_part(part, &list[i])) {
            list[kept] = list[i];
            has_memory = enter_part(part, arena, &list[kept++]);
        }
    }
    *count_out = kept;
    return has_memory ? list : NULL;
}

scan_gathered *scan_gather_uniques(const scan_entity *entity, orm_arena *arena, uint16_t *count_out)
{
    if (entity->part_of != NULL) {
        return gather_of_part(entity, arena, count_out);
    }
    return gather(entity, read_unique, arena, count_out);
}

scan_gathered *scan_gather_indexes(const scan_entity *entity, orm_arena *arena, uint16_t *count_out)
{
    return gather(entity, read_index, arena, count_out);
}
