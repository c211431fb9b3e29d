/* Owns the choice of the enumerations that stand in the tables: headers have others, which are met
 * on the way. */
#include "model/enum_list.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "diag.h"
#include "model/kind.h"
#include "model/model.h"

/* What columns have, each as often as there are such columns; sorted by address, only to be looked
 * up. */
typedef struct wanted {
    const scan_enum **items;
    size_t count;
} wanted;

static int compare(const void *left, const void *right)
{
    uintptr_t a = (uintptr_t)*(const scan_enum *const *)left;
    uintptr_t b = (uintptr_t)*(const scan_enum *const *)right;
    return a < b ? -1 : a > b;
}

static size_t count_columns(const scan_model *model)
{
    size_t count = 0;
    for (uint16_t i = 0; i < model->entity_count; i++) {
        for (uint16_t j = 0; j < model->entities[i]->field_count; j++) {
            count += scan_kind_has_labels(&model->entities[i]->fields[j]);
        }
    }
    return count;
}

static void want(wanted *list, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (scan_kind_has_labels(&entity->fields[i])) {
            list->items[list->count++] = entity->fields[i].type.enumeration;
        }
    }
}

void scan_enum_list_keep(scan_context *context, scan_model *model)
{
    size_t most = count_columns(model);
    wanted list = { .items = orm__arena_zeroed(context->arena, most + 1, sizeof *list.items) };
    const scan_enum **kept =
        orm__arena_zeroed(context->arena, (size_t)model->enum_count + 1, sizeof *kept);
    if (list.items == NULL || kept == NULL) {
        scan_diag_no_memory(context->diag);
        return;
    }
    for (uint16_t i = 0; i < model->entity_count; i++) {
        want(&list, model->entities[i]);
    }
    qsort(list.items, list.count, sizeof *list.items, compare);
    uint16_t count = 0;
    for (uint16_t i = 0; i < model->enum_count; i++) {
        if (bsearch(&model->enums[i], list.items, list.count, sizeof *list.items, compare)) {
            kept[count++] = model->enums[i];
        }
    }
    model->enums = kept;
    model->enum_count = count;
}
