/* Rules for SQL expressions of the program's: each keeps within the parentheses that it is put in, so that it cannot
 * become two of them. What an engine thinks of them is sqlcheck's. */
#include "check/rules.h"

#include <string.h>

#include "diag.h"

/* Behind what begins here: text in quotes, where the next one like the first ends it, or a character. NULL: the
 * quote has no end. */
static const char *skip(const char *c)
{
    if (*c != '\'' && *c != '"') {
        return c + 1;
    }
    const char *end = strchr(c + 1, *c);
    return end == NULL ? NULL : end + 1;
}

static const char *find_fault(const char *sql)
{
    size_t depth = 0;
    for (const char *c = sql; c != NULL && *c != '\0'; c = skip(c)) {
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
