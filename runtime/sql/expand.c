/* Owns the putting of values into a statement's text. */
#include "sql/expand.h"

#include "sql/literal.h"
#include "sql/lexeme.h"

/* A minus before a negative number would begin a comment. */
static void part_from_minus(orm_buffer *out)
{
    if (!out->failed && out->size > 0 && out->text[out->size - 1] == '-') {
        orm__buffer_char(out, ' ');
    }
}

static void write_parameter(orm_buffer *out, const orm_expansion *expansion,
                            const orm_lexeme *lexeme)
{
    if (lexeme->number == 0 || lexeme->number > expansion->count) {
        orm__buffer_append(out, lexeme->text, lexeme->size);
        return;
    }
    const orm_parameter_type *type = &expansion->types[lexeme->number - 1];
    part_from_minus(out);
    if (type->secret) {
        orm__buffer_text(out, "<withheld>");
    } else {
        orm__literal_write(out, expansion->dialect, type, &expansion->values[lexeme->number - 1],
                           expansion->most);
    }
}

void orm__expand_write(orm_buffer *out, const orm_expansion *expansion)
{
    const orm_dialect *dialect = expansion->dialect;
    const char *at = expansion->sql;
    for (orm_lexeme lexeme = orm__lexeme_next(dialect, &at); lexeme.kind != ORM_LEXEME_END;
         lexeme = orm__lexeme_next(dialect, &at)) {
        bool is_function =
            dialect->list_function != NULL && orm__lexeme_is(&lexeme, dialect->list_function);
        if (lexeme.kind == ORM_LEXEME_PARAMETER) {
            write_parameter(out, expansion, &lexeme);
        } else if (!is_function) { /* the rows stand for it */
            orm__buffer_append(out, lexeme.text, lexeme.size);
        }
    }
}
