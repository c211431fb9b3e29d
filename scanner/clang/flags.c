/* Owns the table of compiler flags that are passed on to clang. */
#include "clang/flags.h"

#include <string.h>

typedef enum flag_shape {
    SHAPE_EXACT,    /* -m32 */
    SHAPE_OWN,      /* the same, but clang does not know it */
    SHAPE_PREFIX,   /* -std=c11 */
    SHAPE_VALUE,    /* -Idir or -I dir */
    SHAPE_SEPARATE, /* -target machine */
    SHAPE_DROPPED   /* -o file: left out with its value */
} flag_shape;

typedef enum flag_value {
    VALUE_TEXT,
    VALUE_PATH,
    VALUE_FILE,        /* searched as that of #include "..." is */
    VALUE_QUOTE_FOLDER /* searched for #include "..." */
} flag_value;

typedef struct flag {
    const char *name;
    flag_shape shape;
    flag_value value;
} flag;

/* The first that fits decides: a longer name stands before its own beginning. */
static const flag flags_known[] = {
    { "-include-pch", SHAPE_DROPPED, VALUE_TEXT },
    { "-include", SHAPE_VALUE, VALUE_FILE },
    { "-imacros", SHAPE_VALUE, VALUE_FILE },
    { "-isystem", SHAPE_VALUE, VALUE_PATH },
    { "-iquote", SHAPE_VALUE, VALUE_QUOTE_FOLDER },
    { "-idirafter", SHAPE_VALUE, VALUE_PATH },
    { "-isysroot", SHAPE_VALUE, VALUE_PATH },
    { "--sysroot=", SHAPE_PREFIX, VALUE_PATH },
    { "--sysroot", SHAPE_SEPARATE, VALUE_PATH },
    { "--target=", SHAPE_PREFIX, VALUE_TEXT },
    { "-target", SHAPE_SEPARATE, VALUE_TEXT },
    { "-std=", SHAPE_PREFIX, VALUE_TEXT },
    { "-ansi", SHAPE_EXACT, VALUE_TEXT },
    { "-m32", SHAPE_EXACT, VALUE_TEXT },
    { "-m64", SHAPE_EXACT, VALUE_TEXT },
    { "-malign-double", SHAPE_EXACT, VALUE_TEXT },
    { "-mms-bitfields", SHAPE_EXACT, VALUE_TEXT },
    { "-mx32", SHAPE_EXACT, VALUE_TEXT },
    { "-pthread", SHAPE_EXACT, VALUE_TEXT },
    { "-nostdinc", SHAPE_EXACT, VALUE_TEXT },
    { "-ffreestanding", SHAPE_EXACT, VALUE_TEXT },
    { "-fms-extensions", SHAPE_EXACT, VALUE_TEXT },
    { "-fsigned-char", SHAPE_EXACT, VALUE_TEXT },
    { "-fno-signed-char", SHAPE_EXACT, VALUE_TEXT },
    { "-funsigned-char", SHAPE_EXACT, VALUE_TEXT },
    { "-fno-unsigned-char", SHAPE_EXACT, VALUE_TEXT },
    { "-fsigned-bitfields", SHAPE_OWN, VALUE_TEXT },
    { "-fno-signed-bitfields", SHAPE_OWN, VALUE_TEXT },
    { "-funsigned-bitfields", SHAPE_OWN, VALUE_TEXT },
    { "-fno-unsigned-bitfields", SHAPE_OWN, VALUE_TEXT },
    { "-fshort-enums", SHAPE_EXACT, VALUE_TEXT },
    { "-fno-short-enums", SHAPE_EXACT, VALUE_TEXT },
    { "-fshort-wchar", SHAPE_EXACT, VALUE_TEXT },
    { "-fno-short-wchar", SHAPE_EXACT, VALUE_TEXT },
    { "-fpack-struct=", SHAPE_PREFIX, VALUE_TEXT },
    { "-fpack-struct", SHAPE_EXACT, VALUE_TEXT },
    { "-I", SHAPE_VALUE, VALUE_QUOTE_FOLDER },
    { "-D", SHAPE_VALUE, VALUE_TEXT },
    { "-U", SHAPE_VALUE, VALUE_TEXT },
    { "-o", SHAPE_DROPPED, VALUE_TEXT },
    { "-x", SHAPE_DROPPED, VALUE_TEXT },
    { "-MF", SHAPE_DROPPED, VALUE_TEXT },
    { "-MT", SHAPE_DROPPED, VALUE_TEXT },
    { "-MQ", SHAPE_DROPPED, VALUE_TEXT },
    { "-Xclang", SHAPE_DROPPED, VALUE_TEXT },
    { "-Xlinker", SHAPE_DROPPED, VALUE_TEXT },
    { "-L", SHAPE_DROPPED, VALUE_TEXT },
    { "-l", SHAPE_DROPPED, VALUE_TEXT },
    { "-working-directory", SHAPE_DROPPED, VALUE_TEXT },
};

static bool fits(const flag *known, const char *text)
{
    size_t size = strlen(known->name);
    if (strncmp(text, known->name, size) != 0) {
        return false;
    }
    switch (known->shape) {
    case SHAPE_EXACT:
    case SHAPE_OWN:
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
    case SHAPE_OWN:
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

bool scan_flags_is_for_clang(const char *text)
{
    const flag *known = find(text);
    return known != NULL && known->shape != SHAPE_OWN && known->shape != SHAPE_DROPPED;
}

bool scan_flags_lacks_value(const char *const *flags, size_t count)
{
    const flag *known = find(flags[0]);
    bool is_passed_on = known != NULL && known->shape != SHAPE_DROPPED;
    return is_passed_on && takes_next(known, flags[0]) && count < 2;
}

/* The value of the flag at the start of the list, or NULL. */
static const char *value_of(const flag *known, const char *const *flags, size_t count)
{
    if (!takes_next(known, flags[0])) {
        return flags[0] + strlen(known->name);
    }
    return count > 1 ? flags[1] : NULL;
}

/* The same, if it is of this kind. */
static const char *value_if(flag_value kind, const char *const *flags, size_t count)
{
    const flag *known = find(flags[0]);
    return known != NULL && known->value == kind ? value_of(known, flags, count) : NULL;
}

const char *scan_flags_quote_folder(const char *const *flags, size_t count)
{
    return value_if(VALUE_QUOTE_FOLDER, flags, count);
}

const char *scan_flags_file(const char *const *flags, size_t count)
{
    return value_if(VALUE_FILE, flags, count);
}

const char *scan_flags_path(const char *const *flags, size_t count)
{
    const flag *known = find(flags[0]);
    bool is_path =
        known != NULL && (known->value == VALUE_PATH || known->value == VALUE_QUOTE_FOLDER);
    return is_path ? value_of(known, flags, count) : NULL;
}

const char *scan_flags_value_of(const char *name, const char *const *flags, size_t count)
{
    const flag *known = find(flags[0]);
    bool is_it = known != NULL && strcmp(known->name, name) == 0;
    return is_it ? value_of(known, flags, count) : NULL;
}
