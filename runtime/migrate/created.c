/* Owns what is read from the text of a CREATE TABLE, where the engine's catalogue does not say it:
 * checks, computed values, collations. SQLite keeps the text as it was written. */
#include "base/error.h"
#include "migrate/reading.h"
#include "migrate/token.h"

/* The part between two commas that is being read. */
typedef struct part {
    orm_reading *reading;
    orm_tokens *tokens;
    uint16_t column;  /* that it declares; column_count = a constraint of the table */
    const char *name; /* of the constraint that follows; NULL = none */
} part;

static const char *copy(const part *p, const char *from, const char *to)
{
    return orm_arena_copy(p->reading->catalog->arena, from, (size_t)(to - from));
}

/* The parenthesis may stand behind other words: GENERATED ALWAYS AS (...). */
static const char *take_group(const part *p)
{
    orm_token token = orm__token_next(p->tokens);
    while (token.type != ORM_TOKEN_END && !orm__token_is_sign(&token, '(')) {
        token = orm__token_next(p->tokens);
    }
    const char *from = p->tokens->at;
    return copy(p, from, orm__token_skip_group(p->tokens));
}

static bool take_check(part *p)
{
    const char *condition = take_group(p);
    const orm_rel_check check = { .name = p->name, .condition = condition };
    bool enough = condition != NULL && orm__reading_check(p->reading, &check, true);
    p->name = NULL;
    return enough;
}

static bool take_name(part *p)
{
    orm_token token = orm__token_next(p->tokens);
    p->name = orm__token_copy(&token, p->reading->catalog->arena);
    return p->name != NULL;
}

static bool is_of_column(const part *p)
{
    return p->column < p->reading->live->table.column_count;
}

static bool take_computed(const part *p)
{
    const char *computed = take_group(p);
    p->reading->live->table.columns[p->column].computed = computed;
    return computed != NULL;
}

static bool take_collation(const part *p)
{
    orm_token token = orm__token_next(p->tokens);
    if (orm__token_names(&token, "BINARY")) {
        return true;
    }
    const char *collation = orm__token_copy(&token, p->reading->catalog->arena);
    p->reading->live->columns[p->column].collation = collation;
    return collation != NULL;
}

/* One word of a part; false: no memory. */
static bool take_word(part *p, const orm_token *word)
{
    if (orm__token_is(word, "CONSTRAINT")) {
        return take_name(p);
    }
    if (orm__token_is(word, "CHECK")) {
        return take_check(p);
    }
    if (is_of_column(p) && orm__token_is(word, "AS")) {
        return take_computed(p);
    }
    if (is_of_column(p) && orm__token_is(word, "COLLATE")) {
        return take_collation(p);
    }
    if (orm__token_is_sign(word, '(')) {
        (void)orm__token_skip_group(p->tokens);
    }
    return true;
}

/* What the first word of a part declares. */
static uint16_t column_of(const orm_reading *reading, const orm_token *first)
{
    static const char *const begins[] = { "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN" };
    const orm_rel_table *table = &reading->live->table;
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        if (orm__token_is(first, begins[i])) {
            return table->column_count;
        }
    }
    uint16_t column = 0;
    while (column < table->column_count && !orm__token_names(first, table->columns[column].name)) {
        column++;
    }
    return column;
}

/* Ends behind the comma, or where the table ends. */
static bool take_part(orm_reading *reading, orm_tokens *tokens, bool *more_out)
{
    orm_token token = orm__token_next(tokens);
    part p = { .reading = reading, .tokens = tokens, .column = column_of(reading, &token) };
    bool enough = true;
    if (is_of_column(&p)) {
        token = orm__token_next(tokens);
    }
    while (enough && token.type != ORM_TOKEN_END && !orm__token_is_sign(&token, ',') &&
           !orm__token_is_sign(&token, ')')) {
        enough = take_word(&p, &token);
        token = orm__token_next(tokens);
    }
    *more_out = enough && orm__token_is_sign(&token, ',');
    return enough;
}

orm_status orm__reading_created(orm_reading *reading)
{
    const orm_live_table *live = reading->live;
    if (live->created_by == NULL || live->form != ORM_LIVE_TABLE) {
        return ORM_OK;
    }
    orm_tokens tokens = orm__token_begin(reading->catalog->db->dialect, live->created_by);
    orm_token token = orm__token_next(&tokens);
    while (token.type != ORM_TOKEN_END && !orm__token_is_sign(&token, '(')) {
        token = orm__token_next(&tokens);
    }
    bool enough = true;
    for (bool more = token.type != ORM_TOKEN_END; enough && more;) {
        enough = take_part(reading, &tokens, &more);
    }
    return enough ? ORM_OK : orm__error_no_memory(reading->catalog->error);
}
