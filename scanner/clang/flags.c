/* Owns the table of compiler flags that are passed on to clang. */
#include "clang/flags.h"

#include <string.h>

typedef enum flag_shape {
    SHAPE_EXACT,    /* -m32 */
    SHAPE_PREFIX,   /* -std=c11 */
    SHAPE_VALUE,    /* -Idir or -I dir */
    SHAPE_SEPARATE, /* -include file */
    SHAPE_DROPPED   /* -o file: left out with its value */
} flag_shape;

typedef struct flag {
    const char *name;
    flag_shape shape;
    bool is_quote_folder;
} flag;

/* The first that fits decides: a longer name stands before its own beginning. */
static const flag flags_known[] = {
    { "-include", SHAPE_SEPARATE, false },
    { "-imacros", SHAPE_SEPARATE, false },
    { "-isystem", SHAPE_VALUE, false },
    { "-iquote", SHAPE_VALUE, true },
    { "-idirafter", SHAPE_VALUE, false },
    { "-isysroot", SHAPE_VALUE, false },
    { "--sysroot=", SHAPE_PREFIX, false },
    { "--sysroot", SHAPE_SEPARATE, false },
    { "--target=", SHAPE_PREFIX, false },
    { "-target", SHAPE_SEPARATE, false },
    { "-std=", SHAPE_PREFIX, false },
    { "-ansi", SHAPE_EXACT, false },
    { "-m32", SHAPE_EXACT, false },
    { "-m64", SHAPE_EXACT, false },
    { "-mx32", SHAPE_EXACT, false },
    { "-pthread", SHAPE_EXACT, false },
    { "-nostdinc", SHAPE_EXACT, false },
    { "-ffreestanding", SHAPE_EXACT, false },
    { "-fms-extensions", SHAPE_EXACT, false },
    { "-fsigned-char", SHAPE_EXACT, false },
    { "-fno-signed-char", SHAPE_EXACT, false },
    { "-funsigned-char", SHAPE_EXACT, false },
    { "-fno-unsigned-char", SHAPE_EXACT, false },
    { "-fshort-enums", SHAPE_EXACT, false },
    { "-fno-short-enums", SHAPE_EXACT, false },
    { "-fshort-wchar", SHAPE_EXACT, false },
    { "-fno-short-wchar", SHAPE_EXACT, false },
    { "-fpack-struct=", SHAPE_PREFIX, false },
    { "-fpack-struct", SHAPE_EXACT, false },
    { "-I", SHAPE_VALUE, true },
    { "-D", SHAPE_VALUE, false },
    { "-U", SHAPE_VALUE, false },
    { "-o", SHAPE_DROPPED, false },
    { "-x", SHAPE_DROPPED, false },
    { "-MF", SHAPE_DROPPED, false },
    { "-MT", SHAPE_DROPPED, false },
    { "-MQ", SHAPE_DROPPED, false },
    { "-Xclang", SHAPE_DROPPED, false },
    { "-Xlinker", SHAPE_DROPPED, false },
    { "-L", SHAPE_DROPPED, false },
    { "-l", SHAPE_DROPPED, false },
};

static bool fits(const flag *known, const char *text)
{
    size_t size = strlen(known->name);
    if (strncmp(text, known->name, size) != 0) {
        return false;
    }
    switch (known->shape) {
    case SHAPE_EXACT:
    case SHAPE_SEPARATE:
        return text[size] == '\0';
    case SHAPE_PREFIX:
    case SHAPE_VALUE:
    case SHAPE_DROPPED:
        return true;
    }
    return false;
}

static const flag *find(const char *text)
{
    for (size_t i = 0; i < sizeof flags_known / sizeof flags_known[0]; i++) {
        if (fits(&flags_known[i], text)) {
            return &flags_known[i];
        }
    }
    return NULL;
}

/* Whether the flag's value is the next one on the command line. */
static bool takes_next(const flag *known, const char *text)
{
    switch (known->shape) {
    case SHAPE_EXACT:
    case SHAPE_PREFIX:
        return false;
    case SHAPE_SEPARATE:
        return true;
    case SHAPE_VALUE:
    case SHAPE_DROPPED:
        return text[strlen(known->name)] == '\0';
    }
    return false;
}

size_t scan_flags_keep(const char *const *flags, size_t count, size_t *skip_out)
{
    const flag *known = find(flags[0]);
    size_t used = known != NULL && count > 1 && takes_next(known, flags[0]) ? 2 : 1;
    *skip_out = used;
    bool is_other_language = strncmp(flags[0], "-std=", 5) == 0 && strstr(flags[0], "++") != NULL;
    return known == NULL || known->shape == SHAPE_DROPPED || is_other_language ? 0 : used;
}

const char *scan_flags_quote_folder(const char *const *flags, size_t count)
{
    const flag *known = find(flags[0]);
    if (known == NULL || !known->is_quote_folder) {
        return NULL;
    }
    if (!takes_next(known, flags[0])) {
        return flags[0] + strlen(known->name);
    }
    return count > 1 ? flags[1] : NULL;
}
