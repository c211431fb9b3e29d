/* The rule that a converter is given the address of a member that is aligned for its type: in a
 * packed struct it need not be. */
#include "check/rules.h"

#include <stdint.h>

#include "base/buffer.h"
#include "diag.h"
#include "model/apply.h"
#include "model/find.h"
#include "model/model.h"
#include "model/sound.h"

static bool is_given_away(const scan_field *field)
{
    return field->converter != NULL && field->kind != ORM_KIND_NONE && !field->is_guess &&
           field->path != NULL && field->path[0] != '\0';
}

/* How far the member is from where it should be in its struct, and the struct. */
static void add_distance(orm_buffer *to, const scan_entity *entity, const scan_field *field)
{
    const char *holder = scan_find_group_type(entity, field->group);
    orm__buffer_format(to,
                       " + __builtin_offsetof(%s, %s) %% _Alignof(__typeof__(((%s *)0)->%s)) + "
                       "_Alignof(%s) %% _Alignof(__typeof__(((%s *)0)->%s))",
                       holder, field->path, holder, field->path, holder, holder, field->path);
}

/* (0 + ...): 0 where each of the fields is aligned. False: none is given to a converter. */
static bool add_distances(orm_buffer *to, const scan_entity *entity, const scan_field *fields,
                          uint16_t count)
{
    bool is_any = false;
    orm__buffer_text(to, "(0");
    for (uint16_t i = 0; i < count; i++) {
        if (is_given_away(&fields[i])) {
            add_distance(to, entity, &fields[i]);
            is_any = true;
        }
    }
    orm__buffer_char(to, ')');
    return is_any;
}

/* Whether the compiler takes what is asked, which is gone then. */
static bool is_true(scan_context *context, orm_buffer *question)
{
    scan_number size;
    const char *text = orm__buffer_string(question);
    bool is = text != NULL && context->evaluator.evaluate(context->evaluator.ctx, text, &size);
    orm__buffer_fini(question);
    return is;
}

/* Whether one of these fields is not aligned. Where a macro has replaced a name in the question
 * that is told elsewhere. */
static bool is_any_off(scan_context *context, const scan_entity *entity, const scan_field *fields,
                       uint16_t count)
{
    orm_buffer question;
    scan_diag_buffer_init(context->diag, &question);
    orm__buffer_text(&question, "sizeof(char[");
    if (!add_distances(&question, entity, fields, count)) {
        orm__buffer_fini(&question);
        return false;
    }
    orm__buffer_text(&question, " != 0 ? 1 : -1])");
    return is_true(context, &question);
}

/* Whether the fields of all tables are; false also where that cannot be asked of all of them
 * together. */
static bool are_all_aligned(scan_context *context, const scan_model *model)
{
    orm_buffer question;
    bool is_asked = false;
    scan_diag_buffer_init(context->diag, &question);
    orm__buffer_text(&question, "sizeof(struct { int orm_scan_all; ");
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const scan_entity *entity = model->entities[i];
        orm__buffer_text(&question, "int : ");
        bool is_any = add_distances(&question, entity, entity->fields, entity->field_count);
        is_asked = is_asked || is_any;
        orm__buffer_text(&question, " == 0 ? 1 : -1; ");
    }
    orm__buffer_text(&question, "})");
    if (!is_asked) {
        orm__buffer_fini(&question);
        return true;
    }
    return is_true(context, &question);
}

static void report(scan_context *context, const scan_field *field)
{
    scan_diag_error(context->diag, field->place,
                    "'%s' is not aligned as a '%s' must be that a converter is given; align it and "
                    "its struct, or give it a type without converter",
                    field->member, field->converter->c_type);
}

static void check_fields(scan_context *context, scan_entity *entity)
{
    size_t errors = scan_diag_error_count(context->diag);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (is_any_off(context, entity, &entity->fields[i], 1)) {
            report(context, &entity->fields[i]);
        }
    }
    scan_sound_note(context, errors, &entity->is_wrong);
}

/* Each question is a parse of all headers: one is for all tables, and mostly enough. */
void scan_check_aligned(scan_context *context, const scan_model *model)
{
    if (context->evaluator.evaluate == NULL || are_all_aligned(context, model)) {
        return;
    }
    for (uint16_t i = 0; i < model->entity_count; i++) {
        scan_entity *entity = model->entities[i];
        if (is_any_off(context, entity, entity->fields, entity->field_count)) {
            check_fields(context, entity);
        }
    }
}
