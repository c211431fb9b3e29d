/* Looks things up in a model. Changes nothing. */
#include "model/find.h"

#include <stdint.h>
#include <string.h>

#include "annotation/suggest.h"
#include "model/model.h"

static bool has_typedef(const scan_entity *entity, const char *name)
{
    size_t i = 0;
    while (i < entity->typedef_count && strcmp(entity->typedefs[i], name) != 0) {
        i++;
    }
    return i < entity->typedef_count;
}

/* Of a struct that is mapped there may be several tables. */
static bool has_tag(const scan_entity *entity, const char *name)
{
    return !entity->is_mapped && strncmp(entity->c_type, "struct ", 7) == 0 &&
           strcmp(entity->c_type + 7, name) == 0;
}

/* A name of its own comes before another's typedef. */
scan_entity *scan_find_entity(const scan_model *model, const char *name)
{
    scan_entity *found = NULL;
    for (uint16_t i = 0; i < model->entity_count; i++) {
        scan_entity *entity = model->entities[i];
        if (strcmp(entity->name, name) == 0) {
            return entity;
        }
        if (found == NULL && (has_typedef(entity, name) || has_tag(entity, name))) {
            found = entity;
        }
    }
    return found;
}

const scan_member *scan_find_member(const scan_entity *entity, const char *name)
{
    for (size_t i = 0; i < entity->member_count; i++) {
        const scan_member *member = &entity->members[i];
        if (member->name != NULL && strcmp(member->name, name) == 0) {
            return member;
        }
    }
    return NULL;
}

const scan_member *scan_find_way(orm_arena *arena, const scan_entity *entity, const char *name)
{
    const scan_member *found = NULL;
    for (const char *point = strrchr(name, '.'); found == NULL && point != NULL;) {
        const char *way = orm_arena_copy(arena, name, (size_t)(point - name));
        found = way == NULL ? NULL : scan_find_member(entity, way);
        point = way == NULL ? NULL : strrchr(way, '.');
        name = way;
    }
    return found;
}

uint16_t scan_find_field(const scan_entity *entity, const char *member)
{
    uint16_t i = 0;
    while (i < entity->field_count && strcmp(entity->fields[i].member, member) != 0) {
        i++;
    }
    return i;
}

const char *scan_find_similar_member(const scan_entity *entity, const char *name,
                                     scan_suggestion *suggestion)
{
    scan_suggest_init(suggestion, name);
    for (size_t i = 0; i < entity->member_count; i++) {
        scan_suggest_offer(suggestion, entity->members[i].name);
    }
    return scan_suggest_text(suggestion);
}

const char *scan_find_similar_field(const scan_entity *entity, const char *name,
                                    scan_suggestion *suggestion)
{
    scan_suggest_init(suggestion, name);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        scan_suggest_offer(suggestion, entity->fields[i].member);
    }
    return scan_suggest_text(suggestion);
}

const char *scan_find_similar_entity(const scan_model *model, const char *name,
                                     scan_suggestion *suggestion)
{
    scan_suggest_init(suggestion, name);
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const scan_entity *entity = model->entities[i];
        scan_suggest_offer(suggestion, entity->name);
        for (size_t j = 0; j < entity->typedef_count; j++) {
            scan_suggest_offer(suggestion, entity->typedefs[j]);
        }
        if (strcmp(entity->table, name) == 0) {
            suggestion->near.found = entity->name;
            suggestion->near.distance = 0;
        }
    }
    return scan_suggest_text(suggestion);
}

bool scan_find_is_macro_name(const char *name)
{
    size_t size = strlen(name);
    return size > 1 && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == size;
}

/* Of "num_hidden" it is not the length that is told. */
static bool ends_in(const char *name, const char *word)
{
    size_t size = strlen(name), word_size = strlen(word);
    return size >= word_size && strcmp(name + size - word_size, word) == 0;
}

bool scan_find_is_length_name(const char *name)
{
    static const char *const words[] = { "len",   "Len",   "length", "Length", "size", "Size",
                                         "count", "Count", "cnt",    "num",    "sz" };
    size_t i = 0;
    while (i < sizeof words / sizeof *words && !ends_in(name, words[i])) {
        i++;
    }
    return i < sizeof words / sizeof *words || strcmp(name, "n") == 0;
}

bool scan_find_is_same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool scan_find_is_foreign(const scan_model *model, const char *name)
{
    for (size_t i = 0; i < model->foreign_count; i++) {
        if (strcmp(model->foreign[i], name) == 0) {
            return true;
        }
    }
    return false;
}

const char *scan_find_last_name(const char *member)
{
    const char *point = strrchr(member, '.');
    return point == NULL ? member : point + 1;
}

const char *scan_find_column_macro(const scan_entity *entity)
{
    return entity->is_mapped ? "ORM_MEMBER" : "ORM_COLUMN";
}

const char *scan_find_label(const scan_field *field)
{
    return field->label != NULL ? field->label : scan_find_last_name(field->member);
}

bool scan_find_is_pointer(const scan_entity *entity, const scan_field *field)
{
    return field->group != 0 && strcmp(entity->groups[field->group - 1].member, field->member) == 0;
}

const char *scan_find_group_type(const scan_entity *entity, uint16_t group)
{
    return group == 0 ? entity->c_type : entity->groups[group - 1].c_type;
}

uint16_t scan_find_key_size(const scan_entity *entity)
{
    uint16_t count = 0;
    for (uint16_t i = 0; i < entity->field_count; i++) {
        count = (uint16_t)(count + entity->fields[i].primary_key);
    }
    return count;
}

uint16_t scan_find_place(const uint16_t *fields, uint16_t count, uint16_t field)
{
    uint16_t i = 0;
    while (i < count && fields[i] != field) {
        i++;
    }
    return i;
}

/* True where another field shares the named unique constraint. */
static bool shares_unique(const scan_entity *entity, const scan_field *field)
{
    for (uint16_t i = 0; field->unique_name != NULL && i < entity->field_count; i++) {
        const scan_field *other = &entity->fields[i];
        if (other != field && other->unique_name != NULL &&
            strcmp(other->unique_name, field->unique_name) == 0) {
            return true;
        }
    }
    return false;
}

/* True where a list of the table makes it unique by itself. */
static bool is_unique_list(const scan_entity *entity, uint16_t field)
{
    for (uint16_t i = 0; i < entity->key_count; i++) {
        const scan_table_key *key = &entity->keys[i];
        if (key->unique && key->where == NULL && key->field_count == 1 && key->fields[0] == field) {
            return true;
        }
    }
    return false;
}

bool scan_find_is_key(const scan_entity *entity, uint16_t field)
{
    const scan_field *wanted = &entity->fields[field];
    return (wanted->primary_key && scan_find_key_size(entity) == 1) ||
           (wanted->unique && !shares_unique(entity, wanted)) || is_unique_list(entity, field);
}

const char *scan_find_key_member(const scan_entity *entity)
{
    uint16_t key = 0;
    while (key < entity->field_count && !scan_find_is_key(entity, key)) {
        key++;
    }
    return key < entity->field_count ? entity->fields[key].member : "member";
}
