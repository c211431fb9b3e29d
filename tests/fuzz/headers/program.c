/* Owns the text of the program: filling, comparing and storing rows of each table. */
#include <string.h>

#include "print.h"

enum { PATH = 256 };

static bool is_list(const member *m)
{
    return m->shape == SHAPE_LIST || m->shape == SHAPE_ROW || m->shape == SHAPE_PART;
}

static bool is_pointer(const member *m)
{
    return m->shape == SHAPE_POINTER || m->shape == SHAPE_LIST ||
           m->shape == SHAPE_STRUCT_POINTER ||
           (m->shape == SHAPE_PLAIN && (m->form->traits & FORM_POINTER) != 0);
}

/* picked: as member.picked. */
static bool is_picked(unsigned picked, unsigned i)
{
    return picked == 0 || (picked >> i & 1U) != 0;
}

/* The value itself, where path is the member. */
static void path_of_value(char value[PATH], const member *m, const char *path)
{
    bool is_behind = m->shape == SHAPE_POINTER;
    const char *suffix = m->shape == SHAPE_WRAPPED ? ".value" : is_list(m) ? "[i]" : "";
    (void)snprintf(value, PATH, "%s%.200s%s", is_behind ? "(*" : "", path,
                   is_behind ? ")" : suffix);
}

/* ---- filling ---- */

static void print_fill(FILE *to, const record *r, const char *prefix, unsigned picked);

static void print_fill_list(FILE *to, const member *m, const char *path, const char *value)
{
    if (m->shape != SHAPE_ROW) {
        (void)fprintf(to, "%s_items = dice_below(&f->dice, %u + 1);\n", path, m->items);
    }
    if (m->shape == SHAPE_LIST) {
        (void)fprintf(to, "%s = draw_room(f, %u * sizeof *%s);\n", path, m->items, path);
    }
    (void)fprintf(to, "f->finite = true;\nfor (size_t i = 0; i < %u; i++) {\n", m->items);
    template_print(to, m, m->form->fill, value, "");
    (void)fputs("\n}\nf->finite = false;\n", to);
}

static void print_fill_value(FILE *to, const member *m, const char *path)
{
    char value[PATH];
    path_of_value(value, m, path);
    if (m->shape == SHAPE_POINTER || m->shape == SHAPE_STRUCT_POINTER) {
        (void)fprintf(to, "%s = draw_room(f, sizeof *%s);\n", path, path);
    }
    if (m->value != NULL) {
        (void)snprintf(value, sizeof value, "%.200s%s", path,
                       m->shape == SHAPE_STRUCT ? "." : "->");
        print_fill(to, m->value, value, m->picked);
    } else if (is_list(m)) {
        print_fill_list(to, m, path, value);
    } else {
        template_print(to, m, m->form->fill, value, "");
        (void)fputs("\n", to);
    }
}

static void print_zero(FILE *to, const member *m, const char *path)
{
    (void)fprintf(to,
                  (m->form->traits & FORM_BITS) != 0 ? "%s = 0;\n" : "memset(&%s, 0, sizeof %s);\n",
                  path, path);
}

static void print_null(FILE *to, const member *m, const char *path)
{
    if (m->nulls == NULLS_FLAG) {
        (void)fprintf(to, "%s_null = true;\n", path);
    }
    bool is_zero = m->nulls != NULLS_IF || strcmp(m->form->null_if, "\"\"") == 0 ||
                   strcmp(m->form->null_if, "0") == 0;
    if (!is_zero) {
        char value[PATH];
        path_of_value(value, m, path);
        (void)fprintf(to, "%s = ", value);
        template_print(to, m, m->form->null_if, "", "");
        (void)fputs(";\n", to);
    } else {
        print_zero(to, m, path);
    }
    if (m->shape == SHAPE_LIST) {
        (void)fprintf(to, "%s_items = 0;\n", path);
    } else if ((m->form->traits & FORM_COUNTED) != 0) {
        (void)fprintf(to, "%s_n = 0;\n", path);
    }
}

static void print_fill_reference(FILE *to, const member *m, const char *path)
{
    const char *target = m->target->tag;
    const char *key = m->target_key->name;
    (void)fprintf(to, "memcpy(&%s, &some_%s(f)->%s, sizeof %s);\n", path, target, key, path);
    if ((m->form->traits & FORM_COUNTED) != 0) {
        (void)fprintf(to, "%s_n = some_%s(f)->%s_n;\n", path, target, key);
    }
}

static void print_fill_member(FILE *to, const member *m, const char *path)
{
    if (m->target != NULL) {
        print_fill_reference(to, m, path);
        return;
    }
    if (m->can_be_null) {
        (void)fputs("if (dice_one_in(&f->dice, 4)) {\n", to);
        print_null(to, m, path);
        (void)fputs("} else {\n", to);
    }
    if (m->nulls == NULLS_FLAG) {
        (void)fprintf(to, "%s_null = false;\n", path);
    }
    print_fill_value(to, m, path);
    (void)fputs(m->can_be_null ? "}\n" : "", to);
}

static bool is_written(const member *m)
{
    return m->shape != SHAPE_COMPUTED && m->shape != SHAPE_READONLY && m->shape != SHAPE_VERSION;
}

static void print_fill(FILE *to, const record *r, const char *prefix, unsigned picked)
{
    char path[PATH];
    for (unsigned i = 0; i < r->count; i++) {
        if (is_picked(picked, i) && is_written(&r->members[i]) && !r->members[i].is_key) {
            (void)snprintf(path, sizeof path, "%.200s%s", prefix, r->members[i].name);
            print_fill_member(to, &r->members[i], path);
        }
    }
}

/* ---- comparing ---- */

static void print_same(FILE *to, const record *r, const char *a, const char *b, unsigned picked);

static void print_require(FILE *to, const char *what, const char *a, const char *b,
                          const char *suffix)
{
    (void)fprintf(to, "require(f, %s%s%s == %s%s%s, \"%s%s\");\n", what, a, suffix, what, b, suffix,
                  a, suffix);
}

static void print_same_template(FILE *to, const member *m, const char *a, const char *b)
{
    char a_value[PATH];
    char b_value[PATH];
    path_of_value(a_value, m, a);
    path_of_value(b_value, m, b);
    (void)fputs("require(f, ", to);
    template_print(to, m, m->form->same, a_value, b_value);
    (void)fprintf(to, ", \"%s\");\n", a);
}

static void print_same_value(FILE *to, const member *m, const char *a, const char *b)
{
    if (m->value != NULL) {
        char a_value[PATH];
        char b_value[PATH];
        const char *step = m->shape == SHAPE_STRUCT ? "." : "->";
        (void)snprintf(a_value, sizeof a_value, "%.200s%s", a, step);
        (void)snprintf(b_value, sizeof b_value, "%.200s%s", b, step);
        print_same(to, m->value, a_value, b_value, m->picked);
    } else if (is_list(m)) {
        bool is_counted = m->shape != SHAPE_ROW;
        if (is_counted) {
            print_require(to, "", a, b, "_items");
        }
        (void)fprintf(to, "for (size_t i = 0; i < %u", m->items);
        if (is_counted) {
            (void)fprintf(to, " && i < %s_items", a);
        }
        (void)fputs("; i++) {\n", to);
        print_same_template(to, m, a, b);
        (void)fputs("}\n", to);
    } else {
        print_same_template(to, m, a, b);
    }
}

static void print_same_member(FILE *to, const member *m, const char *a, const char *b)
{
    bool opens = false;
    if (m->shape == SHAPE_COMPUTED) {
        (void)fprintf(to, "require(f, %s == 2 * (int64_t)a->%s + 1, \"%s\");\n", b,
                      m->target_key->name, b);
        return;
    }
    if (m->shape == SHAPE_READONLY) {
        (void)fprintf(to, "require(f, %s == 42, \"%s\");\n", b, b);
        return;
    }
    if (is_pointer(m)) {
        print_require(to, "!", a, b, "");
        (void)fprintf(to, "if (%s != NULL) {\n", a);
        opens = true;
    } else if (m->nulls == NULLS_FLAG) {
        print_require(to, "!", a, b, "_null");
        (void)fprintf(to, "if (!%s_null) {\n", a);
        opens = true;
    }
    print_same_value(to, m, a, b);
    (void)fputs(opens ? "}\n" : "", to);
}

static void print_same(FILE *to, const record *r, const char *a, const char *b, unsigned picked)
{
    char a_path[PATH];
    char b_path[PATH];
    for (unsigned i = 0; i < r->count; i++) {
        if (is_picked(picked, i)) {
            (void)snprintf(a_path, sizeof a_path, "%.200s%s", a, r->members[i].name);
            (void)snprintf(b_path, sizeof b_path, "%.200s%s", b, r->members[i].name);
            print_same_member(to, &r->members[i], a_path, b_path);
        }
    }
}

/* ---- storing ---- */

static void print_key_fill(FILE *to, const record *r)
{
    for (unsigned i = 0; i < r->count; i++) {
        const member *m = &r->members[i];
        char path[PATH];
        (void)snprintf(path, sizeof path, "row->%s", m->name);
        if (m->is_key && !r->has_identity) {
            print_fill_value(to, m, path);
        } else if (m->shape == SHAPE_VERSION) {
            (void)fprintf(to, "%s = 5;\n", path);
        }
    }
}

static void print_key(FILE *to, const record *r)
{
    for (unsigned i = 0; i < r->key_count; i++) {
        const member *m = &r->members[r->key[i]];
        bool is_letter = strcmp(m->form->type, "char") == 0 && m->form->suffix[0] == '\0';
        (void)fprintf(to, is_letter ? ", (char[2]){ row.%s }" : ", row.%s", m->name);
        if ((m->form->traits & FORM_COUNTED) != 0) {
            (void)fprintf(to, ", (size_t)row.%s_n", m->name);
        }
    }
}

static void print_find(FILE *to, const record *r, const char *expected)
{
    const char *tag = r->tag;
    (void)fprintf(to, "memset(&found, 0xA5, sizeof found);\nstatus = %s_find(f->db", tag);
    print_key(to, r);
    (void)fprintf(to, ", &found, f->arena);\n%s\n", expected);
}

static void print_round(FILE *to, const record *r)
{
    const char *t = r->tag;
    (void)fprintf(
        to, "static void round_%s(fixture *f)\n{\nstruct %s row, found;\norm_status status;\n", t,
        t);
    (void)fprintf(to,
                  "orm_rows *rows = NULL;\nint64_t count = 0;\nmemset(&row, 0, sizeof "
                  "row);\nkey_%s(f, &row);\n",
                  t);
    (void)fprintf(to, "fill_%s(f, &row);\nf->doing = \"%s: insert\";\n", t, t);
    (void)fprintf(to, "require_ok(f, %s_insert(f->db, &row), f->doing);\n", t);
    char same[128];
    (void)snprintf(same, sizeof same,
                   "require_ok(f, status, \"%s: find\");\nsame_%s(f, &row, &found);", t, t);
    print_find(to, r, same);
    (void)fprintf(to, "fill_%s(f, &row);\nf->doing = \"%s: update\";\n", t, t);
    (void)fprintf(to, "require_ok(f, %s_update(f->db, &row), f->doing);\n", t);
    print_find(to, r, same);
    (void)fprintf(to, "require_ok(f, %s_select(f->db, NULL, &rows), \"%s: select\");\n", t, t);
    (void)fprintf(to, "same_%s(f, &row, %s_next(rows));\norm_rows_free(rows);\n", t, t);
    (void)fprintf(to, "require_ok(f, %s_count(f->db, NULL, &count), \"%s: count\");\n", t, t);
    (void)fprintf(to, "require(f, count == 1, \"%s: count\");\n", t);
    (void)fprintf(to, "require_ok(f, %s_delete(f->db, &row), \"%s: delete\");\n", t, t);
    print_find(to, r, "require(f, status == ORM_NOT_FOUND, \"what was deleted\");");
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
    (void)fprintf(to, "require_ok(f, %s_insert(f->db, &row), \"%s: insert for another\");\n", t, t);
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
    print_fill(to, r, "row->", 0);
    (void)fprintf(
        to, "}\n\nstatic void same_%s(fixture *f, const struct %s *a, const struct %s *b)\n{\n", t,
        t, t);
    (void)fputs("require(f, b != NULL, \"a row\");\n", to);
    print_same(to, r, "a->", "b->", 0);
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
