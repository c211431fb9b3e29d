/* The second pass over a model: names to what they stand for, C types to columns, and what follows
 * from both. Reports what cannot be resolved; whether it makes sense is check's. */
#include "model/apply.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "model/converter.h"
#include "model/enum_list.h"
#include "model/find.h"
#include "model/flatten.h"
#include "model/flatten_rules.h"
#include "model/kind.h"
#include "model/model.h"
#include "model/relate.h"
#include "model/remedy.h"
#include "model/rescope.h"
#include "model/resolve_entity.h"
#include "model/resolve_table.h"
#include "model/sound.h"
#include "model/value.h"

/* ---- references ---- */

static void report_no_member(scan_context *context, const scan_reference *reference,
                             const scan_entity *target)
{
    scan_diag_error(context->diag, reference->place,
                    "'%s' is a struct; say which column it is: references = %s.%s",
                    reference->table, reference->table, scan_find_key_member(target));
}

static void report_unknown_field(scan_context *context, const scan_reference *reference,
                                 const scan_entity *target)
{
    scan_suggestion suggestion;
    if (scan_sound_may_have(context, target, reference->member)) {
        return;
    }
    if (scan_find_member(target, reference->member) != NULL) {
        scan_remedy remedy;
        scan_remedy_find(&remedy, target, reference->member);
        scan_diag_error(context->diag, reference->place, "'%s.%s' is no column; %s", target->name,
                        reference->member, remedy.text);
        scan_diag_fix(
            context->diag,
            scan_argument_member_of(reference->place, reference->table, reference->member),
            remedy.column);
        return;
    }
    scan_diag_error(context->diag, reference->place, "%s has no member '%s'%s", target->c_type,
                    reference->member,
                    scan_find_similar_field(target, reference->member, &suggestion));
    scan_diag_fix(context->diag,
                  scan_argument_member_of(reference->place, reference->table, reference->member),
                  suggestion.best);
}

static void resolve_reference(scan_context *context, const scan_model *model,
                              scan_reference *reference)
{
    scan_entity *target = scan_resolve_entity(context, model, reference);
    if (target == NULL) {
        return;
    }
    if (reference->member == NULL) {
        report_no_member(context, reference, target);
        return;
    }
    uint16_t field = scan_find_field(target, reference->member);
    if (field == target->field_count) {
        report_unknown_field(context, reference, target);
        return;
    }
    reference->target = target;
    reference->target_field = field;
}

/* ---- auxiliary members ---- */

/* The neighbour of that name where the field lies, which is named from the struct around; else an integer of
 * those that can be named in the same way, whose names begin behind it. */
static const char *suggest(scan_context *context, const scan_entity *entity,
                           const scan_field *field, const char *name, size_t way,
                           scan_suggestion *suggestion)
{
    const char *last = way > 0 ? NULL : strrchr(field->member, '.');
    const char *around = last == NULL ? NULL
                                      : orm_arena_copy(context->arena, field->member,
                                                       (size_t)(last - field->member));
    const char *beside = around == NULL ? NULL : scan_rescope_join(context, around, name);
    scan_suggest_init(suggestion, name + way);
    bool is_beside = beside != NULL && scan_find_member(entity, beside) != NULL;
    suggestion->best = is_beside ? beside : NULL;
    for (size_t i = 0; !is_beside && i < entity->member_count; i++) {
        const scan_member *member = &entity->members[i];
        bool is_integer = scan_kind_is_integer(&member->type) || scan_kind_is_bits(&member->type);
        if (is_integer && strncmp(member->name, name, way) == 0) {
            scan_suggest_offer(suggestion, member->name + way);
        }
    }
    return scan_suggest_text(suggestion);
}

static const char in_union[] = "a member of a union may hold what another member means: name "
                               "one outside of it";

/* False: nothing on the way is the reason. */
static bool report_way(scan_context *context, const scan_entity *entity, const scan_field *field,
                       scan_place place, const char *name)
{
    const scan_member *way = scan_find_way(context->arena, entity, name);
    size_t size = way == NULL ? 0 : strlen(way->name);
    bool is_common =
        way != NULL && strncmp(field->member, way->name, size) == 0 && field->member[size] == '.';
    bool is_pointer = way != NULL && way->type.type_class == SCAN_TYPE_STRUCT_POINTER && !is_common;
    bool is_qualified = way != NULL && way->type.is_qualified;
    bool is_union = way != NULL && !entity->is_mapped && !is_qualified &&
                    (way->held != NULL || scan_flatten_is_union(&way->type));
    if (is_qualified) {
        scan_diag_error(context->diag, place, "'%s' cannot lead to '%s': %s", way->name, name,
                        way->type.reason);
    } else if (is_pointer) {
        scan_diag_error(context->diag, place,
                        "'%s' is not in the struct that '%s' is in: a pointer lies between them",
                        name, field->member);
    } else if (is_union) {
        scan_diag_error(context->diag, place, "'%s' is in a union: %s", name, in_union);
    }
    return is_qualified || is_pointer || is_union;
}

/* Behind the way to a nested struct, whose annotations name its own members. */
static size_t unwritten_size(const scan_field *field, const char *key, const char *name)
{
    const scan_argument *argument = scan_argument_find(&field->annotation, key);
    size_t size = strlen(name);
    size_t shown = argument == NULL || argument->text == NULL ? size : strlen(argument->text);
    return shown < size && strcmp(name + size - shown, argument->text) == 0 ? size - shown : 0;
}

static void report_missing(scan_context *context, const scan_entity *entity,
                           const scan_field *field, const char *key, const char *name)
{
    scan_suggestion suggestion;
    scan_place place = scan_argument_place_of(&field->annotation, key);
    size_t way = unwritten_size(field, key, name);
    if (report_way(context, entity, field, place, name)) {
        return;
    }
    scan_diag_error(context->diag, place, "%s has no member '%s'%s",
                    way == 0 ? entity->c_type : "this struct", name + way,
                    suggest(context, entity, field, name, way, &suggestion));
    scan_diag_fix(context->diag, scan_argument_exactly(place, name + way), suggestion.best);
}

static void resolve_auxiliary(scan_context *context, const scan_entity *entity,
                              const scan_field *field, const char *key, const char *name)
{
    if (name == NULL) {
        return;
    }
    scan_place place = scan_argument_place_of(&field->annotation, key);
    const scan_member *member = scan_find_member(entity, name);
    if (name[0] != '\0' && name[strlen(name) - 1] == ']') {
        scan_diag_error(context->diag, place,
                        "an item of an array cannot be the '%s'; keep it in a member of its own",
                        key);
        return;
    }
    if (member == NULL ? scan_sound_may_have(context, entity, name) : member->is_guess) {
        return;
    }
    if (member == NULL) {
        report_missing(context, entity, field, key, name);
        return;
    }
    bool is_bool = member->type.type_class == SCAN_TYPE_BOOL;
    bool is_size = strcmp(key, "null_flag") != 0;
    bool is_integer = scan_kind_is_integer(&member->type);
    bool is_flag = is_integer || scan_kind_is_bits(&member->type);
    if (is_size ? !is_integer || is_bool : !is_flag) {
        bool is_hidden = member->held != NULL && !entity->is_mapped;
        const char *wanted = is_hidden  ? in_union
                             : !is_size ? "name a member that is an integer or a bool"
                             : scan_kind_is_bits(&member->type)
                                 ? "a bit-field has no address; name a whole member"
                                 : "name a member that is an integer";
        scan_diag_error(context->diag, place, "'%s' cannot be the %s of '%s'; %s", name,
                        is_size ? key : "null flag", field->member,
                        member->type.is_qualified ? member->type.reason : wanted);
    }
}

/* ---- fields ---- */

static bool is_plain_integer(const scan_field *field)
{
    bool is_integer =
        field->type.type_class == SCAN_TYPE_INT || field->type.type_class == SCAN_TYPE_UINT;
    return is_integer && scan_kind_integer_bits(field->kind) != 0;
}

/* The group that is the column's own pointer: the outer one, where the struct that it leads to is one member
 * that points further. 0 = none. */
static uint16_t own_pointer(const scan_entity *entity, const scan_field *field)
{
    uint16_t own = 0;
    for (uint16_t group = field->group; group != 0; group = entity->groups[group - 1].parent) {
        own = strcmp(entity->groups[group - 1].member, field->member) == 0 ? group : own;
    }
    return own;
}

/* A pointer that is a column by itself, which no other pointer leads to. */
static bool must_point(const scan_entity *entity, const scan_field *field)
{
    uint16_t own = own_pointer(entity, field);
    return field->not_null && own != 0 && entity->groups[own - 1].parent == 0;
}

/* The struct behind a pointer in which a member that is a pointer itself must not be NULL; 0 = none. */
static uint16_t needed_in(const scan_entity *entity, const scan_field *field)
{
    uint16_t own = own_pointer(entity, field);
    if (!field->not_null || (own == 0 && !scan_kind_is_pointer(field))) {
        return 0;
    }
    return own != 0 ? entity->groups[own - 1].parent : field->group;
}

/* What follows from the rest: NULL is what a pointer shows unless it is forbidden, and what a value
 * shows only where it says how; behind a pointer all may be missing together; a single integer key is
 * the database's unless it is the program's. */
static void derive(const scan_entity *entity, scan_field *field)
{
    bool shown = field->has_null_if || field->has_null_reads_as || field->null_flag != NULL;
    bool allowed = !field->not_null && (shown || scan_kind_is_pointer(field));
    bool may_lack = field->group != 0 && !must_point(entity, field);
    field->nullable = !field->primary_key && (allowed || may_lack);
    field->needed_in = needed_in(entity, field);
    field->generated = field->primary_key && !field->assigned && is_plain_integer(field) &&
                       scan_find_key_size(entity) == 1;
}

static void resolve_values(scan_context *context, scan_field *field)
{
    if (field->default_value.kind == ORM_DEFAULT_VALUE) {
        scan_value_resolve_default(context, field);
    }
    if (field->has_null_if) {
        scan_value_resolve_null_if(context, field);
    }
    if (field->has_null_reads_as) {
        scan_value_resolve_null_reads_as(context, field);
    }
    if (field->has_unknown) {
        scan_value_resolve_unknown(context, field);
    }
}

static void resolve_field(scan_context *context, const scan_entity *entity, scan_field *field)
{
    if (!scan_rescope_column(context, entity->naming, field) || field->is_guess) {
        return;
    }
    resolve_auxiliary(context, entity, field, field->length_key, field->length);
    resolve_auxiliary(context, entity, field, "null_flag", field->null_flag);
    if (field->kind != ORM_KIND_NONE) {
        resolve_values(context, field);
        derive(entity, field);
    }
}

static void make_columns(scan_context *context, scan_entity *entity)
{
    size_t errors = scan_diag_error_count(context->diag);
    scan_flatten_entity(context, entity);
    scan_sound_note(context, errors, &entity->has_lost);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (!entity->fields[i].is_guess) {
            scan_kind_resolve(context, &entity->fields[i]);
        }
    }
    scan_sound_note(context, errors, &entity->is_wrong);
}

static void resolve_columns(scan_context *context, const scan_model *model, scan_entity *entity)
{
    size_t errors = scan_diag_error_count(context->diag);
    scan_resolve_table(context, model, entity);
    scan_sound_note(context, errors, &entity->is_head_wrong);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        resolve_field(context, entity, &entity->fields[i]);
    }
    scan_sound_note(context, errors, &entity->is_wrong);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        scan_reference *reference = entity->fields[i].reference;
        if (reference != NULL && reference->outside == NULL) {
            resolve_reference(context, model, reference);
        }
    }
}

void scan_resolve_model(scan_context *context, scan_model *model)
{
    scan_converter_judge_all(context, model);
    for (uint16_t i = 0; i < model->entity_count; i++) {
        make_columns(context, model->entities[i]);
    }
    scan_enum_list_keep(context, model);
    for (uint16_t i = 0; i < model->entity_count; i++) {
        resolve_columns(context, model, model->entities[i]);
    }
    scan_relate_model(context, model);
}
