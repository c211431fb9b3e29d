/* Owns the way from the name of an entity to the entity. */
#include "model/resolve_entity.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "model/find.h"

/* True for an annotated struct of a header that is merely included. */
static bool is_foreign(const scan_model *model, const char *name)
{
    for (size_t i = 0; i < model->foreign_count; i++) {
        if (strcmp(model->foreign[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void report_unknown_entity(scan_context *context, const scan_model *model,
                                  const scan_reference *reference)
{
    scan_suggestion suggestion;
    scan_suggest_init(&suggestion, reference->table);
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const scan_entity *entity = model->entities[i];
        scan_suggest_offer(&suggestion, entity->name);
        if (strcmp(entity->table, reference->table) == 0) {
            suggestion.best = entity->name; /* the table's name instead of the struct's */
            suggestion.distance = 0;
        }
    }
    if (is_foreign(model, reference->table)) {
        scan_diag_error(context->diag, reference->place,
                        "'%s' belongs to the target that owns its header; a reference stays "
                        "within one target",
                        reference->table);
        return;
    }
    scan_diag_error(context->diag, reference->place,
                    "no struct '%s' with ORM_TABLE is in this target%s", reference->table,
                    scan_suggest_text(&suggestion));
    scan_diag_fix(context->diag,
                  scan_argument_table_of(reference->place, reference->table, reference->member),
                  suggestion.best);
}

scan_entity *scan_resolve_entity(scan_context *context, const scan_model *model,
                                 const scan_reference *reference)
{
    scan_entity *target = scan_find_entity(model, reference->table);
    if (target == NULL) {
        report_unknown_entity(context, model, reference);
    }
    return target;
}
