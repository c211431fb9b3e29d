/* Owns the answer whether a text writes. */
#include "sql/verb.h"

#include "sql/token.h"

/* What stands at the beginning of a statement that stores nothing. */
static const char *const quiet[] = {
    "begin",   "start", "commit", "end",    "rollback", "abort",   "savepoint",
    "release", "set",   "reset",  "show",   "pragma",   "explain", "declare",
    "fetch",   "move",  "close",  "listen", "unlisten", "notify",  "deallocate",
    "discard", "lock",  "attach", "detach", NULL,
};
/* ... unless it holds one of the words below. */
static const char *const questions[] = { "select", "with", "values", "table", NULL };
static const char *const changes[] = { "into", "insert", "update", "delete", "merge", NULL };

static bool is_one_of(const orm_token *token, const char *const *words)
{
    while (*words != NULL && !orm__token_is(token, *words)) {
        words++;
    }
    return *words != NULL;
}

/* FOR UPDATE and FOR NO KEY UPDATE lock. */
static bool is_change(const orm_token *token, const orm_token *before)
{
    return is_one_of(token, changes) && !orm__token_is(before, "for") &&
           !orm__token_is(before, "key");
}

/* A statement that begins with this token, up to its semicolon; *at: behind the token. */
static bool statement_writes(const orm_dialect *dialect, orm_token token, const char **at)
{
    bool is_quiet = is_one_of(&token, quiet);
    if (!is_quiet && !is_one_of(&token, questions)) {
        return true;
    }
    orm_token before = token;
    bool writes = false;
    while (token.kind != ORM_TOKEN_END && !(token.kind == ORM_TOKEN_SIGN && *token.text == ';')) {
        writes = writes || (!is_quiet && is_change(&token, &before));
        if (token.kind != ORM_TOKEN_BLANK) {
            before = token;
        }
        token = orm__token_next(dialect, at);
    }
    return writes;
}

bool orm__verb_writes(const orm_dialect *dialect, const char *sql)
{
    orm_token token = { .kind = ORM_TOKEN_BLANK };
    bool writes = false;
    while (!writes && token.kind != ORM_TOKEN_END) {
        token = orm__token_next(dialect, &sql);
        if (token.kind == ORM_TOKEN_WORD) {
            writes = statement_writes(dialect, token, &sql);
        }
    }
    return writes;
}
