/* Owns the part of the programs that compares rows. */
#include "path.h"

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

static void print_same_list(FILE *to, const member *m, const char *a, const char *b)
{
    char a_items[PATH];
    char b_items[PATH];
    path_of_items(a_items, m, a);
    path_of_items(b_items, m, b);
    if (m->shape == SHAPE_ROW) {
        (void)fprintf(to, "for (size_t i = 0; i < %u; i++) {\n", m->items);
    } else {
        print_require(to, "", a_items, b_items, "");
        (void)fprintf(to, "for (size_t i = 0; i < %u && i < %s; i++) {\n", m->items, a_items);
    }
    print_same_template(to, m, a, b);
    (void)fputs("}\n", to);
}

static void print_same_value(FILE *to, const member *m, const char *a, const char *b)
{
    if (m->value != NULL) {
        char a_value[PATH];
        char b_value[PATH];
        const char *step = m->shape == SHAPE_STRUCT ? "." : "->";
        (void)snprintf(a_value, sizeof a_value, "%.200s%s", a, step);
        (void)snprintf(b_value, sizeof b_value, "%.200s%s", b, step);
        same_print(to, m->value, a_value, b_value, m->picked);
    } else if (path_is_list(m)) {
        print_same_list(to, m, a, b);
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
    if (path_is_pointer(m)) {
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

void same_print(FILE *to, const record *r, const char *a, const char *b, unsigned picked)
{
    char a_path[PATH];
    char b_path[PATH];
    for (unsigned i = 0; i < r->count; i++) {
        if (path_is_picked(picked, i)) {
            (void)snprintf(a_path, sizeof a_path, "%.200s%s", a, r->members[i].name);
            (void)snprintf(b_path, sizeof b_path, "%.200s%s", b, r->members[i].name);
            print_same_member(to, &r->members[i], a_path, b_path);
        }
    }
}
