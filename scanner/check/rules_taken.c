/* The rule that the headers themselves do not declare what would be generated. */
#include "check/rules_taken.h"

#include <stdlib.h>
#include <string.h>

#include "check/rules_inner.h"
#include "diag.h"
#include "model/apply.h"

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

void scan_check_taken(scan_context *context, const scan_model *model, scan_wanted *names,
                      size_t count)
{
    if (context->declared.find == NULL) {
        return;
    }
    scan_check_inner_add(context, model, names, &count);
    qsort(names, count, sizeof *names, compare);
    count = drop_repeated(names, count);
    context->declared.find(context->declared.ctx, names, count);
    size_t taken = gather_taken(names, count);
    for (size_t i = 0; i < taken; i++) {
        if (names[i].is_inner) {
            scan_check_inner_report(context, &names[i]);
        } else if (!is_of_table(model, &names[i])) {
            report(context, &names[i]);
        }
    }
}
