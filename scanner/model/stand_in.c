/* Owns what is left of a table in which something is wrong: names, types as SQLite has them, texts.
 * What is wrong with these has been reported where they stand. */
#include "model/stand_in.h"

#include <orm/sys/dialect.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/fold.h"
#include "annotation/foreign.h"
#include "annotation/known.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "meta/entity.h"
#include "model/model.h"

/* One entity at work. */
typedef struct making {
    const scan_context *context;
    scan_entity *entity;
    bool has_memory;
} making;

/* ---- what has been reported ---- */

static bool is_told(const making *m, const scan_annotation *annotation,
                    const scan_argument *argument)
{
    scan_place from = scan_argument_key_place(annotation, argument);
    scan_place to = scan_argument_value_place(annotation, argument);
    to.column += to.size;
    return argument->error != NULL || scan_diag_has_error(m->context->diag, &from, &to);
}

static bool is_key_told(const making *m, const scan_annotation *annotation, const char *key)
{
    const scan_argument *argument = scan_argument_find(annotation, key);
    return argument != NULL && is_told(m, annotation, argument);
}

/* What an annotation may say. */
typedef struct vocabulary {
    const scan_known *known;
    size_t count;
    const scan_foreign *(*find_foreign)(const char *key);
} vocabulary;

/* The key itself, or the one that is meant by it. NULL: it may be any. */
static const char *find_meant(const vocabulary *of, const char *key)
{
    const scan_foreign *foreign = key == NULL ? NULL : of->find_foreign(key);
    if (key == NULL) {
        return NULL;
    }
    if (foreign != NULL) {
        return foreign->ours == NULL ? "" : foreign->ours;
    }
    scan_suggestion suggestion;
    scan_suggest_init(&suggestion, key);
    for (size_t i = 0; i < of->count; i++) {
        scan_suggest_offer(&suggestion, of->known[i].key);
    }
    return suggestion.near.found;
}

/* Whether a key says names, or may be meant to. */
static bool may_name(const vocabulary *of, const char *key)
{
    static const char *const names[] = { "name", "sqlite_name", "columns", "prefix" };
    const char *meant = find_meant(of, key);
    bool may = meant == NULL;
    for (size_t i = 0; !may && i < sizeof names / sizeof names[0]; i++) {
        may = strcmp(meant, names[i]) == 0;
    }
    return may;
}

static bool may_lack_name(const making *m, const scan_annotation *annotation, const vocabulary *of)
{
    bool may = false;
    for (size_t i = 0; !may && i < annotation->argument_count; i++) {
        const scan_argument *argument = &annotation->arguments[i];
        may = is_told(m, annotation, argument) && may_name(of, argument->key);
    }
    return may;
}

static bool may_lack_names(const making *m)
{
    vocabulary table = { .find_foreign = scan_foreign_table_key };
    vocabulary column = { .find_foreign = scan_foreign_column_key };
    table.known = scan_known_table_keys(&table.count);
    column.known = scan_known_column_keys(&column.count);
    bool may = may_lack_name(m, &m->entity->annotation, &table);
    for (uint16_t i = 0; !may && i < m->entity->field_count; i++) {
        may = may_lack_name(m, &m->entity->fields[i].annotation, &column);
    }
    return may;
}

/* ---- names ---- */

static const char *table_of(const scan_entity *entity)
{
    return orm__entity_name(entity->table_names, entity->table, "sqlite");
}

/* One that nothing else has. */
static const char *make_name(making *m, const char *what, unsigned number)
{
    char name[64];
    (void)snprintf(name, sizeof name, "orm_scan_%s_%u", what, number);
    const char *copy = orm_arena_copy(m->context->arena, name, strlen(name));
    m->has_memory = m->has_memory && copy != NULL;
    return copy;
}

/* As SQLite has it; "" = there is none. */
static const char *name_of(const scan_field *field)
{
    const char *name = orm__entity_name(field->column_names, field->column, "sqlite");
    return name == NULL ? "" : name;
}

/* The first with the name of this column: itself, or one before it. */
static uint16_t find_column(const making *m, uint16_t index)
{
    const scan_field *fields = m->entity->fields;
    uint16_t i = 0;
    while (!orm__fold_is_same(name_of(&fields[i]), name_of(&fields[index]))) {
        i++;
    }
    return i;
}

static uint16_t find_member(const making *m, uint16_t index)
{
    const scan_field *fields = m->entity->fields;
    uint16_t i = 0;
    while (strcmp(fields[i].member, fields[index].member) != 0) {
        i++;
    }
    return i;
}

static void name_field(making *m, uint16_t index)
{
    scan_field *field = &m->entity->fields[index];
    bool has_name = name_of(field)[0] != '\0';
    bool is_first = find_column(m, index) == index;
    m->entity->has_lost = m->entity->has_lost || !has_name;
    field->column = has_name && is_first ? name_of(field) : make_name(m, "column", index);
    field->column_names = NULL;
    if (find_member(m, index) != index) {
        field->member = field->column;
    }
}

static void name_table(making *m, uint16_t index)
{
    static const char own[] = "sqlite_";
    scan_entity *entity = m->entity;
    const char *name = table_of(entity);
    size_t size = name == NULL ? 0 : strlen(name);
    bool is_sqlites = size >= sizeof own - 1 && orm__fold_is_word(name, sizeof own - 1, own);
    bool is_good = size > 0 && !is_sqlites;
    entity->has_lost = entity->has_lost || !is_good;
    entity->table = is_good ? name : make_name(m, "table", index);
    entity->table_names = NULL;
    entity->table_schema = NULL;
    entity->renamed_from = NULL;
}

/* ---- columns ---- */

/* What is as good as any other of its kind, or of those that SQLite stores alike. */
static const struct {
    const char *type;
    orm_kind kind;
    orm_storage storage;
    size_t size;
} plain_types[] = {
    { "TEXT", ORM_KIND_TEXT, ORM_STORAGE_STRING, sizeof(char *) },
    { "INTEGER", ORM_KIND_INT64, ORM_STORAGE_INT, sizeof(int64_t) },
    { "INTEGER", ORM_KIND_BOOL, ORM_STORAGE_BOOL, sizeof(bool) },
    { "REAL", ORM_KIND_FLOAT64, ORM_STORAGE_FLOAT, sizeof(double) },
    { "TEXT", ORM_KIND_JSON, ORM_STORAGE_STRING, sizeof(char *) },
    { "BLOB", ORM_KIND_BLOB, ORM_STORAGE_BYTES, 1 },
};
enum { PLAIN_TYPES = sizeof plain_types / sizeof plain_types[0] };

static size_t find_plain(orm_kind kind)
{
    const char *type = orm_dialect_find("sqlite")->type_of(kind);
    size_t found = 0;
    for (size_t i = PLAIN_TYPES; i-- > 0;) {
        found = strcmp(plain_types[i].type, type) == 0 ? i : found;
    }
    for (size_t i = 0; i < PLAIN_TYPES; i++) {
        found = plain_types[i].kind == kind ? i : found;
    }
    return found;
}

static bool is_type_known(const scan_field *field)
{
    bool is_converted = field->converter != NULL && field->converter->is_wrong;
    return field->kind != ORM_KIND_NONE && !field->is_wrong && !field->is_guess && !is_converted;
}

/* JSON is tried as what it is; other values say nothing to SQLite. */
static orm_default keep_default(const making *m, const scan_field *field)
{
    orm_default kept = field->default_value;
    bool is_sql =
        kept.kind == ORM_DEFAULT_SQL && !is_key_told(m, &field->annotation, "default_sql");
    bool is_json = kept.kind == ORM_DEFAULT_VALUE && field->kind == ORM_KIND_JSON &&
                   is_type_known(field) && !is_key_told(m, &field->annotation, "default");
    return is_sql || is_json ? kept : (orm_default){ .kind = ORM_DEFAULT_NONE };
}

static void make_plain(const making *m, scan_field *field)
{
    const scan_annotation *said = &field->annotation;
    size_t plain = is_type_known(field) ? find_plain(field->kind) : 0;
    *field = (scan_field){
        .member = field->member,
        .place = field->place,
        .type = { .type_class = SCAN_TYPE_INT, .size = plain_types[plain].size },
        .annotation = *said,
        .is_guess = !is_type_known(field),
        .column = field->column,
        .types = is_key_told(m, said, "sqlite_type") ? NULL : field->types,
        .default_texts = is_key_told(m, said, "sqlite_default") ? NULL : field->default_texts,
        .check = is_key_told(m, said, "check") ? NULL : field->check,
        .computed = is_key_told(m, said, "computed") ? NULL : field->computed,
        .kind = plain_types[plain].kind,
        .storage = plain_types[plain].storage,
        .nullable = plain_types[plain].storage == ORM_STORAGE_STRING,
        .default_value = keep_default(m, field),
    };
}

/* ---- the table ---- */

static void keep_checks(const making *m)
{
    scan_entity *entity = m->entity;
    uint16_t kept = 0;
    for (uint16_t i = 0; i < entity->check_count; i++) {
        if (!is_told(m, &entity->annotation, entity->check_arguments[i])) {
            entity->check_arguments[kept] = entity->check_arguments[i];
            entity->checks[kept++] = entity->checks[i];
        }
    }
    entity->check_count = kept;
}

static void keep_statements(const making *m)
{
    scan_entity *entity = m->entity;
    uint16_t kept = 0;
    for (uint16_t i = 0; i < entity->statement_count; i++) {
        if (!is_told(m, &entity->annotation, entity->statement_arguments[i])) {
            entity->statement_arguments[kept] = entity->statement_arguments[i];
            entity->statements[kept++] = entity->statements[i];
        }
    }
    entity->statement_count = kept;
}

/* A condition says nothing of the columns beside it. */
static void keep_conditions(making *m)
{
    static const uint16_t first[] = { 0 };
    scan_entity *entity = m->entity;
    uint16_t kept = 0;
    for (uint16_t i = 0; i < entity->key_count; i++) {
        const scan_table_key *key = &entity->keys[i];
        const scan_annotation items = { .place = key->list->key_place,
                                        .arguments = key->list->arguments,
                                        .argument_count = key->list->argument_count };
        if (key->where != NULL && !is_key_told(m, &items, "where")) {
            entity->keys[kept] = (scan_table_key){ .list = key->list,
                                                   .name = make_name(m, "index", i),
                                                   .where = key->where,
                                                   .fields = (uint16_t *)first,
                                                   .field_count = 1 };
            kept++;
        }
    }
    entity->key_count = kept;
}

bool scan_stand_in_make(const scan_context *context, scan_entity *entity, uint16_t index)
{
    making m = { .context = context, .entity = entity, .has_memory = true };
    entity->is_wrong = true;
    entity->has_lost = entity->has_lost || entity->is_broken || may_lack_names(&m);
    name_table(&m, index);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        name_field(&m, i);
        make_plain(&m, &entity->fields[i]);
    }
    keep_checks(&m);
    keep_statements(&m);
    keep_conditions(&m);
    entity->group_count = 0;
    entity->size = entity->align = sizeof(int64_t);
    if (!m.has_memory) {
        scan_diag_no_memory(context->diag);
    }
    return m.has_memory && entity->field_count > 0;
}

/* ---- two tables ---- */

bool scan_stand_in_is_same(const scan_entity *a, const scan_entity *b)
{
    return orm__fold_is_same(table_of(a), table_of(b)) || strcmp(a->name, b->name) == 0;
}

void scan_stand_in_rename(const scan_context *context, scan_entity *entity, uint16_t index)
{
    making m = { .context = context, .entity = entity, .has_memory = true };
    const char *name = make_name(&m, "table", index);
    if (name == NULL) {
        scan_diag_no_memory(context->diag);
        return;
    }
    entity->name = entity->table = name;
    entity->table_names = NULL;
}
