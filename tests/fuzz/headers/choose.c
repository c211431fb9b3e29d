/* Owns the choice of members: forms, shapes, NULLs, and what annotations say of them. */
#include "choose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Behind what the annotation says already. */
#define SAY(m, ...)                                                                         \
    (text_add((m)->arguments, sizeof(m)->arguments, (m)->arguments[0] == '\0' ? "" : ", "), \
     text_add((m)->arguments, sizeof(m)->arguments, __VA_ARGS__))

static void replace(char *text, size_t size, const char *template, const member *m)
{
    for (const char *at = template; *at != '\0'; at++) {
        if (*at == '#') {
            text_add(text, size, "%u", m->size);
        } else if (*at == '@') {
            text_add(text, size, "%s", m->own);
        } else if (*at == '~') {
            text_add(text, size, "e%u", m->tag);
        } else {
            text_add(text, size, "%c", *at);
        }
    }
}

static void say_template(member *m, const char *before, const char *template)
{
    if (before[0] != '\0' || template[0] != '\0') {
        SAY(m, "%s", before);
        replace(m->arguments, sizeof m->arguments, template, m);
    }
}

member *choose_named(record *r, dice *d, const form *of)
{
    static const char *const names[] = { "m", "orderBy", "Value", "user_id", "from", "x" };
    if (r->count == MAX_MEMBERS) {
        (void)fprintf(stderr, "%s: too many members\n", r->tag);
        exit(2);
    }
    member *m = &r->members[r->count];
    m->form = of;
    m->size = of->least + dice_below(d, of->most - of->least + 1);
    m->tag = dice_below(d, ENUM_COUNT);
    m->items = 1 + dice_below(d, 4);
    (void)snprintf(m->name, sizeof m->name, "%s%s%u", r->is_in_base ? "base." : "",
                   names[dice_below(d, sizeof names / sizeof names[0])], r->count++);
    (void)snprintf(m->own, sizeof m->own, "%s", r->is_mapped ? m->name : member_leaf(m));
    say_template(m, "", of->arguments);
    return m;
}

/* ---- shapes ---- */

static shape choose_shape(const record *r, const member *m, dice *d)
{
    unsigned traits = m->form->traits;
    static const shape arrays[] = { SHAPE_LIST, SHAPE_ROW, SHAPE_PART };
    if ((traits & FORM_ITEM) != 0 && dice_one_in(d, 4)) {
        return m->form->suffix[0] != '\0' ? SHAPE_ROW : arrays[dice_below(d, 3)];
    }
    if ((traits & FORM_POINTED) != 0 && dice_one_in(d, 5)) {
        return SHAPE_POINTER;
    }
    if ((traits & (FORM_BITS | FORM_COUNTED)) == 0 && !r->is_mapped && dice_one_in(d, 6)) {
        return SHAPE_WRAPPED;
    }
    return SHAPE_PLAIN;
}

static bool is_array(const member *m)
{
    return m->shape == SHAPE_LIST || m->shape == SHAPE_ROW || m->shape == SHAPE_PART;
}

static void say_pointer(member *m, dice *d)
{
    m->can_be_null = !dice_one_in(d, 4);
    if (!m->can_be_null) {
        SAY(m, "not_null");
    }
}

static void choose_nulls(member *m, dice *d)
{
    const form *of = m->form;
    bool has_pointer = m->shape == SHAPE_POINTER || m->shape == SHAPE_LIST ||
                       ((of->traits & FORM_POINTER) != 0 && !is_array(m));
    if (has_pointer) {
        say_pointer(m, d);
    } else if (is_array(m) || (of->traits & FORM_FLAGGED) == 0) {
        m->nulls = m->shape == SHAPE_ROW && dice_one_in(d, 4) ? NULLS_FLAG : NULLS_NONE;
    } else if (of->null_if != NULL && dice_one_in(d, 5)) {
        m->nulls = NULLS_IF;
        say_template(m, "null_if = ", of->null_if);
    } else if (of->reads_as != NULL && dice_one_in(d, 6)) {
        m->nulls = NULLS_READS_AS;
        say_template(m, "null_reads_as = ", of->reads_as);
    } else if (dice_one_in(d, 5)) {
        m->nulls = NULLS_FLAG;
    }
    if (m->nulls == NULLS_FLAG) {
        SAY(m, "null_flag = %s_null", m->name);
    }
    m->can_be_null |= m->nulls == NULLS_IF || m->nulls == NULLS_FLAG;
}

/* ---- what annotations say besides ---- */

static void say_names(record *r, member *m, dice *d)
{
    unsigned number = r->count;
    switch (dice_below(d, 8)) {
    case 0:
        SAY(m, "name = \"order %u\"", number);
        break;
    case 1:
        SAY(m, "sqlite_name = \"it's %u\", postgresql_name = select_%u", number, number);
        break;
    case 2:
        SAY(m, "renamed_from = old_%u", number);
        break;
    default:
        break;
    }
}

static void say_default(member *m, dice *d)
{
    static const char *const nothing[] = { "default_sql = \"NULL\"", "sqlite_default = \"NULL\"",
                                           "postgresql_default = \"NULL\"" };
    if (m->form->standard != NULL && !is_array(m) && dice_one_in(d, 3)) {
        say_template(m, "default = ", m->form->standard);
    } else if (m->can_be_null && dice_one_in(d, 4)) {
        SAY(m, "%s", nothing[dice_below(d, 3)]);
    }
}

/* Names of indexes are those of their table: a value may be in several. */
static void say_index(const record *r, member *m, dice *d)
{
    switch (dice_below(d, r->name[0] != '\0' ? 20 : 12)) {
    case 0:
        m->is_unique = true;
        SAY(m, "unique");
        break;
    case 1:
        SAY(m, "index");
        break;
    case 12:
        SAY(m, "index = by_%s", r->tag);
        break;
    case 13:
    case 14:
    case 15:
        m->is_in_group = true;
        SAY(m, "unique = \"all of %s\"", r->tag);
        break;
    default:
        break;
    }
}

static void say_facts(const record *r, member *m, dice *d)
{
    say_default(m, d);
    if ((m->form->traits & FORM_KEY) != 0 && !is_array(m)) {
        say_index(r, m, d);
    }
    if (dice_one_in(d, 8)) {
        SAY(m, "redact");
    }
    if (dice_one_in(d, 6)) {
        SAY(m, "check = \"{%s} IS NOT NULL OR {%s} IS NULL\"", m->name, m->name);
    }
    if (dice_one_in(d, 12)) {
        SAY(m, "sqlite_type = ANY");
    }
}

/* A list that counts its own items and no others'. NULL: there is none. */
static const member *find_counter(const record *r)
{
    const member *found = NULL;
    for (unsigned i = 0; i + 1 < r->count; i++) {
        const member *m = &r->members[i];
        if (m->shape == SHAPE_LIST) {
            found = m->counter == NULL ? m : NULL;
        }
    }
    return found;
}

static void say_count(const record *r, member *m, dice *d)
{
    const member *counter = find_counter(r);
    if (m->shape == SHAPE_LIST && counter != NULL && dice_one_in(d, 2)) {
        m->counter = counter;
        m->items = counter->items;
    }
    SAY(m, "count = %s_items", m->counter == NULL ? m->name : m->counter->name);
}

/* A mapping names items of arrays, too. */
static bool can_be_item(const record *r, const member *m)
{
    return r->is_mapped && m->shape == SHAPE_PLAIN && m->nulls != NULLS_FLAG &&
           m->form->suffix[0] == '\0' && (m->form->traits & FORM_COUNTED) == 0;
}

void choose_column(record *r, dice *d)
{
    member *m = choose_named(r, d, &forms[dice_below(d, (unsigned)form_count)]);
    m->shape = choose_shape(r, m, d);
    if (is_array(m) && m->shape != SHAPE_ROW) {
        say_count(r, m, d);
    }
    choose_nulls(m, d);
    if (can_be_item(r, m) && dice_one_in(d, 3)) {
        text_add(m->name, sizeof m->name, "[%u]", m->items % 2);
        text_add(m->own, sizeof m->own, "[%u]", m->items % 2);
    }
    say_names(r, m, d);
    say_facts(r, m, d);
}

/* Which members of the struct, none of them twice; 0 = all of them. */
static void say_picked(member *m, dice *d)
{
    const record *value = m->value;
    SAY(m, "columns(%s", value->members[0].name);
    m->picked = 1;
    for (unsigned i = 1; i < value->count; i++) {
        if (value->members[i].value != NULL || dice_one_in(d, 2)) {
            continue;
        }
        m->picked |= 1U << i;
        text_add(m->arguments, sizeof m->arguments, ", %s = %s_%u", value->members[i].name, m->name,
                 i);
    }
    text_add(m->arguments, sizeof m->arguments, ")");
}

void choose_struct(record *r, dice *d, record *value)
{
    member *m = choose_named(r, d, &form_plain);
    m->shape = dice_one_in(d, 2) ? SHAPE_STRUCT : SHAPE_STRUCT_POINTER;
    m->value = value;
    m->can_be_null = m->shape == SHAPE_STRUCT_POINTER;
    switch (value->is_unmarked ? 1 : dice_below(d, 3)) {
    case 0:
        SAY(m, "prefix = p%u_", r->count);
        break;
    case 1:
        say_picked(m, d);
        break;
    default:
        break;
    }
}

/* ---- keys ---- */

static const form *draw_key_form(dice *d)
{
    const form *of = NULL;
    do {
        of = &forms[dice_below(d, (unsigned)form_count)];
    } while ((of->traits & FORM_KEY) == 0);
    return of;
}

void choose_key(record *r, dice *d, bool is_alone)
{
    const form *of = r->has_identity
                         ? &form_identities[dice_below(d, (unsigned)form_identity_count)]
                         : draw_key_form(d);
    member *m = choose_named(r, d, of);
    m->is_key = true;
    bool is_whole = (of->traits & (FORM_BITS | FORM_COUNTED)) != 0 || r->is_mapped;
    m->shape = !is_whole && !r->has_identity && dice_one_in(d, 4) ? SHAPE_WRAPPED : SHAPE_PLAIN;
    SAY(m, "primary_key%s", is_alone && !r->has_identity ? ", assigned" : "");
    if ((of->traits & FORM_POINTER) != 0) {
        SAY(m, "not_null");
    }
    say_names(r, m, d);
}

/* A row of its own table is not there yet. */
static void say_reference_nulls(member *m, dice *d, bool is_self)
{
    unsigned traits = m->form->traits;
    bool is_pointer = (traits & FORM_POINTER) != 0;
    bool is_flagged = !is_pointer && (traits & FORM_FLAGGED) != 0;
    m->can_be_null = (is_pointer || is_flagged) && (is_self || dice_one_in(d, 2));
    m->is_null_only = is_self;
    if (m->can_be_null && is_flagged) {
        m->nulls = NULLS_FLAG;
        SAY(m, "null_flag = %s_null", m->name);
    } else if (is_pointer && !m->can_be_null) {
        SAY(m, "not_null");
    }
}

void choose_reference(record *r, dice *d, const record *target, const member *key)
{
    static const char *const actions[] = { "cascade", "restrict", "no_action", "set_null" };
    member *m = choose_named(r, d, key->form);
    m->shape = key->shape;
    m->size = key->size;
    m->tag = key->tag;
    m->target = target;
    m->target_key = key;
    m->arguments[0] = '\0';
    say_template(m, "", key->form->arguments);
    if (target->key_count > 1) {
        SAY(m, (key->form->traits & FORM_POINTER) != 0 ? "not_null" : "redact");
        return;
    }
    say_reference_nulls(m, d, target == r);
    unsigned count = m->can_be_null ? 4 : 3;
    SAY(m, "references = %s.%s, on_delete = %s, on_update = %s", target->name, key->name,
        actions[dice_below(d, count)], actions[dice_below(d, count)]);
    if (dice_one_in(d, 4)) {
        m->is_unique = true;
        SAY(m, "unique");
    }
}

void choose_outside(record *r, dice *d)
{
    member *m = choose_named(r, d, &form_plain);
    m->is_outside = true;
    SAY(m, "references_table = \"outside(id)\", on_update = cascade");
}

/* ---- columns that are written for the program ---- */

void choose_special(record *r, dice *d, const member *plain)
{
    if (dice_one_in(d, 4)) {
        member *m = choose_named(r, d, &forms[3]); /* holds the double of it */
        m->shape = SHAPE_COMPUTED;
        m->target_key = plain;
        SAY(m, "computed = \"2 * CAST({%s} AS bigint) + 1\"", plain->name);
    }
    if (dice_one_in(d, 4)) {
        member *m = choose_named(r, d, &form_plain);
        m->shape = SHAPE_READONLY;
        SAY(m, "readonly, default = 42");
    }
    if (dice_one_in(d, 4)) {
        member *m = choose_named(r, d, &form_plain);
        m->shape = SHAPE_VERSION;
        SAY(m, "version");
    }
}
