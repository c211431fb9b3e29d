/* Owns the detour of standard error. Libclang has no other way to be quiet. */
#include "clang/overheard.h"

#include <unistd.h>

#include "clang/unit.h"

enum { MOST = 4000 };

void scan_overheard_begin(scan_overheard *overheard)
{
    overheard->standard = dup(STDERR_FILENO);
    overheard->file = overheard->standard < 0 ? NULL : tmpfile();
    if (overheard->file != NULL) {
        (void)fflush(stderr);
        (void)dup2(fileno(overheard->file), STDERR_FILENO);
    }
}

const char *scan_overheard_end(scan_overheard *overheard, scan_context *context)
{
    char text[MOST] = "";
    if (overheard->file != NULL) {
        (void)fflush(stderr);
        (void)dup2(overheard->standard, STDERR_FILENO);
        if (fseek(overheard->file, 0, SEEK_SET) == 0) {
            text[fread(text, 1, sizeof text - 1, overheard->file)] = '\0';
        }
        (void)fclose(overheard->file);
    }
    if (overheard->standard >= 0) {
        (void)close(overheard->standard);
    }
    const char *copy = scan_unit_text(context, "%s", text);
    return copy == NULL ? "" : copy;
}
