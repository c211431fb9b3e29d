/* Owns the ways to break an annotation. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "odd.h"
#include "print.h"

enum { MAX_TOKENS = 20000 };

typedef struct token {
    size_t at, size;
} token;

static size_t string_size(const char *text)
{
    size_t size = 1;
    while (text[size] != '"' && text[size] != '\0') {
        size += text[size] == '\\' ? 2 : 1;
    }
    return size + 1;
}

static size_t token_size(const char *text)
{
    size_t size = 0;
    if (*text == '"') {
        return string_size(text);
    }
    while (isalnum((unsigned char)text[size]) || text[size] == '_') {
        size++;
    }
    return size == 0 ? 1 : size;
}

/* The tokens from an opening parenthesis to that which closes it; all but these two. */
static size_t collect_arguments(const char *text, size_t at, token tokens[MAX_TOKENS], size_t count)
{
    int depth = 0;
    do {
        size_t size = token_size(text + at);
        depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
        bool is_inside = depth > 0 && !(depth == 1 && text[at] == '(');
        if (is_inside && !isspace((unsigned char)text[at]) && count < MAX_TOKENS) {
            tokens[count++] = (token){ at, size };
        }
        at += size;
    } while (depth > 0 && text[at] != '\0');
    return count;
}

static size_t collect(const char *text, token tokens[MAX_TOKENS])
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, "ORM_")) != NULL; at++) {
        size_t size = token_size(at);
        if (at[size] == '(') {
            count = collect_arguments(text, (size_t)(at - text) + size, tokens, count);
        }
    }
    return count;
}

static void print_token(FILE *to, const char *header, token t)
{
    (void)fprintf(to, "%.*s", (int)t.size, header + t.at);
}

/* A word of the annotations, or a token of another one. */
static void print_other(FILE *to, const char *header, dice *d, token other)
{
    if (dice_one_in(d, 2)) {
        print_token(to, header, other);
    } else {
        odd_print_word(to, d);
    }
}

static void break_token(FILE *to, const char *header, dice *d, token broken, token other)
{
    switch (dice_below(d, 4)) {
    case 0:
        break;
    case 1:
        print_token(to, header, broken);
        (void)fputs(" ", to);
        print_token(to, header, broken);
        break;
    case 2:
        print_token(to, header, broken);
        (void)fputs(", ", to);
        print_other(to, header, d, other);
        break;
    default:
        print_other(to, header, d, other);
        break;
    }
}

/* One name or number for another. */
static bool is_alike(const char *header, token a, token b)
{
    bool is_word = isalpha((unsigned char)header[a.at]) != 0;
    return is_word == (isalpha((unsigned char)header[b.at]) != 0) &&
           isalnum((unsigned char)header[a.at]) != 0 && isalnum((unsigned char)header[b.at]) != 0;
}

/* The beginning of the line that the token is in, where a member of a struct stands there. */
static bool find_line(const char *header, token t, size_t *line_out)
{
    size_t line = t.at;
    while (line > 0 && header[line - 1] != '\n') {
        line--;
    }
    *line_out = line;
    return strncmp(header + line, "    ", 4) == 0 &&
           strncmp(header + line, "    ORM_MEMBER", 14) != 0;
}

/* The text with one of its tokens broken, lost, or one more member. */
static void break_text(FILE *to, const char *header, dice *d, const token *tokens, size_t count)
{
    token broken = tokens[dice_below(d, (unsigned)count)];
    token other = tokens[dice_below(d, (unsigned)count)];
    size_t line = 0;
    unsigned way = dice_below(d, 6);
    if (way < 3 && find_line(header, broken, &line)) {
        (void)fprintf(to, "%.*s", (int)line, header);
        odd_print_member(to, d);
        (void)fputs(header + line, to);
        return;
    }
    for (unsigned tries = 0; way == 3 && tries < 100 && !is_alike(header, broken, other); tries++) {
        other = tokens[dice_below(d, (unsigned)count)];
    }
    (void)fprintf(to, "%.*s", (int)broken.at, header);
    if (way == 3) {
        print_token(to, header, other);
    } else if (way == 4) {
        print_token(to, header, broken);
        (void)fputs(", ", to);
        odd_print_argument(to, d);
    } else {
        break_token(to, header, d, broken, other);
    }
    (void)fputs(header + broken.at + broken.size, to);
}

void broken_print(FILE *to, const char *header, uint64_t seed)
{
    dice d = { seed };
    token *tokens = calloc(MAX_TOKENS, sizeof *tokens);
    size_t count = tokens == NULL ? 0 : collect(header, tokens);
    if (count > 0) {
        break_text(to, header, &d, tokens, count);
    }
    free(tokens);
}
