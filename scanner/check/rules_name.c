/* Rules for names as engines see them: tables and what shares their space (indexes, unique
 * constraints), and the columns of a table. Each engine sees its own names. */
#include "check/rules.h"

#include <orm/sys/dialect.h>
#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/fold.h"
#include "base/arena.h"
#include "base/hash.h"
#include "diag.h"
#include "meta/entity.h"
#include "model/apply.h"
#include "model/find.h"
#include "model/gather.h"
#include "model/model.h"
#include "model/said.h"
#include "model/sound.h"

static const orm_dialect *const dialects[] = { &orm_dialect_sqlite, &orm_dialect_postgresql };
enum { DIALECTS = sizeof dialects / sizeof *dialects };

/* A name that something lays claim to. */
typedef struct claim {
    const char *what; /* "table", "column", ... */
    bool is_column;
    scan_entity *wrong; /* if the name is; NULL = that is noted elsewhere */
    const char *space;  /* the schema that it is in, where there are such; NULL = the general one */
    const char *name;
    const orm_dialect_name *names;
    const scan_annotation *annotation;
    const char *key;           /* the argument that says the name */
    scan_place place;          /* where no argument does */
    const char *member;        /* of a column */
    scan_place given;          /* where another's says the name; line 0 = none does */
    uint64_t hashes[DIALECTS]; /* of the name as each engine sees it, whatever its case */
} claim;

/* Claims that must differ from each other. */
typedef struct claims {
    scan_context *context;
    claim *items;
    size_t count;
} claims;

static const char *name_for(const claim *c, const orm_dialect *dialect)
{
    return orm__entity_name(c->names, c->name, dialect->name);
}

static bool is_own_key(const char *key, const orm_dialect *dialect)
{
    size_t size = strlen(dialect->name);
    return strncmp(key, dialect->name, size) == 0 && strcmp(key + size, "_name") == 0;
}

static scan_place place_for(const claim *c, const orm_dialect *dialect)
{
    const scan_argument *general = NULL;
    if (c->given.line != 0) {
        return c->given;
    }
    for (size_t i = 0; i < c->annotation->argument_count; i++) {
        const scan_argument *argument = &c->annotation->arguments[i];
        const char *key = argument->key == NULL ? "" : argument->key;
        if (c->names != NULL && is_own_key(key, dialect)) {
            return scan_argument_value_place(c->annotation, argument);
        }
        if (general == NULL && strcmp(key, c->key) == 0) {
            general = argument;
        }
    }
    return general == NULL ? c->place : scan_argument_value_place(c->annotation, general);
}

/* ---- one name ---- */

static bool is_system_column(const char *name)
{
    static const char *const columns[] = { "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid" };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (strcmp(columns[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_sqlite_own(const char *name)
{
    const char *own = "sqlite_";
    while (*own != '\0' && *own == orm__fold(*name)) {
        own++;
        name++;
    }
    return *own == '\0';
}

static void check_length_in(scan_context *context, const claim *c, const orm_dialect *dialect)
{
    const char *name = name_for(c, dialect);
    if (dialect->name_max != 0 && strlen(name) > dialect->name_max) {
        scan_diag_error(context->diag, place_for(c, dialect),
                        "the %s name '%s' has %zu bytes, but %s keeps %zu; shorten it", c->what,
                        name, strlen(name), dialect->name, dialect->name_max);
    }
}

static void check_length(scan_context *context, const claim *c)
{
    for (size_t i = 0; i < DIALECTS; i++) {
        check_length_in(context, c, dialects[i]);
    }
}

static void check_reserved(scan_context *context, const claim *c)
{
    if (!c->is_column && is_sqlite_own(name_for(c, &orm_dialect_sqlite))) {
        scan_diag_error(context->diag, place_for(c, &orm_dialect_sqlite),
                        "SQLite keeps names that begin with sqlite_ for itself; "
                        "choose another for the %s",
                        c->what);
    }
    if (c->is_column && is_system_column(name_for(c, &orm_dialect_postgresql))) {
        scan_diag_error(context->diag, place_for(c, &orm_dialect_postgresql),
                        "PostgreSQL has a column '%s' in each table; add postgresql_name = ...",
                        name_for(c, &orm_dialect_postgresql));
    }
}

static void report_empty(scan_context *context, const claim *c, const orm_dialect *dialect)
{
    scan_diag_error(context->diag, place_for(c, dialect), "the %s has an empty name; write one",
                    c->what);
}

/* Once where all engines see the empty name. */
static void check_empty(scan_context *context, const claim *c)
{
    for (size_t i = 0; i < DIALECTS; i++) {
        if (name_for(c, dialects[i])[0] == '\0') {
            report_empty(context, c, dialects[i]);
            return;
        }
    }
}

/* Any two are compared: nearly all differ in this. */
static void hash_names(claim *c)
{
    for (size_t i = 0; i < DIALECTS; i++) {
        if (i > 0 && c->names == NULL) { /* all engines see one name */
            c->hashes[i] = c->hashes[0];
            continue;
        }
        c->hashes[i] = ORM_HASH_START;
        for (const char *name = name_for(c, dialects[i]); *name != '\0'; name++) {
            const char folded = orm__fold(*name);
            c->hashes[i] = orm__hash_bytes(c->hashes[i], &folded, 1);
        }
    }
}

static void check_claim(scan_context *context, claim *c)
{
    hash_names(c);
    check_empty(context, c);
    check_reserved(context, c);
}

/* ---- two names ---- */

static void report_twin(scan_context *context, const claim *first, const claim *second,
                        const orm_dialect *dialect)
{
    const char *a = name_for(first, dialect), *b = name_for(second, dialect);
    if (!scan_find_is_same(first->space, second->space)) {
        scan_diag_error(context->diag, place_for(second, dialect),
                        "the %s name '%s' is taken by the %s '%s' on %s, which has no schemas; %s",
                        second->what, b, first->what, a, dialect->name,
                        second->names != NULL || strcmp(second->what, "table") != 0
                            ? "choose another"
                            : "add sqlite_name = ...");
    } else {
        bool by_case = strcmp(a, b) != 0;
        scan_diag_error(context->diag, place_for(second, dialect),
                        by_case ? "the %s name '%s' differs only by case from the %s '%s'; "
                                  "choose another"
                                : "the %s name '%s' is taken by the %s '%s'; choose another",
                        second->what, b, first->what, a);
    }
    scan_diag_note(context->diag, place_for(first, dialect), "'%s' is here", a);
}

/* Whether the engine sees one name. */
static bool is_one_name(const claim *first, const claim *second, size_t dialect)
{
    if (first->hashes[dialect] != second->hashes[dialect] ||
        (dialects[dialect]->has_schemas && !scan_find_is_same(first->space, second->space))) {
        return false;
    }
    const char *name = name_for(second, dialects[dialect]);
    return name[0] != '\0' && orm__fold_is_same(name_for(first, dialects[dialect]), name);
}

static bool is_one_member(const claim *first, const claim *second)
{
    return first->member != NULL && scan_find_is_same(first->member, second->member);
}

/* Whether an engine sees one name: reported for the first that does. One member twice is told for
 * that. */
static bool is_twin(scan_context *context, const claim *first, const claim *second)
{
    size_t i = 0;
    while (i < DIALECTS && !is_one_name(first, second, i)) {
        i++;
    }
    if (i < DIALECTS && !is_one_member(first, second)) {
        report_twin(context, first, second, dialects[i]);
    }
    return i < DIALECTS;
}

/* What SQLite makes no table of. Names that are too long it takes: they are errors for others. */
static void note_wrong(scan_context *context, const claim *c, size_t errors)
{
    if (c->wrong != NULL) {
        scan_sound_note(context, errors, &c->wrong->is_wrong);
    }
}

/* A name is reported once, against the first that has it. */
static void check_claims(const claims *all)
{
    for (size_t i = 0; i < all->count; i++) {
        claim *c = &all->items[i];
        size_t errors = scan_diag_error_count(all->context->diag), before = 0;
        check_claim(all->context, c);
        note_wrong(all->context, c, errors);
        check_length(all->context, c);
        errors = scan_diag_error_count(all->context->diag);
        while (before < i && !is_twin(all->context, &all->items[before], c)) {
            before++;
        }
        note_wrong(all->context, c, errors);
    }
}

/* ---- what is claimed ---- */

/* What a nested struct brings, or one that is mapped, is put right where that is done: it may be
 * twice. */
static void set_origin(claim *c, const scan_field *field)
{
    static const scan_annotation none = { .argument_count = 0 };
    bool is_nested = field->holder.line != 0;
    c->annotation = is_nested ? &none : scan_said_own(field);
    c->place = is_nested ? field->holder : field->place;
}

/* A list of the table says the name itself. */
static void set_list_origin(claim *c, const scan_entity *entity, const scan_argument *list)
{
    static const scan_annotation none = { .argument_count = 0 };
    const scan_annotation items = { .place = scan_argument_key_place(&entity->annotation, list),
                                    .arguments = list->arguments,
                                    .argument_count = list->argument_count };
    c->annotation = &none;
    c->place = scan_argument_place_of(&items, "name");
}

static void claim_columns(const scan_entity *entity, claims *all)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_field *field = &entity->fields[i];
        claim *added = &all->items[all->count++];
        *added = (claim){ .what = "column",
                          .is_column = true,
                          .member = field->member,
                          .given = field->column_place,
                          .name = field->column,
                          .names = field->column_names,
                          .key = "name" };
        set_origin(added, field);
    }
}

static void claim_gathered(const scan_entity *entity, const scan_gathered *list, uint16_t count,
                           const claim *like, claims *all)
{
    for (uint16_t i = 0; list != NULL && i < count; i++) {
        if (list[i].name == NULL) {
            continue;
        }
        claim added = *like;
        added.name = list[i].name;
        added.space = entity->table_schema;
        if (list[i].key == NULL) {
            set_origin(&added, &entity->fields[list[i].fields[0]]);
        } else {
            set_list_origin(&added, entity, list[i].key->list);
        }
        all->items[all->count++] = added;
    }
}

static void claim_entity(scan_entity *entity, claims *all)
{
    const claim unique = { .what = "unique constraint", .key = "unique", .wrong = entity };
    const claim index = { .what = "index", .key = "index", .wrong = entity };
    uint16_t unique_count = 0, index_count = 0;
    orm_arena *arena = all->context->arena;
    if (entity->kind == ORM_ENTITY_PART || entity->kind == ORM_ENTITY_RESULT) {
        return; /* none of the names is its own */
    }
    all->items[all->count++] = (claim){ .what = entity->kind == ORM_ENTITY_VIEW ? "view" : "table",
                                        .wrong = entity,
                                        .space = entity->table_schema,
                                        .name = entity->table,
                                        .names = entity->table_names,
                                        .annotation = &entity->annotation,
                                        .key = "name",
                                        .place = entity->place };
    const scan_gathered *uniques = scan_gather_uniques(entity, arena, &unique_count);
    const scan_gathered *indexes = scan_gather_indexes(entity, arena, &index_count);
    if (uniques == NULL || indexes == NULL) {
        scan_diag_no_memory(all->context->diag);
    }
    claim_gathered(entity, uniques, unique_count, &unique, all);
    claim_gathered(entity, indexes, index_count, &index, all);
}

/* Room for this many claims, most of which may not be made. False: no memory, reported. */
static bool make_room(claims *all, size_t count)
{
    all->count = 0;
    all->items = orm_arena_alloc(all->context->arena, (count + 1) * sizeof *all->items);
    if (all->items == NULL) {
        scan_diag_no_memory(all->context->diag);
    }
    return all->items != NULL;
}

void scan_check_column_names(scan_context *context, const scan_entity *entity)
{
    claims all = { .context = context };
    orm_arena_mark mark = orm__arena_mark(context->arena);
    if (make_room(&all, entity->field_count)) {
        claim_columns(entity, &all);
        check_claims(&all);
    }
    orm__arena_back_to(context->arena, mark);
}

void scan_check_names(scan_context *context, const scan_model *model)
{
    claims all = { .context = context };
    size_t most = 0;
    for (uint16_t i = 0; i < model->entity_count; i++) {
        const scan_entity *entity = model->entities[i];
        most += 1 + 2 * (size_t)entity->field_count + entity->key_count;
    }
    orm_arena_mark mark = orm__arena_mark(context->arena);
    if (make_room(&all, most)) {
        for (uint16_t i = 0; i < model->entity_count; i++) {
            claim_entity(model->entities[i], &all);
        }
        check_claims(&all);
    }
    orm__arena_back_to(context->arena, mark);
}
