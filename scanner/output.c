/* Owns the way of a text to its file: into a temporary one beside it, then renamed over it. */
#include "output.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_unchanged(const scan_output *output)
{
    FILE *file = fopen(output->path, "rb");
    if (file == NULL) {
        return false;
    }
    char block[1 << 14];
    size_t same = 0, size;
    do {
        size = fread(block, 1, sizeof block, file);
        bool differs = size > output->text.size - same ||
                       (size > 0 && memcmp(block, output->text.text + same, size) != 0);
        same = differs ? SIZE_MAX : same + size;
    } while (size == sizeof block && same != SIZE_MAX);
    (void)fclose(file);
    return same == output->text.size;
}

static bool is_there(const scan_output *output)
{
    return access(output->path, F_OK) == 0;
}

size_t scan_output_count_stale(const scan_output *outputs, size_t count, scan_diag *diag)
{
    size_t stale = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_unchanged(&outputs[i])) {
            scan_diag_error(diag, (scan_place){ .line = 0 },
                            is_there(&outputs[i]) ? "%s is not what the headers say now; scan again"
                                                  : "%s does not exist; scan again",
                            outputs[i].path);
            stale++;
        }
    }
    return stale;
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
    bool is_written = fwrite(output->text.text, 1, output->text.size, file) == output->text.size;
    int error = errno;
    bool is_closed = fclose(file) == 0;
    errno = is_written ? errno : error;
    return is_written && is_closed;
}

static bool complain(const scan_output *output, int error, scan_diag *diag)
{
    scan_diag_error(diag, (scan_place){ .line = 0 }, "cannot write %s: %s", output->path,
                    strerror(error));
    return false;
}

/* A folder in the way would be met only after other files have been replaced. */
static bool is_free(const scan_output *output)
{
    struct stat found;
    bool is_folder = stat(output->path, &found) == 0 && S_ISDIR(found.st_mode);
    errno = is_folder ? EISDIR : errno;
    return !is_folder;
}

/* Nothing is replaced before everything is on the disk. */
static bool write_all(scan_output *outputs, size_t count, scan_diag *diag)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_unchanged(&outputs[i]) && !(is_free(&outputs[i]) && write_temporary(&outputs[i]))) {
            return complain(&outputs[i], errno, diag);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (outputs[i].temporary == NULL) {
            continue;
        }
        if (rename(outputs[i].temporary, outputs[i].path) != 0) {
            return complain(&outputs[i], errno, diag);
        }
        free(outputs[i].temporary);
        outputs[i].temporary = NULL;
    }
    return true;
}

bool scan_output_write(scan_output *outputs, size_t count, scan_diag *diag)
{
    bool is_good = write_all(outputs, count, diag);
    for (size_t i = 0; i < count; i++) {
        if (outputs[i].temporary != NULL) {
            (void)remove(outputs[i].temporary);
            free(outputs[i].temporary);
            outputs[i].temporary = NULL;
        }
    }
    return is_good;
}
