/* Runs the rules over a model. */
#include "check/check.h"

#include <stdint.h>

#include "annotation/argument.h"
#include "check/rules.h"
#include "diag.h"
#include "model/apply.h"
#include "model/model.h"
#include "model/sound.h"

bool scan_check_says(const scan_field *field, const char *key)
{
    return scan_argument_says(&field->annotation, key);
}

scan_place scan_check_place(const scan_subject *subject, const char *key)
{
    return scan_argument_place_of(&subject->field->annotation, key);
}

static void check_field(const scan_subject *subject)
{
    scan_check_column(subject);
    scan_check_facts(subject);
    scan_check_auxiliary(subject);
    scan_check_texts(subject);
    scan_check_validator(subject);
}

static void check_rules(scan_context *context, const scan_model *model, const scan_entity *entity)
{
    if (entity->is_refused) {
        return;
    }
    if (entity->field_count == 0) {
        scan_diag_error(context->diag, entity->place, "%s has no column; %s", entity->c_type,
                        entity->is_mapped ? "write ORM_MEMBER(...) for each member to store"
                                          : "add ORM_COLUMN() to the members to store");
        return;
    }
    scan_check_key(context, entity);
    scan_check_table(context, model, entity);
    scan_check_hooks(context, entity);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_subject subject = {
            .context = context, .model = model, .entity = entity, .field = &entity->fields[i]
        };
        check_field(&subject);
    }
    scan_check_column_names(context, entity);
}

/* Where the compiler found an error, what is there is judged, and nothing that is missing. */
static void check_rest(scan_context *context, const scan_model *model, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_subject subject = {
            .context = context, .model = model, .entity = entity, .field = &entity->fields[i]
        };
        if (subject.field->is_guess) {
            scan_check_texts(&subject);
        } else {
            check_field(&subject);
        }
    }
    scan_check_table(context, model, entity);
    scan_check_hooks(context, entity);
    scan_check_column_names(context, entity);
}

/* What is wrong in them concerns no text of the table's own. */
static void check_links(scan_context *context, const scan_model *model, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_subject subject = {
            .context = context, .model = model, .entity = entity, .field = &entity->fields[i]
        };
        scan_check_reference(&subject);
    }
    if (entity->field_count > 0) { /* else that is what is wrong */
        scan_check_relations(context, entity);
    }
}

static void check_entity(scan_context *context, const scan_model *model, scan_entity *entity)
{
    size_t errors = scan_diag_error_count(context->diag);
    if (entity->is_broken) {
        check_rest(context, model, entity);
    } else {
        check_rules(context, model, entity);
    }
    scan_check_source(context, entity);
    scan_sound_note(context, errors, &entity->is_wrong);
    check_links(context, model, entity);
}

/* Where something is wrong already, not all of a table's structs may have been entered. */
void scan_check_model(scan_context *context, const scan_model *model)
{
    if (scan_diag_error_count(context->diag) == 0) {
        scan_check_structs(context, model);
    }
    for (uint16_t i = 0; i < model->entity_count; i++) {
        check_entity(context, model, model->entities[i]);
    }
    scan_check_aligned(context, model);
    scan_check_names(context, model);
    scan_check_symbols(context, model);
}
