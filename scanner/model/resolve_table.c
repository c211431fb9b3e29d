/* Owns the names in the lists of ORM_TABLE: members to fields, structs to entities. */
#include "model/resolve_table.h"

#include <stdint.h>
#include <string.h>

#include "annotation/suggest.h"
#include "base/arena.h"
#include "annotation/argument.h"
#include "base/plural.h"
#include "diag.h"
#include "model/find.h"
#include "model/remedy.h"
#include "model/resolve_entity.h"
#include "model/sound.h"

/* One list at work. */
typedef struct resolution {
    scan_context *context;
    const scan_entity *entity; /* whose members it names */
    const scan_argument *list;
    scan_place place; /* of its name */
    uint16_t *fields;
    uint16_t count;
    bool is_wrong; /* reported */
} resolution;

static scan_place place_of(const resolution *r, const scan_argument *item)
{
    return item->key_place.line == 0 ? r->place : item->key_place;
}

/* The first column of a struct that is several; NULL = the name is no such struct's. */
static const char *find_inside(const scan_entity *entity, const char *name)
{
    size_t size = strlen(name);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const char *member = entity->fields[i].member;
        if (strncmp(member, name, size) == 0 && member[size] == '.') {
            return member;
        }
    }
    return NULL;
}

static void report_unknown(const resolution *r, const scan_argument *item)
{
    scan_place place = place_of(r, item);
    const char *inside = find_inside(r->entity, item->key);
    const scan_member *way = scan_find_way(r->context->arena, r->entity, item->key);
    scan_suggestion suggestion;
    if (scan_sound_may_have(r->context, r->entity, item->key)) {
        return;
    }
    if (inside != NULL) {
        scan_diag_error(r->context->diag, place,
                        "'%s' is a struct of several columns; name one: %s", item->key, inside);
    } else if (scan_find_member(r->entity, item->key) != NULL) {
        scan_remedy remedy;
        scan_remedy_find(&remedy, r->entity, item->key);
        scan_diag_error(r->context->diag, place, "'%s' is no column; %s", item->key, remedy.text);
        scan_diag_fix(r->context->diag, scan_argument_exactly(place, item->key), remedy.column);
    } else if (way != NULL && r->entity->is_mapped &&
               way->type.type_class == SCAN_TYPE_STRUCT_POINTER) {
        scan_diag_error(r->context->diag, place, "'%s' is no column; name it in an ORM_MEMBER",
                        item->key);
    } else if (strcmp(item->key, "unique") == 0 && scan_find_is_same(r->list->key, "index")) {
        scan_diag_error(
            r->context->diag, place,
            "'unique' is no member; an index of unique values is unique(...) instead of "
            "index(...)");
    } else {
        scan_diag_error(r->context->diag, place, "%s has no member '%s'%s", r->entity->c_type,
                        item->key, scan_find_similar_field(r->entity, item->key, &suggestion));
        scan_diag_fix(r->context->diag, scan_argument_exactly(place, item->key),
                      suggestion.near.found);
    }
}

static void resolve_item(resolution *r, const scan_argument *item)
{
    uint16_t field = scan_find_field(r->entity, item->key);
    if (field == r->entity->field_count) {
        report_unknown(r, item);
        r->is_wrong = true;
    } else if (scan_find_place(r->fields, r->count, field) < r->count) {
        scan_diag_error(r->context->diag, place_of(r, item), "'%s' is named twice; remove one",
                        item->key);
        r->is_wrong = true;
    } else {
        r->fields[r->count++] = field;
    }
}

/* The members that the list names. False: reported. */
static bool resolve_list(resolution *r)
{
    const scan_argument *list = r->list;
    r->fields = orm__arena_zeroed(r->context->arena, list->argument_count + 1, sizeof *r->fields);
    if (r->fields == NULL) {
        scan_diag_no_memory(r->context->diag);
        return false;
    }
    bool is_empty = true;
    for (size_t i = 0; i < list->argument_count; i++) {
        bool is_member = list->arguments[i].kind == SCAN_VALUE_NONE;
        if (is_member) {
            resolve_item(r, &list->arguments[i]);
        }
        is_empty = is_empty && !is_member && list->arguments[i].key != NULL; /* a string is told */
    }
    if (is_empty) {
        const char *name = list->text == NULL ? list->key : list->text;
        scan_diag_error(r->context->diag, r->place,
                        "'%s' names no column; write for example %s(%s)", name, name,
                        r->entity->field_count == 0 ? "name" : r->entity->fields[0].member);
    }
    return !is_empty && !r->is_wrong;
}

static void resolve_key(scan_context *context, const scan_entity *entity, scan_table_key *key)
{
    resolution r = { .context = context,
                     .entity = entity,
                     .list = key->list,
                     .place = scan_argument_key_place(&entity->annotation, key->list) };
    if (resolve_list(&r)) {
        key->fields = r.fields;
        key->field_count = r.count;
    }
}

/* ---- foreign keys ---- */

static bool judge_count(scan_context *context, const scan_table_reference *reference,
                        scan_place place, unsigned own, unsigned targets)
{
    if (own != targets) {
        scan_diag_error(context->diag, place, "'%s' has %u column%s, but they reference %u",
                        reference->list->key, own, orm__plural(own), targets);
    }
    return own == targets;
}

/* The columns of the target. False: reported. */
static bool resolve_target(scan_context *context, const scan_model *model,
                           const scan_entity *entity, scan_table_reference *reference)
{
    const scan_argument *list = reference->target_list;
    const scan_reference named = { .table = list->text,
                                   .place = scan_argument_value_place(&entity->annotation, list) };
    scan_entity *target = scan_resolve_entity(context, model, &named);
    if (target == NULL) {
        return false;
    }
    resolution r = { .context = context, .entity = target, .list = list, .place = named.place };
    if (!resolve_list(&r) ||
        !judge_count(context, reference, named.place, reference->field_count, r.count)) {
        return false;
    }
    reference->target = target;
    reference->target_fields = r.fields;
    return true;
}

/* That there is one target. False: reported. */
static bool judge_targets(scan_context *context, const scan_table_reference *reference,
                          scan_place place)
{
    const scan_annotation items = { .place = place,
                                    .arguments = reference->list->arguments,
                                    .argument_count = reference->list->argument_count };
    bool has_outside = scan_argument_says(&items, "references_table");
    bool has_target = scan_argument_says(&items, "references");
    if (has_outside && has_target) {
        scan_diag_error(context->diag, scan_argument_place_of(&items, "references_table"),
                        "'references' and 'references_table' exclude each other; remove one");
    } else if (!has_outside && !has_target) {
        scan_diag_error(context->diag, place,
                        "'foreign_key' says not what it references; add references = "
                        "entity(member, ...)");
    }
    return has_outside != has_target &&
           (reference->target_list != NULL || reference->outside != NULL);
}

static void resolve_reference(scan_context *context, const scan_model *model,
                              const scan_entity *entity, scan_table_reference *reference)
{
    resolution r = { .context = context,
                     .entity = entity,
                     .list = reference->list,
                     .place = scan_argument_key_place(&entity->annotation, reference->list) };
    bool is_good = resolve_list(&r);
    reference->fields = r.fields;
    reference->field_count = r.count;
    is_good = judge_targets(context, reference, r.place) && is_good;
    if (is_good && reference->outside != NULL) {
        is_good = judge_count(context, reference, r.place, r.count, reference->outside_count);
    } else if (is_good) {
        is_good = resolve_target(context, model, entity, reference);
    }
    reference->field_count = is_good ? r.count : 0;
}

void scan_resolve_table(scan_context *context, const scan_model *model, scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->key_count; i++) {
        resolve_key(context, entity, &entity->keys[i]);
    }
    for (uint16_t i = 0; i < entity->reference_count; i++) {
        resolve_reference(context, model, entity, &entity->references[i]);
    }
}
