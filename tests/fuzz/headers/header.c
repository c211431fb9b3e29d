/* Owns the text of the header: enums, structs, annotations. */
#include <string.h>

#include "print.h"

void template_print(FILE *to, const member *m, const char *template, const char *a, const char *b)
{
    for (const char *at = template; *at != '\0'; at++) {
        switch (*at) {
        case '$':
            (void)fputs(a, to);
            break;
        case '%':
            (void)fputs(b, to);
            break;
        case '@':
            (void)fputs(member_leaf(m), to);
            break;
        case '#':
            (void)fprintf(to, "%u", m->size);
            break;
        case '~':
            (void)fprintf(to, "e%u", m->tag);
            break;
        default:
            (void)fputc(*at, to);
            break;
        }
    }
}

static void print_enum(FILE *to, unsigned number)
{
    static const char *const labels[] = { "", " ORM_LABEL(\"it's, so\")",
                                          " ORM_LABEL(\"\\303\\251\")" };
    unsigned long n = number;
    (void)fprintf(to, "enum e%lu { e%lu_A%s = %s, e%lu_B, e%lu_C%s = %lu, e%lu_U };\n", n, n,
                  labels[number % 3], number % 2 == 0 ? "-3" : "2", n, n, labels[(number + 1) % 3],
                  40 + n, n);
}

static void print_type(FILE *to, const member *m)
{
    if (m->value != NULL) {
        (void)fprintf(to, "struct %s", m->value->tag);
    } else {
        template_print(to, m, m->form->type, "", "");
    }
}

/* Of an item: its array, which has two. */
static void print_name(FILE *to, const char *name)
{
    size_t size = strcspn(name, "[");
    (void)fprintf(to, " %.*s%s", (int)size, name, name[size] == '[' ? "[2]" : "");
}

/* Without what stands behind it. */
static void print_declarator(FILE *to, const member *m)
{
    print_type(to, m);
    switch (m->shape) {
    case SHAPE_POINTER:
    case SHAPE_LIST:
    case SHAPE_STRUCT_POINTER:
        (void)fprintf(to, " *%s", member_leaf(m));
        break;
    case SHAPE_ROW:
    case SHAPE_PART:
        (void)fprintf(to, " %s[%u]", member_leaf(m), m->items);
        template_print(to, m, m->form->suffix, "", "");
        break;
    case SHAPE_PLAIN:
    case SHAPE_STRUCT:
    case SHAPE_COMPUTED:
    case SHAPE_READONLY:
    case SHAPE_VERSION:
    case SHAPE_WRAPPED:
        print_name(to, m->shape == SHAPE_WRAPPED ? "value" : member_leaf(m));
        template_print(to, m, m->form->suffix, "", "");
        break;
    }
}

static void print_companions(FILE *to, const member *m)
{
    if (m->form->companion != NULL) {
        (void)fputs("    ", to);
        template_print(to, m, m->form->companion, "", "");
        (void)fputs(";\n", to);
    }
    if (m->counter == NULL && (m->shape == SHAPE_LIST || m->shape == SHAPE_PART)) {
        (void)fprintf(to, "    %s %s_items;\n", m->items % 2 == 0 ? "size_t" : "uint8_t",
                      member_leaf(m));
    }
    if (m->nulls == NULLS_FLAG) {
        static const char *const flags[] = { "bool %s_null", "int %s_null", "bool %s_null : 1",
                                             "uint8_t %s_null" };
        (void)fputs("    ", to);
        (void)fprintf(to, flags[m->items % 4], member_leaf(m));
        (void)fputs(";\n", to);
    }
}

/* Up to its annotation. */
static void print_declaration(FILE *to, const member *m)
{
    (void)fputs(m->shape == SHAPE_WRAPPED ? "    struct { " : "    ", to);
    print_declarator(to, m);
    if (m->shape == SHAPE_WRAPPED) {
        (void)fprintf(to, "; } %s", member_leaf(m));
    }
}

static void print_member(FILE *to, const record *r, const member *m)
{
    print_declaration(to, m);
    if (!r->is_mapped) {
        (void)fprintf(to, " ORM_COLUMN(%s)", m->arguments);
    }
    (void)fputs(";\n", to);
    print_companions(to, m);
}

/* ---- links ---- */

static bool has_short_key(const record *r)
{
    return r->key_count == 1 && (r->members[r->key[0]].form->traits & FORM_BITS) == 0;
}

/* A table between this one, of an even number, and the next. */
static bool has_link(const model *m, unsigned table)
{
    return table + 1 < m->table_count && has_short_key(&m->tables[table]) &&
           has_short_key(&m->tables[table + 1]);
}

static void print_link_key(FILE *to, const record *target, const char *name)
{
    const member *key = &target->members[target->key[0]];
    member side = *key;
    (void)snprintf(side.name, sizeof side.name, "%s", name);
    print_declaration(to, &side);
    (void)fprintf(to, " ORM_COLUMN(primary_key, references = %s.%s%s", target->name, key->name,
                  key->form->arguments[0] == '\0' ? "" : ", ");
    template_print(to, &side, key->form->arguments, "", "");
    (void)fputs(");\n", to);
    print_companions(to, &side);
}

static void print_link(FILE *to, const model *m, unsigned table)
{
    (void)fprintf(to, "struct ORM_TABLE() link_%u {\n", table);
    print_link_key(to, &m->tables[table], "here");
    print_link_key(to, &m->tables[table + 1], "there");
    (void)fputs("};\n\n", to);
}

static void print_linked(FILE *to, const model *m, const record *r)
{
    unsigned number = (unsigned)(r - m->tables);
    unsigned first = number - number % 2;
    if (has_link(m, first)) {
        (void)fprintf(to, "    struct %s **linked ORM_MANY_TO_MANY(link_%u, ",
                      m->tables[number == first ? first + 1 : first].tag, first);
        if (first % 4 == 0) {
            (void)fprintf(to, "%s(here), ", number == first ? "from" : "to");
        }
        (void)fputs("count = linked_n);\n    uint16_t linked_n;\n", to);
    }
}

/* ---- relations ---- */

static const record *target_of(const record *r)
{
    const record *target = NULL;
    for (unsigned i = 0; i < r->count; i++) {
        target = r->members[i].target == NULL ? target : r->members[i].target;
    }
    return target;
}

/* The columns that hold the key of another row. */
static void print_columns(FILE *to, const record *r, const char *before)
{
    const char *separator = "";
    for (unsigned i = 0; i < r->count; i++) {
        if (r->members[i].target != NULL) {
            (void)fprintf(to, "%s%s%s", separator, before, r->members[i].name);
            separator = ", ";
        }
    }
}

static bool is_one_to_one(const record *r)
{
    bool is_one = false;
    for (unsigned i = 0; i < r->count; i++) {
        is_one |= r->members[i].target != NULL && r->members[i].is_unique;
    }
    return is_one;
}

/* The rows of another table that lead to this one. */
static void print_rows_of(FILE *to, const record *other)
{
    char before[sizeof other->name + 1];
    bool is_one = is_one_to_one(other);
    (void)snprintf(before, sizeof before, "%s.", other->name);
    (void)fprintf(to, "    struct %s %srows_%s %s(", other->tag, is_one ? "*" : "**", other->tag,
                  is_one ? "ORM_HAS_ONE" : "ORM_HAS_MANY");
    print_columns(to, other, before);
    if (is_one) {
        (void)fputs(");\n", to);
    } else {
        (void)fprintf(to, ", count = count_%s);\n    size_t count_%s;\n", other->tag, other->tag);
    }
}

static void print_relations(FILE *to, const model *m, const record *r)
{
    const record *target = target_of(r);
    if (target != NULL) {
        (void)fprintf(to, "    struct %s *owner ORM_BELONGS_TO(", target->tag);
        print_columns(to, r, "");
        (void)fputs(");\n", to);
    }
    for (unsigned i = 0; i < m->table_count; i++) {
        if (target_of(&m->tables[i]) == r) {
            print_rows_of(to, &m->tables[i]);
        }
    }
    print_linked(to, m, r);
}

/* ---- structs ---- */

static void print_members(FILE *to, const record *r)
{
    bool is_inside = false;
    for (unsigned i = 0; i < r->count; i++) {
        bool was_inside = is_inside;
        is_inside = member_leaf(&r->members[i]) != r->members[i].name;
        if (is_inside && !was_inside) {
            (void)fputs("    struct {\n", to);
        } else if (was_inside && !is_inside) {
            (void)fprintf(to, "    } base%s;\n", r->is_mapped ? "" : " ORM_COLUMN(prefix = \"\")");
        }
        print_member(to, r, &r->members[i]);
    }
}

static void print_mapping(FILE *to, const record *r)
{
    bool is_named = strncmp(r->arguments, "name =", 6) == 0;
    (void)fprintf(to, "ORM_MAP(%s, struct %s, %s%s)\n{\n", r->tag, r->tag,
                  is_named ? "" : "name = ", r->arguments);
    for (unsigned i = 0; i < r->count; i++) {
        const member *m = &r->members[i];
        (void)fprintf(to, "    ORM_MEMBER(%s%s%s);\n", m->name, m->arguments[0] == '\0' ? "" : ", ",
                      m->arguments);
    }
    (void)fputs("}\n\n", to);
}

static void print_table(FILE *to, const model *m, const record *r)
{
    if (r->is_mapped) {
        (void)fprintf(to, "struct %s {\n", r->tag);
        print_members(to, r);
        (void)fputs("};\n\n", to);
        print_mapping(to, r);
    } else {
        (void)fprintf(to, "struct ORM_TABLE(%s) %s {\n", r->arguments, r->tag);
        print_members(to, r);
        print_relations(to, m, r);
        (void)fputs("};\n\n", to);
    }
}

void header_print(FILE *to, const model *m)
{
    (void)fputs(
        "#ifndef FUZZ_H\n#define FUZZ_H\n#include \"types.h\"\n#include <stdbool.h>\n"
        "#include <stddef.h>\n#include <stdint.h>\n#include <sys/time.h>\n#include <time.h>\n\n",
        to);
    for (unsigned i = 0; i < ENUM_COUNT; i++) {
        print_enum(to, i);
    }
    for (unsigned i = 0; i < m->table_count; i++) {
        (void)fprintf(to, "struct %s;\n", m->tables[i].tag);
    }
    for (unsigned i = 0; i < VALUE_COUNT; i++) {
        if (!m->values[i].is_used) { /* annotations that serve nothing are refused */
            continue;
        }
        (void)fprintf(to, "\nstruct %s {\n", m->values[i].tag);
        print_members(to, &m->values[i]);
        (void)fputs("};\n", to);
    }
    (void)fputs("\n", to);
    for (unsigned i = 0; i < m->table_count; i++) {
        print_table(to, m, &m->tables[i]);
        if (i % 2 == 0 && has_link(m, i)) {
            print_link(to, m, i);
        }
    }
    (void)fputs("#endif\n", to);
}
