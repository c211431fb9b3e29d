/* Rules for relations: what the columns lead to, and the members that count. */
#include "check/rules.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "model/auxiliary.h"
#include "model/find.h"
#include "model/kind.h"
#include "model/model.h"
#include "model/sound.h"

typedef struct subject {
    scan_context *context;
    const scan_entity *entity;
    const scan_relation *relation;
} subject;

/* ---- keys ---- */

/* Where the columns of the pairs are named. */
static scan_place place_of(const subject *s, const scan_argument *list)
{
    const scan_relation *relation = s->relation;
    const scan_argument *argument = list != NULL                 ? list
                                    : relation->column_count > 0 ? relation->columns[0]
                                                                 : relation->link_name;
    return scan_argument_key_place(&relation->annotation, argument);
}

/* Whether the column references its key, and so has been checked as a reference. */
static bool is_reference(const scan_pairs *pairs, uint16_t index)
{
    const scan_reference *reference = pairs->holder->fields[pairs->fields[index]].reference;
    return reference != NULL && reference->target == pairs->of &&
           reference->target_field == pairs->of_fields[index];
}

static bool is_type_known(const scan_field *field)
{
    return !field->is_wrong && !field->is_guess;
}

static void check_kinds(const subject *s, const scan_pairs *pairs, scan_place place)
{
    for (uint16_t i = 0; i < pairs->count; i++) {
        const scan_field *column = &pairs->holder->fields[pairs->fields[i]];
        const scan_field *key = &pairs->of->fields[pairs->of_fields[i]];
        bool is_known = is_type_known(column) && is_type_known(key);
        if (!is_reference(pairs, i) && is_known) {
            const scan_side from = { pairs->holder->name, column };
            const scan_side to = { pairs->of->name, key };
            scan_check_values(s->context, place, &from, &to);
        }
    }
}

/* Whether one of them may be meant to be unique. */
static bool may_say(const scan_entity *entity, const uint16_t *fields, uint16_t count)
{
    bool may = false;
    for (uint16_t i = 0; !may && i < count; i++) {
        may = scan_sound_may_say(entity, &entity->fields[fields[i]]);
    }
    return may;
}

static void check_key(const subject *s, const scan_pairs *pairs, scan_place place)
{
    const scan_field *first = &pairs->of->fields[pairs->of_fields[0]];
    bool is_told = pairs->count == 1 && is_reference(pairs, 0);
    if (is_told || scan_check_is_key(s->context, pairs->of, pairs->of_fields, pairs->count, true) ||
        may_say(pairs->of, pairs->of_fields, pairs->count)) {
        return;
    }
    if (pairs->count == 1) {
        scan_diag_error(s->context->diag, place,
                        "'%s.%s' is no whole primary key and not unique, so it does not say which "
                        "row is meant",
                        pairs->of->name, first->member);
    } else {
        scan_diag_error(s->context->diag, place,
                        "these columns of '%s' are not exactly its primary key or a unique key, so "
                        "they do not say which row is meant",
                        pairs->of->name);
    }
    scan_diag_note(s->context->diag, first->place, "'%s' is declared here", first->member);
}

static void check_pairs(const subject *s, const scan_pairs *pairs, const scan_argument *list)
{
    scan_place place = place_of(s, list);
    check_kinds(s, pairs, place);
    check_key(s, pairs, place);
}

/* ---- one row ---- */

static void check_single(const subject *s)
{
    const scan_pairs *pairs = &s->relation->pairs;
    if (scan_check_is_key(s->context, pairs->holder, pairs->fields, pairs->count, false) ||
        may_say(pairs->holder, pairs->fields, pairs->count)) {
        return;
    }
    const scan_field *column = &pairs->holder->fields[pairs->fields[0]];
    scan_diag_error(s->context->diag, place_of(s, NULL),
                    "'%s.%s' is not unique, so that several rows may have it; add unique to it, or "
                    "use ORM_HAS_MANY",
                    pairs->holder->name, column->member);
    scan_diag_note(s->context->diag, column->place, "'%s' is declared here", column->member);
}

/* ---- links ---- */

static bool is_same(const scan_pairs *a, const scan_pairs *b)
{
    bool same = a->count == b->count;
    for (uint16_t i = 0; same && i < a->count; i++) {
        same = scan_find_place(b->fields, b->count, a->fields[i]) < b->count;
    }
    return same;
}

static void check_link(const subject *s)
{
    const scan_relation *relation = s->relation;
    check_pairs(s, &relation->link_pairs, relation->to);
    if (is_same(&relation->pairs, &relation->link_pairs)) {
        scan_diag_error(
            s->context->diag, place_of(s, relation->to),
            "the same columns of '%s' cannot lead to both sides; name others in from(...) "
            "or to(...)",
            relation->pairs.holder->name);
    }
}

/* ---- counts ---- */

static void report_taken(const subject *s, scan_place place, const char *what, scan_place first)
{
    scan_diag_error(s->context->diag, place,
                    "'%s' already serves '%s'; give '%s' a member of its own", s->relation->count,
                    what, s->relation->member);
    scan_diag_note(s->context->diag, first, "it serves '%s' here", what);
}

static bool is_said(const char *member, const char *count)
{
    return member != NULL && strcmp(member, count) == 0;
}

/* A count that a column is kept in, or that another member has. */
static void check_count_alone(const subject *s, scan_place place)
{
    const char *count = s->relation->count;
    for (uint16_t i = 0; i < s->entity->field_count; i++) {
        const scan_field *field = &s->entity->fields[i];
        if (strcmp(field->member, count) == 0) {
            scan_diag_error(s->context->diag, place,
                            "'%s' is a column of its own; give '%s' a member without ORM_COLUMN",
                            count, s->relation->member);
            scan_diag_note(s->context->diag, field->place, "'%s' is declared here", count);
            return;
        }
        if (is_said(field->length, count) || is_said(field->null_flag, count)) {
            report_taken(s, place, field->member, field->place);
            return;
        }
    }
    for (const scan_relation *other = s->entity->relations; other < s->relation; other++) {
        if (is_said(other->count, count)) {
            report_taken(s, place, other->member,
                         scan_argument_place_of(&other->annotation, "count"));
            return;
        }
    }
}

static void check_count(const subject *s)
{
    const scan_relation *relation = s->relation;
    const scan_annotation *annotation = &relation->annotation;
    if (relation->count == NULL) {
        if (!scan_argument_says(annotation, "count") && !relation->is_wrong) {
            scan_diag_error(s->context->diag, annotation->place,
                            "nothing says how many rows '%s' points to; add count = member, an "
                            "integer beside it",
                            relation->member);
        }
        return;
    }
    const scan_auxiliary count = {
        .annotation = annotation, .key = "count", .name = relation->count, .of = relation->member
    };
    if (scan_auxiliary_check(s->context, s->entity, &count)) {
        check_count_alone(s, scan_argument_place_of(annotation, "count"));
    }
}

/* ---- all of them ---- */

static void check_relation(const subject *s)
{
    const scan_relation *relation = s->relation;
    const scan_entity *target = relation->target;
    bool is_known = target != NULL && target->kind != ORM_ENTITY_RESULT &&
                    s->entity->kind != ORM_ENTITY_RESULT; /* else it is reported */
    if (is_known) {
        check_pairs(s, &relation->pairs, relation->from);
    }
    switch (relation->kind) {
    case ORM_RELATION_NONE:
    case ORM_RELATION_BELONGS_TO:
        break;
    case ORM_RELATION_HAS_ONE:
        if (is_known) {
            check_single(s);
        }
        break;
    case ORM_RELATION_MANY_TO_MANY:
        if (is_known) {
            check_link(s);
        }
        check_count(s);
        break;
    case ORM_RELATION_HAS_MANY:
        check_count(s);
        break;
    }
}

void scan_check_relations(scan_context *context, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        const subject s = { context, entity, &entity->relations[i] };
        check_relation(&s);
    }
}
