/* Rules for the lists of ORM_TABLE: what they lead to, and that no two are the same. */
#include "check/rules_table.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "diag.h"
#include "model/gather.h"
#include "model/model.h"

static scan_place place_of_list(const scan_table_subject *s, const scan_argument *list)
{
    return scan_argument_key_place(&s->entity->annotation, list);
}

/* Where an item of a list says its value; without it the list. */
static scan_place place_of_item(const scan_table_subject *s, const scan_argument *list,
                                const char *key)
{
    const scan_annotation items = { .place = place_of_list(s, list),
                                    .arguments = list->arguments,
                                    .argument_count = list->argument_count };
    return scan_argument_place_of(&items, key);
}

/* ---- labels ---- */

static void check_labels(const scan_table_subject *s, const scan_argument *list,
                         const uint16_t *fields, uint16_t count)
{
    for (uint16_t i = 0; i < count; i++) {
        const scan_field *field = &s->entity->fields[fields[i]];
        scan_check_labels(s->context, field, place_of_item(s, list, field->member));
    }
}

/* ---- two that are the same ---- */

/* What makes the derived name of a key or an index. */
typedef struct derived {
    const char *what;
    bool is_constraint; /* one on the same columns is one too many, whatever it is called */
    const char *name;   /* the given one; NULL = derived */
    const uint16_t *fields;
    uint16_t field_count;
    const scan_argument *list; /* NULL = the fields say so themselves */
} derived;

static bool is_same(const derived *a, const derived *b)
{
    bool has_names = a->name != NULL || b->name != NULL;
    bool may_differ = has_names && !(a->is_constraint && b->is_constraint);
    return !may_differ && a->field_count == b->field_count &&
           memcmp(a->fields, b->fields, a->field_count * sizeof *a->fields) == 0;
}

static void check_twin(const scan_table_subject *s, const derived *all, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (all[index].list != NULL && is_same(&all[i], &all[index])) {
            scan_diag_error(
                s->context->diag, place_of_list(s, all[index].list),
                "%s on the same columns is there already; remove it%s", all[index].what,
                all[index].is_constraint && all[i].is_constraint ? "" : ", or add name = ...");
            scan_diag_note(s->context->diag,
                           all[i].list == NULL ? s->entity->fields[all[i].fields[0]].place
                                               : place_of_list(s, all[i].list),
                           "it is here");
            return;
        }
    }
}

/* Unique constraints and unique indexes are named alike, and other indexes by themselves. */
static size_t add_gathered(const scan_gathered *list, uint16_t count, bool unique, derived *all,
                           size_t at)
{
    for (uint16_t i = 0; i < count; i++) {
        bool is_unique = list[i].key != NULL && list[i].key->unique;
        if (is_unique == unique) {
            all[at++] = (derived){ .what = unique ? "a unique key" : "an index",
                                   .is_constraint = unique && list[i].key->where == NULL,
                                   .name = list[i].name,
                                   .fields = list[i].fields,
                                   .field_count = list[i].field_count,
                                   .list = list[i].key == NULL ? NULL : list[i].key->list };
        }
    }
    return at;
}

/* Those that the fields say. */
static size_t add_marked(const scan_gathered *list, uint16_t count, derived *all, size_t at)
{
    for (uint16_t i = 0; i < count; i++) {
        if (list[i].key == NULL) {
            all[at++] = (derived){ .what = "a unique key",
                                   .is_constraint = true,
                                   .name = list[i].name,
                                   .fields = list[i].fields,
                                   .field_count = list[i].field_count };
        }
    }
    return at;
}

static void check_twins(const scan_table_subject *s, const derived *all, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        check_twin(s, all, i);
    }
}

static void check_names(const scan_table_subject *s)
{
    uint16_t uniques = 0, indexes = 0;
    orm_arena *arena = s->context->arena;
    const scan_gathered *unique = scan_gather_uniques(s->entity, arena, &uniques);
    const scan_gathered *index = scan_gather_indexes(s->entity, arena, &indexes);
    derived *all = orm_arena_alloc(arena, ((size_t)2 * uniques + indexes + 1) * sizeof *all);
    if (unique == NULL || index == NULL || all == NULL) {
        scan_diag_no_memory(s->context->diag);
        return;
    }
    size_t count = add_marked(unique, uniques, all, 0);
    count = add_gathered(unique, uniques, true, all, count);
    count = add_gathered(index, indexes, true, all, count);
    check_twins(s, all, count);
    check_twins(s, all, add_gathered(index, indexes, false, all, 0));
}

static void check_reference_names(const scan_table_subject *s)
{
    const scan_entity *entity = s->entity;
    size_t most = (size_t)entity->field_count + entity->reference_count;
    derived *all = orm_arena_alloc(s->context->arena, (most + 1) * sizeof *all);
    uint16_t *own = orm_arena_alloc(s->context->arena, (most + 1) * sizeof *own);
    size_t count = 0;
    if (all == NULL || own == NULL) {
        scan_diag_no_memory(s->context->diag);
        return;
    }
    for (uint16_t i = 0; i < entity->field_count; i++) {
        own[i] = i;
        if (entity->fields[i].reference != NULL) {
            all[count++] = (derived){ .fields = &own[i], .field_count = 1 };
        }
    }
    for (uint16_t i = 0; i < entity->reference_count; i++) {
        const scan_table_reference *reference = &entity->references[i];
        if (reference->field_count > 0) {
            all[count++] = (derived){ .what = "a foreign key",
                                      .name = reference->name,
                                      .fields = reference->fields,
                                      .field_count = reference->field_count,
                                      .list = reference->list };
        }
    }
    check_twins(s, all, count);
}

/* ---- references ---- */

static void check_target(const scan_table_subject *s, const scan_table_reference *reference)
{
    if (!scan_check_is_key(s->context, reference->target, reference->target_fields,
                           reference->field_count, true)) {
        scan_diag_error(
            s->context->diag, place_of_item(s, reference->list, "references"),
            "these columns of '%s' are no key; only a whole primary key or a unique(...) "
            "can be referenced",
            reference->target->name);
        scan_diag_note(s->context->diag, reference->target->place, "'%s' is here",
                       reference->target->c_type);
    }
    for (uint16_t i = 0; i < reference->field_count; i++) {
        const scan_side from = { "", &s->entity->fields[reference->fields[i]] };
        const scan_side to = { reference->target->name,
                               &reference->target->fields[reference->target_fields[i]] };
        scan_check_values(s->context, place_of_item(s, reference->list, from.field->member), &from,
                          &to);
    }
}

static void check_action(const scan_table_subject *s, const scan_table_reference *reference,
                         const char *key, orm_action action)
{
    scan_place place = place_of_item(s, reference->list, key);
    for (uint16_t i = 0; i < reference->field_count; i++) {
        const scan_field *field = &s->entity->fields[reference->fields[i]];
        scan_check_action(s->context, field, key, action, place);
    }
}

static void check_reference(const scan_table_subject *s, const scan_table_reference *reference)
{
    if (reference->field_count == 0) {
        return;
    }
    if (reference->target != NULL &&
        scan_check_is_target(s->context, reference->target,
                             place_of_item(s, reference->list, "references"))) {
        check_target(s, reference);
    }
    if (reference->outside != NULL) {
        scan_check_outside(s->context, s->model, reference->outside, reference->outside_count,
                           place_of_item(s, reference->list, "references_table"));
        for (uint16_t i = 0; i < reference->field_count; i++) {
            const scan_field *field = &s->entity->fields[reference->fields[i]];
            scan_check_may_be_key(s->context, field, "foreign_key",
                                  place_of_item(s, reference->list, field->member));
        }
    }
    check_labels(s, reference->list, reference->fields, reference->field_count);
    check_action(s, reference, "on_delete", reference->on_delete);
    check_action(s, reference, "on_update", reference->on_update);
}

static void check_key(const scan_table_subject *s, const scan_table_key *key)
{
    if (key->unique) {
        check_labels(s, key->list, key->fields, key->field_count);
    }
    for (uint16_t i = 0; i < key->field_count; i++) {
        const scan_field *field = &s->entity->fields[key->fields[i]];
        scan_check_may_be_key(s->context, field, key->unique ? "unique" : "index",
                              place_of_item(s, key->list, field->member));
    }
}

void scan_check_table_keys(const scan_table_subject *s)
{
    for (uint16_t i = 0; i < s->entity->key_count; i++) {
        check_key(s, &s->entity->keys[i]);
    }
    for (uint16_t i = 0; i < s->entity->reference_count; i++) {
        check_reference(s, &s->entity->references[i]);
    }
    check_names(s);
    check_reference_names(s);
}
