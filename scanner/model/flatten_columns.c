/* Owns the way from an item of columns(...) to the member that it names, and to its column. */
#include "model/flatten_columns.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/arena.h"
#include "diag.h"
#include "model/flatten.h"
#include "model/flatten_rules.h"
#include "model/flatten_several.h"
#include "model/model.h"
#include "model/said.h"

/* One item at work. */
typedef struct picking {
    scan_flattening *f;
    const scan_scope *top; /* of the holder's struct */
    const scan_field *holder;
    const scan_argument *item;
    scan_said said;
} picking;

static const scan_member *find_member(const scan_struct *nested, const char *name, size_t size)
{
    for (size_t i = 0; i < nested->member_count; i++) {
        const char *own = nested->members[i].name;
        if (strncmp(own, name, size) == 0 && own[size] == '\0') {
            return &nested->members[i];
        }
    }
    return NULL;
}

/* What the holder says of the one member that it names: how long its bytes are, and what they are.
 * False: no memory, reported. */
static bool take_keys(const picking *p, scan_annotation *annotation)
{
    const scan_annotation *all = &p->holder->annotation;
    annotation->arguments = orm__arena_zeroed(p->f->context->arena, all->argument_count + 1,
                                              sizeof *annotation->arguments);
    if (annotation->arguments == NULL) {
        scan_diag_no_memory(p->f->context->diag);
        return false;
    }
    for (size_t i = 0; i < all->argument_count; i++) {
        if (scan_flatten_is_of_one(p->holder, &all->arguments[i])) {
            annotation->arguments[annotation->argument_count++] = all->arguments[i];
        }
    }
    return true;
}

/* The member as it is annotated where it stands. False: no memory, reported. */
static bool fill_field(picking *p, const scan_scope *scope, const scan_member *member,
                       scan_field *field)
{
    scan_flattening *f = p->f;
    const scan_annotation *said = p->said.field == NULL ? NULL : &p->said.field->annotation;
    const scan_annotation *all = &p->holder->annotation;
    *field = (scan_field){ .member = scan_rescope_join(f->context, scope->member, member->name),
                           .path = scan_rescope_join(f->context, scope->path, member->name),
                           .group = scope->group,
                           .first_bit = scope->first_bit + member->first_bit,
                           .place = scope->holder,
                           .holder = scope->holder,
                           .type = member->type,
                           .annotation = { .place = said == NULL ? scope->holder : said->place },
                           .column_prefix = scope->column_prefix,
                           .is_prefix_styled = scope->is_prefix_styled };
    if (field->member == NULL || field->path == NULL || !take_keys(p, &field->annotation) ||
        !scan_said_prefix(f->context, f->entity->naming, &p->said, p->top->member, field) ||
        !scan_apply_said(f->context, f->entity, &p->said, field)) {
        return false;
    }
    const char *key = p->holder->length_key;
    if (key != NULL && scan_flatten_is_of_one(p->holder, scan_argument_find(all, key))) {
        field->length = p->holder->length; /* its name starts where the holder stands */
    }
    return true;
}

/* A name that the item gives is the whole name of the column. */
static void pick(picking *p, const scan_scope *scope, const scan_member *member)
{
    const scan_argument *item = p->item;
    scan_scope own = *scope;
    scan_field field;
    own.holder = scan_argument_key_place(&p->holder->annotation, item);
    p->said.is_named = item->text != NULL;
    if (!fill_field(p, &own, member, &field)) {
        return;
    }
    bool is_given = item->text != NULL;
    field.column = is_given ? item->text : field.column;
    field.column_prefix = is_given ? p->holder->column_prefix : scope->column_prefix;
    field.is_prefix_styled = is_given ? p->holder->is_prefix_styled : scope->is_prefix_styled;
    field.column_place = scan_argument_value_place(&p->holder->annotation, item);
    if (scan_flatten_judge_picked(p->f->context, &field, item)) {
        scan_flatten_type(p->f, &own, &field);
    }
}

/* rest: of the item's key, from the scope on. */
static void enter_item(picking *p, const scan_scope *scope, const char *rest)
{
    scan_context *context = p->f->context;
    size_t size = strcspn(rest, ".");
    scan_place place = scan_argument_key_place(&p->holder->annotation, p->item);
    const scan_member *member = find_member(scope->nested, rest, size);
    if (member == NULL) {
        const char *name = orm_arena_copy(context->arena, rest, size);
        scan_flatten_report_unknown(context, scope->nested, name == NULL ? rest : name, place);
        return;
    }
    size_t end = (size_t)(rest + size - p->item->key);
    scan_said_enter(&p->said, scope->nested, scope->member, member->name, &member->type);
    if (rest[size] == '\0') {
        pick(p, scope, member);
        return;
    }
    if (!scan_flatten_judge_way(context, p->holder, p->item, &member->type, end)) {
        return;
    }
    scan_scope inner = *scope;
    inner.outer = scope;
    inner.first_bit += member->first_bit;
    inner.nested = member->type.nested;
    member->type.nested->use = SCAN_STRUCT_MEMBERS;
    inner.member = scan_rescope_join(context, scope->member, member->name);
    inner.path = scan_rescope_join(context, scope->path, member->name);
    scan_apply_nested(context, p->f->entity, member->type.nested);
    if (inner.member != NULL && inner.path != NULL && scan_flattening_add_members(p->f, &inner)) {
        enter_item(p, &inner, rest + size + 1);
    }
}

/* ---- keys of several members ---- */

/* Two parts of a key: one that columns(...) names, and one that it leaves out; NULL = there is
 * none. */
typedef struct parts {
    const char *named, *left_out;
} parts;

static bool is_named(const scan_argument *items, const char *name)
{
    size_t size = strlen(name);
    for (size_t i = 0; i < items->argument_count; i++) {
        const char *key = items->arguments[i].key;
        if (key != NULL && strncmp(key, name, size) == 0 &&
            (key[size] == '\0' || key[size] == '.')) {
            return true;
        }
    }
    return false;
}

/* The struct by value that a field becomes the columns of; NULL = it does not. */
static scan_struct *entered(const scan_field *field)
{
    scan_struct *nested = field->type.nested;
    bool is_entered = field->type.type_class == SCAN_TYPE_STRUCT && nested != NULL &&
                      !nested->is_table && field->columns == NULL;
    return is_entered ? nested : NULL;
}

/* Structs in structs multiply: one without a key is looked into once. */
static bool has_key(scan_struct *home)
{
    bool has = false;
    for (uint16_t i = 0; !home->is_keyless && !has && i < home->field_count; i++) {
        const scan_field *field = &home->fields[i];
        scan_struct *inside = entered(field);
        has = scan_argument_says(&field->annotation, "primary_key") ||
              scan_argument_says(&field->annotation, "unique") ||
              (inside != NULL && has_key(inside));
    }
    home->is_keyless = !has;
    return has;
}

/* unique: the name of a key; NULL = the primary key is meant, which structs in home have a part
 * of. */
static void find_parts(const picking *p, const scan_struct *home, const char *way,
                       const char *unique, parts *found)
{
    for (uint16_t i = 0; i < home->field_count; i++) {
        const scan_field *field = &home->fields[i];
        bool is_same =
            unique != NULL && field->unique_name != NULL && strcmp(field->unique_name, unique) == 0;
        const char *name = scan_rescope_join(p->f->context, way, field->member);
        scan_struct *inside = unique == NULL ? entered(field) : NULL;
        if (name != NULL && (unique == NULL ? field->primary_key : is_same)) {
            *(is_named(p->holder->columns, name) ? &found->named : &found->left_out) = name;
        } else if (name != NULL && inside != NULL && has_key(inside)) {
            find_parts(p, inside, name, NULL, found);
        }
    }
}

/* A part of a key alone would be another key, which nobody wrote. */
static void check_whole(const picking *p, const scan_struct *home, const char *way,
                        const char *unique)
{
    parts found = { .named = NULL };
    find_parts(p, home, way, unique, &found);
    if (found.named != NULL && found.left_out != NULL) {
        scan_diag_error(
            p->f->context->diag,
            scan_argument_key_place(&p->holder->annotation, p->holder->columns),
            "columns(...) names '%s' and not '%s', and both are in %s of %s; name all of "
            "it or nothing",
            found.named, found.left_out, unique == NULL ? "the primary key" : "a unique key",
            scan_flatten_c_type(home));
    }
}

static void check_unique_keys(const picking *p, const scan_struct *home, const char *way)
{
    for (uint16_t i = 0; i < home->field_count; i++) {
        const scan_field *field = &home->fields[i];
        scan_struct *inside = entered(field);
        const char *name =
            inside == NULL ? NULL : scan_rescope_join(p->f->context, way, field->member);
        if (field->unique_name != NULL) {
            check_whole(p, home, way, field->unique_name);
        }
        if (name != NULL && has_key(inside)) {
            check_unique_keys(p, inside, name);
        }
    }
}

static void check_keys(const picking *p)
{
    const scan_struct *home = p->top->nested;
    if (!home->is_table) {
        check_whole(p, home, "", NULL);
        check_unique_keys(p, home, "");
    }
}

void scan_flatten_columns(scan_flattening *f, const scan_scope *scope, const scan_field *holder)
{
    const scan_argument *items = holder->columns;
    if (items->argument_count == 0) {
        scan_diag_error(f->context->diag, scan_argument_key_place(&holder->annotation, items),
                        "'columns' names no member; write for example columns(%s)",
                        scope->nested->member_count == 0 ? "city" : scope->nested->members[0].name);
    }
    for (size_t i = 0; i < items->argument_count; i++) {
        picking p = { .f = f, .top = scope, .holder = holder, .item = &items->arguments[i] };
        if (scan_flatten_judge_item(f->context, holder, p.item)) {
            enter_item(&p, scope, p.item->key);
        }
    }
    const picking whole = { .f = f, .top = scope, .holder = holder };
    check_keys(&whole);
}
