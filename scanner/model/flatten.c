/* Owns the walk from an entity's members into the structs that they hold or point to: what becomes a
 * column, with its path, its group and its prefix. */
#include "model/flatten.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/arena.h"
#include "diag.h"
#include "model/find.h"
#include "model/flatten_rules.h"
#include "model/model.h"
#include "model/rescope.h"

/* A list that grows in the arena. */
typedef struct list {
    void *items;
    size_t size, count, room;
} list;

typedef struct flattening {
    scan_context *context;
    scan_entity *entity;
    list fields, members, groups;
    bool is_over; /* what is too much has been reported */
} flattening;

static void flatten_field(flattening *f, const scan_scope *scope, const scan_field *field);

/* ---- lists ---- */

static bool grow(flattening *f, list *to)
{
    size_t room = to->room == 0 ? 16 : 2 * to->room;
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

/* False: no memory, or more than the contract counts; reported. */
static bool add(flattening *f, list *to, const void *item)
{
    if (f->is_over) {
        return false;
    }
    if (to->count == UINT16_MAX) {
        scan_diag_error(f->context->diag, f->entity->place, "'%s' has more than %d columns",
                        f->entity->name, UINT16_MAX);
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

/* The field lies behind its pointer from here on. False: reported. */
static bool follow(flattening *f, scan_field *field, const char *c_type, size_t size, size_t align)
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
                               .c_type = c_type,
                               .pointer_to = field->type.pointer_to,
                               .size = size,
                               .align = align };
    field->group = (uint16_t)(f->groups.count + 1);
    field->path = "";
    return add(f, &f->groups, &group);
}

/* "int64_t *" without the '*'. NULL: it has no name. */
static const char *scalar_name(const flattening *f, const scan_type *type)
{
    size_t size = type->pointer_to == NULL ? 0 : strlen(type->pointer_to);
    if (size < 2) {
        return NULL;
    }
    size_t blanks = type->pointer_to[size - 2] == ' ' ? 2 : 1;
    const char *name = orm_arena_copy(f->context->arena, type->pointer_to, size - blanks);
    if (name == NULL) {
        scan_diag_no_memory(f->context->diag);
    }
    return name;
}

/* ---- the members of a struct ---- */

static bool has_member(const flattening *f, const char *name)
{
    const scan_member *members = f->members.items;
    size_t i = 0;
    while (i < f->members.count && strcmp(members[i].name, name) != 0) {
        i++;
    }
    return i < f->members.count;
}

/* Members of a struct that was entered on the same way before are there already. */
static bool add_members(flattening *f, const scan_scope *scope)
{
    const scan_struct *nested = scope->nested;
    for (size_t i = 0; i < nested->member_count; i++) {
        scan_member member = nested->members[i];
        member.path = scan_rescope_join(f->context, scope->path, member.name);
        member.name = scan_rescope_join(f->context, scope->member, member.name);
        member.group = scope->group;
        if (member.path == NULL || member.name == NULL ||
            (!has_member(f, member.name) && !add(f, &f->members, &member))) {
            return false;
        }
    }
    return true;
}

static void apply(flattening *f, scan_struct *nested)
{
    for (uint16_t i = 0; !nested->is_applied && i < nested->field_count; i++) {
        scan_apply_field(f->context, f->entity, &nested->fields[i]);
    }
    nested->is_applied = true;
}

/* What the columns' names begin with; NULL: no memory, reported. */
static const char *prefix_of(flattening *f, const scan_field *field)
{
    const char *own = field->prefix;
    if (own == NULL) {
        const char *name = scan_find_last_name(field->member);
        own = scan_rescope_prefix(f->context, name, "_");
    }
    return own == NULL ? NULL : scan_rescope_prefix(f->context, field->column_prefix, own);
}

/* ---- columns(...) ---- */

static const scan_member *find_member(const scan_struct *nested, const char *name, size_t size)
{
    for (size_t i = 0; i < nested->member_count; i++) {
        const char *own = nested->members[i].name;
        if (strncmp(own, name, size) == 0 && own[size] == '\0') {
            return &nested->members[i];
        }
    }
    return NULL;
}

/* The member as it is annotated where it stands, but for what that says of its own table. */
static scan_field field_of(const scan_struct *nested, const scan_member *member, scan_place place)
{
    scan_field field = { .annotation = { .place = place } };
    for (uint16_t i = 0; i < nested->field_count; i++) {
        if (strcmp(nested->fields[i].member, member->name) == 0) {
            field = nested->fields[i];
        }
    }
    field.member = member->name;
    field.type = member->type;
    field.place = place;
    field.column_names = NULL;
    field.primary_key = field.assigned = field.unique = field.index = false;
    field.unique_name = field.index_name = field.check = field.computed = NULL;
    field.readonly = field.version = false;
    field.reference = NULL;
    field.default_value = (orm_default){ .kind = ORM_DEFAULT_NONE };
    return field;
}

static void pick(flattening *f, const scan_scope *scope, const scan_member *member,
                 const scan_field *holder, const scan_argument *item)
{
    const scan_type *type = &member->type;
    scan_place place = scan_argument_key_place(&holder->annotation, item);
    bool is_struct =
        type->type_class == SCAN_TYPE_STRUCT || type->type_class == SCAN_TYPE_STRUCT_POINTER;
    if (is_struct && type->nested != NULL && scan_flatten_is_several(type->nested)) {
        scan_diag_error(f->context->diag, place,
                        "'%s' is a struct of several members; name those to store", item->key);
        return;
    }
    scan_scope own = *scope;
    own.holder = place;
    scan_field field = field_of(scope->nested, member, place);
    field.column = item->text;
    if (item->text != NULL) {
        own.column_prefix = holder->column_prefix;
    }
    flatten_field(f, &own, &field);
}

/* rest: of the item's key, from the scope on. */
static void flatten_item(flattening *f, const scan_scope *scope, const scan_field *holder,
                         const scan_argument *item, const char *rest)
{
    size_t size = strcspn(rest, ".");
    scan_place place = scan_argument_key_place(&holder->annotation, item);
    const scan_member *member = find_member(scope->nested, rest, size);
    bool is_last = rest[size] == '\0';
    scan_struct *nested = member == NULL ? NULL : member->type.nested;
    if (member == NULL) {
        const char *name = orm_arena_copy(f->context->arena, rest, size);
        scan_flatten_report_unknown(f->context, scope->nested, name == NULL ? rest : name, place);
    } else if (is_last) {
        pick(f, scope, member, holder, item);
    } else if (member->type.type_class != SCAN_TYPE_STRUCT || nested == NULL) {
        scan_diag_error(f->context->diag, place, "'%s' holds no struct here, so '%s' leads nowhere",
                        member->name, item->key);
    } else {
        scan_scope inner = *scope;
        inner.outer = scope;
        inner.nested = nested;
        inner.member = scan_rescope_join(f->context, scope->member, member->name);
        inner.path = scan_rescope_join(f->context, scope->path, member->name);
        apply(f, nested);
        if (inner.member != NULL && inner.path != NULL && add_members(f, &inner)) {
            flatten_item(f, &inner, holder, item, rest + size + 1);
        }
    }
}

static void flatten_items(flattening *f, const scan_scope *scope, const scan_field *holder)
{
    const scan_argument *items = holder->columns;
    if (items->argument_count == 0) {
        scan_diag_error(f->context->diag, scan_argument_key_place(&holder->annotation, items),
                        "'columns' names no member; write for example columns(%s)",
                        scope->nested->member_count == 0 ? "city" : scope->nested->members[0].name);
    }
    for (size_t i = 0; i < items->argument_count; i++) {
        const scan_argument *item = &items->arguments[i];
        if (scan_flatten_judge_item(f->context, holder, item)) {
            flatten_item(f, scope, holder, item, item->key);
        }
    }
}

/* ---- fields ---- */

static void flatten_struct(flattening *f, const scan_scope *scope, const scan_field *field)
{
    const scan_scope inner = { .outer = scope,
                               .nested = field->type.nested,
                               .member = field->member,
                               .path = field->path,
                               .group = field->group,
                               .column_prefix = prefix_of(f, field),
                               .holder = scope->holder.line == 0 ? field->place : scope->holder };
    scan_flatten_check_several(f->context, field);
    if (inner.column_prefix == NULL || !add_members(f, &inner)) {
        return;
    }
    apply(f, field->type.nested);
    if (field->columns != NULL) {
        flatten_items(f, &inner, field);
        return;
    }
    for (uint16_t i = 0; i < inner.nested->field_count; i++) {
        flatten_field(f, &inner, &inner.nested->fields[i]);
    }
}

static void flatten_type(flattening *f, const scan_scope *scope, scan_field *field);

/* A struct of one member that says nothing of itself is that member. */
static void open_struct(flattening *f, const scan_scope *scope, scan_field *field)
{
    const scan_struct *nested = field->type.nested;
    if (field->columns != NULL || nested->field_count > 0) {
        flatten_struct(f, scope, field);
        return;
    }
    if (scan_flatten_is_several(nested)) {
        scan_flatten_report_unmarked(f->context, field);
        return;
    }
    field->path = scan_rescope_join(f->context, field->path, nested->members[0].name);
    field->type = nested->members[0].type;
    if (field->path != NULL) {
        flatten_type(f, scope, field);
    }
}

/* A field whose names are the entity's: to the end of its way. */
static void flatten_type(flattening *f, const scan_scope *scope, scan_field *field)
{
    const scan_type *pointee = field->type.pointee;
    const scan_struct *nested = field->type.nested;
    bool is_behind = field->type.type_class == SCAN_TYPE_STRUCT_POINTER;
    if (is_behind || field->type.type_class == SCAN_TYPE_STRUCT) {
        if (scan_flatten_judge_struct(f->context, scope, field) &&
            (!is_behind || follow(f, field, nested->c_type, nested->size, nested->align))) {
            open_struct(f, scope, field);
        }
        return;
    }
    if (field->type.type_class == SCAN_TYPE_SCALAR_POINTER) {
        size_t align = pointee->size < sizeof(int64_t) ? pointee->size : sizeof(int64_t);
        if (!follow(f, field, scalar_name(f, pointee), pointee->size, align)) {
            return;
        }
        field->type = *pointee;
    }
    scan_flatten_check_single(f->context, field);
    (void)add(f, &f->fields, field);
}

static void flatten_field(flattening *f, const scan_scope *scope, const scan_field *field)
{
    scan_field own = *field;
    if (scan_rescope_field(f->context, scope, &own)) {
        flatten_type(f, scope, &own);
    }
}

static bool add_own_members(flattening *f)
{
    for (size_t i = 0; i < f->entity->member_count; i++) {
        scan_member member = f->entity->members[i];
        member.path = member.name;
        if (!add(f, &f->members, &member)) {
            return false;
        }
    }
    return true;
}

void scan_flatten_entity(scan_context *context, scan_entity *entity)
{
    flattening f = { .context = context,
                     .entity = entity,
                     .fields = { .size = sizeof(scan_field) },
                     .members = { .size = sizeof(scan_member) },
                     .groups = { .size = sizeof(scan_group) } };
    const scan_scope scope = { .member = "", .path = "", .column_prefix = "" };
    bool is_good = add_own_members(&f);
    for (uint16_t i = 0; is_good && i < entity->field_count; i++) {
        flatten_field(&f, &scope, &entity->fields[i]);
    }
    entity->fields = f.fields.items;
    entity->field_count = (uint16_t)f.fields.count;
    entity->members = f.members.items;
    entity->member_count = f.members.count;
    entity->groups = f.groups.items;
    entity->group_count = (uint16_t)f.groups.count;
}
