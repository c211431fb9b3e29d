/* Owns the part of the programs that fills rows. */
#include <string.h>

#include "path.h"

/* An array that another one counts has as many items, unless that is NULL. */
static void print_fill_count(FILE *to, const member *m, const char *path)
{
    char items[PATH];
    path_of_items(items, m, path);
    if (m->counter != NULL) {
        (void)fprintf(to, "if (%.*s == NULL)\n", (int)(strlen(items) - strlen("_items")), items);
    }
    (void)fprintf(to, "%s = dice_below(&f->dice, %u + 1);\n", items, m->items);
}

static void print_fill_list(FILE *to, const member *m, const char *path, const char *value)
{
    if (m->shape != SHAPE_ROW) {
        print_fill_count(to, m, path);
    }
    if (m->shape == SHAPE_LIST) {
        (void)fprintf(to, "%s = draw_room(f, %u * sizeof *%s);\n", path, m->items, path);
    }
    (void)fprintf(to, "f->finite = true;\nfor (size_t i = 0; i < %u; i++) {\n", m->items);
    template_print(to, m, m->form->fill, value, "");
    (void)fputs("\n}\nf->finite = false;\n", to);
}

void fill_print_value(FILE *to, const member *m, const char *path)
{
    char value[PATH];
    path_of_value(value, m, path);
    if (m->shape == SHAPE_POINTER || m->shape == SHAPE_STRUCT_POINTER) {
        (void)fprintf(to, "%s = draw_room(f, sizeof *%s);\n", path, path);
    }
    if (m->value != NULL) {
        (void)snprintf(value, sizeof value, "%.200s%s", path,
                       m->shape == SHAPE_STRUCT ? "." : "->");
        fill_print(to, m->value, value, m->picked);
    } else if (path_is_list(m)) {
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
    if (m->shape == SHAPE_LIST && m->counter == NULL) {
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

static void print_fill_known(FILE *to, const member *m, const char *path)
{
    if (m->target != NULL) {
        print_fill_reference(to, m, path);
    } else if (m->is_outside) {
        (void)fprintf(to, "%s = 1 + (int32_t)dice_below(&f->dice, 3);\n", path);
    } else {
        fill_print_value(to, m, path);
    }
}

static void print_fill_member(FILE *to, const member *m, const char *path)
{
    if (m->is_null_only) {
        print_null(to, m, path);
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
    print_fill_known(to, m, path);
    (void)fputs(m->can_be_null ? "}\n" : "", to);
}

static bool is_written(const member *m)
{
    return m->shape != SHAPE_COMPUTED && m->shape != SHAPE_READONLY && m->shape != SHAPE_VERSION;
}

void fill_print(FILE *to, const record *r, const char *prefix, unsigned picked)
{
    char path[PATH];
    for (unsigned i = 0; i < r->count; i++) {
        if (path_is_picked(picked, i) && is_written(&r->members[i]) && !r->members[i].is_key) {
            (void)snprintf(path, sizeof path, "%.200s%s", prefix, r->members[i].name);
            print_fill_member(to, &r->members[i], path);
        }
    }
}
