/* Owns the choice of structs and of what tables say of themselves. */
#include "model.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choose.h"

void text_add(char *text, size_t size, const char *format, ...)
{
    size_t used = strlen(text);
    va_list values;
    va_start(values, format);
    int more = vsnprintf(text + used, size - used, format, values);
    va_end(values);
    if (more < 0 || (size_t)more >= size - used) {
        (void)fprintf(stderr, "no room for %s\n", format);
        exit(2);
    }
}

const char *member_leaf(const member *m)
{
    const char *point = strchr(m->name, '.');
    return point == NULL ? m->name : point + 1;
}

#define ADD(r, ...) text_add((r)->arguments, sizeof(r)->arguments, __VA_ARGS__)

static void make_value(model *m, dice *d, unsigned number)
{
    record *r = &m->values[number];
    text_add(r->tag, sizeof r->tag, "s%u", number);
    member *first = choose_named(r, d, &form_plain); /* shows that there is a struct */
    first->shape = SHAPE_PLAIN;
    unsigned count = 1 + dice_below(d, 4);
    while (r->count <= count) {
        choose_column(r, d);
    }
    if (number > 0 && dice_one_in(d, 2)) {
        choose_struct(r, d, &m->values[dice_below(d, number)]);
    }
}

static void make_unmarked(record *r, dice *d)
{
    text_add(r->tag, sizeof r->tag, "raw");
    r->is_unmarked = true;
    (void)snprintf(choose_named(r, d, &form_plain)->name, sizeof r->members[0].name, "a");
    (void)snprintf(choose_named(r, d, &form_double)->name, sizeof r->members[0].name, "b");
}

static void make_key(record *r, dice *d)
{
    unsigned parts = dice_one_in(d, 4) ? 2 + dice_below(d, MAX_KEY - 1) : 1;
    r->has_identity = parts == 1 && !dice_one_in(d, 4);
    while (r->key_count < parts) {
        r->key[r->key_count++] = r->count;
        choose_key(r, d, parts == 1);
    }
}

/* All parts of the key of a table that was made before. */
static void add_reference(record *r, dice *d, record *target)
{
    unsigned first = r->count;
    for (unsigned i = 0; i < target->key_count; i++) {
        if ((target->members[target->key[i]].form->traits & FORM_BITS) != 0) {
            return;
        }
    }
    for (unsigned i = 0; i < target->key_count; i++) {
        choose_reference(r, d, target, &target->members[target->key[i]]);
    }
    if (target->key_count > 1) {
        ADD(r, ", foreign_key(");
        for (unsigned i = 0; i < target->key_count; i++) {
            ADD(r, "%s, ", r->members[first + i].name);
        }
        ADD(r, "references = %s(", target->name);
        for (unsigned i = 0; i < target->key_count; i++) {
            ADD(r, "%s%s", i == 0 ? "" : ", ", target->members[target->key[i]].name);
        }
        ADD(r, ")%s)", dice_one_in(d, 2) ? ", on_delete = cascade" : "");
    }
}

/* To a row of the same table. */
static void add_own_reference(record *r, dice *d)
{
    const member *key = &r->members[r->key[0]];
    if ((key->form->traits & FORM_BITS) == 0 &&
        (key->form->traits & (FORM_POINTER | FORM_FLAGGED)) != 0) {
        choose_reference(r, d, r, key);
    }
}

static const member *plain_member(record *r, dice *d)
{
    member *plain = choose_named(r, d, &form_plain);
    plain->shape = SHAPE_PLAIN;
    return plain;
}

static void add_table_facts(record *r, dice *d, const member *plain, unsigned number)
{
    if (dice_one_in(d, 4)) {
        ADD(r, ", check = \"{%s} IS NOT NULL AND '{{' <> '}}'\"", plain->name);
    }
    if (dice_one_in(d, 3)) {
        ADD(r, ", index(%s, %s)", r->members[r->key[0]].name, plain->name);
    }
    if (dice_one_in(d, 4)) {
        ADD(r, ", unique(%s, %s, where = \"{%s} > 0\", name = \"odd name %u\")", plain->name,
            r->members[r->key[0]].name, plain->name, number);
    }
    if (dice_one_in(d, 4)) {
        static const char *const styles[] = { "as_is", "snake_case", "camelCase", "PascalCase" };
        ADD(r, ", columns = %s", styles[dice_below(d, 4)]);
    }
    if (dice_one_in(d, 5)) {
        ADD(r, ", renamed_from = \"was %u\"", number);
    }
    if (dice_one_in(d, 8)) {
        ADD(r,
            ", sqlite_ddl = \"CREATE VIEW \\\"view %u\\\" AS SELECT '{{' AS {%s}\""
            ", postgresql_ddl = \"SELECT 1 AS {%s}\"",
            number, plain->name, plain->name);
    }
}

static void name_table(record *r, dice *d, unsigned number)
{
    switch (dice_below(d, 5)) {
    case 0:
        ADD(r, "\"Odd \\\"name\\\" %u\"", number);
        break;
    case 1:
        ADD(r, "name = table_%u, %s_name = \"select %u\"", number,
            dice_one_in(d, 2) ? "postgresql" : "sqlite", number);
        break;
    case 2:
        ADD(r, "%s, schema = fuzz_%u", r->tag, number % 3);
        break;
    default:
        ADD(r, "%s", r->tag);
        break;
    }
}

static void make_table(model *m, dice *d, unsigned number)
{
    record *r = &m->tables[number];
    text_add(r->tag, sizeof r->tag, "t%u", number);
    r->is_mapped = dice_one_in(d, 5);
    name_table(r, d, number);
    bool has_prefix = !r->is_mapped && dice_one_in(d, 6);
    text_add(r->name, sizeof r->name, has_prefix ? "table_%u" : "t%u", number);
    if (has_prefix) {
        ADD(r, ", prefix = %s", r->name);
    }
    r->is_in_base = dice_one_in(d, 5);
    make_key(r, d);
    const member *plain = plain_member(r, d);
    r->is_in_base = false;
    add_table_facts(r, d, plain, number);
    choose_special(r, d, plain);
    unsigned count = r->count + 3 + dice_below(d, 6);
    while (r->count < count) {
        choose_column(r, d);
    }
    if (!r->is_mapped && dice_one_in(d, 2)) {
        choose_struct(r, d, &m->values[dice_below(d, VALUE_COUNT)]);
    }
    if (!r->is_mapped && dice_one_in(d, 5)) {
        choose_struct(r, d, &m->unmarked);
    }
    if (dice_one_in(d, 6)) {
        choose_outside(r, d);
    }
    if (number > 0 && dice_one_in(d, 2)) {
        add_reference(r, d, &m->tables[dice_below(d, number)]);
    } else if (r->key_count == 1 && dice_one_in(d, 6)) {
        add_own_reference(r, d);
    }
}

static void mark_used(const record *r)
{
    for (unsigned i = 0; i < r->count; i++) {
        if (r->members[i].value != NULL) {
            r->members[i].value->is_used = true;
            mark_used(r->members[i].value);
        }
    }
}

void model_make(model *m, uint64_t seed, unsigned table_count)
{
    dice d = { seed };
    memset(m, 0, sizeof *m);
    m->table_count = table_count < MAX_TABLES ? table_count : MAX_TABLES;
    make_unmarked(&m->unmarked, &d);
    for (unsigned i = 0; i < VALUE_COUNT; i++) {
        make_value(m, &d, i);
    }
    for (unsigned i = 0; i < m->table_count; i++) {
        make_table(m, &d, i);
        mark_used(&m->tables[i]);
    }
}
