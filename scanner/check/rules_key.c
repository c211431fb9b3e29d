/* Rules for primary keys and for references between entities. */
#include "check/rules.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "diag.h"
#include "meta/labels.h"
#include "model/apply.h"
#include "model/find.h"
#include "model/gather.h"
#include "model/model.h"
#include "model/said.h"
#include "model/sound.h"

/* ---- primary keys ---- */

static void report_behind_pointer(scan_context *context, const scan_entity *entity,
                                  const scan_field *field)
{
    scan_diag_error(context->diag, scan_argument_place_of(&field->annotation, "primary_key"),
                    "'%s' is behind a pointer, which may be NULL; a primary key is kept in the "
                    "struct itself",
                    field->member);
    if (field->holder.line != 0) {
        scan_diag_note(context->diag, field->holder,
                       "'%s' points to it; columns(...) there names the members to store, and can "
                       "leave out the key",
                       entity->groups[field->group - 1].member);
    } else if (field->written != NULL && !scan_argument_says(scan_said_own(field), "primary_key")) {
        scan_diag_note(context->diag, field->place, "'%s' names it here", field->written);
    }
}

static void check_key_members(scan_context *context, const scan_entity *entity, uint16_t key_size)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_field *field = &entity->fields[i];
        if (field->primary_key && field->unique && key_size == 1 && field->unique_name == NULL) {
            scan_diag_warning(context->diag, scan_argument_place_of(&field->annotation, "unique"),
                              "the primary key is unique already; remove unique");
        }
        if (field->primary_key && field->group != 0) {
            report_behind_pointer(context, entity, field);
        }
    }
}

/* The first label with the value of a label. */
static uint16_t find_first(const scan_enum *enumeration, uint16_t label)
{
    uint16_t first = 0;
    while (enumeration->labels[first].value != enumeration->labels[label].value) {
        first++;
    }
    return first;
}

static const char *key_word(const scan_field *field)
{
    return field->primary_key                  ? "primary_key"
           : field->unique                     ? "unique"
           : field->reference == NULL          ? NULL
           : field->reference->outside != NULL ? "references_table"
                                               : "references";
}

void scan_check_labels(scan_context *context, const scan_field *field, scan_place place)
{
    const scan_enum *enumeration = field->type.enumeration;
    if (field->kind != ORM_KIND_ENUM) {
        return;
    }
    const orm_enum labels = { .labels = enumeration->labels,
                              .label_count = enumeration->label_count };
    uint16_t alias = orm__labels_find_same_value(&labels);
    if (alias < enumeration->label_count) {
        scan_diag_error(context->diag, place,
                        "'%s' is a key, but '%s' and '%s' are one value under two names; "
                        "add as = number, or drop one of them",
                        field->member, enumeration->enumerators[find_first(enumeration, alias)],
                        enumeration->enumerators[alias]);
    }
}

void scan_check_key(scan_context *context, const scan_entity *entity)
{
    check_key_members(context, entity, scan_find_key_size(entity));
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_field *field = &entity->fields[i];
        const char *key = key_word(field);
        if (key != NULL) {
            scan_check_labels(context, field, scan_argument_place_of(&field->annotation, key));
        }
    }
}

/* ---- what says which row is meant ---- */

static bool hold_primary_key(const scan_entity *entity, const uint16_t *fields, uint16_t count)
{
    bool found = scan_find_key_size(entity) > 0;
    for (uint16_t i = 0; found && i < entity->field_count; i++) {
        found = !entity->fields[i].primary_key || scan_find_place(fields, count, i) < count;
    }
    return found;
}

static bool hold_unique(const scan_gathered *unique, const uint16_t *fields, uint16_t count)
{
    bool found = true;
    for (uint16_t i = 0; found && i < unique->field_count; i++) {
        found = scan_find_place(fields, count, unique->fields[i]) < count;
    }
    return found;
}

bool scan_check_is_key(scan_context *context, const scan_entity *entity, const uint16_t *fields,
                       uint16_t count, bool exactly)
{
    uint16_t unique_count = 0;
    const scan_gathered *uniques = scan_gather_uniques(entity, context->arena, &unique_count);
    if (uniques == NULL) {
        scan_diag_no_memory(context->diag);
        return true;
    }
    bool found = (!exactly || scan_find_key_size(entity) == count) &&
                 hold_primary_key(entity, fields, count);
    for (uint16_t i = 0; !found && i < unique_count; i++) {
        found = (!exactly || uniques[i].field_count == count) &&
                hold_unique(&uniques[i], fields, count);
    }
    return found;
}

/* ---- references ---- */

static void check_target(const scan_subject *s, const scan_field *target)
{
    const scan_reference *reference = s->field->reference;
    if (scan_find_is_key(reference->target, reference->target_field) ||
        scan_sound_may_say(reference->target, target)) {
        return;
    }
    bool is_part = target->primary_key;
    scan_diag_error(s->context->diag, reference->place,
                    "'%s.%s' is %s; only a whole primary key or a unique column can be referenced",
                    reference->target->name, target->member,
                    is_part ? "a part of a primary key" : "not unique");
    scan_diag_note(s->context->diag, target->place, "add unique here, if it is");
}

/* Whether the action, which this key says, would write to the column. */
static bool is_writing(const char *key, orm_action action)
{
    return action == ORM_ACTION_SET_NULL || action == ORM_ACTION_SET_DEFAULT ||
           (action == ORM_ACTION_CASCADE && strcmp(key, "on_update") == 0);
}

void scan_check_action(scan_context *context, const scan_field *field, const char *key,
                       orm_action action, scan_place place)
{
    if (field->computed != NULL && is_writing(key, action)) {
        scan_diag_error(context->diag, place,
                        "'%s' is computed, so that no '%s' can change it; remove that",
                        field->member, key);
    } else if (field->kind == ORM_KIND_NONE) {
        return;
    } else if (action == ORM_ACTION_SET_NULL && !field->nullable && !scan_check_says_null(field)) {
        const char *instead = field->primary_key ? "use cascade or restrict"
                              : field->not_null  ? "remove not_null, or use cascade"
                                                 : "say how NULL looks with null_if or null_flag, "
                                                   "or use cascade";
        scan_diag_error(context->diag, place, "'%s' is never NULL, so it cannot be set to it; %s",
                        field->member, instead);
    } else if (action == ORM_ACTION_SET_DEFAULT && !scan_check_says_default(field)) {
        scan_diag_error(context->diag, place, "'%s' has no default to be set to; add default = ...",
                        field->member);
    }
}

/* The member behind the column of that name, or the name. */
static const char *find_member(const scan_entity *entity, const char *column)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (scan_find_is_same(entity->fields[i].column, column)) {
            return entity->fields[i].member;
        }
    }
    return column;
}

void scan_check_outside(scan_context *context, const scan_model *model,
                        const orm_foreign_table *outside, uint16_t count, scan_place place)
{
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const scan_entity *entity = model->entities[i];
        if (entity->kind == ORM_ENTITY_TABLE && scan_find_is_same(entity->table, outside->name) &&
            scan_find_is_same(entity->table_schema, outside->schema)) {
            scan_diag_error(context->diag, place,
                            "the table '%s' is %s here, so that it may be made after this one; "
                            "write references = %s%s%s%s",
                            entity->table, entity->c_type, entity->name, count > 1 ? "(" : ".",
                            find_member(entity, outside->columns[0]), count > 1 ? ", ...)" : "");
        }
    }
}

void scan_check_reference(const scan_subject *s)
{
    const scan_reference *reference = s->field->reference;
    if (reference == NULL || (reference->target == NULL && reference->outside == NULL)) {
        return;
    }
    if (reference->outside != NULL) {
        scan_check_outside(s->context, s->model, reference->outside, 1,
                           scan_check_place(s, "references_table"));
    }
    if (reference->target != NULL &&
        scan_check_is_target(s->context, reference->target, reference->place)) {
        const scan_side from = { "", s->field };
        const scan_side to = { reference->target->name,
                               &reference->target->fields[reference->target_field] };
        check_target(s, to.field);
        bool is_known = !from.field->is_guess && !to.field->is_guess;
        if (is_known && !from.field->is_wrong && !to.field->is_wrong) {
            scan_check_values(s->context, reference->place, &from, &to);
        }
    }
    scan_check_action(s->context, s->field, "on_delete", reference->on_delete,
                      scan_check_place(s, "on_delete"));
    scan_check_action(s->context, s->field, "on_update", reference->on_update,
                      scan_check_place(s, "on_update"));
}
