/* Rules for the functions of the program's that annotations name: hooks and validators. */
#include "annotation/argument.h"
#include "check/rules.h"
#include "diag.h"
#include "model/model.h"

/* Where a function is named, and what it must be. */
typedef struct wanted {
    const char *name;
    const char *type;  /* as orm/hooks.h calls it */
    const char *clang; /* as the compiler does */
    scan_place place;
} wanted;

static void report_missing(scan_context *context, const wanted *w, const scan_function *found)
{
    if (found->similar != NULL) {
        scan_diag_error(context->diag, w->place,
                        "no function '%s' is declared here; did you mean '%s'?", w->name,
                        found->similar);
        scan_diag_fix(context->diag, w->place, found->similar);
        return;
    }
    scan_diag_error(context->diag, w->place,
                    "no function '%s' is declared here; include <orm/hooks.h> and write before the "
                    "struct: %s %s;",
                    w->name, w->type, w->name);
}

static void check(scan_context *context, const wanted *w)
{
    scan_function found = { .name = w->name };
    if (context->functions.find == NULL) {
        return;
    }
    context->functions.find(context->functions.ctx, w->clang, &found);
    if (!found.is_declared) {
        report_missing(context, w, &found);
    } else if (!found.is_right) {
        scan_diag_error(context->diag, w->place,
                        "'%s' does not have the parameters and the result of %s in orm/hooks.h",
                        w->name, w->type);
        scan_diag_note(context->diag, found.place, "'%s' is declared here", w->name);
    } else if (found.is_private) {
        scan_diag_error(context->diag, w->place, SCAN_FUNCTION_IS_PRIVATE, w->name);
        scan_diag_note(context->diag, found.place, "'%s' is declared here", w->name);
    }
}

void scan_check_hooks(scan_context *context, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->hook_count; i++) {
        const scan_hook *hook = &entity->hooks[i];
        const wanted w = { .name = hook->function,
                           .type = "orm_hook_fn",
                           .clang = "enum orm_status (struct orm_hook *)",
                           .place =
                               scan_argument_value_place(&entity->annotation, hook->argument) };
        check(context, &w);
    }
}

void scan_check_validator(const scan_subject *s)
{
    if (s->field->validate == NULL || s->entity->kind == ORM_ENTITY_PART) {
        return;
    }
    const wanted w = { .name = s->field->validate,
                       .type = "orm_validate_fn",
                       .clang = "enum orm_status (const struct orm_field *, "
                                "const struct orm_value *, struct orm_error *)",
                       .place = scan_check_place(s, "validate") };
    check(s->context, &w);
}
