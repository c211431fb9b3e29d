/* Rules for SQL expressions of the program's: each keeps within the parentheses that it is put in,
 * so that it cannot become two of them. What an engine thinks of them is sqlcheck's. */
#include "check/rules.h"

#include <string.h>

#include "diag.h"

/* Behind these words; NULL: they do not come. */
static const char *find_behind(const char *text, const char *words)
{
    const char *found = strstr(text, words);
    return found == NULL ? NULL : found + strlen(words);
}

/* Behind what begins here: text in quotes, where the next one like the first ends it, a comment or
 * a character. NULL: it has no end. */
static const char *skip(const char *c)
{
    static const char *const quotes[] = { "'", "\"" };
    if (*c == '\'' || *c == '"') {
        return find_behind(c + 1, quotes[*c == '"']);
    }
    if (c[0] == '-' && c[1] == '-') {
        return find_behind(c, "\n");
    }
    return c[0] == '/' && c[1] == '*' ? find_behind(c + 2, "*/") : c + 1;
}

/* What is wrong with a comment that begins here; NULL: nothing, or it is none. */
static const char *find_comment_fault(const char *c, const char *next)
{
    bool may_hold = c[0] == '/' && c[1] == '*';
    const char *inner = may_hold ? strstr(c + 2, "/*") : NULL;
    if (next == NULL && (*c == '-' || *c == '/')) {
        return "a comment without its end, which swallows what comes behind it,";
    }
    return inner != NULL && inner < next
               ? "a comment in a comment, which ends for SQLite where it goes on for PostgreSQL,"
               : NULL;
}

static const char *find_fault(const char *sql)
{
    size_t depth = 0;
    for (const char *c = sql, *next; c != NULL && *c != '\0'; c = next) {
        next = skip(c);
        const char *of_comment = find_comment_fault(c, next);
        if (of_comment != NULL) {
            return of_comment;
        }
        if (*c == ';') {
            return "a ';'";
        }
        if (*c == ')' && depth == 0) {
            return "a ')' without its '('";
        }
        depth += *c == '(';
        depth -= *c == ')';
    }
    return depth > 0 ? "a '(' without its ')'" : NULL;
}

/* PostgreSQL has strings that do not end at the next quote; it looks at them itself. */
static bool is_plain(const char *sql)
{
    return strpbrk(sql, "$\\") == NULL;
}

bool scan_check_enclosed(const scan_subject *subject, const char *key, const char *sql)
{
    const char *fault = is_plain(sql) ? find_fault(sql) : NULL;
    if (fault != NULL) {
        scan_diag_error(subject->context->diag, scan_check_place(subject, key),
                        "%s in '%s', which is one expression", fault, key);
    }
    return fault == NULL;
}

bool scan_check_is_in_string(const char *sql, const char *at)
{
    const char *c = sql, *next = skip(sql);
    while (is_plain(sql) && next != NULL && next <= at) {
        c = next;
        next = skip(c);
    }
    return *c == '\'' && c < at && next != NULL;
}
