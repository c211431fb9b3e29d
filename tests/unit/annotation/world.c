/* Owns the reading of models from text. */
#include "world.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "annotation/parse.h"
#include "base/arena.h"
#include "check/check.h"
#include "model/kind.h"

enum { MOST_ENTITIES = 8, MOST_MEMBERS = 24 };

static orm_enum_label tier_labels[] = { { "TIER_BASIC", 0 }, { "gold", 1 } };
static orm_enum_label mood_labels[] = { { "MOOD_BAD", -1 }, { "MOOD_GOOD", 1 } };
static const char *tier_names[] = { "TIER_BASIC", "TIER_GOLD" };
static const char *mood_names[] = { "MOOD_BAD", "MOOD_GOOD" };
static scan_enum tier = { "tier", tier_labels, tier_names, 2, false };
static scan_enum mood = { "mood", mood_labels, mood_names, 2, false };
static scan_enum empty = { "empty", NULL, NULL, 0, false };

static const struct {
    const char *name;
    scan_type type;
} types[] = {
    { "int8", { .type_class = SCAN_TYPE_INT, .size = 1 } },
    { "int16", { .type_class = SCAN_TYPE_INT, .size = 2 } },
    { "int32", { .type_class = SCAN_TYPE_INT, .size = 4 } },
    { "int64", { .type_class = SCAN_TYPE_INT, .size = 8 } },
    { "int128", { .type_class = SCAN_TYPE_INT, .size = 16 } },
    { "uint8", { .type_class = SCAN_TYPE_UINT, .size = 1 } },
    { "uint16", { .type_class = SCAN_TYPE_UINT, .size = 2 } },
    { "uint32", { .type_class = SCAN_TYPE_UINT, .size = 4 } },
    { "uint64", { .type_class = SCAN_TYPE_UINT, .size = 8 } },
    { "bool", { .type_class = SCAN_TYPE_BOOL, .size = 1 } },
    { "float", { .type_class = SCAN_TYPE_FLOAT, .size = 4 } },
    { "double", { .type_class = SCAN_TYPE_FLOAT, .size = 8 } },
    { "text", { .type_class = SCAN_TYPE_CHAR_POINTER, .size = sizeof(void *) } },
    { "blob", { .type_class = SCAN_TYPE_BYTE_POINTER, .size = sizeof(void *) } },
    { "time", { .type_class = SCAN_TYPE_INT, .size = 8, .domain = "time_t" } },
    { "tier", { .type_class = SCAN_TYPE_ENUM, .size = 4, .enumeration = &tier } },
    { "mood",
      { .type_class = SCAN_TYPE_ENUM, .size = 4, .enumeration = &mood, .enum_is_signed = true } },
    { "empty", { .type_class = SCAN_TYPE_ENUM, .size = 4, .enumeration = &empty } },
    { "other", { .type_class = SCAN_TYPE_UNSUPPORTED, .reason = "it is other; use text" } },
};

static bool evaluate(void *ctx, const char *expression, scan_number *number_out)
{
    (void)ctx;
    if (strcmp(expression, "LIMIT") == 0) {
        *number_out = (scan_number){ .magnitude = 300, .real = 300 };
        return true;
    }
    if (strcmp(expression, "ALL_BITS") == 0) {
        *number_out = (scan_number){ .magnitude = UINT64_MAX, .real = (double)UINT64_MAX };
        return true;
    }
    *number_out = (scan_number){ .negative = true, .magnitude = 1, .real = -1 };
    return strcmp(expression, "NO_ID") == 0;
}

static scan_type array_type(const char *name)
{
    size_t count = strtoul(strchr(name, '[') + 1, NULL, 10);
    bool is_char = strncmp(name, "char", 4) == 0;
    return (scan_type){ .type_class = is_char ? SCAN_TYPE_CHAR_ARRAY : SCAN_TYPE_BYTE_ARRAY,
                        .size = count,
                        .count = count };
}

static scan_type find_type(const char *name)
{
    if (strchr(name, '[') != NULL) {
        return array_type(name);
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].name, name) == 0) {
            return types[i].type;
        }
    }
    fail_msg("the test names an unknown type: %s", name);
    return (scan_type){ .size = 0 };
}

/* One line, taken apart. */
typedef struct line {
    unsigned number;
    const char *text;
    char type[32], name[80];
    const char *arguments; /* behind '('; NULL = no annotation */
    size_t arguments_size;
} line;

static bool read_line(const char **at, unsigned number, line *out)
{
    const char *text = *at;
    size_t size = strcspn(text, "\n");
    *at = text + size + (text[size] == '\n');
    *out = (line){ .number = number, .text = text };
    if (size == 0) {
        return false;
    }
    int used = 0;
    assert_int_equal(sscanf(text, "%31s %79[^(\n]%n", out->type, out->name, &used), 2);
    if (text[used] == '(') {
        out->arguments = text + used + 1;
        out->arguments_size = size - (size_t)used - 2;
    }
    return true;
}

/* The column of byte at of the arguments, blanks not counted outside of strings. */
static unsigned column_of(const line *l, size_t at)
{
    const char *text = l->arguments;
    bool in_string = false;
    while (at > 0 || (!in_string && isspace((unsigned char)*text))) {
        in_string ^= *text == '"';
        at -= in_string || !isspace((unsigned char)*text);
        text++;
    }
    return (unsigned)(text - l->text) + 1;
}

static scan_annotation parse(world *w, const line *l)
{
    scan_annotation annotation = { .place = { "input.h", l->number, 1, 0 } };
    scan_syntax_error error;
    if (!scan_annotation_parse(l->arguments, l->arguments_size, w->arena, &annotation, &error)) {
        scan_diag_error(w->diag, (scan_place){ "input.h", l->number, column_of(l, error.at), 0 },
                        "%s", error.message);
        return annotation;
    }
    for (size_t i = 0; i < annotation.argument_count; i++) {
        scan_argument *argument = &annotation.arguments[i];
        argument->key_place = annotation.place;
        argument->key_place.column = column_of(l, argument->key_at);
        argument->value_place = annotation.place;
        argument->value_place.column = column_of(l, argument->value_at);
    }
    return annotation;
}

static const char *keep(world *w, const char *text)
{
    return orm_arena_copy(w->arena, text, strlen(text));
}

static void add_entity(world *w, const line *l)
{
    scan_entity *entity = orm__arena_zeroed(w->arena, 1, sizeof *entity);
    char c_type[100];
    (void)snprintf(c_type, sizeof c_type, "%s%s", strcmp(l->type, "struct") == 0 ? "struct " : "",
                   l->name);
    entity->name = keep(w, l->name);
    entity->c_type = keep(w, c_type);
    entity->place = (scan_place){ "input.h", l->number, 8, 0 };
    entity->size = 4096;
    entity->align = 8;
    entity->annotation = parse(w, l);
    entity->fields = orm__arena_zeroed(w->arena, MOST_MEMBERS, sizeof *entity->fields);
    entity->members = orm__arena_zeroed(w->arena, MOST_MEMBERS, sizeof *entity->members);
    assert_true(w->model.entity_count < MOST_ENTITIES);
    w->model.entities[w->model.entity_count++] = entity;
}

/* Members lie one behind the other. */
static size_t next_bit(const scan_entity *entity)
{
    const scan_member *last = &entity->members[entity->member_count];
    return entity->member_count == 0 ? 0 : last[-1].first_bit + 8 * last[-1].type.size;
}

static void add_member(world *w, const line *l)
{
    scan_entity *entity = w->model.entities[w->model.entity_count - 1];
    const scan_place place = { "input.h", l->number, (unsigned)strlen(l->type) + 2, 0 };
    const scan_type type = find_type(l->type);
    const char *name = keep(w, l->name);
    assert_true(entity->member_count < MOST_MEMBERS);
    size_t first_bit = next_bit(entity);
    entity->members[entity->member_count++] =
        (scan_member){ .name = name, .type = type, .place = place, .first_bit = first_bit };
    if (l->arguments != NULL) {
        entity->fields[entity->field_count++] = (scan_field){ .member = name,
                                                              .place = place,
                                                              .type = type,
                                                              .first_bit = first_bit,
                                                              .annotation = parse(w, l) };
    }
}

static void read_model(world *w, const char *text)
{
    static const scan_enum *enums[] = { &tier, &mood, &empty, &scan_kind_bool };
    w->model.name = "shop";
    w->model.enums = enums;
    w->model.enum_count = sizeof enums / sizeof enums[0];
    w->model.entities = orm__arena_zeroed(w->arena, MOST_ENTITIES, sizeof *w->model.entities);
    line l;
    for (unsigned number = 1; read_line(&text, number, &l); number++) {
        bool is_entity = strcmp(l.type, "struct") == 0 || strcmp(l.type, "typedef") == 0;
        (is_entity ? add_entity : add_member)(w, &l);
    }
}

static char *print(scan_diag *diag)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    scan_diag_print(diag, 0, file);
    long size = ftell(file);
    char *text = calloc(1, (size_t)size + 1);
    assert_non_null(text);
    rewind(file);
    assert_int_equal(fread(text, 1, (size_t)size, file), size);
    assert_int_equal(fclose(file), 0);
    return text;
}

void world_open_with(world *w, const char *text, const char **foreign, size_t foreign_count)
{
    *w = (world){ .diag = scan_diag_new() };
    w->model.foreign = foreign;
    w->model.foreign_count = foreign_count;
    assert_non_null(w->diag);
    assert_int_equal(orm_arena_new(NULL, &w->arena), ORM_OK);
    w->context =
        (scan_context){ .arena = w->arena, .diag = w->diag, .evaluator = { evaluate, NULL } };
    read_model(w, text);
    for (uint16_t i = 0; i < w->model.entity_count; i++) {
        scan_apply_entity(&w->context, w->model.entities[i]);
    }
    scan_resolve_model(&w->context, &w->model);
    scan_check_model(&w->context, &w->model);
    w->messages = print(w->diag);
}

void world_open(world *w, const char *text)
{
    world_open_with(w, text, NULL, 0);
}

void world_close(world *w)
{
    free(w->messages);
    scan_diag_free(w->diag);
    orm_arena_free(w->arena);
}

void world_assert(const world_case *tried)
{
    world w;
    world_open(&w, tried->model);
    print_message("%s\n", tried->title);
    assert_string_equal(w.messages, tried->messages);
    world_close(&w);
}

const scan_field *world_field(const world *w, uint16_t entity, uint16_t field)
{
    return &w->model.entities[entity]->fields[field];
}
