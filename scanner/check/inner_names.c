/* Owns the set of the names that stand inside of the generated code: each that check/uses tells,
 * once. */
#include "check/inner_names.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "check/uses.h"
#include "diag.h"

/* Each name once: half of the slots, a power of two of them, are free. */
typedef struct name_set {
    scan_context *context;
    scan_wanted *slots; /* .name NULL = free */
    size_t size, count;
    bool is_good;
} name_set;

enum { FIRST_SIZE = 256 };

static scan_wanted *find_slot(const name_set *set, const scan_use *use, uint64_t hash)
{
    size_t i = (size_t)hash & (set->size - 1);
    for (; set->slots[i].name != NULL; i = (i + 1) & (set->size - 1)) {
        const scan_wanted *slot = &set->slots[i];
        if (slot->hash == hash && strncmp(slot->name, use->name, use->size) == 0 &&
            slot->name[use->size] == '\0') {
            break;
        }
    }
    return &set->slots[i];
}

static bool resize(name_set *set, size_t size)
{
    name_set larger = { .size = size, .count = set->count };
    larger.slots = orm__arena_zeroed(set->context->arena, size, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < set->size; i++) {
        const scan_wanted *name = &set->slots[i];
        if (name->name != NULL) {
            const scan_use use = { .name = name->name, .size = strlen(name->name) };
            *find_slot(&larger, &use, name->hash) = *name;
        }
    }
    set->slots = larger.slots;
    set->size = size;
    return true;
}

static void add_use(void *ctx, const scan_use *use)
{
    name_set *set = ctx;
    if (set->count >= set->size / 2) {
        set->is_good = set->is_good && resize(set, set->size == 0 ? FIRST_SIZE : 2 * set->size);
    }
    if (!set->is_good) {
        return;
    }
    uint64_t hash = scan_declared_hash_of(use->name, use->size);
    scan_wanted *slot = find_slot(set, use, hash);
    if (slot->name == NULL) {
        char *name = orm_arena_alloc(set->context->arena, use->size + 1);
        set->is_good = name != NULL;
        if (name == NULL) {
            return;
        }
        memcpy(name, use->name, use->size);
        name[use->size] = '\0';
        *slot = (scan_wanted){ .name = name, .hash = hash, .is_inner = true };
        set->count++;
    }
    slot->is_called = slot->is_called || scan_uses_is_called(use);
    slot->is_parameter = slot->is_parameter || scan_uses_is_parameter(use);
}

const scan_wanted *scan_inner_names_list(scan_context *context, const scan_model *model,
                                         size_t *count_out)
{
    name_set set = { .context = context, .is_good = true };
    scan_uses_each(context, model, (scan_use_visitor){ .visit = add_use, .ctx = &set });
    if (!set.is_good) {
        scan_diag_no_memory(context->diag);
        return NULL;
    }
    size_t count = 0;
    for (size_t i = 0; i < set.size; i++) {
        if (set.slots[i].name != NULL) {
            set.slots[count++] = set.slots[i];
        }
    }
    *count_out = count;
    return set.slots;
}
