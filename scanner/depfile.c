/* Owns the depfile's text. No emitter: it speaks of this machine's files. */
#include "depfile.h"

static void escape(orm_buffer *to, const char *path)
{
    for (const char *c = path; *c != '\0'; c++) {
        if (*c == ' ' || *c == '#' || *c == '$') {
            orm__buffer_char(to, *c == '$' ? '$' : '\\');
        }
        orm__buffer_char(to, *c);
    }
}

/* Each dependency has a rule without a recipe, as gcc -MP writes it: make takes one that was
 * deleted for new, and scans again, instead of stopping. */
void scan_depfile_emit(orm_buffer *to, const scan_model *model, const char *target)
{
    escape(to, target);
    orm__buffer_char(to, ':');
    for (size_t i = 0; i < model->dependency_count; i++) {
        orm__buffer_text(to, " \\\n ");
        escape(to, model->dependencies[i]);
    }
    orm__buffer_char(to, '\n');
    for (size_t i = 0; i < model->dependency_count; i++) {
        escape(to, model->dependencies[i]);
        orm__buffer_text(to, ":\n");
    }
}
