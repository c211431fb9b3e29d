/* Rules for the symbols of the generated code: no two alike, none that is an annotated type, and none
 * that is the library's. */
#include "check/rules_taken.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "check/rules_inner.h"
#include "diag.h"
#include "model/apply.h"
#include "model/find.h"
#include "model/gather.h"
#include "model/model.h"
#include "model/symbol.h"

typedef struct symbol {
    const char *text;
    uint64_t hash;             /* of the text */
    const scan_entity *entity; /* NULL = of the target itself */
    size_t order;              /* of adding */
    bool is_made;              /* also where no other table is in the way */
} symbol;

typedef struct symbols {
    scan_context *context;
    symbol *items;
    size_t count;
} symbols;

static bool is_keyed(const scan_entity *entity)
{
    return scan_find_key_size(entity) > 0;
}

static bool is_generated(const scan_entity *entity)
{
    bool is = false;
    for (uint16_t i = 0; !is && i < entity->field_count; i++) {
        is = entity->fields[i].generated;
    }
    return is;
}

static bool is_related(const scan_entity *entity)
{
    return entity->relation_count > 0;
}

/* By a member, or by a list of the table. */
static bool has_key(const scan_entity *entity, bool unique)
{
    bool has = false;
    for (uint16_t i = 0; !has && i < entity->field_count; i++) {
        has = unique ? entity->fields[i].unique : entity->fields[i].index;
    }
    for (uint16_t i = 0; !has && i < entity->key_count; i++) {
        /* one on some of the rows is an index */
        has = unique ? entity->keys[i].unique : !entity->keys[i].unique || entity->keys[i].where;
    }
    return has;
}

static bool is_unique(const scan_entity *entity)
{
    return has_key(entity, true);
}

static bool is_indexed(const scan_entity *entity)
{
    return has_key(entity, false);
}

static bool is_referring(const scan_entity *entity)
{
    bool is = entity->reference_count > 0;
    for (uint16_t i = 0; !is && i < entity->field_count; i++) {
        is = entity->fields[i].reference != NULL;
    }
    return is;
}

static bool is_grouped(const scan_entity *entity)
{
    return entity->group_count > 0;
}

static bool is_checked(const scan_entity *entity)
{
    return entity->check_count > 0;
}

static bool has_statements(const scan_entity *entity)
{
    return entity->statement_count > 0;
}

/* What is behind the prefix; find_by_... follows from the unique keys. No two tables share any; what is made is
 * not there otherwise. */
static const struct {
    const char *text;
    bool (*is_made)(const scan_entity *entity); /* NULL = always */
} suffixes[] = {
    { "_", NULL },
    { "_entity", NULL },
    { "_fields", NULL },
    { "_uniques", is_unique },
    { "_groups", is_grouped },
    { "_indexes", is_indexed },
    { "_path", NULL },
    { "_foreign_keys", is_referring },
    { "_insert", NULL },
    { "_find", is_keyed },
    { "_update", is_keyed },
    { "_insert_with_key", is_generated },
    { "_delete", is_keyed },
    { "_select", NULL },
    { "_count", NULL },
    { "_delete_key", is_keyed },
    { "_next", NULL },
    { "_checks", is_checked },
    { "_statements", has_statements },
    { "_relations", is_related },
};
enum { SUFFIXES = sizeof suffixes / sizeof *suffixes };

/* NULL: no memory, and the diag knows. */
static const char *join(scan_context *context, const char *prefix, const char *suffix)
{
    size_t prefix_size = strlen(prefix), suffix_size = strlen(suffix);
    char *text = orm_arena_alloc(context->arena, prefix_size + suffix_size + 1);
    if (text == NULL) {
        scan_diag_no_memory(context->diag);
        return NULL;
    }
    memcpy(text, prefix, prefix_size);
    memcpy(text + prefix_size, suffix, suffix_size);
    text[prefix_size + suffix_size] = '\0';
    return text;
}

static void add(symbols *all, const scan_entity *entity, const char *prefix, const char *suffix)
{
    const char *text = join(all->context, prefix, suffix);
    if (text == NULL) {
        return;
    }
    all->items[all->count] = (symbol){ .text = text,
                                       .hash = scan_declared_hash(text),
                                       .entity = entity,
                                       .order = all->count,
                                       .is_made = true };
    all->count++;
}

/* The type's name, which the symbols share a space with unless it is a tag. One that is mapped twice
 * is one type. */
static void add_type(symbols *all, const scan_entity *entity)
{
    bool is_there = strchr(entity->c_type, ' ') != NULL;
    for (size_t i = 0; !is_there && i < all->count; i++) {
        const symbol *other = &all->items[i];
        is_there = other->entity != NULL && strcmp(other->entity->c_type, entity->c_type) == 0 &&
                   strcmp(other->text, entity->c_type) == 0;
    }
    if (!is_there) {
        add(all, entity, entity->c_type, "");
    }
}

/* PREFIX_find_by_A_and_B. */
static void add_find_by(symbols *all, const scan_entity *entity, const scan_gathered *unique)
{
    orm_buffer name;
    scan_diag_buffer_init(all->context->diag, &name);
    for (uint16_t i = 0; i < unique->field_count; i++) {
        orm__buffer_text(&name, i == 0 ? "_find_by_" : "_and_");
        scan_symbol_append(&name, entity->fields[unique->fields[i]].member);
    }
    const char *suffix = orm__buffer_string(&name);
    if (suffix == NULL) {
        scan_diag_no_memory(all->context->diag);
    } else {
        add(all, entity, entity->name, suffix);
    }
    orm__buffer_fini(&name);
}

/* The same members as one before it: reported elsewhere. */
static bool is_repeated(const scan_gathered *uniques, uint16_t index)
{
    const scan_gathered *own = &uniques[index];
    bool found = false;
    for (uint16_t i = 0; !found && i < index; i++) {
        found = uniques[i].field_count == own->field_count &&
                memcmp(uniques[i].fields, own->fields, own->field_count * sizeof *own->fields) == 0;
    }
    return found;
}

static void add_uniques(symbols *all, const scan_entity *entity)
{
    uint16_t count = 0;
    const scan_gathered *uniques = scan_gather_uniques(entity, all->context->arena, &count);
    if (uniques == NULL) {
        scan_diag_no_memory(all->context->diag);
        return;
    }
    for (uint16_t i = 0; i < count; i++) {
        if (!is_repeated(uniques, i)) {
            add_find_by(all, entity, &uniques[i]);
        }
    }
}

static void add_entity(symbols *all, const scan_entity *entity)
{
    for (size_t i = 0; i < SUFFIXES; i++) {
        size_t index = all->count;
        add(all, entity, entity->name, suffixes[i].text);
        bool is_made = suffixes[i].is_made == NULL || suffixes[i].is_made(entity);
        all->items[index].is_made = is_made;
    }
    add_type(all, entity);
    add_uniques(all, entity);
}

static int compare_orders(const symbol *a, const symbol *b)
{
    return a->order < b->order ? -1 : a->order > b->order;
}

static int compare(const void *left, const void *right)
{
    const symbol *a = left, *b = right;
    int order = scan_declared_compare(a->hash, a->text, b->hash, b->text);
    return order != 0 ? order : compare_orders(a, b);
}

static int compare_texts(const void *left, const void *right)
{
    const symbol *a = left, *b = right;
    int order = strcmp(a->text, b->text);
    return order != 0 ? order : compare_orders(a, b);
}

scan_place scan_check_prefix_place(const scan_entity *entity)
{
    const scan_argument *prefix = scan_argument_find(&entity->annotation, "prefix");
    return prefix == NULL ? entity->place : scan_argument_place_of(&entity->annotation, "prefix");
}

const char *scan_check_other_prefix(const scan_entity *entity)
{
    bool has = scan_argument_find(&entity->annotation, "prefix") != NULL;
    return entity->is_mapped ? "choose another alias"
           : has             ? "choose another prefix = name"
                             : "add prefix = name";
}

static void report_twins(const symbols *all, const symbol *a, const symbol *b)
{
    const scan_entity *entity = b->entity == NULL ? a->entity : b->entity;
    const char *instead = a->entity == b->entity ? "rename a member of the two unique keys"
                          : entity->is_mapped    ? "choose another alias"
                                                 : "choose another prefix = name";
    scan_diag_error(all->context->diag, scan_check_prefix_place(entity),
                    "the generated name '%s' would exist twice; %s", a->text, instead);
}

/* A prefix that is taken has been reported: its symbols are not. */
static bool has_same_prefix(const symbol *a, const symbol *b)
{
    return a->entity != NULL && b->entity != NULL && a->entity != b->entity &&
           strcmp(a->entity->name, b->entity->name) == 0;
}

static bool are_twins(const symbol *a, const symbol *b)
{
    return a->hash == b->hash && strcmp(a->text, b->text) == 0 && !has_same_prefix(a, b);
}

/* Told in the order of the names, which is rarely needed. */
static void check_twins(symbols *all)
{
    bool are_there = false;
    for (size_t i = 1; i < all->count; i++) {
        are_there = are_there || are_twins(&all->items[i - 1], &all->items[i]);
    }
    if (are_there) {
        qsort(all->items, all->count, sizeof *all->items, compare_texts);
    }
    for (size_t i = 1; are_there && i < all->count; i++) {
        if (are_twins(&all->items[i - 1], &all->items[i])) {
            report_twins(all, &all->items[i - 1], &all->items[i]);
        }
    }
}

static void check_prefixes(scan_context *context, const scan_model *model, uint16_t index)
{
    const scan_entity *entity = model->entities[index];
    for (uint16_t i = 0; i < index; i++) {
        const scan_entity *other = model->entities[i];
        if (strcmp(entity->name, other->name) == 0) {
            scan_diag_error(context->diag, scan_check_prefix_place(entity),
                            "the prefix '%s' is taken by %s; %s", entity->name, other->c_type,
                            scan_check_other_prefix(entity));
            scan_diag_note(context->diag, scan_check_prefix_place(other), "%s is here",
                           other->c_type);
            return;
        }
    }
}

/* struct x_columns is generated for the prefix x. */
static void check_tag(scan_context *context, const scan_model *model, const scan_entity *entity)
{
    size_t size = strlen(entity->name);
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const char *type = model->entities[i]->c_type;
        const char *tag = strncmp(type, "struct ", 7) == 0 ? type + 7 : "";
        if (strncmp(tag, entity->name, size) == 0 && strcmp(tag + size, "_columns") == 0) {
            scan_diag_error(context->diag, scan_check_prefix_place(entity),
                            "%s would be generated, but it exists; %s", type,
                            scan_check_other_prefix(entity));
        }
    }
}

/* The library's own names are orm_<noun>: orm_entity, orm_find. */
static void check_library(scan_context *context, const scan_entity *entity)
{
    if (strcmp(entity->name, "orm") == 0 || strncmp(entity->name, "orm_", 4) == 0) {
        scan_diag_error(context->diag, scan_check_prefix_place(entity),
                        "names that begin with 'orm_' are the library's, so '%s' cannot be a "
                        "prefix; %s",
                        entity->name, scan_check_other_prefix(entity));
    }
}

/* The names of the target itself: of its schema, and of the list of its entities. */
static void add_target(symbols *all, const scan_model *model)
{
    char *name = orm_arena_alloc(all->context->arena, strlen(model->name) + 2);
    if (name == NULL) {
        scan_diag_no_memory(all->context->diag);
        return;
    }
    scan_symbol_make(model->name, name);
    if (strcmp(name, "orm") == 0) {
        scan_diag_error(all->context->diag, (scan_place){ .line = 0 },
                        "'orm_schema' would be generated, but it is the library's; call the target "
                        "something else than '%s'",
                        model->name);
    }
    add(all, NULL, name, "_schema");
    add(all, NULL, name, "_entities");
}

static const scan_enum *enum_of(const scan_field *field)
{
    const scan_enum *own = field->type.enumeration;
    bool is_listed = field->representation != SCAN_AS_FLAGS;
    return !is_listed                                   ? NULL
           : own == NULL && field->type.pointee != NULL ? field->type.pointee->enumeration
                                                        : own;
}

static bool is_listed_in(const scan_entity *entity, const scan_enum *enumeration)
{
    bool is = false;
    for (uint16_t i = 0; !is && i < entity->field_count; i++) {
        is = enum_of(&entity->fields[i]) == enumeration;
    }
    return is;
}

/* Whether the enum has a list of labels in the tables. */
static bool is_listed(const scan_model *model, const scan_enum *enumeration)
{
    bool is = false;
    for (uint16_t i = 0; !is && i < model->entity_count; i++) {
        is = is_listed_in(model->entities[i], enumeration);
    }
    return is;
}

static void want_enums(scan_context *context, const scan_model *model, scan_wanted *names,
                       size_t *count)
{
    static const char *const made[] = { "_labels", "_enum" };
    for (size_t i = 0; i < 2 * (size_t)model->enum_count; i++) {
        const scan_enum *enumeration = model->enums[i / 2];
        const char *name =
            is_listed(model, enumeration) ? join(context, enumeration->name, made[i % 2]) : NULL;
        if (name != NULL) {
            names[(*count)++] = (scan_wanted){ .name = name,
                                               .hash = scan_declared_hash(name),
                                               .enumeration = enumeration };
        }
    }
}

/* struct PREFIX_columns besides: tags are a space of their own. */
static void check_taken(const symbols *all, const scan_model *model)
{
    scan_context *context = all->context;
    size_t count = 0, most = all->count + model->entity_count + 2 * (size_t)model->enum_count +
                             scan_check_inner_most(model);
    scan_wanted *names = orm__arena_zeroed(context->arena, most, sizeof *names);
    for (size_t i = 0; names != NULL && i < all->count; i++) {
        const symbol *one = &all->items[i];
        bool is_type = one->entity != NULL && strcmp(one->text, one->entity->c_type) == 0;
        if (one->is_made && !is_type &&
            (count == 0 || strcmp(names[count - 1].name, one->text) != 0)) {
            names[count++] =
                (scan_wanted){ .name = one->text, .hash = one->hash, .entity = one->entity };
        }
    }
    for (uint16_t i = 0; names != NULL && i < model->entity_count; i++) {
        const scan_entity *entity = model->entities[i];
        const char *tag = join(context, entity->name, "_columns");
        if (tag != NULL) {
            names[count++] = (scan_wanted){
                .name = tag, .hash = scan_declared_hash(tag), .entity = entity, .is_tag = true
            };
        }
    }
    if (names == NULL) {
        scan_diag_no_memory(context->diag);
        return;
    }
    want_enums(context, model, names, &count);
    scan_check_taken(context, model, names, count);
}

void scan_check_symbols(scan_context *context, const scan_model *model)
{
    symbols all = { .context = context };
    size_t most = 2;
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const scan_entity *entity = model->entities[i];
        most += SUFFIXES + 1 + (size_t)entity->field_count + entity->key_count;
    }
    all.items = orm__arena_zeroed(context->arena, most, sizeof *all.items);
    if (all.items == NULL) {
        scan_diag_no_memory(context->diag);
        return;
    }
    add_target(&all, model);
    for (uint16_t i = 0; i < model->entity_count; i++) {
        check_library(context, model->entities[i]);
        check_prefixes(context, model, i);
        scan_check_handles(context, model->entities[i]);
        check_tag(context, model, model->entities[i]);
        add_entity(&all, model->entities[i]);
    }
    qsort(all.items, all.count, sizeof *all.items, compare);
    check_twins(&all);
    check_taken(&all, model);
}
