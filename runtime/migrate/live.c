/* Owns the reading of a live table: what it is, its columns. Keys are live_key.c. */
#include "migrate/live.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/fold.h"
#include "migrate/reading.h"

void *orm__reading_grow(const orm_reading *reading, void *items, uint16_t count, size_t size)
{
    bool is_full = (count & (count - 1)) == 0; /* nothing, or a power of two */
    if (!is_full && count != 0) {
        return items;
    }
    size_t capacity = count == 0 ? 1 : (size_t)count * 2;
    char *grown = orm__arena_zeroed(reading->catalog->arena, capacity, size);
    if (grown != NULL && count > 0) {
        memcpy(grown, items, count * size);
    }
    return grown;
}

bool orm__reading_name(const orm_reading *reading, orm_rel_names *names, const char *name)
{
    const char **grown =
        orm__reading_grow(reading, names->names, names->count, sizeof *names->names);
    if (grown == NULL) {
        return false;
    }
    grown[names->count++] = name;
    names->names = grown;
    return true;
}

uint16_t orm__live_find(const orm_live_table *live, const orm_dialect *dialect, const char *name)
{
    uint16_t i = 0;
    while (i < live->table.column_count &&
           !orm__fold_is_name(live->table.columns[i].name, name, dialect->fold_case)) {
        i++;
    }
    return i;
}

/* ---- the table ---- */

enum { TABLE_COLUMNS = 5 };

static orm_live_form form_of(const char *text)
{
    static const struct form {
        const char *text;
        orm_live_form form;
    } forms[] = { { "table", ORM_LIVE_TABLE },
                  { "partitioned table", ORM_LIVE_PARTITIONED },
                  { "view", ORM_LIVE_VIEW },
                  { "materialized view", ORM_LIVE_VIEW },
                  { "foreign table", ORM_LIVE_FOREIGN },
                  { "virtual table", ORM_LIVE_FOREIGN } };
    for (size_t i = 0; text != NULL && i < sizeof forms / sizeof forms[0]; i++) {
        if (strcmp(forms[i].text, text) == 0) {
            return forms[i].form;
        }
    }
    return ORM_LIVE_OTHER;
}

static orm_status refuse_row(const orm_catalog *catalog)
{
    return orm__error_set(catalog->error, ORM_ENGINE, "the catalogue's answer is not understood");
}

static orm_status take_table(void *ctx, const orm_value *values, size_t count)
{
    orm_reading *reading = ctx;
    orm_live_table *live = reading->live;
    const orm_catalog *catalog = reading->catalog;
    if (count != TABLE_COLUMNS) {
        return refuse_row(catalog);
    }
    if (!orm__catalog_text(catalog, &values[0], &live->table.schema) ||
        !orm__catalog_text(catalog, &values[1], &live->table.name) ||
        !orm__catalog_text(catalog, &values[2], &live->form_text)) {
        return orm__error_no_memory(catalog->error);
    }
    live->form = form_of(live->form_text);
    live->takes_writes = orm__catalog_number(&values[3], 0) != 0;
    live->is_strict = orm__catalog_number(&values[4], 0) != 0;
    return ORM_OK;
}

static orm_status take_created_by(void *ctx, const orm_value *values, size_t count)
{
    orm_reading *reading = ctx;
    const orm_catalog *catalog = reading->catalog;
    if (count != 2) {
        return refuse_row(catalog);
    }
    if (!orm__catalog_text(catalog, &values[0], &reading->live->created_by)) {
        return orm__error_no_memory(catalog->error);
    }
    reading->live->takes_writes = orm__catalog_number(&values[1], 0) != 0;
    return ORM_OK;
}

/* ---- columns ---- */

enum { COLUMN_COLUMNS = 14 };

static bool take_labels(const orm_reading *reading, const orm_value *list, orm_live_column *column)
{
    if (list->type != ORM_TYPE_LIST) {
        return true;
    }
    bool enough = list->size <= UINT16_MAX;
    column->labels = orm__arena_zeroed(reading->catalog->arena, list->size, sizeof *column->labels);
    for (size_t i = 0; column->labels != NULL && enough && i < list->size; i++) {
        enough = orm__catalog_text(reading->catalog, &list->as.list[i], &column->labels[i]);
    }
    column->label_count = (uint16_t)list->size;
    return column->labels != NULL && enough;
}

static bool take_type(const orm_reading *reading, const orm_value *values, orm_live_column *column)
{
    column->modifier = orm__catalog_number(&values[9], -1);
    column->digits = orm__catalog_number(&values[10], -1);
    column->scale = orm__catalog_number(&values[11], 0);
    return orm__catalog_text(reading->catalog, &values[6], &column->collation) &&
           orm__catalog_text(reading->catalog, &values[7], &column->base) &&
           orm__catalog_text(reading->catalog, &values[8], &column->element) &&
           take_labels(reading, &values[12], column);
}

static bool take_facts(const orm_reading *reading, const orm_value *values, orm_rel_column *column)
{
    column->not_null = orm__catalog_number(&values[2], 0) != 0;
    return orm__catalog_text(reading->catalog, &values[0], &column->name) &&
           orm__catalog_text(reading->catalog, &values[1], &column->type) &&
           orm__catalog_text(reading->catalog, &values[3], &column->default_value) &&
           orm__catalog_text(reading->catalog, &values[4], &column->computed);
}

static bool grow_columns(const orm_reading *reading)
{
    orm_live_table *live = reading->live;
    uint16_t count = live->table.column_count;
    void *columns =
        orm__reading_grow(reading, live->table.columns, count, sizeof *live->table.columns);
    void *facts = orm__reading_grow(reading, live->columns, count, sizeof *live->columns);
    if (columns != NULL && facts != NULL) {
        live->table.columns = columns;
        live->columns = facts;
    }
    return columns != NULL && facts != NULL;
}

/* The position in a key may come in any order. */
static bool take_position(const orm_reading *reading, int64_t position, const char *name)
{
    orm_rel_names *key = &reading->live->table.key;
    bool enough = true;
    while (enough && key->count < position) {
        enough = orm__reading_name(reading, key, NULL);
    }
    if (enough && position > 0) {
        key->names[position - 1] = name;
    }
    return enough;
}

static orm_status take_column(void *ctx, const orm_value *values, size_t count)
{
    orm_reading *reading = ctx;
    if (count != COLUMN_COLUMNS) {
        return refuse_row(reading->catalog);
    }
    orm_live_table *live = reading->live;
    if (!grow_columns(reading)) {
        return orm__error_no_memory(reading->catalog->error);
    }
    uint16_t index = live->table.column_count;
    live->columns[index].generation = (orm_live_generation)orm__catalog_number(&values[5], 0);
    if (!take_facts(reading, values, &live->table.columns[index]) ||
        !take_type(reading, values, &live->columns[index]) ||
        !take_position(reading, orm__catalog_number(&values[13], 0),
                       live->table.columns[index].name)) {
        return orm__error_no_memory(reading->catalog->error);
    }
    live->table.column_count++;
    return ORM_OK;
}

/* ---- all ---- */

static orm_status read_parts(orm_reading *reading)
{
    const orm_catalog *catalog = reading->catalog;
    const orm_live_table *live = reading->live;
    const orm_catalog_name about = { live->table.schema, live->table.name };
    orm_status status = ORM_OK;
    if (catalog->questions->created_by != NULL) {
        status = orm__catalog_ask(catalog, catalog->questions->created_by, about, take_created_by,
                                  reading);
    }
    if (status == ORM_OK) {
        status =
            orm__catalog_ask(catalog, catalog->questions->columns, about, take_column, reading);
    }
    if (status == ORM_OK) {
        status = orm__reading_keys(reading, about);
    }
    if (status == ORM_OK) {
        status = orm__reading_foreign_keys(reading, about);
    }
    if (status == ORM_OK) {
        status = orm__reading_checks(reading, about);
    }
    return status == ORM_OK ? orm__reading_created(reading) : status;
}

orm_status orm__live_read(const orm_catalog *catalog, const char *schema, const char *name,
                          orm_live_table *live_out)
{
    orm_live_table live = { .form = ORM_LIVE_MISSING };
    orm_reading reading = { .catalog = catalog, .live = &live };
    const orm_catalog_name about = { schema, name };
    orm_status status =
        orm__catalog_ask(catalog, catalog->questions->table, about, take_table, &reading);
    if (status == ORM_OK && live.form != ORM_LIVE_MISSING) {
        status = read_parts(&reading);
    }
    if (status == ORM_OK) {
        *live_out = live;
    }
    return status;
}
