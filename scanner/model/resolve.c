/* The second pass over a model: names to what they stand for, C types to columns, and what follows
 * from both. Reports what cannot be resolved; whether it makes sense is check's. */
#include "model/apply.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "model/auxiliary.h"
#include "model/converter.h"
#include "model/enum_list.h"
#include "model/find.h"
#include "model/flatten.h"
#include "model/flatten_rules.h"
#include "model/kind.h"
#include "model/model.h"
#include "model/part.h"
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
                  suggestion.near.found);
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

/* ---- fields ---- */

static bool is_plain_integer(const scan_field *field)
{
    bool is_integer =
        field->type.type_class == SCAN_TYPE_INT || field->type.type_class == SCAN_TYPE_UINT;
    return is_integer && scan_kind_integer_bits(field->kind) != 0;
}

/* The group that is the column's own pointer: the outer one, where the struct that it leads to is
 * one member that points further. 0 = none. */
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

/* The struct behind a pointer in which a member that is a pointer itself must not be NULL; 0 =
 * none. */
static uint16_t needed_in(const scan_entity *entity, const scan_field *field)
{
    uint16_t own = own_pointer(entity, field);
    if (!field->not_null || (own == 0 && !scan_kind_is_pointer(field))) {
        return 0;
    }
    return own != 0 ? entity->groups[own - 1].parent : field->group;
}

/* What follows from the rest: NULL is what a pointer shows unless it is forbidden, and what a value
 * shows only where it says how; behind a pointer all may be missing together; a single integer key
 * is the database's unless it is the program's. */
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

static void check_auxiliary(scan_context *context, const scan_entity *entity,
                            const scan_field *field, const char *key, const char *name)
{
    const scan_auxiliary auxiliary = {
        .annotation = &field->annotation, .key = key, .name = name, .of = field->member
    };
    if (name != NULL) {
        (void)scan_auxiliary_check(context, entity, &auxiliary);
    }
}

static void resolve_field(scan_context *context, const scan_entity *entity, scan_field *field)
{
    if (!scan_rescope_column(context, entity->naming, field) || field->is_guess) {
        return;
    }
    check_auxiliary(context, entity, field, field->length_key, field->length);
    check_auxiliary(context, entity, field, "null_flag", field->null_flag);
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
    scan_part_find(context, model);
    for (uint16_t i = 0; i < model->entity_count; i++) {
        make_columns(context, model->entities[i]);
    }
    scan_enum_list_keep(context, model);
    for (uint16_t i = 0; i < model->entity_count; i++) {
        resolve_columns(context, model, model->entities[i]);
    }
    scan_part_resolve(context, model);
    scan_relate_model(context, model);
}
