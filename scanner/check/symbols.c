/* Owns the list of what the generated code declares: for each table, for the target. What is wrong
 * with a name is not its business. */
#include "check/symbols.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "diag.h"
#include "model/apply.h"
#include "model/call.h"
#include "model/find.h"
#include "model/gather.h"
#include "model/rescope.h"
#include "model/symbol.h"

static bool is_related(const scan_entity *entity)
{
    return entity->relation_count > 0;
}

/* By a member, or by a list of the table. */
static bool has_key(const scan_entity *entity, bool unique)
{
    bool has = false;
    for (uint16_t i = 0; !has && i < entity->field_count; i++) {
        has = unique ? entity->fields[i].unique : entity->fields[i].index;
    }
    for (uint16_t i = 0; !has && i < entity->key_count; i++) {
        /* one on some of the rows is an index */
        has = unique ? entity->keys[i].unique : !entity->keys[i].unique || entity->keys[i].where;
    }
    return has;
}

/* A part may have those of its whole. */
static bool is_unique(const scan_entity *entity)
{
    return has_key(entity->part_of == NULL ? entity : entity->part_of, true);
}

static bool is_indexed(const scan_entity *entity)
{
    return has_key(entity, false);
}

static bool is_referring(const scan_entity *entity)
{
    bool is = entity->reference_count > 0;
    for (uint16_t i = 0; !is && i < entity->field_count; i++) {
        is = entity->fields[i].reference != NULL;
    }
    return is;
}

static bool is_grouped(const scan_entity *entity)
{
    return entity->group_count > 0;
}

static bool is_checked(const scan_entity *entity)
{
    return entity->check_count > 0;
}

static bool has_statements(const scan_entity *entity)
{
    return entity->statement_count > 0;
}

/* What is behind the prefix; find_by_... follows from the unique keys. No two tables share any;
 * what is made is not there otherwise. */
static const struct {
    const char *text;
    bool (*is_made)(const scan_entity *entity); /* NULL = always */
} suffixes[] = {
    { "_", NULL },
    { "_entity", NULL },
    { "_fields", NULL },
    { "_uniques", is_unique },
    { "_groups", is_grouped },
    { "_indexes", is_indexed },
    { "_path", NULL },
    { "_foreign_keys", is_referring },
    { "_next", NULL },
    { "_checks", is_checked },
    { "_statements", has_statements },
    { "_relations", is_related },
};
enum { SUFFIXES = sizeof suffixes / sizeof *suffixes };

static void add(scan_symbols *all, const scan_entity *entity, const char *prefix,
                const char *suffix)
{
    const char *text = scan_rescope_prefix(all->context, prefix, suffix);
    if (text == NULL) {
        return;
    }
    all->items[all->count] = (scan_symbol){ .text = text,
                                            .hash = scan_declared_hash(text),
                                            .entity = entity,
                                            .order = all->count,
                                            .is_made = true };
    all->count++;
}

/* The type's name, which the symbols share a space with unless it is a tag. One that is mapped
 * twice is one type. */
static void add_type(scan_symbols *all, const scan_model *model, uint16_t index)
{
    const char *type = model->entities[index]->c_type;
    bool is_there = strchr(type, ' ') != NULL;
    for (uint16_t i = 0; !is_there && i < index; i++) {
        is_there = strcmp(model->entities[i]->c_type, type) == 0;
    }
    if (!is_there) {
        add(all, model->entities[index], type, "");
    }
}

/* PREFIX_find_by_A_and_B. */
static void add_find_by(scan_symbols *all, const scan_entity *entity, const scan_gathered *unique)
{
    orm_buffer name;
    scan_diag_buffer_init(all->context->diag, &name);
    for (uint16_t i = 0; i < unique->field_count; i++) {
        orm__buffer_text(&name, i == 0 ? "_find_by_" : "_and_");
        scan_symbol_append(&name, entity->fields[unique->fields[i]].member);
    }
    const char *suffix = orm__buffer_string(&name);
    if (suffix == NULL) {
        scan_diag_no_memory(all->context->diag);
    } else {
        add(all, entity, entity->name, suffix);
    }
    orm__buffer_fini(&name);
}

/* The same members as one before it: reported elsewhere. */
static bool is_repeated(const scan_gathered *uniques, uint16_t index)
{
    const scan_gathered *own = &uniques[index];
    bool found = false;
    for (uint16_t i = 0; !found && i < index; i++) {
        found = uniques[i].field_count == own->field_count &&
                memcmp(uniques[i].fields, own->fields, own->field_count * sizeof *own->fields) == 0;
    }
    return found;
}

static void add_uniques(scan_symbols *all, const scan_entity *entity)
{
    uint16_t count = 0;
    const scan_gathered *uniques = scan_gather_uniques(entity, all->context->arena, &count);
    if (uniques == NULL) {
        scan_diag_no_memory(all->context->diag);
        return;
    }
    for (uint16_t i = 0; i < count; i++) {
        if (!is_repeated(uniques, i)) {
            add_find_by(all, entity, &uniques[i]);
        }
    }
}

static void add_calls(scan_symbols *all, const scan_entity *entity)
{
    const scan_callable about = scan_call_about(entity);
    for (size_t i = 0; i < SCAN_CALLS; i++) {
        char suffix[SCAN_CALL_VERB_MAX + 2] = "_";
        size_t place = all->count;
        (void)strcat(suffix, scan_calls[i].verb);
        add(all, entity, entity->name, suffix);
        all->items[place].is_made = scan_call_is_made(&scan_calls[i], &about);
    }
}

static void add_entity(scan_symbols *all, const scan_model *model, uint16_t index)
{
    const scan_entity *entity = model->entities[index];
    for (size_t i = 0; i < SUFFIXES; i++) {
        size_t place = all->count;
        add(all, entity, entity->name, suffixes[i].text);
        bool is_made = suffixes[i].is_made == NULL || suffixes[i].is_made(entity);
        all->items[place].is_made = is_made;
    }
    add_calls(all, entity);
    add_type(all, model, index);
    add_uniques(all, entity);
}

/* The names of the target itself: of its schema, of the list of its entities, of the generated
 * header's guard. */
static void add_target(scan_symbols *all, const scan_model *model)
{
    char *name = orm_arena_alloc(all->context->arena, strlen(model->name) + 2);
    if (name == NULL) {
        scan_diag_no_memory(all->context->diag);
        return;
    }
    scan_symbol_make(model->name, name);
    add(all, NULL, name, "_schema");
    add(all, NULL, name, "_entities");
    for (char *c = name; *c != '\0'; c++) {
        *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
    }
    add(all, NULL, name, "_ORM_H");
}

bool scan_symbols_list(scan_symbols *all, const scan_model *model)
{
    size_t most = 3;
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const scan_entity *entity = model->entities[i];
        most += SUFFIXES + SCAN_CALLS + 1 + (size_t)entity->field_count + entity->key_count;
    }
    all->items = orm_arena_alloc(all->context->arena, most * sizeof *all->items);
    if (all->items == NULL) {
        scan_diag_no_memory(all->context->diag);
        return false;
    }
    add_target(all, model);
    for (uint16_t i = 0; i < model->entity_count; i++) {
        add_entity(all, model, i);
    }
    return true;
}

bool scan_symbols_is_type(const scan_symbol *one)
{
    return one->entity != NULL && strcmp(one->text, one->entity->c_type) == 0;
}
