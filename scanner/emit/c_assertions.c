/* Owns the static assertions that stop a build whose structs are not those that were scanned. */
#include <stddef.h>
#include <string.h>

#include "emit/c_parts.h"
#include "emit/writer.h"
#include "model/find.h"

/* A member as it is found: in the struct of its group, which has a type of its own. */
typedef struct located {
    const char *member; /* for the message */
    const char *path;
    uint16_t group;
    const char *pointer_to;
} located;

/* A type without a name cannot be asserted: the size of the program's own struct still holds. What
 * a pointer points to is asserted with the pointer. */
static void assert_type(orm_buffer *to, orm_buffer *flat, const scan_entity *entity,
                        const located *at)
{
    if (at->pointer_to == NULL || at->path[0] == '\0') {
        return;
    }
    orm__buffer_format(flat, "&((%s *)0)->%s, %s: 1, default: 0",
                       scan_find_group_type(entity, at->group), at->path, at->pointer_to);
    scan_writer_fill(to, "_Static_assert(_Generic(", orm__buffer_string(flat), "),");
    orm__buffer_format(to, "               \"%s.%s has changed: run orm-scan\");\n", entity->name,
                       at->member);
    orm__buffer_reset(flat);
}

static void assert_auxiliary(orm_buffer *to, orm_buffer *flat, const scan_entity *entity,
                             const char *name)
{
    const scan_member *member = name == NULL ? NULL : scan_find_member(entity, name);
    if (member != NULL && member->type.bits == 0) {
        const located at = { name, member->path, member->group, member->type.pointer_to };
        assert_type(to, flat, entity, &at);
    }
}

static void assert_groups(orm_buffer *to, orm_buffer *flat, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->group_count; i++) {
        const scan_group *group = &entity->groups[i];
        const located at = { group->member, group->path, group->parent, group->pointer_to };
        assert_type(to, flat, entity, &at);
    }
}

static void assert_relations(orm_buffer *to, orm_buffer *flat, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        const scan_relation *relation = &entity->relations[i];
        const located at = { relation->member, relation->member, 0, relation->pointer_to };
        assert_type(to, flat, entity, &at);
        assert_auxiliary(to, flat, entity, relation->count);
    }
}

/* A count that arrays before this one have too has been asserted with the first of them. */
static bool is_first_use(const scan_entity *entity, uint16_t index)
{
    const char *length = entity->fields[index].length;
    uint16_t i = 0;
    while (length != NULL && i < index &&
           (entity->fields[i].length == NULL || strcmp(entity->fields[i].length, length) != 0)) {
        i++;
    }
    return length != NULL && i == index;
}

/* The size is that of the machine that was scanned for. A struct of a library or of the system may
 * have another one on a machine that is alike: struct stat has. */
static void assert_size(orm_buffer *to, const scan_model *model, const scan_entity *entity)
{
    if (!entity->is_mapped) {
        orm__buffer_format(to,
                           "_Static_assert(sizeof(void *) != %zu || sizeof(long) != %zu || "
                           "sizeof(%s) == %zu,\n",
                           model->pointer_size, model->long_size, entity->c_type, entity->size);
        orm__buffer_format(to, "               \"%s has changed: run orm-scan\");\n",
                           entity->c_type);
    }
}

static void assert_function(orm_buffer *to, const char *name, const char *type, const char *header)
{
    orm__buffer_format(to,
                       "_Static_assert(_Generic(&%s, %s *: 1, default: 0),\n"
                       "               \"%s has changed: it must be an %s of "
                       "orm/%s.h\");\n",
                       name, type, name, type, header);
}

/* One function may be for several events. */
static bool is_asserted(const scan_entity *entity, uint16_t hook)
{
    uint16_t i = 0;
    while (strcmp(entity->hooks[i].function, entity->hooks[hook].function) != 0) {
        i++;
    }
    return i < hook;
}

static void assert_functions(orm_buffer *to, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->hook_count; i++) {
        if (is_asserted(entity, i)) {
            continue;
        }
        assert_function(to, entity->hooks[i].function, "orm_hook_fn", "hooks");
    }
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (entity->fields[i].validate != NULL) {
            assert_function(to, entity->fields[i].validate, "orm_validate_fn", "hooks");
        }
    }
}

void scan_parts_assertions(orm_buffer *to, orm_buffer *flat, const scan_model *model,
                           const scan_entity *entity)
{
    assert_groups(to, flat, entity);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_field *field = &entity->fields[i];
        const located at = { field->member, field->path, field->group, field->type.pointer_to };
        if (field->type.bits == 0) { /* a bit-field's functions look at what they have written */
            assert_type(to, flat, entity, &at);
        }
        assert_auxiliary(to, flat, entity, is_first_use(entity, i) ? field->length : NULL);
        assert_auxiliary(to, flat, entity, field->null_flag);
    }
    assert_relations(to, flat, entity);
    assert_functions(to, entity);
    assert_size(to, model, entity);
}

/* ---- converters ---- */

static bool is_used_by(const scan_entity *entity, const scan_converter *converter)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (entity->fields[i].converter == converter) {
            return true;
        }
    }
    return false;
}

static bool is_used(const scan_model *model, const scan_converter *converter)
{
    for (uint16_t i = 0; i < model->entity_count; i++) {
        if (is_used_by(model->entities[i], converter)) {
            return true;
        }
    }
    return false;
}

void scan_parts_converters(orm_buffer *to, const scan_model *model)
{
    bool is_first = true;
    for (size_t i = 0; i < model->converter_count; i++) {
        const scan_converter *converter = model->converters[i];
        if (is_used(model, converter)) {
            orm__buffer_text(to, is_first ? "\n" : "");
            assert_function(to, converter->encode.name, "orm_encode_fn", "converter");
            assert_function(to, converter->decode.name, "orm_decode_fn", "converter");
            is_first = false;
        }
    }
}
