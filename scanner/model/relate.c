/* Owns the way from a relation's member and columns to entities and fields: by the type that the
 * member points to, and by the references of the columns or what is said of them. */
#include "model/relate.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "base/arena.h"
#include "diag.h"
#include "model/find.h"
#include "model/model.h"

/* One relation at work. */
typedef struct relating {
    scan_context *context;
    const scan_model *model;
    scan_entity *entity;
    scan_relation *relation;
} relating;

/* ---- entities ---- */

static const char *tag_of(const char *c_type)
{
    const char *blank = strrchr(c_type, ' ');
    return blank == NULL ? c_type : blank + 1;
}

/* name: at place, where something else may stand for it (then its size is 0). */
static void report_no_entity(const relating *r, const char *name, scan_place place)
{
    if (scan_find_is_foreign(r->model, name)) {
        scan_diag_error(r->context->diag, place,
                        "'%s' belongs to the target that owns its header; a relation stays within "
                        "one target",
                        name);
        return;
    }
    scan_suggestion suggestion;
    scan_diag_error(r->context->diag, place, "no struct '%s' with ORM_TABLE is in this target%s",
                    name, scan_find_similar_entity(r->model, name, &suggestion));
}

static bool judge_depth(const relating *r)
{
    const scan_relation *relation = r->relation;
    bool is_many =
        relation->kind == ORM_RELATION_HAS_MANY || relation->kind == ORM_RELATION_MANY_TO_MANY;
    const char *stars = is_many ? "**" : "*";
    if (relation->c_type == NULL || relation->depth == 0) {
        scan_diag_error(
            r->context->diag, relation->place,
            "'%s' is %s, but %s leads to the struct of a table; write struct table %s%s",
            relation->member, relation->spelling, relation->macro, stars, relation->member);
        return false;
    }
    if (relation->depth != (is_many ? 2U : 1U)) {
        scan_diag_error(r->context->diag, relation->place,
                        "'%s' is %s, but %s leads to %s; write %s %s%s", relation->member,
                        relation->spelling, relation->macro, is_many ? "many rows" : "one row",
                        relation->c_type, stars, relation->member);
        return false;
    }
    return true;
}

/* The entity of the type; of several, wanted if it is one of them. NULL: reported. */
static scan_entity *find_by_type(const relating *r, scan_entity *wanted)
{
    const scan_relation *relation = r->relation;
    scan_entity *found[2] = { NULL, NULL };
    for (uint16_t i = 0; i < r->model->entity_count; i++) {
        scan_entity *entity = r->model->entities[i];
        if (strcmp(entity->c_type, relation->c_type) == 0 && found[1] == NULL) {
            found[found[0] != NULL] = entity;
        }
    }
    if (found[1] == NULL && found[0] != NULL) {
        return found[0];
    }
    if (found[0] == NULL) {
        report_no_entity(r, tag_of(relation->c_type), relation->place);
        return NULL;
    }
    if (wanted != NULL && strcmp(wanted->c_type, relation->c_type) == 0) {
        return wanted;
    }
    scan_diag_error(r->context->diag, relation->place,
                    "%s is several tables ('%s', '%s'), and nothing says which '%s' leads to",
                    relation->c_type, found[0]->name, found[1]->name, relation->member);
    return NULL;
}

/* ---- columns ---- */

/* The field of an entity that a path names; field_count: reported. */
static uint16_t find_column(const relating *r, const scan_entity *entity, const char *path,
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

/* What the field says that it references; of_field untouched where that is not the other side. */
static bool follow_reference(const relating *r, const scan_pairs *pairs, uint16_t field,
                             scan_place place, uint16_t *of_field)
{
    const scan_field *from = &pairs->holder->fields[field];
    const scan_reference *reference = from->reference;
    if (reference != NULL && reference->target == NULL) {
        return false; /* reported */
    }
    if (reference != NULL && reference->target == pairs->of) {
        *of_field = reference->target_field;
        return true;
    }
    if (reference != NULL) {
        scan_diag_error(r->context->diag, place,
                        "'%s.%s' references %s, but here it has to lead to %s", pairs->holder->name,
                        from->member, reference->target->c_type, pairs->of->c_type);
        scan_diag_note(r->context->diag, reference->place, "it references '%s.%s' here",
                       reference->table, reference->member);
        return false;
    }
    uint16_t key = 0;
    while (key < pairs->of->field_count && !scan_find_is_key(pairs->of, key)) {
        key++;
    }
    const char *member = key < pairs->of->field_count ? pairs->of->fields[key].member : "member";
    scan_diag_error(r->context->diag, place,
                    "'%s.%s' references nothing; add references = %s.%s to it, or say here whose "
                    "value it holds: %s = %s",
                    pairs->holder->name, from->member, pairs->of->name, member, from->member,
                    member);
    scan_diag_note(r->context->diag, from->place, "'%s' is declared here", from->member);
    return false;
}

/* One column of the holder: path, at the key of the argument. False: reported. */
static bool relate_column(const relating *r, scan_pairs *pairs, const scan_argument *argument,
                          const char *path)
{
    const scan_annotation *annotation = &r->relation->annotation;
    scan_place place = scan_argument_key_place(annotation, argument);
    if (path != argument->key) {
        size_t before = (size_t)(path - argument->key) - 1;
        const char *table = orm_arena_copy(r->context->arena, argument->key, before);
        place = table == NULL ? place : scan_argument_member_of(place, table, path);
    }
    uint16_t field = find_column(r, pairs->holder, path, place);
    uint16_t of_field = pairs->of->field_count;
    if (field == pairs->holder->field_count) {
        return false;
    }
    if (argument->text != NULL) {
        scan_place value = scan_argument_value_place(annotation, argument);
        of_field = find_column(r, pairs->of, argument->text, value);
    } else {
        (void)follow_reference(r, pairs, field, place, &of_field);
    }
    pairs->fields[pairs->count] = field;
    pairs->of_fields[pairs->count++] = of_field;
    return of_field < pairs->of->field_count;
}

/* Makes room; false: no memory. */
static bool start_pairs(const relating *r, scan_pairs *pairs, size_t count)
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

static bool relate_columns(const relating *r)
{
    scan_relation *relation = r->relation;
    bool is_good = start_pairs(r, &relation->pairs, relation->column_count);
    for (uint16_t i = 0; is_good && i < relation->column_count; i++) {
        const scan_argument *argument = relation->columns[i];
        is_good = relate_column(r, &relation->pairs, argument, own_path(relation, argument->key));
    }
    return is_good;
}

/* ---- belongs-to, has-one, has-many ---- */

static bool belong(const relating *r)
{
    scan_relation *relation = r->relation;
    uint16_t field = scan_find_field(r->entity, relation->columns[0]->key);
    const scan_reference *reference =
        field < r->entity->field_count ? r->entity->fields[field].reference : NULL;
    relation->target = find_by_type(r, reference == NULL ? NULL : reference->target);
    relation->pairs.holder = r->entity;
    relation->pairs.of = relation->target;
    return relation->target != NULL && relate_columns(r);
}

/* The entity that a column's key begins with, of the type that the member leads to. NULL: reported. */
static scan_entity *find_prefix(const relating *r, const scan_argument *argument)
{
    const scan_relation *relation = r->relation;
    size_t size = strcspn(argument->key, ".");
    const char *name = orm_arena_copy(r->context->arena, argument->key, size);
    if (name == NULL) {
        scan_diag_no_memory(r->context->diag);
        return NULL;
    }
    scan_place place = scan_argument_key_place(&relation->annotation, argument);
    place = scan_argument_table_of(place, name, argument->key + size + 1);
    scan_entity *entity = scan_find_entity(r->model, name);
    if (entity == NULL) {
        scan_suggestion suggestion;
        report_no_entity(r, name, place);
        (void)scan_find_similar_entity(r->model, name, &suggestion);
        scan_diag_fix(r->context->diag, place,
                      scan_find_is_foreign(r->model, name) ? NULL : suggestion.best);
    } else if (strcmp(entity->c_type, relation->c_type) != 0) {
        scan_diag_error(r->context->diag, place, "'%s' is %s, but '%s' leads to %s", name,
                        entity->c_type, relation->member, relation->c_type);
        scan_diag_note(r->context->diag, relation->place, "'%s' is declared here",
                       relation->member);
        entity = NULL;
    }
    return entity;
}

static bool have(const relating *r)
{
    scan_relation *relation = r->relation;
    scan_entity *target = find_prefix(r, relation->columns[0]);
    for (uint16_t i = 1; target != NULL && i < relation->column_count; i++) {
        scan_entity *other = find_prefix(r, relation->columns[i]);
        if (other != NULL && other != target) {
            scan_diag_error(r->context->diag,
                            scan_argument_key_place(&relation->annotation, relation->columns[i]),
                            "the columns are those of one table, but '%s' is none of '%s'",
                            relation->columns[i]->key, target->name);
            other = NULL;
        }
        target = other;
    }
    relation->target = target;
    relation->pairs.holder = target;
    relation->pairs.of = r->entity;
    return target != NULL && relate_columns(r);
}

/* ---- many-to-many ---- */

static bool relate_list(const relating *r, scan_pairs *pairs, const scan_argument *list)
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

/* A field of the link that references the other side, and the last such. */
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

static void report_referrers(const relating *r, const scan_pairs *pairs, const char *key,
                             const uint16_t *found, uint16_t count)
{
    const scan_relation *relation = r->relation;
    const scan_entity *link = pairs->holder;
    scan_place place = scan_argument_key_place(&relation->annotation, relation->link_name);
    if (count == 0) {
        scan_diag_error(
            r->context->diag, place,
            "'%s' has no column that references '%s'; name the columns that lead there: "
            "%s(column = member)",
            link->name, pairs->of->name, key);
        scan_diag_note(r->context->diag, link->place, "%s is here", link->c_type);
        return;
    }
    scan_diag_error(r->context->diag, place,
                    "'%s' references '%s' by '%s' and by '%s'; say which leads where: %s(%s)",
                    link->name, pairs->of->name, link->fields[found[0]].member,
                    link->fields[found[1]].member, key,
                    link->fields[found[strcmp(key, "to") == 0]].member);
}

/* One side of a link: as the annotation says, or as the only reference does. */
static bool relate_side(const relating *r, scan_pairs *pairs, const scan_argument *list,
                        const char *key)
{
    if (list != NULL) {
        return relate_list(r, pairs, list);
    }
    uint16_t found[2] = { 0, 0 };
    uint16_t count = find_referrers(pairs, found);
    if (count != 1) {
        report_referrers(r, pairs, key, found, count);
        return false;
    }
    if (!start_pairs(r, pairs, 1)) {
        return false;
    }
    pairs->fields[0] = found[0];
    pairs->of_fields[0] = pairs->holder->fields[found[0]].reference->target_field;
    pairs->count = 1;
    return true;
}

static scan_entity *find_link(const relating *r)
{
    const scan_argument *name = r->relation->link_name;
    scan_entity *link = scan_find_entity(r->model, name->key);
    if (link == NULL) {
        scan_place place = scan_argument_key_place(&r->relation->annotation, name);
        scan_suggestion suggestion;
        report_no_entity(r, name->key, place);
        (void)scan_find_similar_entity(r->model, name->key, &suggestion);
        scan_diag_fix(r->context->diag, scan_argument_exactly(place, name->key),
                      scan_find_is_foreign(r->model, name->key) ? NULL : suggestion.best);
    }
    return link;
}

static bool link_up(const relating *r)
{
    scan_relation *relation = r->relation;
    scan_entity *link = find_link(r);
    relation->target = find_by_type(r, NULL);
    relation->pairs = (scan_pairs){ .holder = link, .of = r->entity };
    relation->link_pairs = (scan_pairs){ .holder = link, .of = relation->target };
    if (link == NULL || relation->target == NULL) {
        return false;
    }
    bool is_good = relate_side(r, &relation->pairs, relation->from, "from");
    return relate_side(r, &relation->link_pairs, relation->to, "to") && is_good;
}

/* ---- all of them ---- */

/* False: reported. */
static bool relate(const relating *r)
{
    bool has_names = r->relation->kind == ORM_RELATION_MANY_TO_MANY ? r->relation->link_name != NULL
                                                                    : r->relation->column_count > 0;
    if (!judge_depth(r) || !has_names) {
        return false;
    }
    switch (r->relation->kind) {
    case ORM_RELATION_NONE:
        break;
    case ORM_RELATION_BELONGS_TO:
        return belong(r);
    case ORM_RELATION_HAS_ONE:
    case ORM_RELATION_HAS_MANY:
        return have(r);
    case ORM_RELATION_MANY_TO_MANY:
        return link_up(r);
    }
    return false;
}

void scan_relate_model(scan_context *context, const scan_model *model)
{
    for (uint16_t i = 0; i < model->entity_count; i++) {
        for (uint16_t j = 0; j < model->entities[i]->relation_count; j++) {
            const relating r = { .context = context,
                                 .model = model,
                                 .entity = model->entities[i],
                                 .relation = &model->entities[i]->relations[j] };
            if (!relate(&r)) {
                r.relation->target = NULL;
            }
        }
    }
}
