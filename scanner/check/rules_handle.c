/* Rules for the handles of a table: each member has one of its own. */
#include "check/rules.h"

#include <string.h>

#include "base/buffer.h"
#include "diag.h"
#include "model/apply.h"
#include "model/model.h"
#include "model/symbol.h"

static bool is_same_symbol(const char *a, const char *b)
{
    char of_a = scan_symbol_next(&a), of_b = scan_symbol_next(&b);
    while (of_a != '\0' && of_a == of_b) {
        of_a = scan_symbol_next(&a);
        of_b = scan_symbol_next(&b);
    }
    return of_a == of_b;
}

static void report_handles(scan_context *context, const scan_entity *entity,
                           const scan_field *first, const scan_field *second)
{
    orm_buffer handle;
    scan_diag_buffer_init(context->diag, &handle);
    scan_symbol_append(&handle, first->member);
    const char *spelled = orm__buffer_string(&handle);
    scan_diag_error(context->diag, second->holder.line != 0 ? second->holder : second->place,
                    "'%s' and '%s' would both be '%s_.%s' in the generated code; "
                    "rename one",
                    first->member, second->member, entity->name, spelled == NULL ? "" : spelled);
    orm__buffer_fini(&handle);
    scan_diag_note(context->diag, first->holder.line != 0 ? first->holder : first->place,
                   "'%s' is here", first->member);
}

/* Handles: "home.zip" is home_zip there. Two members of one path are what two picks of it are. */
void scan_check_handles(scan_context *context, const scan_entity *entity)
{
    for (uint16_t i = 1; i < entity->field_count; i++) {
        uint16_t other = 0;
        while (other < i &&
               !is_same_symbol(entity->fields[other].member, entity->fields[i].member)) {
            other++;
        }
        /* A member that is mapped twice has been reported. */
        bool is_same =
            other < i && strcmp(entity->fields[other].member, entity->fields[i].member) == 0;
        if (other < i && !(entity->is_mapped && is_same)) {
            report_handles(context, entity, &entity->fields[other], &entity->fields[i]);
        }
    }
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        const scan_relation *relation = &entity->relations[i];
        const scan_field own = { .member = relation->member, .place = relation->place };
        uint16_t other = 0;
        while (other < entity->field_count &&
               !is_same_symbol(entity->fields[other].member, relation->member)) {
            other++;
        }
        if (other < entity->field_count) {
            report_handles(context, entity, &entity->fields[other], &own);
        }
    }
}
