/* Rules for the symbols of the generated code among themselves: no two alike, none that is an
 * annotated type, and none that is the library's. What the headers declare is check/rules_taken's
 * business. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "annotation/argument.h"
#include "check/rules.h"
#include "check/rules_taken.h"
#include "check/symbols.h"
#include "diag.h"
#include "model/apply.h"
#include "model/model.h"

static int compare_orders(const scan_symbol *a, const scan_symbol *b)
{
    return a->order < b->order ? -1 : a->order > b->order;
}

static int compare(const void *left, const void *right)
{
    const scan_symbol *a = left, *b = right;
    int order = scan_declared_compare(a->hash, a->text, b->hash, b->text);
    return order != 0 ? order : compare_orders(a, b);
}

static int compare_texts(const void *left, const void *right)
{
    const scan_symbol *a = left, *b = right;
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

/* No prefix changes the type's name. */
static void report_type(const scan_symbols *all, const scan_symbol *type, const scan_symbol *made)
{
    const scan_entity *entity = made->entity == NULL ? type->entity : made->entity;
    scan_diag_error(all->context->diag, scan_check_prefix_place(entity),
                    "'%s' would be generated, but it is a type; %s", made->text,
                    made->entity == NULL ? "call the target something else"
                                         : scan_check_other_prefix(entity));
}

static void report_twins(const scan_symbols *all, const scan_symbol *a, const scan_symbol *b)
{
    bool is_first = scan_symbols_is_type(a);
    if (is_first || scan_symbols_is_type(b)) {
        report_type(all, is_first ? a : b, is_first ? b : a);
        return;
    }
    const scan_entity *entity = b->entity == NULL ? a->entity : b->entity;
    scan_diag_error(all->context->diag, scan_check_prefix_place(entity),
                    "the generated name '%s' would exist twice; %s", a->text,
                    a->entity == b->entity ? "rename a member of the two unique keys"
                                           : scan_check_other_prefix(entity));
}

/* A prefix that is taken has been reported: its symbols are not. */
static bool has_same_prefix(const scan_symbol *a, const scan_symbol *b)
{
    return a->entity != NULL && b->entity != NULL && a->entity != b->entity &&
           strcmp(a->entity->name, b->entity->name) == 0;
}

static bool are_twins(const scan_symbol *a, const scan_symbol *b)
{
    return a->hash == b->hash && strcmp(a->text, b->text) == 0 && !has_same_prefix(a, b);
}

/* Told in the order of the names, which is rarely needed. */
static void check_twins(scan_symbols *all)
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

enum { STRUCT_SIZE = sizeof "struct " - 1 };

/* type: struct x_columns, which is generated for the prefix x. */
static void check_tag(scan_context *context, const scan_model *model, const char *type,
                      size_t prefix_size)
{
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const scan_entity *entity = model->entities[i];
        if (strlen(entity->name) == prefix_size &&
            memcmp(type + STRUCT_SIZE, entity->name, prefix_size) == 0) {
            scan_diag_error(context->diag, scan_check_prefix_place(entity),
                            "%s would be generated, but it exists; %s", type,
                            scan_check_other_prefix(entity));
        }
    }
}

static void check_tags(scan_context *context, const scan_model *model)
{
    static const char ending[] = "_columns";
    const size_t least = STRUCT_SIZE + sizeof ending - 1;
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const char *type = model->entities[i]->c_type;
        size_t size = strlen(type);
        if (size >= least && strncmp(type, "struct ", STRUCT_SIZE) == 0 &&
            strcmp(type + size - (sizeof ending - 1), ending) == 0) {
            check_tag(context, model, type, size - least);
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

static void check_target(const scan_symbols *all, const scan_model *model)
{
    bool is_ours = false;
    for (size_t i = 0; !is_ours && i < all->count; i++) {
        is_ours = all->items[i].entity == NULL && strcmp(all->items[i].text, "orm_schema") == 0;
    }
    if (is_ours) {
        scan_diag_error(all->context->diag, (scan_place){ .line = 0 },
                        "'orm_schema' would be generated, but it is the library's; call the target "
                        "something else than '%s'",
                        model->name);
    }
}

void scan_check_symbols(scan_context *context, const scan_model *model)
{
    scan_symbols all = { .context = context };
    if (!scan_symbols_list(&all, model)) {
        return;
    }
    check_target(&all, model);
    for (uint16_t i = 0; i < model->entity_count; i++) {
        check_library(context, model->entities[i]);
        check_prefixes(context, model, i);
        scan_check_handles(context, model->entities[i]);
    }
    check_tags(context, model);
    qsort(all.items, all.count, sizeof *all.items, compare);
    check_twins(&all);
    scan_check_taken(&all, model);
}
