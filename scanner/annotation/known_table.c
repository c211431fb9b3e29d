/* Owns the table of ORM_TABLE's keys and what each writes into the model. Values have been judged
 * by model/apply before they come here; names of members are model/resolve_table's. */
#include <stddef.h>

#include "annotation/argument.h"
#include "annotation/known.h"
#include "base/arena.h"
#include "diag.h"
#include "model/model.h"
#include "model/outside.h"

enum { ANY_NAME = SCAN_TAKES_NAME | SCAN_TAKES_STRING };

/* ---- names ---- */

static void set_table(const scan_setting *s)
{
    s->entity->table = s->argument->text;
}

static void set_table_sqlite(const scan_setting *s)
{
    scan_known_add_name(s, &s->entity->table_names, "sqlite");
}

static void set_table_postgresql(const scan_setting *s)
{
    scan_known_add_name(s, &s->entity->table_names, "postgresql");
}

static void set_prefix(const scan_setting *s)
{
    if (s->entity->is_mapped) {
        scan_diag_error(
            s->context->diag, scan_argument_key_place(&s->entity->annotation, s->argument),
            "'prefix' is what ORM_MAP begins with; write ORM_MAP(%s, ...)", s->argument->text);
        return;
    }
    s->entity->name = s->argument->text;
}

static void set_schema(const scan_setting *s)
{
    s->entity->table_schema = s->argument->text;
}

static void set_renamed_from(const scan_setting *s)
{
    s->entity->renamed_from = s->argument->text;
}

static void set_columns(const scan_setting *s)
{
    s->entity->naming = (scan_naming)s->word;
}

/* ---- what it is ---- */

static void set_part_of(const scan_setting *s)
{
    s->entity->kind = ORM_ENTITY_PART;
    s->entity->part_argument = s->argument;
}

/* Of several, which is an error, the part is one. */
static void set_kind(const scan_setting *s, orm_entity_kind kind)
{
    s->entity->kind = s->entity->kind == ORM_ENTITY_TABLE ? kind : s->entity->kind;
}

static void set_view(const scan_setting *s)
{
    set_kind(s, ORM_ENTITY_VIEW);
}

static void set_result(const scan_setting *s)
{
    set_kind(s, ORM_ENTITY_RESULT);
}

/* ---- lists ---- */

/* The first of a list of which no annotation has more than arguments, unless it is there. NULL: no
 * memory, reported. */
static void *room_for(const scan_setting *s, void *items, size_t size)
{
    void *room = items;
    if (room == NULL) {
        room = orm__arena_zeroed(s->context->arena, s->entity->annotation.argument_count, size);
    }
    if (room == NULL) {
        scan_diag_no_memory(s->context->diag);
    }
    return room;
}

static void set_key_name(const scan_setting *s)
{
    s->table_key->name = s->argument->text;
}

static void set_key_where(const scan_setting *s)
{
    s->table_key->where = s->argument->text;
}

static const scan_known key_items[] = {
    { "name", ANY_NAME | SCAN_NO_TRUTH, NULL, "name = customer_by_name", set_key_name },
    { "where", SCAN_TAKES_STRING, NULL, "where = \"{deleted_at} IS NULL\"", set_key_where },
};

static void add_key(const scan_setting *s, bool unique)
{
    scan_entity *entity = s->entity;
    entity->keys = room_for(s, entity->keys, sizeof *entity->keys);
    if (entity->keys == NULL) {
        return;
    }
    scan_setting inner = *s;
    inner.table_key = &entity->keys[entity->key_count++];
    *inner.table_key = (scan_table_key){ .list = s->argument, .unique = unique };
    scan_apply_items(&inner, key_items, sizeof key_items / sizeof *key_items);
}

static void set_index(const scan_setting *s)
{
    add_key(s, false);
}

static void set_unique(const scan_setting *s)
{
    add_key(s, true);
}

/* ---- foreign_key(...) ---- */

static void set_reference_name(const scan_setting *s)
{
    s->table_reference->name = s->argument->text;
}

static void set_reference_target(const scan_setting *s)
{
    s->table_reference->target_list = s->argument;
}

static void set_reference_outside(const scan_setting *s)
{
    scan_table_reference *reference = s->table_reference;
    scan_place place = scan_argument_value_place(&s->entity->annotation, s->argument);
    reference->outside =
        scan_outside_read(s->context, s->argument->text, place, &reference->outside_count);
}

static void set_reference_on_delete(const scan_setting *s)
{
    s->table_reference->on_delete = (orm_action)s->word;
}

static void set_reference_on_update(const scan_setting *s)
{
    s->table_reference->on_update = (orm_action)s->word;
}

static const scan_known reference_items[] = {
    { "name", ANY_NAME | SCAN_NO_TRUTH, NULL, "name = line_of_order", set_reference_name },
    { "references", SCAN_TAKES_LIST, NULL, "references = order(id, year)", set_reference_target },
    { "references_table", SCAN_TAKES_STRING, NULL, "references_table = \"city(country, code)\"",
      set_reference_outside },
    { "on_delete", SCAN_TAKES_NAME, scan_known_actions, "on_delete = cascade",
      set_reference_on_delete },
    { "on_update", SCAN_TAKES_NAME, scan_known_actions, "on_update = cascade",
      set_reference_on_update },
};

static void set_foreign_key(const scan_setting *s)
{
    scan_entity *entity = s->entity;
    entity->references = room_for(s, entity->references, sizeof *entity->references);
    if (entity->references == NULL) {
        return;
    }
    scan_setting inner = *s;
    inner.table_reference = &entity->references[entity->reference_count++];
    *inner.table_reference = (scan_table_reference){ .list = s->argument };
    scan_apply_items(&inner, reference_items, sizeof reference_items / sizeof *reference_items);
}

/* ---- hooks ---- */

static void add_hook(const scan_setting *s)
{
    scan_entity *entity = s->entity;
    entity->hooks = room_for(s, entity->hooks, sizeof *entity->hooks);
    if (entity->hooks != NULL) {
        entity->hooks[entity->hook_count++] = (scan_hook){ .event = s->argument->key,
                                                           .function = s->argument->text,
                                                           .argument = s->argument };
    }
}

/* ---- SQL ---- */

static void set_check(const scan_setting *s)
{
    scan_entity *entity = s->entity;
    entity->checks = room_for(s, entity->checks, sizeof *entity->checks);
    entity->check_arguments = room_for(s, entity->check_arguments, sizeof *entity->check_arguments);
    if (entity->checks != NULL && entity->check_arguments != NULL) {
        entity->checks[entity->check_count] = s->argument->text;
        entity->check_arguments[entity->check_count++] = s->argument;
    }
}

static void add_statement(const scan_setting *s, const char *dialect)
{
    scan_entity *entity = s->entity;
    entity->statements = room_for(s, entity->statements, sizeof *entity->statements);
    entity->statement_arguments =
        room_for(s, entity->statement_arguments, sizeof *entity->statement_arguments);
    if (entity->statements != NULL && entity->statement_arguments != NULL) {
        entity->statements[entity->statement_count] =
            (orm_table_statement){ .dialect = dialect, .sql = s->argument->text };
        entity->statement_arguments[entity->statement_count++] = s->argument;
    }
}

static void set_sqlite_ddl(const scan_setting *s)
{
    add_statement(s, "sqlite");
}

static void set_postgresql_ddl(const scan_setting *s)
{
    add_statement(s, "postgresql");
}

const scan_word scan_known_namings[] = {
    { "as_is", SCAN_NAMING_AS_IS },
    { "snake_case", SCAN_NAMING_SNAKE },
    { "camelCase", SCAN_NAMING_CAMEL },
    { "PascalCase", SCAN_NAMING_PASCAL },
    { NULL, 0 },
};

enum {
    LISTS = SCAN_TAKES_LIST | SCAN_MAY_REPEAT,
    TEXTS = SCAN_TAKES_STRING | SCAN_MAY_REPEAT,
    FUNCTIONS = SCAN_TAKES_NAME | SCAN_NO_TRUTH | SCAN_MAY_REPEAT
};

static const scan_known table_keys[] = {
    { "name", ANY_NAME, NULL, "name = customers", set_table },
    { "sqlite_name", ANY_NAME, NULL, "sqlite_name = \"Customer\"", set_table_sqlite },
    { "postgresql_name", ANY_NAME, NULL, "postgresql_name = customer", set_table_postgresql },
    { "prefix", SCAN_TAKES_NAME, NULL, "prefix = shop_customer", set_prefix },
    { "schema", ANY_NAME, NULL, "schema = accounting", set_schema },
    { "part_of", SCAN_TAKES_NAME, NULL, "part_of = customer", set_part_of },
    { "view", SCAN_TAKES_NOTHING, NULL, "view", set_view },
    { "result", SCAN_TAKES_NOTHING, NULL, "result", set_result },
    { "renamed_from", ANY_NAME, NULL, "renamed_from = clients", set_renamed_from },
    { "columns", SCAN_TAKES_NAME, scan_known_namings, "columns = camelCase", set_columns },
    { "index", LISTS, NULL, "index(name, country)", set_index },
    { "unique", LISTS, NULL, "unique(name, country)", set_unique },
    { "foreign_key", LISTS, NULL, "foreign_key(order_id, year, references = order(id, year))",
      set_foreign_key },
    { "check", TEXTS, NULL, "check = \"{first} <= {last}\"", set_check },
    { "before_insert", FUNCTIONS, NULL, "before_insert = customer_stamp", add_hook },
    { "after_insert", FUNCTIONS, NULL, "after_insert = customer_log", add_hook },
    { "before_update", FUNCTIONS, NULL, "before_update = customer_stamp", add_hook },
    { "after_update", FUNCTIONS, NULL, "after_update = customer_log", add_hook },
    { "before_delete", FUNCTIONS, NULL, "before_delete = customer_keep", add_hook },
    { "after_delete", FUNCTIONS, NULL, "after_delete = customer_log", add_hook },
    { "after_load", FUNCTIONS, NULL, "after_load = customer_complete", add_hook },
    { "sqlite_ddl", TEXTS, NULL,
      "sqlite_ddl = \"CREATE INDEX lower_name ON customer (lower({name}))\"", set_sqlite_ddl },
    { "postgresql_ddl", TEXTS, NULL,
      "postgresql_ddl = \"CREATE INDEX lower_name ON customer (lower({name}))\"",
      set_postgresql_ddl },
};

const scan_known *scan_known_table_keys(size_t *count_out)
{
    *count_out = sizeof table_keys / sizeof *table_keys;
    return table_keys;
}
