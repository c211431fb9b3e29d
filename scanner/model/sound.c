/* Owns the choice of what is judged beside the errors of others. Which rule finds an error does not
 * matter. */
#include "model/sound.h"

#include <stdint.h>
#include <string.h>

#include "model/model.h"
#include "model/stand_in.h"
#include "model/written.h"

bool scan_sound_may_say(const scan_entity *entity, const scan_field *field)
{
    bool is_half_key = field->assigned && !field->primary_key; /* which is an error */
    return field->is_wrong || is_half_key || entity->is_head_wrong || entity->is_broken;
}

/* Of a way to a member any part may be what is missing. */
bool scan_sound_may_have(const scan_context *context, const scan_entity *entity, const char *name)
{
    return entity->is_broken &&
           (strpbrk(name, ".[") != NULL || scan_written_has_word(context, name));
}

static bool has_wrong_labels(const scan_field *field)
{
    return field->type.enumeration != NULL && field->type.enumeration->is_wrong;
}

/* A column of a converter is what that says. */
static bool is_sound_field(const scan_field *field)
{
    return field->kind != ORM_KIND_NONE && !has_wrong_labels(field) &&
           (field->converter == NULL || !field->converter->is_wrong);
}

static bool is_sound(const scan_entity *entity)
{
    bool is = entity->kind == ORM_ENTITY_TABLE && !entity->is_wrong && !entity->has_lost &&
              !entity->is_broken;
    is = is && entity->field_count > 0;
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

/* Tables that are called alike cannot be made together. */
static void tell_apart(const scan_context *context, scan_model *model, uint16_t index)
{
    for (uint16_t i = 0; i < index; i++) {
        if (scan_stand_in_is_same(model->entities[i], model->entities[index])) {
            scan_stand_in_rename(context, model->entities[index], index);
            model->has_lost = true;
        }
    }
}

void scan_sound_keep(const scan_context *context, scan_model *model)
{
    uint16_t kept = 0;
    for (uint16_t i = 0; i < model->entity_count; i++) {
        scan_entity *entity = model->entities[i];
        uint16_t statement_count = entity->statement_count;
        cut_loose(entity);
        bool is_table = entity->kind == ORM_ENTITY_TABLE; /* of others there is no SQL */
        if (is_sound(entity) || (is_table && scan_stand_in_make(context, entity, i))) {
            model->entities[kept] = entity;
            tell_apart(context, model, kept++);
        }
        model->has_lost =
            model->has_lost || entity->has_lost || entity->statement_count < statement_count;
    }
    model->has_lost = model->has_lost || kept < model->entity_count;
    model->entity_count = kept;
}
