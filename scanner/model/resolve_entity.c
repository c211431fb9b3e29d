/* Owns the way from the name of an entity to the entity. */
#include "model/resolve_entity.h"

#include <stddef.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "model/find.h"
#include "model/written.h"

static void report_unknown_entity(scan_context *context, const scan_model *model,
                                  const scan_reference *reference)
{
    if (scan_find_is_foreign(model, reference->table)) {
        scan_diag_error(context->diag, reference->place,
                        "'%s' belongs to the target that owns its header; a reference stays "
                        "within one target",
                        reference->table);
        return;
    }
    scan_suggestion suggestion;
    scan_diag_error(context->diag, reference->place,
                    "no struct '%s' with ORM_TABLE is in this target%s", reference->table,
                    scan_find_similar_entity(model, reference->table, &suggestion));
    scan_diag_fix(context->diag,
                  scan_argument_table_of(reference->place, reference->table, reference->member),
                  suggestion.near.found);
}

scan_entity *scan_resolve_entity(scan_context *context, const scan_model *model,
                                 const scan_reference *reference)
{
    scan_entity *target = scan_find_entity(model, reference->table);
    if (target == NULL && !scan_written_has_table(context, reference->table)) {
        report_unknown_entity(context, model, reference);
    }
    return target;
}
