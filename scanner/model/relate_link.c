/* Owns the two sides of a many-to-many: which columns of its link lead where. */
#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "diag.h"
#include "model/find.h"
#include "model/relate_columns.h"

/* False: reported. */
static bool judge_item(const scan_relating *r, const scan_pairs *pairs, const scan_argument *list,
                       const scan_argument *item)
{
    bool is_name =
        item->key != NULL && (item->kind == SCAN_VALUE_NONE || item->kind == SCAN_VALUE_NAME);
    const scan_argument *first = list->arguments;
    if (!is_name) {
        scan_diag_error(r->context->diag, scan_argument_value_place(&r->relation->annotation, item),
                        "'%s' takes columns of '%s'", list->key, pairs->holder->name);
        return false;
    }
    while (strcmp(first->key, item->key) != 0) {
        first++;
    }
    if (first < item) {
        scan_diag_error(r->context->diag, scan_argument_key_place(&r->relation->annotation, item),
                        "'%s' is named twice; remove one", item->key);
    }
    return first == item;
}

static bool relate_list(const scan_relating *r, scan_pairs *pairs, const scan_argument *list)
{
    size_t count = list->argument_count;
    const scan_argument **columns =
        orm__arena_zeroed(r->context->arena, count + 1, sizeof(const scan_argument *));
    if (columns == NULL) {
        scan_diag_no_memory(r->context->diag);
        return false;
    }
    if (count == 0) {
        scan_diag_error(r->context->diag, scan_argument_key_place(&r->relation->annotation, list),
                        "'%s' names no column of '%s'", list->key, pairs->holder->name);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        columns[i] = &list->arguments[i];
        if (!judge_item(r, pairs, list, columns[i])) {
            return false;
        }
    }
    return scan_relate_columns(r, pairs, columns, (uint16_t)count);
}

/* What of a link leads to one side: the number of ways, and the first two of them. */
typedef struct ways {
    uint16_t count;
    struct {
        const uint16_t *fields, *of_fields;
        uint16_t field_count;
    } found[2];
} ways;

static void add_way(ways *all, const uint16_t *fields, const uint16_t *of_fields,
                    uint16_t field_count)
{
    if (all->count < 2) {
        all->found[all->count].fields = fields;
        all->found[all->count].of_fields = of_fields;
        all->found[all->count].field_count = field_count;
    }
    all->count++;
}

/* False: no memory. */
static bool find_ways(const scan_relating *r, const scan_pairs *pairs, ways *all)
{
    const scan_entity *link = pairs->holder;
    for (uint16_t i = 0; i < link->field_count; i++) {
        const scan_reference *reference = link->fields[i].reference;
        if (reference == NULL || reference->target != pairs->of) {
            continue;
        }
        uint16_t *own = orm__arena_zeroed(r->context->arena, 1, sizeof *own);
        if (own == NULL) {
            scan_diag_no_memory(r->context->diag);
            return false;
        }
        *own = i;
        add_way(all, own, &reference->target_field, 1);
    }
    for (uint16_t i = 0; i < link->reference_count; i++) {
        const scan_table_reference *reference = &link->references[i];
        if (reference->target == pairs->of && reference->field_count > 0) {
            add_way(all, reference->fields, reference->target_fields, reference->field_count);
        }
    }
    return true;
}

/* key: "from" or "to". */
static void report_none(const scan_relating *r, const scan_pairs *pairs, const char *key)
{
    const scan_entity *link = pairs->holder;
    scan_diag_error(r->context->diag,
                    scan_argument_key_place(&r->relation->annotation, r->relation->link_name),
                    "'%s' has no column that references '%s'; name the columns that lead there: "
                    "%s(column = %s)",
                    link->name, pairs->of->name, key, scan_find_key_member(pairs->of));
    scan_diag_note(r->context->diag, link->place, "%s is here", link->c_type);
}

/* Of a link from a table to itself, or with two ways to one side: what is not said must be. */
static void report_several(const scan_relating *r, const scan_pairs *pairs, const ways *all,
                           const char *key)
{
    const scan_relation *relation = r->relation;
    const scan_field *fields = pairs->holder->fields;
    const scan_argument *other = relation->from == NULL ? relation->to : relation->from;
    const char *first = fields[all->found[0].fields[0]].member;
    const char *second = fields[all->found[1].fields[0]].member;
    bool is_first = other == NULL || other->argument_count == 0 ||
                    other->arguments[0].key == NULL || strcmp(other->arguments[0].key, first) != 0;
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

/* Whether a column of it may be meant to reference what it does not. */
static bool may_lead(const scan_entity *link)
{
    bool may = link->is_broken || link->is_head_wrong;
    for (uint16_t i = 0; !may && i < link->field_count; i++) {
        const scan_field *field = &link->fields[i];
        may = field->is_wrong || (field->reference != NULL && field->reference->target == NULL);
    }
    return may;
}

/* One side of a link: as the annotation says, or as the only reference does. */
static bool relate_side(const scan_relating *r, scan_pairs *pairs, const char *key)
{
    const scan_argument *list = strcmp(key, "from") == 0 ? r->relation->from : r->relation->to;
    if (list != NULL) {
        return relate_list(r, pairs, list);
    }
    ways all = { .count = 0 };
    if (!find_ways(r, pairs, &all)) {
        return false;
    }
    if (all.count == 0 && may_lead(pairs->holder)) {
        return false;
    }
    if (all.count == 0) {
        report_none(r, pairs, key);
    } else if (all.count > 1) {
        report_several(r, pairs, &all, key);
    }
    if (all.count != 1 || !scan_relate_start(r, pairs, all.found[0].field_count)) {
        return false;
    }
    memcpy(pairs->fields, all.found[0].fields, pairs->count * sizeof *pairs->fields);
    memcpy(pairs->of_fields, all.found[0].of_fields, pairs->count * sizeof *pairs->of_fields);
    return true;
}

bool scan_relate_link(const scan_relating *r)
{
    bool is_good = relate_side(r, &r->relation->pairs, "from");
    return relate_side(r, &r->relation->link_pairs, "to") && is_good;
}
