/* Rules for what ORM_TABLE says beside keys and references: its schema, its former name, SQL
 * texts. */
#include "check/rules.h"

#include <orm/sys/dialect.h>
#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "check/rules_table.h"
#include "diag.h"
#include "model/model.h"

/* ---- names ---- */

static void check_schema(scan_context *context, const scan_entity *entity)
{
    const char *name = entity->table_schema;
    scan_place place = scan_argument_place_of(&entity->annotation, "schema");
    size_t most = orm_dialect_postgresql.name_max;
    if (name == NULL) {
        return;
    }
    if (name[0] == '\0') {
        scan_diag_error(context->diag, place, "the schema has an empty name; write one");
    } else if (strncmp(name, "pg_", 3) == 0) {
        scan_diag_error(context->diag, place,
                        "PostgreSQL keeps schemas that begin with pg_ for itself; choose another");
    } else if (strlen(name) > most) {
        scan_diag_error(context->diag, place,
                        "the schema name '%s' has %zu bytes, but postgresql keeps %zu; shorten it",
                        name, strlen(name), most);
    }
}

static void check_renamed_from(scan_context *context, const scan_entity *entity)
{
    const char *name = entity->renamed_from;
    scan_place place = scan_argument_place_of(&entity->annotation, "renamed_from");
    if (name != NULL && name[0] == '\0') {
        scan_diag_error(context->diag, place, "the former name is empty; write one");
    } else if (name != NULL && strcmp(name, entity->table) == 0) {
        scan_diag_error(context->diag, place, "the table has that name still; remove renamed_from");
    }
}

/* ---- SQL texts ---- */

static bool is_blank(const char *sql)
{
    return sql[strspn(sql, " \t\r\n;")] == '\0';
}

/* argument: the one that says sql. */
static void check_text(const scan_table_subject *s, const scan_argument *argument, const char *sql)
{
    scan_argument own = *argument;
    const scan_field holder = { .annotation = { .place = s->entity->annotation.place,
                                                .arguments = &own,
                                                .argument_count = 1 } };
    const scan_subject subject = {
        .context = s->context, .model = s->model, .entity = s->entity, .field = &holder
    };
    if (is_blank(sql)) {
        scan_diag_error(s->context->diag, scan_check_place(&subject, argument->key),
                        "'%s' is empty; write SQL, or remove it", argument->key);
    }
    scan_check_text(&subject, argument->key, sql);
}

static void check_where(const scan_table_subject *s, const scan_table_key *key)
{
    const scan_annotation items = { .arguments = key->list->arguments,
                                    .argument_count = key->list->argument_count };
    if (key->where == NULL) {
        return;
    }
    for (size_t i = 0; i < items.argument_count; i++) {
        const scan_argument *item = &items.arguments[i];
        if (item->kind == SCAN_VALUE_STRING && item->text == key->where) {
            check_text(s, item, key->where);
        }
    }
}

void scan_check_table(scan_context *context, const scan_model *model, const scan_entity *entity)
{
    const scan_table_subject s = { context, model, entity };
    check_schema(context, entity);
    check_renamed_from(context, entity);
    for (uint16_t i = 0; i < entity->check_count; i++) {
        check_text(&s, entity->check_arguments[i], entity->checks[i]);
    }
    for (uint16_t i = 0; i < entity->statement_count; i++) {
        check_text(&s, entity->statement_arguments[i], entity->statements[i].sql);
    }
    for (uint16_t i = 0; i < entity->key_count; i++) {
        check_where(&s, &entity->keys[i]);
    }
    scan_check_table_keys(&s);
}
