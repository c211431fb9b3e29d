/* Owns the choice of the tables that are judged beside the errors of others. Which rule finds an error does not matter. */
#include "model/sound.h"

#include <stdint.h>

#include "model/model.h"

void scan_sound_note(const scan_context *context, size_t errors, bool *is_wrong)
{
    *is_wrong = *is_wrong || scan_diag_error_count(context->diag) > errors;
}

bool scan_sound_may_say(const scan_entity *entity, const scan_field *field)
{
    bool is_half_key = field->assigned && !field->primary_key; /* which is an error */
    return field->is_wrong || is_half_key || entity->is_head_wrong;
}

/* A column of a converter is what that says. */
static bool is_sound_field(const scan_field *field)
{
    return field->kind != ORM_KIND_NONE &&
           (field->converter == NULL || !field->converter->is_wrong);
}

static bool is_sound(const scan_entity *entity)
{
    bool is = !entity->is_wrong && entity->field_count > 0;
    for (uint16_t i = 0; is && i < entity->field_count; i++) {
        is = is_sound_field(&entity->fields[i]);
    }
    return is;
}

static void cut_loose(scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        entity->fields[i].reference = NULL;
    }
    entity->reference_count = 0;
    entity->relation_count = 0;
}

void scan_sound_keep(scan_model *model)
{
    uint16_t kept = 0;
    for (uint16_t i = 0; i < model->entity_count; i++) {
        if (is_sound(model->entities[i])) {
            cut_loose(model->entities[i]);
            model->entities[kept++] = model->entities[i];
        }
    }
    model->entity_count = kept;
}
