/* Owns the part of the programs that asks for rows: by unique keys, by conditions, in an order. */
#include "path.h"

static bool is_asked(const member *m)
{
    return m->value == NULL;
}

/* As generated code calls the column. */
static void print_name(FILE *to, const member *m)
{
    for (const char *at = m->name; *at != '\0'; at++) {
        if (*at != ']') {
            (void)fputc(*at == '.' || *at == '[' ? '_' : *at, to);
        }
    }
}

static void print_handle(FILE *to, const record *r, const char *before, unsigned i)
{
    (void)fprintf(to, "%s(%s_.", before, r->name);
    print_name(to, &r->members[i]);
    (void)fputs(")", to);
}

/* By a unique key; sole: its member, NULL = those that are unique together. */
static bool is_of_key(const member *m, const member *sole)
{
    return sole == NULL ? m->is_in_group : m == sole;
}

static void print_find_by(FILE *to, const record *r, const member *sole)
{
    const char *separator = "";
    (void)fprintf(to, "memset(&found, 0xA5, sizeof found);\nstatus = %s_find_by_", r->name);
    for (unsigned i = 0; i < r->count; i++) {
        if (is_of_key(&r->members[i], sole)) {
            (void)fputs(separator, to);
            print_name(to, &r->members[i]);
            separator = "_and_";
        }
    }
    (void)fputs("(f->db", to);
    for (unsigned i = 0; i < r->count; i++) {
        char path[PATH];
        (void)snprintf(path, sizeof path, "row.%s", r->members[i].name);
        if (is_of_key(&r->members[i], sole)) {
            path_print_argument(to, &r->members[i], path);
        }
    }
    (void)fprintf(to,
                  ", &found, f->arena);\nrequire_ok(f, status, \"%s: find by\");\n"
                  "same_%s(f, &row, &found);\n",
                  r->tag, r->tag);
}

/* NULL is no value to find by. */
static void print_finds(FILE *to, const record *r)
{
    unsigned in_group = 0;
    bool can_be_null = false;
    for (unsigned i = 0; i < r->count; i++) {
        const member *m = &r->members[i];
        in_group += m->is_in_group ? 1 : 0;
        can_be_null |= m->is_in_group && m->can_be_null;
        if (m->is_unique && !m->can_be_null) {
            print_find_by(to, r, m);
        }
    }
    if (in_group > 0 && !can_be_null) {
        print_find_by(to, r, NULL);
    }
}

/* A column is NULL, or it is not. */
static void print_conditions(FILE *to, const record *r)
{
    for (unsigned i = 0; i < r->count; i++) {
        if (is_asked(&r->members[i])) {
            (void)fprintf(to, "require_one(f, &%s_entity, orm_or(", r->name);
            print_handle(to, r, "orm_is_null", i);
            print_handle(to, r, ", orm_not(orm_is_null", i);
            (void)fputs(")));\n", to);
        }
    }
}

static void print_select(FILE *to, const record *r)
{
    (void)fputs("orm_rows *rows = NULL;\nconst orm_query query = { .order_by = { ", to);
    print_handle(to, r, "orm_asc", 0);
    print_handle(to, r, ", orm_desc", r->key_count);
    (void)fputs(" }, .limit = orm_limit(3), .window = 1 };\n", to);
    (void)fprintf(
        to,
        "require_ok(f, %s_select(f->db, &query, &rows), \"%s: select\");\n"
        "same_%s(f, &row, %s_next(rows));\nrequire(f, %s_next(rows) == NULL, \"one row\");\n"
        "orm_rows_free(rows);\n",
        r->name, r->tag, r->tag, r->name, r->name);
}

void asks_print(FILE *to, const record *r)
{
    print_select(to, r);
    print_finds(to, r);
    print_conditions(to, r);
}
