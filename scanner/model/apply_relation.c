/* Owns the positional arguments of relations: columns, and the struct between two ends. */
#include "model/apply_relation.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/known.h"
#include "base/arena.h"
#include "diag.h"
#include "model/model.h"

static const char *example_of(orm_relation_kind kind)
{
    switch (kind) {
    case ORM_RELATION_NONE:
    case ORM_RELATION_BELONGS_TO:
        break;
    case ORM_RELATION_HAS_ONE:
        return "ORM_HAS_ONE(profile.user_id)";
    case ORM_RELATION_HAS_MANY:
        return "ORM_HAS_MANY(invoice.customer_id, count = invoice_count)";
    case ORM_RELATION_MANY_TO_MANY:
        return "ORM_MANY_TO_MANY(post_tag, count = tag_count)";
    }
    return "ORM_BELONGS_TO(customer_id)";
}

static bool is_known(const scan_relation *relation, const char *key)
{
    size_t count = 0;
    const scan_known *known = scan_known_relation_keys(relation->kind, &count);
    size_t i = 0;
    while (i < count && strcmp(known[i].key, key) != 0) {
        i++;
    }
    return i < count;
}

/* A key may be misspelled: what has a value is one, but where columns have no table's name before
 * them. */
static bool is_positional(const scan_relation *relation, const scan_argument *argument)
{
    if (argument->key == NULL || strchr(argument->key, '.') != NULL) {
        return true;
    }
    bool is_bare = argument->kind == SCAN_VALUE_NONE;
    return relation->kind == ORM_RELATION_BELONGS_TO ||
           (is_bare && !is_known(relation, argument->key));
}

/* False: reported. */
static bool judge_first(scan_context *context, const scan_relation *relation,
                        const scan_argument *argument)
{
    const scan_argument *first = scan_argument_find(&relation->annotation, argument->key);
    if (first == argument) {
        return true;
    }
    scan_diag_error(context->diag, scan_argument_key_place(&relation->annotation, argument),
                    "'%s' is said twice; remove one", argument->key);
    scan_diag_note(context->diag, scan_argument_key_place(&relation->annotation, first),
                   "it is said here first");
    return false;
}

/* Of a column of another struct; "struct invoice" gives "invoice". */
static void report_bare(scan_context *context, const scan_relation *relation,
                        const scan_argument *argument)
{
    const char *type = relation->c_type == NULL ? "entity" : relation->c_type;
    const char *tag = strchr(type, ' ') == NULL ? type : strchr(type, ' ') + 1;
    scan_place place = scan_argument_key_place(&relation->annotation, argument);
    scan_diag_error(context->diag, place, "'%s' does not say whose column it is; write %s.%s",
                    argument->key, tag, argument->key);
}

static bool judge_column(scan_context *context, const scan_relation *relation,
                         const scan_argument *argument)
{
    bool is_name = argument->kind == SCAN_VALUE_NONE || argument->kind == SCAN_VALUE_NAME;
    if (argument->key == NULL || !is_name) {
        scan_diag_error(context->diag, scan_argument_value_place(&relation->annotation, argument),
                        "a relation is made of columns; write for example %s",
                        example_of(relation->kind));
        return false;
    }
    if (relation->kind != ORM_RELATION_BELONGS_TO && strchr(argument->key, '.') == NULL) {
        report_bare(context, relation, argument);
        return false;
    }
    return judge_first(context, relation, argument);
}

static void take_link(scan_context *context, scan_relation *relation, const scan_argument *argument)
{
    bool is_name = argument->key != NULL && argument->kind == SCAN_VALUE_NONE &&
                   strchr(argument->key, '.') == NULL;
    if (!is_name || relation->link_name != NULL) {
        scan_diag_error(context->diag, scan_argument_key_place(&relation->annotation, argument),
                        "%s takes the one struct between the two, and its columns in from(...) and "
                        "to(...); write for example %s",
                        relation->macro, example_of(relation->kind));
        return;
    }
    relation->link_name = argument;
}

static void take(scan_context *context, scan_relation *relation, const scan_argument *argument)
{
    if (relation->kind == ORM_RELATION_MANY_TO_MANY) {
        take_link(context, relation, argument);
    } else if (judge_column(context, relation, argument)) {
        relation->columns[relation->column_count++] = argument;
    }
}

bool scan_apply_columns(scan_context *context, scan_relation *relation, scan_annotation *keyed_out)
{
    const scan_annotation *all = &relation->annotation;
    size_t count = all->argument_count;
    keyed_out->place = all->place;
    keyed_out->arguments = orm__arena_zeroed(context->arena, count + 1, sizeof *all->arguments);
    relation->columns = orm__arena_zeroed(context->arena, count + 1, sizeof(const scan_argument *));
    if (keyed_out->arguments == NULL || relation->columns == NULL) {
        scan_diag_no_memory(context->diag);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_positional(relation, &all->arguments[i])) {
            take(context, relation, &all->arguments[i]);
        } else {
            keyed_out->arguments[keyed_out->argument_count++] = all->arguments[i];
        }
    }
    if (keyed_out->argument_count == count) {
        scan_diag_error(context->diag, all->place, "%s names no %s; write for example %s",
                        relation->macro,
                        relation->kind == ORM_RELATION_MANY_TO_MANY ? "struct between the two"
                                                                    : "column that relates the two",
                        example_of(relation->kind));
    }
    return true;
}
