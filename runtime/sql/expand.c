/* Owns the putting of values into a statement's text. */
#include "sql/expand.h"

#include "sql/literal.h"
#include "sql/token.h"

/* A minus before a negative number would begin a comment. */
static void part_from_minus(orm_buffer *out)
{
    if (!out->failed && out->size > 0 && out->text[out->size - 1] == '-') {
        orm__buffer_char(out, ' ');
    }
}

static void write_parameter(orm_buffer *out, const orm_expansion *expansion, const orm_token *token)
{
    if (token->number == 0 || token->number > expansion->count) {
        orm__buffer_append(out, token->text, token->size);
        return;
    }
    const orm_parameter_type *type = &expansion->types[token->number - 1];
    part_from_minus(out);
    if (type->secret) {
        orm__buffer_text(out, "<withheld>");
    } else {
        orm__literal_write(out, expansion->dialect, type, &expansion->values[token->number - 1],
                           expansion->most);
    }
}

void orm__expand_write(orm_buffer *out, const orm_expansion *expansion)
{
    const orm_dialect *dialect = expansion->dialect;
    const char *at = expansion->sql;
    for (orm_token token = orm__token_next(dialect, &at); token.kind != ORM_TOKEN_END;
         token = orm__token_next(dialect, &at)) {
        bool is_function =
            dialect->list_function != NULL && orm__token_is(&token, dialect->list_function);
        if (token.kind == ORM_TOKEN_PARAMETER) {
            write_parameter(out, expansion, &token);
        } else if (!is_function) { /* the rows stand for it */
            orm__buffer_append(out, token.text, token.size);
        }
    }
}
