/* The rule for structs that members hold or point to: what is annotated in one is a column
 * somewhere. */
#include "check/rules.h"

#include <stddef.h>

#include "diag.h"
#include "model/model.h"

static void check_struct(scan_context *context, const scan_struct *nested)
{
    scan_place place = nested->fields[0].annotation.place;
    switch (nested->use) {
    case SCAN_STRUCT_UNUSED:
        scan_diag_error(context->diag, place,
                        "ORM_COLUMN on a member of a struct that no column holds: write ORM_COLUMN "
                        "at the member that holds it");
        break;
    case SCAN_STRUCT_WHOLE:
        scan_diag_error(context->diag, place,
                        "ORM_COLUMN on a member of a struct that is always stored as one value, by "
                        "as = bytes or a converter: leave out the one or the other");
        break;
    case SCAN_STRUCT_MEMBERS:
        break;
    }
}

static void spread_use(const scan_struct *from);

static void use(scan_struct *held)
{
    if (held != NULL && held->use == SCAN_STRUCT_UNUSED) {
        held->use = SCAN_STRUCT_MEMBERS;
        spread_use(held);
    }
}

/* What an annotated member holds would be columns where all of its struct is: that columns(...) or
 * an ORM_MAP picks others, in this target, loses nothing. Without annotations all members are
 * meant. */
static void spread_use(const scan_struct *from)
{
    for (uint16_t i = 0; i < from->field_count; i++) {
        use(from->fields[i].type.nested);
    }
    for (size_t i = 0; from->field_count == 0 && i < from->member_count; i++) {
        use(from->members[i].type.nested);
    }
}

void scan_check_structs(scan_context *context, const scan_model *model)
{
    for (size_t i = 0; i < model->struct_count; i++) {
        if (model->structs[i]->use == SCAN_STRUCT_MEMBERS) {
            spread_use(model->structs[i]);
        }
    }
    for (size_t i = 0; i < model->struct_count; i++) {
        const scan_struct *nested = model->structs[i];
        if (nested->is_own && !nested->is_table && nested->field_count > 0) {
            check_struct(context, nested);
        }
    }
}
