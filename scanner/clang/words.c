/* Owns the reading of a shell's words: no variables, no patterns. */
#include "clang/words.h"

#include <string.h>

static const char blanks[] = " \t\n\r\f\v";

/* One character within or outside of quotes; *quote is the one that is open, or NUL. Returns where
 * the next one stands, *to having moved behind what was written. */
static char *take(char *at, char *quote, char **to)
{
    if (*quote == '\0' && (*at == '\'' || *at == '"')) {
        *quote = *at;
    } else if (*quote != '\0' && *at == *quote) {
        *quote = '\0';
    } else {
        at += *at == '\\' && *quote != '\'' && at[1] != '\0' ? 1 : 0;
        *(*to)++ = *at;
    }
    return at + 1;
}

char *scan_words_next(char **rest)
{
    char *at = *rest + strspn(*rest, blanks);
    if (*at == '\0') {
        return NULL;
    }
    char *word = at, *to = at;
    char quote = '\0';
    while (*at != '\0' && (quote != '\0' || strchr(blanks, *at) == NULL)) {
        at = take(at, &quote, &to);
    }
    *rest = *at == '\0' ? at : at + 1;
    *to = '\0';
    return word;
}
