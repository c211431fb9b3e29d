/* Owns the styles of names: how C's words are told apart and put together again; and lists of the
 * engines' own names. */
#include "model/naming.h"

#include <stddef.h>
#include <string.h>

#include "base/fold.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "diag.h"

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_word_char(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static char raise(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Whether a word begins at name[at]: behind '_', at the capital of "userName", at the last one of
 * "HTTPServer". */
static bool begins_word(const char *name, size_t at)
{
    if (at == 0 || name[at - 1] == '_') {
        return true;
    }
    bool ends_capitals = is_upper(name[at - 1]) && is_word_char(name[at + 1]) &&
                         name[at + 1] == orm__fold(name[at + 1]) &&
                         !(name[at + 1] >= '0' && name[at + 1] <= '9');
    return is_upper(name[at]) && (!is_upper(name[at - 1]) || ends_capitals);
}

static void write_words(orm_buffer *to, scan_naming naming, bool is_first, const char *name)
{
    bool is_inside = false; /* of the name: a word stands before */
    for (size_t i = 0; name[i] != '\0'; i++) {
        if (name[i] == '_') {
            continue;
        }
        bool begins = begins_word(name, i);
        bool raises = naming == SCAN_NAMING_PASCAL ||
                      (naming == SCAN_NAMING_CAMEL && (is_inside || !is_first));
        if (naming == SCAN_NAMING_SNAKE && begins && is_inside) {
            orm__buffer_char(to, '_');
        }
        orm__buffer_char(to, begins && raises ? raise(name[i]) : orm__fold(name[i]));
        is_inside = true;
    }
}

const char *scan_naming_apply(scan_context *context, scan_naming naming, const char *before,
                              const char *name)
{
    if (naming == SCAN_NAMING_AS_IS || name[strspn(name, "_")] == '\0') {
        return name;
    }
    size_t size = strlen(before);
    bool is_first = size == 0 || !is_word_char(before[size - 1]);
    orm_buffer words;
    scan_diag_buffer_init(context->diag, &words);
    write_words(&words, naming, is_first, name);
    return scan_diag_keep_text(context->diag, &words, context->arena);
}

void scan_naming_raise(char *letter)
{
    *letter = raise(*letter);
}

const char *scan_naming_glue(scan_naming naming)
{
    return naming == SCAN_NAMING_AS_IS || naming == SCAN_NAMING_SNAKE ? "_" : "";
}

enum { DIALECTS = 2 };

void scan_naming_add(scan_context *context, orm_dialect_name **names, const char *dialect,
                     const char *name)
{
    if (*names == NULL) {
        *names = orm__arena_zeroed(context->arena, DIALECTS + 1, sizeof **names);
    }
    if (*names == NULL) {
        scan_diag_no_memory(context->diag);
        return;
    }
    orm_dialect_name *row = *names;
    while (row->dialect != NULL) {
        row++;
    }
    *row = (orm_dialect_name){ .dialect = dialect, .name = name };
}
