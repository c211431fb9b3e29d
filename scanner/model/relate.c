/* Owns the way from a relation's member to entities: by the type that it points to, and by the
 * names in its annotation. Columns are relate_columns'. */
#include "model/relate.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "base/arena.h"
#include "diag.h"
#include "model/find.h"
#include "model/model.h"
#include "model/relate_columns.h"
#include "model/written.h"

/* ---- entities ---- */

static const char *tag_of(const char *c_type)
{
    const char *blank = strrchr(c_type, ' ');
    return blank == NULL ? c_type : blank + 1;
}

/* True where no other name is meant. */
static bool is_known(const scan_relating *r, const char *name)
{
    return scan_find_is_foreign(r->model, name) || scan_written_has_table(r->context, name);
}

/* name: at place, where something else may stand for it (then its size is 0). */
static void report_no_entity(const scan_relating *r, const char *name, scan_place place)
{
    if (scan_written_has_table(r->context, name)) {
        return;
    }
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

static bool judge_depth(const scan_relating *r)
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

/* The first two entities of the type, parts or others. */
static void find_of_type(const scan_relating *r, bool parts, scan_entity **found)
{
    for (uint16_t i = 0; i < r->model->entity_count; i++) {
        scan_entity *entity = r->model->entities[i];
        bool is_part = entity->kind == ORM_ENTITY_PART;
        if (is_part == parts && strcmp(entity->c_type, r->relation->c_type) == 0 &&
            found[1] == NULL) {
            found[found[0] != NULL] = entity;
        }
    }
}

/* The entity of the type, which a part may share with its whole; of several, wanted if it is one of
 * them. NULL: reported. */
static scan_entity *find_by_type(const scan_relating *r, scan_entity *wanted)
{
    const scan_relation *relation = r->relation;
    scan_entity *found[2] = { NULL, NULL };
    find_of_type(r, false, found);
    if (found[0] == NULL) {
        find_of_type(r, true, found);
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

/* ---- belongs-to, has-one, has-many ---- */

static bool relate_columns(const scan_relating *r)
{
    scan_relation *relation = r->relation;
    return scan_relate_columns(r, &relation->pairs, relation->columns, relation->column_count);
}

static bool belong(const scan_relating *r)
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

/* The entity that a column's key begins with, of the type that the member leads to. NULL:
 * reported. */
static scan_entity *find_prefix(const scan_relating *r, const scan_argument *argument)
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
        scan_diag_fix(r->context->diag, place, is_known(r, name) ? NULL : suggestion.near.found);
    } else if (strcmp(entity->c_type, relation->c_type) != 0) {
        scan_diag_error(r->context->diag, place, "'%s' is %s, but '%s' leads to %s", name,
                        entity->c_type, relation->member, relation->c_type);
        scan_diag_note(r->context->diag, relation->place, "'%s' is declared here",
                       relation->member);
        entity = NULL;
    }
    return entity;
}

static bool have(const scan_relating *r)
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

static scan_entity *find_link(const scan_relating *r)
{
    const scan_argument *name = r->relation->link_name;
    scan_entity *link = scan_find_entity(r->model, name->key);
    if (link == NULL) {
        scan_place place = scan_argument_key_place(&r->relation->annotation, name);
        scan_suggestion suggestion;
        report_no_entity(r, name->key, place);
        (void)scan_find_similar_entity(r->model, name->key, &suggestion);
        scan_diag_fix(r->context->diag, scan_argument_exactly(place, name->key),
                      is_known(r, name->key) ? NULL : suggestion.near.found);
    }
    return link;
}

static bool link_up(const scan_relating *r)
{
    scan_relation *relation = r->relation;
    scan_entity *link = find_link(r);
    relation->target = find_by_type(r, NULL);
    relation->pairs = (scan_pairs){ .holder = link, .of = r->entity };
    relation->link_pairs = (scan_pairs){ .holder = link, .of = relation->target };
    if (link == NULL || relation->target == NULL) {
        return false;
    }
    return scan_relate_link(r);
}

/* ---- all of them ---- */

/* False: reported. */
static bool relate(const scan_relating *r)
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

static void relate_entity(scan_context *context, const scan_model *model, scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        scan_relation *relation = &entity->relations[i];
        const scan_relating r = {
            .context = context, .model = model, .entity = entity, .relation = relation
        };
        if (!relate(&r)) {
            relation->target = NULL;
        }
    }
}

void scan_relate_model(scan_context *context, const scan_model *model)
{
    for (uint16_t i = 0; i < model->entity_count; i++) {
        relate_entity(context, model, model->entities[i]);
    }
}
