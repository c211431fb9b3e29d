/* Owns the text of the program: storing rows of each table. */
#include <string.h>

#include "path.h"

static void print_key_fill(FILE *to, const record *r)
{
    for (unsigned i = 0; i < r->count; i++) {
        const member *m = &r->members[i];
        char path[PATH];
        (void)snprintf(path, sizeof path, "row->%s", m->name);
        if (m->is_key && !r->has_identity) {
            fill_print_value(to, m, path);
        } else if (m->shape == SHAPE_VERSION) {
            (void)fprintf(to, "%s = 5;\n", path);
        }
    }
}

static void print_key(FILE *to, const record *r)
{
    char path[PATH];
    for (unsigned i = 0; i < r->key_count; i++) {
        const member *m = &r->members[r->key[i]];
        (void)snprintf(path, sizeof path, "row.%s", m->name);
        path_print_argument(to, m, path);
    }
}

static void print_find(FILE *to, const record *r, const char *expected)
{
    (void)fprintf(to, "memset(&found, 0xA5, sizeof found);\nstatus = %s_find(f->db", r->name);
    print_key(to, r);
    (void)fprintf(to, ", &found, f->arena);\n%s\n", expected);
}

/* A call that changes the row. */
static void print_change(FILE *to, const record *r, const char *call)
{
    (void)fprintf(to, "f->doing = \"%s: %s\";\nrequire_ok(f, %s_%s(f->db, &row), f->doing);\n",
                  r->tag, call, r->name, call);
}

static void print_round(FILE *to, const record *r)
{
    const char *t = r->tag;
    const char *gone = "require(f, status == ORM_NOT_FOUND, \"what was deleted\");";
    char same[128];
    (void)snprintf(same, sizeof same,
                   "require_ok(f, status, \"%s: find\");\nsame_%s(f, &row, &found);", t, t);
    (void)fprintf(to,
                  "static void round_%s(fixture *f)\n{\nstruct %s row, found;\norm_status status;\n"
                  "memset(&row, 0, sizeof row);\nkey_%s(f, &row);\nfill_%s(f, &row);\n",
                  t, t, t, t);
    print_change(to, r, "insert");
    print_find(to, r, same);
    (void)fprintf(to, "fill_%s(f, &row);\n", t);
    print_change(to, r, "update");
    print_find(to, r, same);
    asks_print(to, r);
    print_change(to, r, "delete");
    print_find(to, r, gone);
    if (r->has_identity) {
        print_change(to, r, "insert_with_key");
        print_find(to, r, same);
        (void)fprintf(to, "require_ok(f, %s_delete_key(f->db", r->name);
        print_key(to, r);
        (void)fprintf(to, "), \"%s: delete the key\");\n", t);
        print_find(to, r, gone);
    }
    (void)fputs("}\n\n", to);
}

static void print_some(FILE *to, const record *r)
{
    const char *t = r->tag;
    (void)fprintf(to, "static inline struct %s *some_%s(fixture *f)\n{\n", t, t);
    (void)fprintf(to, "static struct %s row;\nstatic unsigned round;\nif (round != f->round) {\n",
                  t);
    (void)fprintf(
        to,
        "round = f->round;\nmemset(&row, 0, sizeof row);\nkey_%s(f, &row);\nfill_%s(f, &row);\n", t,
        t);
    (void)fprintf(to, "require_ok(f, %s_insert(f->db, &row), \"%s: insert for another\");\n",
                  r->name, t);
    (void)fputs("}\nreturn &row;\n}\n\n", to);
}

static void print_table(FILE *to, const record *r)
{
    const char *t = r->tag;
    (void)fprintf(to, "static void key_%s(fixture *f, struct %s *row)\n{\nsize_t bytes = 0;\n", t,
                  t);
    (void)fputs("(void)bytes, (void)f, (void)row;\n", to);
    print_key_fill(to, r);
    (void)fprintf(
        to, "}\n\nstatic void fill_%s(fixture *f, struct %s *row)\n{\nsize_t bytes = 0;\n", t, t);
    (void)fputs("(void)bytes;\n", to);
    fill_print(to, r, "row->", 0);
    (void)fprintf(
        to, "}\n\nstatic void same_%s(fixture *f, const struct %s *a, const struct %s *b)\n{\n", t,
        t, t);
    (void)fputs("require(f, b != NULL, \"a row\");\n", to);
    same_print(to, r, "a->", "b->", 0);
    (void)fputs("}\n\n", to);
    print_some(to, r);
    print_round(to, r);
}

static void print_draw_enum(FILE *to, unsigned n)
{
    (void)fprintf(to,
                  "static inline enum e%u draw_e%u(fixture *f)\n{\n"
                  "static const enum e%u all[] = { e%u_A, e%u_B, e%u_C };\n"
                  "return all[dice_below(&f->dice, 3)];\n}\n\n",
                  n, n, n, n, n, n);
}

void program_print(FILE *to, const model *m, const char *name)
{
    (void)fprintf(to, "#include \"draw.h\"\n#include \"%s.orm.h\"\n\n", name);
    for (unsigned i = 0; i < ENUM_COUNT; i++) {
        print_draw_enum(to, i);
    }
    for (unsigned i = 0; i < m->table_count; i++) {
        print_table(to, &m->tables[i]);
    }
    (void)fputs("static void (*const rounds[])(fixture *f) = {\nNULL,\n", to);
    for (unsigned i = 0; i < m->table_count; i++) {
        (void)fprintf(to, "round_%s,\n", m->tables[i].tag);
    }
    (void)fprintf(to,
                  "};\n\nint main(int argc, char **argv)\n{\n"
                  "return fixture_main(argc, argv, &%s_schema, rounds + 1, %u);\n}\n",
                  name, m->table_count);
}
