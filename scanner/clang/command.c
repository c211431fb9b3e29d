/* Owns the way from the words of a compile command to flags that can be used elsewhere. Which flags
 * those are is clang/flags' business. Clang-free. */
#include "clang/command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "clang/flags.h"
#include "clang/unit.h"
#include "clang/words.h"

/* ---- words in files and in texts ---- */

/* Files may name files, and one may name itself. */
enum { DEEPEST = 16 };

typedef struct expansion {
    scan_context *context;
    const char *folder;
    scan_list words;
    int depth;
} expansion;

static bool expand(expansion *e, const char *word);

/* The words of a text, which is written to. */
static bool expand_text(expansion *e, char *text)
{
    const char *word = scan_words_next(&text);
    while (word != NULL && expand(e, word)) {
        word = scan_words_next(&text);
    }
    return word == NULL;
}

/* What the file says; NULL: it cannot be read, or there is no memory. Owned by the arena. */
static char *read_text(expansion *e, const char *path)
{
    orm_buffer buffer;
    scan_diag_buffer_init(e->context->diag, &buffer);
    FILE *file = fopen(path, "rb");
    char part[1024];
    size_t size = file == NULL ? 0 : sizeof part;
    while (size == sizeof part) {
        size = fread(part, 1, sizeof part, file);
        orm__buffer_append(&buffer, part, size);
    }
    bool is_good = file != NULL && !ferror(file) && !buffer.failed;
    char *text = is_good ? scan_unit_zeroed(e->context, buffer.size + 1, 1) : NULL;
    if (text != NULL) {
        memcpy(text, orm__buffer_string(&buffer), buffer.size);
    }
    orm__buffer_fini(&buffer);
    if (file != NULL) {
        int error = errno;
        (void)fclose(file);
        errno = error;
    }
    return text;
}

static bool expand_file(expansion *e, const char *name)
{
    const char *path = name[0] == '/' ? name : scan_unit_text(e->context, "%s/%s", e->folder, name);
    if (path == NULL) {
        return false;
    }
    errno = ELOOP;
    char *text = e->depth < DEEPEST ? read_text(e, path) : NULL;
    if (text == NULL) {
        scan_diag_error(e->context->diag, (scan_place){ 0 },
                        "cannot read the compiler flags in @%s: %s", name, strerror(errno));
        return false;
    }
    e->depth++;
    bool is_good = expand_text(e, text);
    e->depth--;
    return is_good;
}

/* Of CMake, which writes several options in one so. */
static const char several[] = "SHELL:";

static bool expand(expansion *e, const char *word)
{
    if (word[0] == '@' && word[1] != '\0') {
        return expand_file(e, word + 1);
    }
    if (strncmp(word, several, strlen(several)) != 0) {
        return scan_unit_add(e->context, &e->words, word);
    }
    size_t size = strlen(word) + 1;
    char *text = scan_unit_zeroed(e->context, size, 1);
    if (text == NULL) {
        return false;
    }
    memcpy(text, word, size);
    return expand_text(e, text + strlen(several));
}

static scan_flag_list flags_of(const scan_list *list)
{
    return (scan_flag_list){ .flags = (const char *const *)list->items, .count = list->count };
}

bool scan_command_expand(scan_context *context, const char *folder, scan_flag_list words,
                         scan_flag_list *list_out)
{
    expansion e = { .context = context, .folder = folder };
    bool is_good = true;
    for (size_t i = 0; is_good && i < words.count; i++) {
        is_good = expand(&e, words.flags[i]);
    }
    *list_out = flags_of(&e.words);
    return is_good;
}

/* ---- flags with their paths ---- */

typedef struct command {
    scan_context *context;
    const char *folder; /* where it was compiled */
    scan_flag_list words;
} command;

static const char *join(scan_context *context, const char *folder, const char *path)
{
    bool is_whole = path[0] == '/' || path[0] == '=' || path[0] == '\0';
    return is_whole ? path : scan_unit_text(context, "%s/%s", folder, path);
}

/* The file below the first folder among the flags of this name that has it; NULL: none has. */
static const char *find_below(const command *c, const char *flag, const char *file)
{
    const char *found = NULL;
    for (size_t i = 0, skip; found == NULL && i < c->words.count; i += skip) {
        const char *const *words = &c->words.flags[i];
        size_t left = c->words.count - i;
        struct stat status;
        (void)scan_flags_keep(words, left, &skip);
        const char *below = scan_flags_value_of(flag, words, left);
        const char *folder = below == NULL ? NULL : join(c->context, c->folder, below);
        const char *path = folder == NULL ? NULL : join(c->context, folder, file);
        found = path != NULL && stat(path, &status) == 0 ? path : NULL;
    }
    return found;
}

/* The file of -include: compilers look for it in their working folder, and then where they look for
 * #include "...". */
static const char *find_file(const command *c, const char *file)
{
    static const char *const searched[] = { "-iquote", "-I", "-isystem", "-idirafter" };
    const char *here = join(c->context, c->folder, file), *found = NULL;
    struct stat status;
    if (here == NULL || stat(here, &status) == 0) {
        return here;
    }
    for (size_t i = 0; found == NULL && i < sizeof searched / sizeof searched[0]; i++) {
        found = find_below(c, searched[i], file);
    }
    return found != NULL ? found : file;
}

/* One flag that is kept: it and, where that stands apart, its value. */
static bool add_flag(const command *c, const char *const *flag, size_t count, scan_list *list)
{
    const char *path = scan_flags_path(flag, count), *file = scan_flags_file(flag, count);
    const char *value = file != NULL ? file : path;
    const char *seen = file != NULL   ? find_file(c, file)
                       : path != NULL ? join(c->context, c->folder, path)
                                      : NULL;
    const char *first = flag[0], *second = count > 1 ? flag[1] : NULL;
    if (value != NULL && seen == NULL) {
        return false;
    }
    if (value != NULL && value == second) {
        second = seen;
    } else if (value != NULL) {
        first = scan_unit_text(c->context, "%.*s%s", (int)(value - first), first, seen);
    }
    return first != NULL && scan_unit_add(c->context, list, first) &&
           (second == NULL || scan_unit_add(c->context, list, second));
}

/* The compiler's own last word on where it works. NULL: no memory. */
static const char *working_folder(scan_context *context, const char *folder, scan_flag_list words)
{
    for (size_t i = 0, skip; folder != NULL && i < words.count; i += skip) {
        const char *value = NULL;
        (void)scan_flags_keep(&words.flags[i], words.count - i, &skip);
        value = scan_flags_value_of("-working-directory", &words.flags[i], words.count - i);
        folder = value == NULL ? folder : join(context, folder, value + (value[0] == '='));
    }
    return folder;
}

bool scan_command_flags(scan_context *context, const char *folder, scan_flag_list words,
                        scan_flag_list *list_out)
{
    const command c = { .context = context,
                        .folder = working_folder(context, folder, words),
                        .words = words };
    scan_list list = { 0 };
    bool is_good = c.folder != NULL;
    for (size_t i = 0, skip; is_good && i < words.count && strcmp(words.flags[i], "--") != 0;
         i += skip) {
        size_t keep = scan_flags_keep(&words.flags[i], words.count - i, &skip);
        is_good = keep == 0 || add_flag(&c, &words.flags[i], keep, &list);
    }
    *list_out = flags_of(&list);
    return is_good;
}
