/* Owns the walk from an entity's members into the structs that they hold or point to: what becomes
 * a column, with its path, its group and its prefix. */
#include "model/flatten.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/arena.h"
#include "diag.h"
#include "model/converter.h"
#include "model/find.h"
#include "model/flatten_columns.h"
#include "model/flatten_rules.h"
#include "model/flatten_several.h"
#include "model/flattening.h"
#include "model/model.h"
#include "model/overlap.h"
#include "model/rescope.h"

static void flatten_field(scan_flattening *f, const scan_scope *scope, const scan_field *field);

/* "int64_t *" without the '*'. NULL: it has no name. */
static const char *scalar_name(const scan_flattening *f, const scan_type *type)
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

/* ---- fields ---- */

static void flatten_struct(scan_flattening *f, const scan_scope *scope, const scan_field *field)
{
    scan_scope inner = { .outer = scope,
                         .nested = field->type.nested,
                         .member = field->member,
                         .path = field->path,
                         .group = field->group,
                         .first_bit = field->first_bit,
                         .holder = scope->holder.line == 0 ? field->place : scope->holder };
    inner.is_listed = field->columns != NULL;
    field->type.nested->use = SCAN_STRUCT_MEMBERS;
    scan_flatten_check_several(f->context, f->entity, field);
    if (!scan_rescope_enter(f->context, f->entity->naming, field, &inner) ||
        !scan_flattening_add_members(f, &inner)) {
        return;
    }
    scan_apply_nested(f->context, f->entity, field->type.nested);
    f->entity->is_wrong = f->entity->is_wrong || field->type.nested->is_wrong;
    f->entity->has_lost = f->entity->has_lost || field->is_wrong;
    if (field->columns != NULL) {
        scan_flatten_columns(f, &inner, field);
        return;
    }
    for (uint16_t i = 0; i < inner.nested->field_count; i++) {
        flatten_field(f, &inner, &inner.nested->fields[i]);
    }
}

/* What lies behind a pointer may be one column by its converter, as it would be by value: by that
 * of the name that it is pointed to with, too. */
static bool become_struct(scan_field *field)
{
    scan_struct *nested = field->type.nested;
    scan_field behind = *field;
    behind.type = (scan_type){ .type_class = SCAN_TYPE_STRUCT,
                               .size = nested->size,
                               .converters = field->type.item_converters,
                               .nested = nested };
    scan_converter_choose(&behind);
    if (behind.converter != NULL) {
        *field = behind;
    }
    return behind.converter != NULL;
}

/* A struct that is one column somewhere may be several elsewhere. */
static void use_whole(scan_struct *nested)
{
    if (nested != NULL && nested->use == SCAN_STRUCT_UNUSED) {
        nested->use = SCAN_STRUCT_WHOLE;
    }
}

static void flatten_leaf(scan_flattening *f, scan_field *field)
{
    use_whole(field->type.nested);
    scan_converter_demand(f->context, field);
    scan_flatten_check_single(f->context, field);
    (void)scan_flattening_add(f, &f->fields, field);
}

/* A struct of one member that says nothing of itself is that member. */
static void open_struct(scan_flattening *f, const scan_scope *scope, scan_field *field)
{
    scan_struct *nested = field->type.nested;
    if (become_struct(field)) {
        if (scan_flatten_judge_made(f->context, field)) {
            flatten_leaf(f, field);
        }
        return;
    }
    bool is_one = field->columns == NULL && !scan_flatten_is_several(nested);
    if (field->converter_name != NULL && !is_one) {
        scan_converter_demand(f->context, field);
        return;
    }
    if (field->columns != NULL || nested->field_count > 0) {
        flatten_struct(f, scope, field);
        return;
    }
    if (scan_flatten_is_several(nested)) {
        if (!scan_argument_says(&field->annotation, "columns")) { /* else it is reported */
            scan_flatten_report_unmarked(f->context, field);
        }
        return;
    }
    const scan_member *only = &nested->members[0];
    if (scan_flattening_enter(f, field, only->name, &only->type, only->first_bit)) {
        scan_flatten_type(f, scope, field);
    }
}

/* A struct that is stored as it is in memory is an array of its bytes. */
static void become_bytes(scan_flattening *f, scan_field *field)
{
    scan_struct *nested = field->type.nested;
    if (!scan_flatten_judge_bytes(f->context, field)) {
        return;
    }
    use_whole(nested);
    field->type = (scan_type){ .type_class = SCAN_TYPE_BYTE_ARRAY,
                               .size = nested->size,
                               .count = nested->size,
                               .pointer_to = field->type.pointer_to };
    field->representation = SCAN_AS_LABEL;
    flatten_leaf(f, field);
}

/* A union with ORM_COLUMN at one of its members is that member. */
static void open_union(scan_flattening *f, const scan_scope *scope, scan_field *field)
{
    const scan_field *chosen = &field->type.nested->fields[0];
    field->type.nested->use = SCAN_STRUCT_MEMBERS;
    f->entity->is_wrong = f->entity->is_wrong || field->type.nested->is_wrong;
    scan_flatten_check_chosen(f->context, chosen);
    if (scan_flattening_enter(f, field, chosen->member, &chosen->type, chosen->first_bit)) {
        scan_flatten_type(f, scope, field);
    }
}

static void enter_struct(scan_flattening *f, const scan_scope *scope, scan_field *field)
{
    if (field->representation == SCAN_AS_BYTES) {
        become_bytes(f, field);
    } else {
        open_struct(f, scope, field);
    }
}

void scan_flatten_type(scan_flattening *f, const scan_scope *scope, scan_field *field)
{
    scan_converter_choose(field);
    const scan_type *pointee = field->type.pointee;
    const scan_struct *nested = field->type.nested;
    if (scan_flatten_is_union(&field->type) && nested->field_count == 1) {
        open_union(f, scope, field);
        return;
    }
    if (scan_flatten_is_union(&field->type) && field->written != NULL && nested->member_count > 0) {
        scan_flatten_report_union(f->context, field);
        return;
    }
    bool is_behind = field->type.type_class == SCAN_TYPE_STRUCT_POINTER;
    if (is_behind || field->type.type_class == SCAN_TYPE_STRUCT) {
        if (scan_flatten_judge_struct(f->context, scope, field) &&
            (!is_behind ||
             scan_flattening_follow(f, field, nested->c_type, nested->size, nested->align))) {
            enter_struct(f, scope, field);
        }
        return;
    }
    bool is_many = field->length != NULL || field->asked == ORM_KIND_BLOB;
    if (field->type.type_class == SCAN_TYPE_SCALAR_POINTER && !is_many) {
        size_t align = pointee->size < sizeof(int64_t) ? pointee->size : sizeof(int64_t);
        if (!scan_flattening_follow(f, field, scalar_name(f, pointee), pointee->size, align)) {
            return;
        }
        field->type = *pointee;
        scan_converter_choose(field);
    }
    flatten_leaf(f, field);
}

/* Whether an error of the compiler has left nothing that could be said of a member, or of what is
 * in it. */
static bool is_unknown(const scan_field *field)
{
    const scan_struct *nested = field->type.nested;
    const scan_type *pointee = field->type.pointee;
    bool is_in_it = nested != NULL && nested->is_broken;
    bool is_behind = pointee != NULL && pointee->nested != NULL && pointee->nested->is_broken;
    bool is_named = field->columns != NULL || field->representation == SCAN_AS_BYTES;
    return field->is_guess || is_behind || (is_in_it && (is_named || nested->field_count == 0));
}

/* It has the name of a column, whatever it may be. */
static void add_unknown(scan_flattening *f, scan_field *field)
{
    if (field->type.nested == NULL) {
        field->is_guess = true;
        (void)scan_flattening_add(f, &f->fields, field);
    }
}

static void flatten_one(scan_flattening *f, const scan_scope *scope, scan_field *field)
{
    if (f->entity->is_broken && is_unknown(field)) {
        add_unknown(f, field);
    } else {
        scan_flatten_type(f, scope, field);
    }
}

static void flatten_field(scan_flattening *f, const scan_scope *scope, const scan_field *field)
{
    scan_field own = *field;
    if (!f->is_over && scan_rescope_field(f->context, scope, &own)) {
        flatten_one(f, scope, &own);
    }
}

/* Goes the way to a member that is mapped from outside. False: reported. */
static bool take_step(scan_flattening *f, const scan_step *step, scan_field *at)
{
    scan_struct *nested = step->type.nested;
    at->member = scan_rescope_join(f->context, at->member, step->name);
    at->path = scan_rescope_join(f->context, at->path, step->name);
    at->first_bit += step->first_bit;
    at->type = step->type;
    if (at->member == NULL || at->path == NULL || !scan_flatten_judge_step(f->context, at)) {
        return false;
    }
    if (step->type.type_class == SCAN_TYPE_STRUCT_POINTER &&
        (nested == NULL ||
         !scan_flattening_follow(f, at, nested->c_type, nested->size, nested->align))) {
        return false;
    }
    if (nested != NULL) {
        nested->use = SCAN_STRUCT_MEMBERS;
    }
    const scan_scope inside = { .nested = nested,
                                .member = at->member,
                                .path = at->path,
                                .group = at->group,
                                .first_bit = at->first_bit };
    return nested == NULL || scan_flattening_add_members(f, &inside);
}

static void flatten_mapped(scan_flattening *f, const scan_scope *scope, const scan_field *field)
{
    scan_field at = { .member = "", .path = "", .place = field->place };
    bool is_good = true;
    for (size_t i = 0; is_good && i < field->step_count; i++) {
        is_good = take_step(f, &field->steps[i], &at);
    }
    scan_field own = *field;
    own.column_prefix = "";
    own.is_prefix_styled = false;
    own.group = at.group;
    own.first_bit += at.first_bit;
    own.member = is_good ? scan_rescope_join(f->context, at.member, field->member) : NULL;
    own.path = is_good ? scan_rescope_join(f->context, at.path, field->member) : NULL;
    if (own.member != NULL && own.path != NULL) {
        flatten_one(f, scope, &own);
    }
}

/* Whether the way to a length may lead through it: by a union only where its members are named from
 * outside, who say by that what it holds. */
static bool is_on_way(const scan_flattening *f, const scan_member *member)
{
    bool is_struct = member->type.type_class == SCAN_TYPE_STRUCT;
    return member->type.nested != NULL &&
           (is_struct || (f->entity->is_mapped && scan_flatten_is_union(&member->type)));
}

/* A member that is named with a way to it: the structs on that way are the entity's to know. */
static void enter_way(scan_flattening *f, const char *name)
{
    bool is_good = name != NULL;
    const char *point = is_good ? strchr(name, '.') : NULL;
    for (; is_good && point != NULL; point = strchr(point + 1, '.')) {
        const char *way = orm_arena_copy(f->context->arena, name, (size_t)(point - name));
        const scan_member *member = way == NULL ? NULL : scan_flattening_find_member(f, way);
        is_good = member != NULL && is_on_way(f, member);
        if (is_good) {
            const scan_scope inside = { .nested = member->type.nested,
                                        .member = way,
                                        .path = member->path,
                                        .group = member->group,
                                        .first_bit = member->first_bit };
            is_good = scan_flattening_add_members(f, &inside);
        }
    }
}

static bool add_own_members(scan_flattening *f)
{
    for (size_t i = 0; i < f->entity->member_count; i++) {
        scan_member member = f->entity->members[i];
        member.path = member.name;
        if (f->entity->is_mapped && member.held != NULL) {
            member.type = *member.held;
        }
        if (!scan_flattening_add(f, &f->members, &member)) {
            return false;
        }
    }
    return true;
}

/* Columns take the places of the fields that they are made of, as long as each becomes one at
 * most. */
void scan_flatten_entity(scan_context *context, scan_entity *entity)
{
    scan_flattening f = { .context = context,
                          .entity = entity,
                          .fields = { .items = entity->fields, .size = sizeof(scan_field) },
                          .members = { .items = entity->members,
                                       .size = sizeof(scan_member),
                                       .room = entity->member_count },
                          .groups = { .size = sizeof(scan_group) } };
    const scan_scope scope = { .member = "", .path = "", .column_prefix = "" };
    bool is_good = add_own_members(&f);
    for (uint16_t i = 0; is_good && i < entity->field_count; i++) {
        if (f.fields.items == entity->fields) {
            f.fields.room = i + 1U;
        }
        (entity->is_mapped ? flatten_mapped : flatten_field)(&f, &scope, &entity->fields[i]);
    }
    for (size_t i = 0; is_good && i < f.fields.count; i++) {
        const scan_field *field = (const scan_field *)f.fields.items + i;
        enter_way(&f, field->length);
        enter_way(&f, field->null_flag);
    }
    entity->is_refused = entity->field_count > 0 && f.fields.count == 0;
    entity->fields = f.fields.items;
    entity->field_count = (uint16_t)f.fields.count;
    entity->members = f.members.items;
    entity->member_count = f.members.count;
    entity->groups = f.groups.items;
    entity->group_count = (uint16_t)f.groups.count;
    if (!entity->is_broken) { /* else it is not known where its members are */
        scan_overlap_check(context, entity);
    }
}
