/* Owns the lists that an entity's fields, members and groups grow in while its structs are
 * entered. */
#include "model/flattening.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "diag.h"

/* ---- lists ---- */

static bool grow(scan_flattening *f, scan_growing *to)
{
    size_t room = to->room < 8 ? 16 : 2 * to->room;
    void *items = orm__arena_zeroed(f->context->arena, room, to->size);
    if (items == NULL) {
        scan_diag_no_memory(f->context->diag);
        return false;
    }
    if (to->count > 0) {
        memcpy(items, to->items, to->count * to->size);
    }
    to->items = items;
    to->room = room;
    return true;
}

/* More than any engine has columns, and more than any struct has members: structs in structs
 * multiply. */
enum { MOST_COLUMNS = 1600, MOST_MEMBERS = 16384 };

/* False: it is full, reported. */
static bool has_room(scan_flattening *f, const scan_growing *to)
{
    bool is_column = to == &f->fields;
    if (to->count < (is_column ? MOST_COLUMNS : MOST_MEMBERS)) {
        return true;
    }
    if (is_column) {
        scan_diag_error(f->context->diag, f->entity->place,
                        "%s has more than %d columns, which is what a table of PostgreSQL can have",
                        f->entity->c_type, MOST_COLUMNS);
    } else {
        scan_diag_error(f->context->diag, f->entity->place,
                        "%s has more than %d members with those of the structs in it; make tables "
                        "of some",
                        f->entity->c_type, MOST_MEMBERS);
    }
    return false;
}

bool scan_flattening_add(scan_flattening *f, scan_growing *to, const void *item)
{
    if (f->is_over) {
        return false;
    }
    if (!has_room(f, to)) {
        f->is_over = true;
        return false;
    }
    if (to->count == to->room && !grow(f, to)) {
        f->is_over = true;
        return false;
    }
    memcpy((char *)to->items + to->count++ * to->size, item, to->size);
    return true;
}

/* ---- pointers ---- */

/* The group behind the same pointer, which another way led through; 0 = none did. */
static uint16_t find_group(const scan_flattening *f, const scan_group *wanted)
{
    const scan_group *groups = f->groups.items;
    for (size_t i = 0; i < f->groups.count; i++) {
        if (groups[i].parent == wanted->parent && strcmp(groups[i].path, wanted->path) == 0) {
            return (uint16_t)(i + 1);
        }
    }
    return 0;
}

bool scan_flattening_follow(scan_flattening *f, scan_field *field, const char *c_type, size_t size,
                            size_t align)
{
    if (c_type == NULL) {
        scan_diag_error(f->context->diag, field->place,
                        "the type behind '%s' has no name, which the generated code needs; give it "
                        "a tag",
                        field->member);
        return false;
    }
    const scan_group group = { .member = field->member,
                               .path = field->path,
                               .parent = field->group,
                               .first_bit = field->first_bit,
                               .bit_size = 8 * field->type.size,
                               .c_type = c_type,
                               .pointer_to = field->type.pointer_to,
                               .size = size,
                               .align = align };
    field->group = find_group(f, &group);
    if (field->group == 0) {
        field->group = (uint16_t)(f->groups.count + 1);
        if (!scan_flattening_add(f, &f->groups, &group)) {
            return false;
        }
    }
    field->path = "";
    field->first_bit = 0;
    return true;
}

/* ---- members ---- */

bool scan_flattening_enter(scan_flattening *f, scan_field *field, const char *name,
                           const scan_type *type, size_t first_bit)
{
    bool is_mapped = field->written != NULL;
    if (is_mapped) {
        bool is_behind = field->type.type_class == SCAN_TYPE_STRUCT_POINTER;
        const char *way = scan_rescope_prefix(f->context, field->written, is_behind ? "->" : ".");
        field->written = way == NULL ? NULL : scan_rescope_prefix(f->context, way, name);
    }
    field->path = scan_rescope_join(f->context, field->path, name);
    field->type = *type;
    field->first_bit += first_bit;
    return field->path != NULL && (!is_mapped || field->written != NULL);
}

const scan_member *scan_flattening_find_member(const scan_flattening *f, const char *name)
{
    const scan_member *members = f->members.items;
    size_t i = 0;
    while (i < f->members.count && strcmp(members[i].name, name) != 0) {
        i++;
    }
    return i < f->members.count ? &members[i] : NULL;
}

bool scan_flattening_add_members(scan_flattening *f, const scan_scope *scope)
{
    const scan_struct *nested = scope->nested;
    for (size_t i = 0; i < nested->member_count; i++) {
        scan_member member = nested->members[i];
        member.path = scan_rescope_join(f->context, scope->path, member.name);
        member.name = scan_rescope_join(f->context, scope->member, member.name);
        member.group = scope->group;
        member.first_bit += scope->first_bit;
        if (f->entity->is_mapped && member.held != NULL) {
            member.type = *member.held;
        }
        member.is_listed = scope->is_listed;
        if (member.path == NULL || member.name == NULL ||
            (scan_flattening_find_member(f, member.name) == NULL &&
             !scan_flattening_add(f, &f->members, &member))) {
            return false;
        }
    }
    return true;
}
