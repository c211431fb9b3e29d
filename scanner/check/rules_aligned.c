/* The rule that a converter is given the address of a member that is aligned for its type: in a packed struct
 * it need not be. */
#include "check/rules.h"

#include <stdint.h>

#include "base/buffer.h"
#include "diag.h"
#include "model/apply.h"
#include "model/find.h"
#include "model/model.h"

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

/* Whether one of these fields is not aligned. Where a macro has replaced a name in the question that is told
 * elsewhere. */
static bool is_any_off(scan_context *context, const scan_entity *entity, const scan_field *fields,
                       uint16_t count)
{
    orm_buffer question;
    scan_number size;
    bool is_asked = false;
    scan_diag_buffer_init(context->diag, &question);
    orm__buffer_text(&question, "sizeof(char[(0");
    for (uint16_t i = 0; i < count; i++) {
        if (is_given_away(&fields[i])) {
            add_distance(&question, entity, &fields[i]);
            is_asked = true;
        }
    }
    orm__buffer_text(&question, ") != 0 ? 1 : -1])");
    const char *text = is_asked ? orm__buffer_string(&question) : NULL;
    bool is = text != NULL && context->evaluator.evaluate(context->evaluator.ctx, text, &size);
    orm__buffer_fini(&question);
    return is;
}

static void report(scan_context *context, const scan_field *field)
{
    scan_diag_error(context->diag, field->place,
                    "'%s' is not aligned as a '%s' must be that a converter is given; align it and "
                    "its struct, or give it a type without converter",
                    field->member, field->converter->c_type);
}

/* Each question is a parse: one is for all of them, and mostly enough. */
void scan_check_aligned(scan_context *context, const scan_entity *entity)
{
    if (context->evaluator.evaluate == NULL ||
        !is_any_off(context, entity, entity->fields, entity->field_count)) {
        return;
    }
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (is_any_off(context, entity, &entity->fields[i], 1)) {
            report(context, &entity->fields[i]);
        }
    }
}
