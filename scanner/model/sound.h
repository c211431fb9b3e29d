/* What is judged beside the errors of others: in a table where nothing is wrong more can be
 * tried. */
#ifndef SCANNER_MODEL_SOUND_H
#define SCANNER_MODEL_SOUND_H

#include "model/apply.h"

/* Remembers in *is_wrong whether there are more errors than there were. */
static inline void scan_sound_note(const scan_context *context, size_t errors, bool *is_wrong)
{
    *is_wrong = *is_wrong || scan_diag_error_count(context->diag) > errors;
}

/* Whether a column may be meant to say more than it does: it, or its table, has an error where that
 * would be said. */
bool scan_sound_may_say(const scan_entity *entity, const scan_field *field);

/* Whether a struct may have a member that it has not: an error of the compiler may have cost it. */
bool scan_sound_may_have(const scan_context *context, const scan_entity *entity, const char *name);

/* Leaves the tables in which nothing is wrong, and what stands in for the others (is_wrong),
 * without references and relations: what these lead to may be gone. The model then serves for
 * nothing but to try the SQL of its tables. */
void scan_sound_keep(const scan_context *context, scan_model *model);

#endif
