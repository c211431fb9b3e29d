/* Owns the way of a text to its file: into a temporary one beside it, then renamed over it. */
#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_unchanged(const scan_output *output)
{
    FILE *file = fopen(output->path, "rb");
    if (file == NULL) {
        return false;
    }
    size_t same = 0;
    int c = getc(file);
    while (c != EOF && same < output->text.size && (unsigned char)output->text.text[same] == c) {
        same++;
        c = getc(file);
    }
    (void)fclose(file);
    return c == EOF && same == output->text.size;
}

static bool write_temporary(scan_output *output)
{
    size_t room = strlen(output->path) + 32;
    output->temporary = malloc(room);
    if (output->temporary == NULL) {
        return false;
    }
    (void)snprintf(output->temporary, room, "%s.%ld.tmp", output->path, (long)getpid());
    FILE *file = fopen(output->temporary, "wb");
    if (file == NULL) {
        free(output->temporary);
        output->temporary = NULL;
        return false;
    }
    bool written = fwrite(output->text.text, 1, output->text.size, file) == output->text.size;
    return fclose(file) == 0 && written;
}

static bool complain(const scan_output *output, FILE *errors)
{
    (void)fprintf(errors, "orm-scan: cannot write %s: %s\n", output->path, strerror(errno));
    return false;
}

/* Nothing is replaced before everything is on the disk. */
static bool write_all(scan_output *outputs, size_t count, FILE *errors)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_unchanged(&outputs[i]) && !write_temporary(&outputs[i])) {
            return complain(&outputs[i], errors);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (outputs[i].temporary == NULL) {
            continue;
        }
        if (rename(outputs[i].temporary, outputs[i].path) != 0) {
            return complain(&outputs[i], errors);
        }
        free(outputs[i].temporary);
        outputs[i].temporary = NULL;
    }
    return true;
}

bool scan_output_write(scan_output *outputs, size_t count, FILE *errors)
{
    bool is_good = write_all(outputs, count, errors);
    for (size_t i = 0; i < count; i++) {
        if (outputs[i].temporary != NULL) {
            (void)remove(outputs[i].temporary);
            free(outputs[i].temporary);
            outputs[i].temporary = NULL;
        }
    }
    return is_good;
}
