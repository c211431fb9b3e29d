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

void scan_depfile_emit(orm_buffer *to, const scan_model *model, const char *target)
{
    escape(to, target);
    orm__buffer_char(to, ':');
    for (size_t i = 0; i < model->dependency_count; i++) {
        orm__buffer_text(to, " \\\n ");
        escape(to, model->dependencies[i]);
    }
    orm__buffer_char(to, '\n');
}
