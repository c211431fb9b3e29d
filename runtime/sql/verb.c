/* Owns the answers whether a text writes, whether it is about a transaction, and whether it leaves
 * something in the session. */
#include "sql/verb.h"

#include <strings.h>

#include "sql/lexeme.h"

/* What stands at the beginning of a statement that begins, ends or marks a transaction, */
static const char *const borders[] = { "begin", "start",     "commit",  "end", "rollback",
                                       "abort", "savepoint", "release", NULL };
/* and of one that stores nothing either. */
static const char *const quiet[] = {
    "set",    "reset",    "show",   "pragma",     "explain", "declare", "fetch",  "move",   "close",
    "listen", "unlisten", "notify", "deallocate", "discard", "lock",    "attach", "detach", NULL,
};
/* ... unless it holds one of the words below. */
static const char *const questions[] = { "select", "with", "values", "table", NULL };
static const char *const changes[] = { "into", "insert", "update", "delete", "merge", NULL };

static bool is_one_of(const orm_lexeme *lexeme, const char *const *words)
{
    while (*words != NULL && !orm__lexeme_is(lexeme, *words)) {
        words++;
    }
    return *words != NULL;
}

/* FOR UPDATE and FOR NO KEY UPDATE lock. */
static bool is_change(const orm_lexeme *lexeme, const orm_lexeme *before)
{
    return is_one_of(lexeme, changes) && !orm__lexeme_is(before, "for") &&
           !orm__lexeme_is(before, "key");
}

/* A statement that begins with this lexeme, up to its semicolon; *at: behind the lexeme. */
static bool statement_writes(const orm_dialect *dialect, orm_lexeme lexeme, const char **at)
{
    bool is_quiet = is_one_of(&lexeme, quiet) || is_one_of(&lexeme, borders);
    if (!is_quiet && !is_one_of(&lexeme, questions)) {
        return true;
    }
    orm_lexeme before = lexeme;
    bool writes = false;
    while (lexeme.kind != ORM_LEXEME_END &&
           !(lexeme.kind == ORM_LEXEME_SIGN && *lexeme.text == ';')) {
        writes = writes || (!is_quiet && is_change(&lexeme, &before));
        if (lexeme.kind != ORM_LEXEME_BLANK) {
            before = lexeme;
        }
        lexeme = orm__lexeme_next(dialect, at);
    }
    return writes;
}

bool orm__verb_writes(const orm_dialect *dialect, const char *sql)
{
    orm_lexeme lexeme = { .kind = ORM_LEXEME_BLANK };
    bool writes = false;
    while (!writes && lexeme.kind != ORM_LEXEME_END) {
        lexeme = orm__lexeme_next(dialect, &sql);
        if (lexeme.kind == ORM_LEXEME_WORD) {
            writes = statement_writes(dialect, lexeme, &sql);
        }
    }
    return writes;
}

bool orm__verb_borders(const orm_dialect *dialect, const char *sql)
{
    orm_lexeme lexeme = { .kind = ORM_LEXEME_BLANK };
    while (lexeme.kind != ORM_LEXEME_END && lexeme.kind != ORM_LEXEME_WORD) {
        lexeme = orm__lexeme_next(dialect, &sql);
    }
    return lexeme.kind == ORM_LEXEME_WORD && is_one_of(&lexeme, borders);
}

/* Something of the session's own. */
static bool is_temporary(const orm_lexeme *lexeme)
{
    bool is_quoted = lexeme->kind == ORM_LEXEME_QUOTED && lexeme->size == sizeof "'temp'" - 1;
    return orm__lexeme_is(lexeme, "temp") || orm__lexeme_is(lexeme, "temporary") ||
           (is_quoted && strncasecmp(lexeme->text + 1, "temp", 4) == 0);
}

bool orm__verb_changes_session(const orm_dialect *dialect, const char *sql)
{
    bool is_first = true, may_change = false;
    orm_lexeme lexeme = orm__lexeme_next(dialect, &sql);
    while (!may_change && lexeme.kind != ORM_LEXEME_END) {
        if (lexeme.kind == ORM_LEXEME_SIGN && *lexeme.text == ';') {
            is_first = true;
        } else if (lexeme.kind != ORM_LEXEME_BLANK) {
            may_change = is_temporary(&lexeme) ||
                         (is_first && !is_one_of(&lexeme, dialect->session_keepers));
            is_first = false;
        }
        lexeme = orm__lexeme_next(dialect, &sql);
    }
    return may_change;
}
