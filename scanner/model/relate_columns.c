/* Owns the way from a relation's columns to pairs of fields: by the references of the columns, or
 * by what the relation says of them. */
#include "model/relate_columns.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "diag.h"
#include "model/find.h"
#include "model/remedy.h"
#include "model/sound.h"

/* ---- columns ---- */

/* The field of an entity that a path names; field_count: reported. */
static uint16_t find_column(const scan_relating *r, const scan_entity *entity, const char *path,
                            scan_place place)
{
    uint16_t field = scan_find_field(entity, path);
    scan_suggestion suggestion;
    if (field < entity->field_count) {
        return field;
    }
    if (scan_sound_may_have(r->context, entity, path)) {
        return field;
    }
    if (scan_find_member(entity, path) != NULL) {
        scan_remedy remedy;
        scan_remedy_find(&remedy, entity, path);
        scan_diag_error(r->context->diag, place, "'%s.%s' is no column; %s", entity->name, path,
                        remedy.text);
        scan_diag_fix(r->context->diag, scan_argument_exactly(place, path), remedy.column);
        return field;
    }
    scan_diag_error(r->context->diag, place, "%s has no member '%s'%s", entity->c_type, path,
                    scan_find_similar_field(entity, path, &suggestion));
    scan_diag_fix(r->context->diag, scan_argument_exactly(place, path), suggestion.near.found);
    return field;
}

/* A column of the holder, as an argument names it. */
typedef struct column {
    const scan_argument *argument;
    scan_place place;
    uint16_t field;
} column;

/* Of several columns only a foreign key of the table could say it. */
static void report_no_reference(const scan_relating *r, const scan_pairs *pairs, const column *own)
{
    const scan_field *field = &pairs->holder->fields[own->field];
    const char *key = scan_find_key_member(pairs->of);
    if (pairs->count == 1) {
        scan_diag_error(r->context->diag, own->place,
                        "'%s.%s' references nothing; add references = %s.%s to it, or say here "
                        "whose value it holds: %s = %s",
                        pairs->holder->name, field->member, pairs->of->name, key,
                        own->argument->key, key);
    } else {
        scan_diag_error(
            r->context->diag, own->place,
            "'%s.%s' references nothing; say here whose value it holds: %s = member, or "
            "add foreign_key(..., references = %s(...)) to %s",
            pairs->holder->name, field->member, own->argument->key, pairs->of->name,
            pairs->holder->c_type);
    }
    scan_diag_note(r->context->diag, field->place, "'%s' is declared here", field->member);
}

/* What the column says that it references; field_count of the other side: reported. */
static uint16_t follow_reference(const scan_relating *r, const scan_pairs *pairs, const column *own)
{
    const scan_field *field = &pairs->holder->fields[own->field];
    const scan_reference *reference = field->reference;
    if (reference == NULL || reference->outside != NULL) {
        if (!scan_sound_may_say(pairs->holder, field)) {
            report_no_reference(r, pairs, own);
        }
    } else if (reference->target == pairs->of) {
        return reference->target_field;
    } else if (reference->target != NULL) { /* else it has been reported */
        scan_diag_error(r->context->diag, own->place,
                        "'%s.%s' references %s, but here it has to lead to %s", pairs->holder->name,
                        field->member, reference->target->c_type, pairs->of->c_type);
        scan_diag_note(r->context->diag, reference->place, "it references '%s.%s' here",
                       reference->table, reference->member);
    }
    return pairs->of->field_count;
}

/* Where the path stands, which is the key's end. */
static scan_place place_of_path(const scan_relating *r, const scan_argument *argument,
                                const char *path)
{
    scan_place place = scan_argument_key_place(&r->relation->annotation, argument);
    size_t before = (size_t)(path - argument->key);
    const char *table =
        before == 0 ? NULL : orm_arena_copy(r->context->arena, argument->key, before - 1);
    return table == NULL ? place : scan_argument_member_of(place, table, path);
}

/* Behind the entity of "invoice.customer_id"; all of a path in from(...), to(...) or an own one. */
static const char *path_of(const scan_relation *relation, const char *key)
{
    bool has_entity =
        relation->kind == ORM_RELATION_HAS_ONE || relation->kind == ORM_RELATION_HAS_MANY;
    return has_entity ? strchr(key, '.') + 1 : key;
}

/* The foreign key of the table over exactly these columns; NULL = there is none. */
static const scan_table_reference *find_reference(const scan_pairs *pairs)
{
    for (uint16_t i = 0; i < pairs->holder->reference_count; i++) {
        const scan_table_reference *reference = &pairs->holder->references[i];
        bool same = reference->target == pairs->of && reference->field_count == pairs->count;
        for (uint16_t j = 0; same && j < pairs->count; j++) {
            same =
                scan_find_place(reference->fields, pairs->count, pairs->fields[j]) < pairs->count;
        }
        if (same) {
            return reference;
        }
    }
    return NULL;
}

static void follow_table(scan_pairs *pairs, const scan_table_reference *reference)
{
    for (uint16_t i = 0; i < pairs->count; i++) {
        uint16_t at = scan_find_place(reference->fields, pairs->count, pairs->fields[i]);
        pairs->of_fields[i] = reference->target_fields[at];
    }
}

bool scan_relate_start(const scan_relating *r, scan_pairs *pairs, size_t count)
{
    pairs->fields = orm__arena_zeroed(r->context->arena, count + 1, sizeof *pairs->fields);
    pairs->of_fields = orm__arena_zeroed(r->context->arena, count + 1, sizeof *pairs->of_fields);
    if (pairs->fields == NULL || pairs->of_fields == NULL) {
        scan_diag_no_memory(r->context->diag);
        return false;
    }
    pairs->count = (uint16_t)count;
    return true;
}

/* Columns as the annotation names them, before it is known what they lead to. */
typedef struct columns {
    column *items;
    uint16_t count;
    bool has_values; /* one of them says whose value it holds */
} columns;

/* False: reported. */
static bool find_columns(const scan_relating *r, scan_pairs *pairs, columns *all)
{
    bool is_good = scan_relate_start(r, pairs, all->count);
    for (uint16_t i = 0; is_good && i < all->count; i++) {
        column *own = &all->items[i];
        const char *path = path_of(r->relation, own->argument->key);
        own->place = place_of_path(r, own->argument, path);
        own->field = find_column(r, pairs->holder, path, own->place);
        pairs->fields[i] = own->field;
        all->has_values = all->has_values || own->argument->text != NULL;
        is_good = own->field < pairs->holder->field_count;
    }
    return is_good;
}

static bool relate(const scan_relating *r, scan_pairs *pairs, columns *all)
{
    if (!find_columns(r, pairs, all)) {
        return false;
    }
    const scan_table_reference *reference = all->has_values ? NULL : find_reference(pairs);
    if (reference != NULL) {
        follow_table(pairs, reference);
        return true;
    }
    bool is_good = true;
    for (uint16_t i = 0; i < all->count; i++) {
        const column *own = &all->items[i];
        scan_place value = scan_argument_value_place(&r->relation->annotation, own->argument);
        pairs->of_fields[i] = own->argument->text == NULL
                                  ? follow_reference(r, pairs, own)
                                  : find_column(r, pairs->of, own->argument->text, value);
        is_good = is_good && pairs->of_fields[i] < pairs->of->field_count;
    }
    return is_good;
}

bool scan_relate_columns(const scan_relating *r, scan_pairs *pairs,
                         const scan_argument *const *arguments, uint16_t count)
{
    columns all = { .count = count };
    all.items = orm__arena_zeroed(r->context->arena, (size_t)count + 1, sizeof *all.items);
    if (all.items == NULL) {
        scan_diag_no_memory(r->context->diag);
        return false;
    }
    for (uint16_t i = 0; i < count; i++) {
        all.items[i].argument = arguments[i];
    }
    return relate(r, pairs, &all);
}
