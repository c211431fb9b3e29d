/* Owns which part of a member's ORM_COLUMN holds where the member is named from elsewhere. */
#include "model/said.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/known.h"
#include "base/arena.h"
#include "diag.h"
#include "model/flatten_rules.h"
#include "model/model.h"
#include "model/rescope.h"

/* ---- the way to it ---- */

static const scan_field *find_field(const scan_struct *home, const char *name)
{
    size_t size = strcspn(name, "[");
    for (uint16_t i = 0; i < home->field_count; i++) {
        const char *member = home->fields[i].member;
        if (strncmp(member, name, size) == 0 && member[size] == '\0') {
            return &home->fields[i];
        }
    }
    return NULL;
}

/* What is said of a struct or an array is not said of a part of it, but that it is a secret. */
static void enter_part(scan_said *said)
{
    said->is_secret = said->is_secret || (said->field != NULL &&
                                          scan_argument_says(&said->field->annotation, "redact"));
    said->field = NULL;
}

static bool is_whole(const scan_type *type)
{
    bool is_struct =
        type->type_class == SCAN_TYPE_STRUCT || type->type_class == SCAN_TYPE_STRUCT_POINTER;
    return scan_flatten_is_union(type) ||
           (is_struct && type->nested != NULL && !scan_flatten_is_several(type->nested));
}

void scan_said_enter(scan_said *said, const scan_struct *home, const char *way, const char *name,
                     const scan_type *type)
{
    const scan_field *own = find_field(home, name);
    if (!said->is_whole) {
        enter_part(said);
    }
    if (own != NULL && (said->field == NULL || own->annotation.argument_count > 0)) {
        said->field = own;
        said->home = home;
        said->way = way;
    }
    if (strchr(name, '[') != NULL) {
        enter_part(said);
    }
    said->is_copy = said->is_copy || home->is_table;
    said->is_whole = is_whole(type);
}

/* ---- what of it holds ---- */

static bool is_name(const char *key)
{
    static const char *const keys[] = { "name", "sqlite_name", "postgresql_name", "renamed_from" };
    size_t i = 0;
    while (i < sizeof keys / sizeof *keys && strcmp(keys[i], key) != 0) {
        i++;
    }
    return i < sizeof keys / sizeof *keys;
}

static bool holds(const scan_said *said, const scan_annotation *own, const char *key)
{
    return key == NULL || (!(said->is_copy && scan_known_is_of_row(key)) &&
                           !(said->is_named && is_name(key)) && !scan_argument_says(own, key));
}

bool scan_said_join(scan_context *context, const scan_said *said, scan_annotation *annotation,
                    scan_annotation *said_out)
{
    const scan_annotation own = *annotation;
    const scan_annotation nothing = { .argument_count = 0 };
    const scan_annotation *all = said->field == NULL ? &nothing : &said->field->annotation;
    size_t most = own.argument_count + all->argument_count;
    scan_argument *arguments = orm__arena_zeroed(context->arena, most + 1, sizeof *arguments);
    if (arguments == NULL) {
        scan_diag_no_memory(context->diag);
        return false;
    }
    *annotation = (scan_annotation){ .place = own.place, .arguments = arguments };
    for (size_t i = 0; i < own.argument_count; i++) {
        arguments[annotation->argument_count++] = own.arguments[i];
    }
    *said_out =
        (scan_annotation){ .place = own.place, .arguments = arguments + own.argument_count };
    for (size_t i = 0; i < all->argument_count; i++) {
        const char *key = all->arguments[i].key;
        if (holds(said, &own, key)) {
            said_out->arguments[said_out->argument_count++] = all->arguments[i];
        }
    }
    annotation->argument_count += said_out->argument_count;
    return true;
}

/* ---- names ---- */

/* Makes "ends[1].at" a part of a name: ends_1_at. */
static void join_names(char *text)
{
    char *to = text;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c != ']') {
            *to++ = *c == '.' || *c == '[' ? '_' : *c;
        }
    }
    *to = '\0';
}

bool scan_said_prefix(scan_context *context, scan_naming naming, const scan_said *said,
                      const char *from, scan_field *field)
{
    size_t known = strlen(from);
    const char *rest = said->field == NULL ? "" : said->way + known;
    rest += rest[0] == '.';
    if (rest[0] == '\0') {
        return true;
    }
    char *label = orm_arena_copy(context->arena, rest, strlen(rest));
    if (label == NULL) {
        scan_diag_no_memory(context->diag);
        return false;
    }
    join_names(label);
    const scan_field holder = { .label = label,
                                .column_prefix = field->column_prefix,
                                .is_prefix_styled = field->is_prefix_styled };
    scan_scope inside;
    bool is_good = scan_rescope_enter(context, naming, &holder, &inside);
    field->column_prefix = is_good ? inside.column_prefix : field->column_prefix;
    field->is_prefix_styled = is_good && inside.is_prefix_styled;
    return is_good;
}

const scan_annotation *scan_said_own(const scan_field *field)
{
    return field->said == NULL ? &field->annotation : &field->said->own;
}

/* ---- keys ---- */

/* A key that a struct of one's own has: "primary_key", or "unique" with its name. */
typedef struct own_key {
    const char *key, *name;
} own_key;

static bool says_key(const scan_field *field, const own_key *of)
{
    const scan_argument *argument = scan_argument_find(&field->annotation, of->key);
    const char *name = argument == NULL ? NULL : argument->text;
    return argument != NULL && (of->name == NULL || (name != NULL && strcmp(name, of->name) == 0));
}

/* Whether an ORM_MEMBER brings this field of the same struct into the key. */
static bool is_brought(const scan_entity *entity, const scan_said *beside, const scan_field *field,
                       const own_key *of)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_said *said = entity->fields[i].said;
        if (said != NULL && said->field == field && strcmp(said->way, beside->way) == 0 &&
            !scan_argument_says(&said->own, of->key)) {
            return true;
        }
    }
    return false;
}

static void check_key(scan_context *context, const scan_entity *entity, const scan_field *field,
                      const own_key *of)
{
    const scan_said *said = field->said;
    for (uint16_t i = 0; i < said->home->field_count; i++) {
        const scan_field *part = &said->home->fields[i];
        if (says_key(part, of) && !is_brought(entity, said, part, of)) {
            const char *name = scan_rescope_join(context, said->way, part->member);
            scan_diag_error(context->diag, field->place,
                            "'%s' is in %s of %s, and so is '%s', which is not mapped; map that, "
                            "too, or say %s in this ORM_MEMBER",
                            field->label, of->name == NULL ? "the primary key" : "a unique key",
                            scan_flatten_c_type(said->home), name == NULL ? part->member : name,
                            of->key);
            return;
        }
    }
}

/* A part of a key alone would be another key, which nobody wrote. */
void scan_said_check_keys(scan_context *context, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_field *field = &entity->fields[i];
        const scan_said *said = field->said;
        bool is_said = said != NULL && said->field != NULL && !said->is_copy;
        const scan_argument *unique =
            is_said ? scan_argument_find(&said->field->annotation, "unique") : NULL;
        const own_key primary = { .key = "primary_key" };
        const own_key named = { .key = "unique", .name = unique == NULL ? NULL : unique->text };
        if (is_said && field->primary_key && !scan_argument_says(&said->own, "primary_key")) {
            check_key(context, entity, field, &primary);
        }
        if (named.name != NULL && !scan_argument_says(&said->own, "unique")) {
            check_key(context, entity, field, &named);
        }
    }
}
