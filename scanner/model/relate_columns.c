/* Owns the way from a relation's columns to pairs of fields: by the references of the columns, or by what
 * the relation says of them. */
#include "model/relate_columns.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "diag.h"
#include "model/find.h"

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
    if (scan_find_member(entity, path) != NULL) {
        scan_diag_error(r->context->diag, place, "'%s.%s' is no column; add ORM_COLUMN() to it",
                        entity->name, path);
        return field;
    }
    scan_diag_error(r->context->diag, place, "%s has no member '%s'%s", entity->c_type, path,
                    scan_find_similar_field(entity, path, &suggestion));
    scan_diag_fix(r->context->diag, scan_argument_exactly(place, path), suggestion.best);
    return field;
}

/* The first field that alone is a key. */
static const char *key_of(const scan_entity *entity)
{
    uint16_t key = 0;
    while (key < entity->field_count && !scan_find_is_key(entity, key)) {
        key++;
    }
    return key < entity->field_count ? entity->fields[key].member : "member";
}

/* A column of the holder, as an argument names it. */
typedef struct column {
    const scan_argument *argument;
    scan_place place;
    uint16_t field;
} column;

static void report_no_reference(const scan_relating *r, const scan_pairs *pairs, const column *own)
{
    const scan_field *field = &pairs->holder->fields[own->field];
    const char *key = key_of(pairs->of);
    scan_diag_error(r->context->diag, own->place,
                    "'%s.%s' references nothing; add references = %s.%s to it, or say here whose "
                    "value it holds: %s = %s",
                    pairs->holder->name, field->member, pairs->of->name, key, own->argument->key,
                    key);
    scan_diag_note(r->context->diag, field->place, "'%s' is declared here", field->member);
}

/* What the column says that it references; field_count of the other side: reported. */
static uint16_t follow_reference(const scan_relating *r, const scan_pairs *pairs, const column *own)
{
    const scan_field *field = &pairs->holder->fields[own->field];
    const scan_reference *reference = field->reference;
    if (reference == NULL) {
        report_no_reference(r, pairs, own);
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

/* One column of the holder: path, at the end of the argument's key. False: reported. */
static bool relate_column(const scan_relating *r, scan_pairs *pairs, const scan_argument *argument,
                          const char *path)
{
    column own = { .argument = argument, .place = place_of_path(r, argument, path) };
    own.field = find_column(r, pairs->holder, path, own.place);
    if (own.field == pairs->holder->field_count) {
        return false;
    }
    scan_place value = scan_argument_value_place(&r->relation->annotation, argument);
    uint16_t of_field = argument->text == NULL ? follow_reference(r, pairs, &own)
                                               : find_column(r, pairs->of, argument->text, value);
    pairs->fields[pairs->count] = own.field;
    pairs->of_fields[pairs->count++] = of_field;
    return of_field < pairs->of->field_count;
}

/* Makes room; false: no memory. */
static bool start_pairs(const scan_relating *r, scan_pairs *pairs, size_t count)
{
    pairs->fields = orm__arena_zeroed(r->context->arena, count + 1, sizeof *pairs->fields);
    pairs->of_fields = orm__arena_zeroed(r->context->arena, count + 1, sizeof *pairs->of_fields);
    if (pairs->fields == NULL || pairs->of_fields == NULL) {
        scan_diag_no_memory(r->context->diag);
        return false;
    }
    return true;
}

/* Behind the entity of "invoice.customer_id"; all of a path of the entity's own. */
static const char *own_path(const scan_relation *relation, const char *key)
{
    return relation->kind == ORM_RELATION_BELONGS_TO ? key : strchr(key, '.') + 1;
}

bool scan_relate_columns(const scan_relating *r)
{
    scan_relation *relation = r->relation;
    bool is_good = start_pairs(r, &relation->pairs, relation->column_count);
    for (uint16_t i = 0; is_good && i < relation->column_count; i++) {
        const scan_argument *argument = relation->columns[i];
        is_good = relate_column(r, &relation->pairs, argument, own_path(relation, argument->key));
    }
    return is_good;
}

/* ---- many-to-many ---- */

static bool relate_list(const scan_relating *r, scan_pairs *pairs, const scan_argument *list)
{
    bool is_good = start_pairs(r, pairs, list->argument_count);
    if (list->argument_count == 0) {
        scan_diag_error(r->context->diag, scan_argument_key_place(&r->relation->annotation, list),
                        "'%s' names no column of '%s'", list->key, pairs->holder->name);
        is_good = false;
    }
    for (size_t i = 0; is_good && i < list->argument_count; i++) {
        const scan_argument *item = &list->arguments[i];
        bool is_name = item->kind == SCAN_VALUE_NONE || item->kind == SCAN_VALUE_NAME;
        if (item->key == NULL || !is_name) {
            scan_diag_error(r->context->diag,
                            scan_argument_value_place(&r->relation->annotation, item),
                            "'%s' takes columns of '%s'", list->key, pairs->holder->name);
            is_good = false;
        } else {
            is_good = relate_column(r, pairs, item, item->key);
        }
    }
    return is_good;
}

/* The fields of the link that reference the other side: how many, and the first two. */
static uint16_t find_referrers(const scan_pairs *pairs, uint16_t found[2])
{
    uint16_t count = 0;
    for (uint16_t i = 0; i < pairs->holder->field_count; i++) {
        const scan_reference *reference = pairs->holder->fields[i].reference;
        if (reference != NULL && reference->target == pairs->of) {
            found[count == 0 ? 0 : 1] = i;
            count++;
        }
    }
    return count;
}

/* key: "from" or "to". */
static void report_none(const scan_relating *r, const scan_pairs *pairs, const char *key)
{
    const scan_entity *link = pairs->holder;
    scan_diag_error(r->context->diag,
                    scan_argument_key_place(&r->relation->annotation, r->relation->link_name),
                    "'%s' has no column that references '%s'; name the columns that lead there: "
                    "%s(column = %s)",
                    link->name, pairs->of->name, key, key_of(pairs->of));
    scan_diag_note(r->context->diag, link->place, "%s is here", link->c_type);
}

/* Of a link from a table to itself, or with two ways to one side: what is not said must be. */
static void report_several(const scan_relating *r, const scan_pairs *pairs, const uint16_t found[2],
                           const char *key)
{
    const scan_relation *relation = r->relation;
    const scan_field *fields = pairs->holder->fields;
    const scan_argument *other = relation->from == NULL ? relation->to : relation->from;
    bool is_first = other == NULL || other->argument_count == 0 ||
                    strcmp(other->arguments[0].key, fields[found[0]].member) != 0;
    const char *first = fields[found[0]].member, *second = fields[found[1]].member;
    bool is_self = other == NULL && relation->pairs.of == relation->link_pairs.of;
    orm_buffer advice;
    scan_diag_buffer_init(r->context->diag, &advice);
    orm__buffer_format(&advice, "%s(%s)", is_self ? "from" : key, is_first ? first : second);
    if (is_self) {
        orm__buffer_format(&advice, ", to(%s)", second);
    }
    const char *text = orm__buffer_string(&advice);
    scan_diag_error(r->context->diag,
                    scan_argument_key_place(&relation->annotation, relation->link_name),
                    "'%s' references '%s' by '%s' and by '%s'; say which leads where: %s",
                    pairs->holder->name, pairs->of->name, first, second, text == NULL ? "" : text);
    orm__buffer_fini(&advice);
}

/* One side of a link: as the annotation says, or as the only reference does. */
static bool relate_side(const scan_relating *r, scan_pairs *pairs, const char *key)
{
    const scan_argument *list = strcmp(key, "from") == 0 ? r->relation->from : r->relation->to;
    if (list != NULL) {
        return relate_list(r, pairs, list);
    }
    uint16_t found[2] = { 0, 0 };
    uint16_t count = find_referrers(pairs, found);
    if (count == 0) {
        report_none(r, pairs, key);
    } else if (count > 1) {
        report_several(r, pairs, found, key);
    }
    if (count != 1 || !start_pairs(r, pairs, 1)) {
        return false;
    }
    pairs->fields[0] = found[0];
    pairs->of_fields[0] = pairs->holder->fields[found[0]].reference->target_field;
    pairs->count = 1;
    return true;
}

bool scan_relate_link(const scan_relating *r)
{
    bool is_good = relate_side(r, &r->relation->pairs, "from");
    return relate_side(r, &r->relation->link_pairs, "to") && is_good;
}
