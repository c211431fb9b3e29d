/* Which of the names of the generated code the headers have: the rule that they declare none of
 * what would be generated, and have no macro of such a name. What is generated is check/symbols'
 * business. */
#include "check/rules_taken.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "check/inner_names.h"
#include "check/rules_inner.h"
#include "diag.h"
#include "model/apply.h"
#include "model/rescope.h"

/* Of two that are alike, that of a declaration comes first. */
static int compare(const void *left, const void *right)
{
    const scan_wanted *a = left, *b = right;
    int order = scan_declared_compare(a->hash, a->name, b->hash, b->name);
    return order != 0 ? order : a->is_inner - b->is_inner;
}

static int compare_names(const void *left, const void *right)
{
    const scan_wanted *a = left, *b = right;
    return strcmp(a->name, b->name);
}

/* Those that are taken come first, in the order of their names. */
static size_t gather_taken(scan_wanted *names, size_t count)
{
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        if (names[i].is_taken) {
            names[taken++] = names[i];
        }
    }
    qsort(names, taken, sizeof *names, compare_names);
    return taken;
}

static size_t drop_repeated(scan_wanted *names, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_repeated =
            kept > 0 && names[i].is_inner && strcmp(names[kept - 1].name, names[i].name) == 0;
        if (!is_repeated) {
            names[kept++] = names[i];
        }
    }
    return kept;
}

/* An annotated type of this name is told otherwise. */
static bool is_of_table(const scan_model *model, const scan_wanted *name)
{
    bool is = false;
    for (uint16_t i = 0; !is && i < model->entity_count; i++) {
        const char *type = model->entities[i]->c_type;
        const char *tag = strncmp(type, "struct ", 7) == 0 ? type + 7 : NULL;
        is = strcmp(name->is_tag && tag != NULL ? tag : type, name->name) == 0;
    }
    return is;
}

static void report(scan_context *context, const scan_wanted *name)
{
    const scan_entity *entity = name->entity;
    const char *kind = name->is_tag ? "struct " : "";
    if (name->enumeration != NULL) {
        scan_diag_error(context->diag, name->place,
                        "'%s' would be generated for the enum '%s', but it exists; give it another "
                        "name",
                        name->name, name->enumeration->name);
        return;
    }
    if (entity == NULL) {
        scan_diag_error(context->diag, name->place,
                        "'%s' would be generated, but it exists; give it another name, or the "
                        "target",
                        name->name);
        return;
    }
    scan_diag_error(context->diag, scan_check_prefix_place(entity),
                    "'%s%s' would be generated, but it exists; %s", kind, name->name,
                    scan_check_other_prefix(entity));
    scan_diag_note(context->diag, name->place, "'%s%s' is here", kind, name->name);
}

/* ---- all names ---- */

typedef struct wanted_list {
    scan_wanted *names;
    size_t count;
} wanted_list;

static void want(wanted_list *list, const scan_wanted *name)
{
    if (name->name != NULL) {
        list->names[list->count] = *name;
        list->names[list->count++].hash = scan_declared_hash(name->name);
    }
}

static void want_symbols(wanted_list *list, const scan_symbols *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const scan_symbol *one = &all->items[i];
        bool is_known =
            list->count > 0 && strcmp(list->names[list->count - 1].name, one->text) == 0;
        if (one->is_made && !scan_symbols_is_type(one) && !is_known) {
            list->names[list->count++] =
                (scan_wanted){ .name = one->text, .hash = one->hash, .entity = one->entity };
        }
    }
}

/* struct PREFIX_columns: tags are a space of their own. */
static void want_tags(wanted_list *list, scan_context *context, const scan_model *model)
{
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const scan_entity *entity = model->entities[i];
        const char *name = scan_rescope_prefix(context, entity->name, "_columns");
        want(list, &(scan_wanted){ .name = name, .entity = entity, .is_tag = true });
    }
}

/* NAME_labels, and NAME_enum of it. */
static void want_enums(wanted_list *list, scan_context *context, const scan_model *model)
{
    for (uint16_t i = 0; i < model->enum_count; i++) {
        const scan_enum *of = model->enums[i];
        const char *labels = scan_rescope_prefix(context, of->name, "_labels");
        const char *all = scan_rescope_prefix(context, of->name, "_enum");
        want(list, &(scan_wanted){ .name = labels, .enumeration = of });
        want(list, &(scan_wanted){ .name = all, .enumeration = of });
    }
}

static wanted_list list_all(const scan_symbols *all, const scan_model *model)
{
    scan_context *context = all->context;
    size_t inner_count = 0;
    const scan_wanted *inner = scan_inner_names_list(context, model, &inner_count);
    size_t most = all->count + model->entity_count + 2 * (size_t)model->enum_count + inner_count;
    wanted_list list = { .names = orm_arena_alloc(context->arena, most * sizeof *list.names) };
    if (inner == NULL) {
        return (wanted_list){ .names = NULL };
    }
    if (list.names == NULL) {
        scan_diag_no_memory(context->diag);
        return list;
    }
    want_symbols(&list, all);
    want_tags(&list, context, model);
    want_enums(&list, context, model);
    memcpy(&list.names[list.count], inner, inner_count * sizeof *inner);
    list.count += inner_count;
    return list;
}

static bool has_hidden(const wanted_list *list)
{
    bool has = false;
    for (size_t i = 0; !has && i < list->count; i++) {
        has = list->names[i].is_hidden;
    }
    return has;
}

void scan_check_taken(const scan_symbols *all, const scan_model *model)
{
    scan_context *context = all->context;
    if (context->declared.find == NULL) {
        return;
    }
    wanted_list list = list_all(all, model);
    if (list.names == NULL) {
        return;
    }
    qsort(list.names, list.count, sizeof *list.names, compare);
    list.count = drop_repeated(list.names, list.count);
    context->declared.find(context->declared.ctx, list.names, list.count);
    context->has_shadowed = has_hidden(&list);
    size_t taken = gather_taken(list.names, list.count);
    for (size_t i = 0; i < taken; i++) {
        if (list.names[i].is_inner) {
            scan_check_inner_report(context, model, &list.names[i]);
        } else if (!is_of_table(model, &list.names[i])) {
            report(context, &list.names[i]);
        }
    }
}
