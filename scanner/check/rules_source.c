/* Rules for entities that are no table of their own: which keys make no sense there, and what may
 * lead to them. */
#include "check/rules.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "diag.h"
#include "model/model.h"

/* Why a key is refused. */
typedef enum reason {
    MAKES_TABLES, /* it makes something of a table */
    OF_WHOLE,     /* of a part: the whole says it */
    OF_NOTHING,   /* of a result: there is nothing of that name */
    IS_WRITTEN    /* it is about writing, and nobody writes */
} reason;

enum { PART = 1, VIEW = 2, RESULT = 4, ALL = PART | VIEW | RESULT };

typedef struct refusal {
    const char *key;
    unsigned kinds;
    reason reason;
} refusal;

static const refusal of_entity[] = {
    { "sqlite_name", PART, OF_WHOLE },
    { "postgresql_name", PART, OF_WHOLE },
    { "schema", PART, OF_WHOLE },
    { "sqlite_name", RESULT, OF_NOTHING },
    { "postgresql_name", RESULT, OF_NOTHING },
    { "schema", RESULT, OF_NOTHING },
    { "renamed_from", ALL, MAKES_TABLES },
    { "index", ALL, MAKES_TABLES },
    { "unique", ALL, MAKES_TABLES },
    { "foreign_key", ALL, MAKES_TABLES },
    { "check", ALL, MAKES_TABLES },
    { "sqlite_ddl", ALL, MAKES_TABLES },
    { "postgresql_ddl", ALL, MAKES_TABLES },
    { "before_insert", VIEW | RESULT, IS_WRITTEN },
    { "after_insert", VIEW | RESULT, IS_WRITTEN },
    { "before_update", VIEW | RESULT, IS_WRITTEN },
    { "after_update", VIEW | RESULT, IS_WRITTEN },
    { "before_delete", VIEW | RESULT, IS_WRITTEN },
    { "after_delete", VIEW | RESULT, IS_WRITTEN },
};

static const refusal of_column[] = {
    { "sqlite_name", PART, OF_WHOLE },
    { "postgresql_name", PART, OF_WHOLE },
    { "sqlite_type", PART, OF_WHOLE },
    { "postgresql_type", PART, OF_WHOLE },
    { "validate", PART, OF_WHOLE },
    { "validate", VIEW | RESULT, IS_WRITTEN },
    { "unique", ALL, MAKES_TABLES },
    { "index", ALL, MAKES_TABLES },
    { "default", ALL, MAKES_TABLES },
    { "default_sql", ALL, MAKES_TABLES },
    { "sqlite_default", ALL, MAKES_TABLES },
    { "postgresql_default", ALL, MAKES_TABLES },
    { "check", ALL, MAKES_TABLES },
    { "computed", ALL, MAKES_TABLES },
    { "renamed_from", ALL, MAKES_TABLES },
    { "references", ALL, MAKES_TABLES },
    { "references_table", ALL, MAKES_TABLES },
    { "on_delete", ALL, MAKES_TABLES },
    { "on_update", ALL, MAKES_TABLES },
    { "primary_key", RESULT, OF_NOTHING },
    { "assigned", VIEW | RESULT, IS_WRITTEN },
    { "readonly", VIEW | RESULT, IS_WRITTEN },
    { "version", VIEW | RESULT, IS_WRITTEN },
};

static unsigned kind_bit(const scan_entity *entity)
{
    switch (entity->kind) {
    case ORM_ENTITY_TABLE:
        break;
    case ORM_ENTITY_PART:
        return PART;
    case ORM_ENTITY_VIEW:
        return VIEW;
    case ORM_ENTITY_RESULT:
        return RESULT;
    }
    return 0;
}

static const char *kind_text(const scan_entity *entity)
{
    return entity->kind == ORM_ENTITY_PART   ? "a part of a table"
           : entity->kind == ORM_ENTITY_VIEW ? "a view"
                                             : "the result of SQL";
}

static void refuse(scan_context *context, const scan_entity *entity, const refusal *r,
                   scan_place place)
{
    scan_diag *diag = context->diag;
    switch (r->reason) {
    case MAKES_TABLES:
        scan_diag_error(diag, place, "'%s' is for tables, and '%s' is %s; %s", r->key, entity->name,
                        kind_text(entity),
                        entity->kind == ORM_ENTITY_PART ? "say it of the whole" : "remove it");
        break;
    case OF_WHOLE:
        scan_diag_error(diag, place, "'%s' is as in '%s', which '%s' is a part of; remove it",
                        r->key, entity->part_argument->text, entity->name);
        break;
    case OF_NOTHING:
        scan_diag_error(diag, place,
                        "'%s' is for what is in the database, and '%s' is the result of SQL; "
                        "remove it",
                        r->key, entity->name);
        break;
    case IS_WRITTEN:
        scan_diag_error(diag, place, "'%s' is for what is written, and '%s' is %s; remove it",
                        r->key, entity->name, kind_text(entity));
        break;
    }
}

/* The rows of a list. */
typedef struct refusals {
    const refusal *items;
    size_t count;
} refusals;

static const refusal *find_refusal(const scan_entity *entity, const refusals *list, const char *key)
{
    size_t i = 0;
    while (i < list->count && ((list->items[i].kinds & kind_bit(entity)) == 0 ||
                               strcmp(list->items[i].key, key) != 0)) {
        i++;
    }
    return i < list->count ? &list->items[i] : NULL;
}

static void refuse_all(scan_context *context, const scan_entity *entity,
                       const scan_annotation *annotation, const refusals *list)
{
    for (size_t i = 0; i < annotation->argument_count; i++) {
        const scan_argument *argument = &annotation->arguments[i];
        const refusal *found =
            argument->key == NULL ? NULL : find_refusal(entity, list, argument->key);
        if (found != NULL) {
            refuse(context, entity, found, scan_argument_key_place(annotation, argument));
        }
    }
}

/* What members of a nested struct say is of the tables that hold it. */
static void check_keys(scan_context *context, const scan_entity *entity)
{
    static const refusals entity_keys = { of_entity, sizeof of_entity / sizeof of_entity[0] };
    static const refusals column_keys = { of_column, sizeof of_column / sizeof of_column[0] };
    refuse_all(context, entity, &entity->annotation, &entity_keys);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_field *field = &entity->fields[i];
        if (field->holder.line == 0) {
            refuse_all(context, entity, &field->annotation, &column_keys);
        }
    }
}

/* Two of part_of, view, result. */
static void check_single(scan_context *context, const scan_entity *entity)
{
    static const char *const keys[] = { "part_of", "view", "result" };
    const scan_annotation *annotation = &entity->annotation;
    const char *first = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (!scan_argument_says(annotation, keys[i])) {
            continue;
        }
        if (first != NULL) {
            scan_diag_error(context->diag, scan_argument_place_of(annotation, keys[i]),
                            "'%s' and '%s' exclude each other; remove one", first, keys[i]);
        }
        first = keys[i];
    }
}

/* ORM_TABLE(view) is a table of that name, which hardly anybody means. */
static void check_name(scan_context *context, const scan_entity *entity)
{
    const scan_argument *first = entity->annotation.arguments;
    bool is_alone = entity->annotation.argument_count > 0 && first->kind == SCAN_VALUE_NAME &&
                    first->key_place.line == first->value_place.line &&
                    first->key_place.column == first->value_place.column;
    if (is_alone && entity->kind == ORM_ENTITY_TABLE && strcmp(first->text, entity->name) != 0 &&
        (strcmp(first->text, "view") == 0 || strcmp(first->text, "result") == 0)) {
        scan_diag_error(context->diag, scan_argument_key_place(&entity->annotation, first),
                        "the first word alone is a name; write ORM_TABLE(%s, %s), or name = %s "
                        "for a table that is called so",
                        entity->name, first->text, first->text);
    }
}

static void check_relations(scan_context *context, const scan_entity *entity)
{
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        const scan_relation *relation = &entity->relations[i];
        const scan_entity *target = relation->target;
        if (entity->kind == ORM_ENTITY_RESULT) {
            scan_diag_error(context->diag, relation->place,
                            "'%s' is the result of SQL, whose rows have no relations; remove '%s'",
                            entity->name, relation->member);
        } else if (target != NULL && target->kind == ORM_ENTITY_RESULT) {
            scan_diag_error(context->diag, relation->place,
                            "'%s' is the result of SQL, no rows of it are in the database; lead to "
                            "a table or a view",
                            target->name);
        }
    }
}

void scan_check_source(scan_context *context, const scan_entity *entity)
{
    check_single(context, entity);
    check_name(context, entity);
    check_keys(context, entity);
    check_relations(context, entity);
}

bool scan_check_is_target(scan_context *context, const scan_entity *target, scan_place place)
{
    if (target->kind == ORM_ENTITY_TABLE) {
        return true;
    }
    scan_diag_error(context->diag, place, "'%s' is %s; only a table can be referenced",
                    target->name, kind_text(target));
    return false;
}
