/* Owns the reading of what stands on several columns of a live table: keys, indexes, foreign keys,
 * checks. The catalogue gives a row for each column, those of one index behind each other. */
#include <string.h>

#include "base/error.h"
#include "base/fold.h"
#include "migrate/reading.h"
#include "migrate/token.h"

static orm_status no_memory(const orm_reading *reading)
{
    return orm__error_no_memory(reading->catalog->error);
}

static orm_status refuse_row(const orm_reading *reading)
{
    return orm__error_set(reading->catalog->error, ORM_ENGINE,
                          "the catalogue's answer is not understood");
}

/* Whether a row is of another index than the one before. */
static bool is_new(orm_reading *reading, const char *name)
{
    bool is_same = reading->last != NULL && strcmp(reading->last, name) == 0;
    reading->last = name;
    return !is_same;
}

/* ---- keys and indexes ---- */

enum { KEY_COLUMNS = 10 };

typedef struct key_row {
    const char *name, *origin, *condition, *column, *collation;
    bool is_unique, descends, is_tree, is_deferrable, nulls_are_alike;
} key_row;

static bool read_key_row(const orm_reading *reading, const orm_value *values, key_row *row_out)
{
    const orm_catalog *catalog = reading->catalog;
    key_row row = {
        .is_unique = orm__catalog_number(&values[2], 0) != 0,
        .descends = orm__catalog_number(&values[5], 0) != 0,
        .is_tree = orm__catalog_number(&values[6], 0) != 0,
        .is_deferrable = orm__catalog_number(&values[7], 0) != 0,
        .nulls_are_alike = orm__catalog_number(&values[8], 0) != 0,
    };
    bool enough = orm__catalog_text(catalog, &values[0], &row.name) &&
                  orm__catalog_text(catalog, &values[1], &row.origin) &&
                  orm__catalog_text(catalog, &values[3], &row.condition) &&
                  orm__catalog_text(catalog, &values[4], &row.column) &&
                  orm__catalog_text(catalog, &values[9], &row.collation);
    *row_out = row;
    return enough;
}

static bool begin_unique(const orm_reading *reading, const key_row *row)
{
    orm_live_table *live = reading->live;
    uint16_t count = live->table.unique_count;
    orm_rel_unique *uniques =
        orm__reading_grow(reading, live->table.uniques, count, sizeof *uniques);
    orm_live_unique *facts = orm__reading_grow(reading, live->uniques, count, sizeof *facts);
    if (uniques == NULL || facts == NULL) {
        return false;
    }
    uniques[count] = (orm_rel_unique){ .name = row->name };
    facts[count] = (orm_live_unique){ row->is_deferrable, row->nulls_are_alike };
    live->table.uniques = uniques;
    live->uniques = facts;
    live->table.unique_count++;
    return true;
}

/* SQLite keeps the whole text of CREATE INDEX. */
static const char *condition_of(const orm_reading *reading, const key_row *row)
{
    const char *before = reading->catalog->questions->before_condition;
    return row->condition == NULL || before == NULL
               ? row->condition
               : orm__token_behind(reading->catalog->db->dialect, row->condition, before);
}

static bool begin_index(const orm_reading *reading, const key_row *row)
{
    orm_live_table *live = reading->live;
    uint16_t count = live->table.index_count;
    orm_rel_index *indexes =
        orm__reading_grow(reading, live->table.indexes, count, sizeof *indexes);
    orm_live_index *facts = orm__reading_grow(reading, live->indexes, count, sizeof *facts);
    if (indexes == NULL || facts == NULL) {
        return false;
    }
    indexes[count] = (orm_rel_index){ .name = row->name,
                                      .is_unique = row->is_unique,
                                      .where = condition_of(reading, row) };
    facts[count] = (orm_live_index){ .is_plain = row->is_tree };
    live->table.indexes = indexes;
    live->indexes = facts;
    live->table.index_count++;
    return true;
}

static bool take_index_column(const orm_reading *reading, const key_row *row)
{
    orm_live_table *live = reading->live;
    uint16_t last = (uint16_t)(live->table.index_count - 1);
    orm_live_index *facts = &live->indexes[last];
    facts->is_plain = facts->is_plain && row->column != NULL;
    facts->is_reverse = facts->is_reverse || row->descends;
    facts->collation = row->collation != NULL ? row->collation : facts->collation;
    return orm__reading_name(reading, &live->table.indexes[last].columns, row->column);
}

static bool take_key(orm_reading *reading, const key_row *row)
{
    orm_live_table *live = reading->live;
    bool begins = is_new(reading, row->name);
    switch (row->origin[0]) {
    case 'p':
        if (begins) {
            live->table.key = (orm_rel_names){ .count = 0 };
            live->table.key_name = row->name;
            live->key_is_deferrable = row->is_deferrable;
        }
        return orm__reading_name(reading, &live->table.key, row->column);
    case 'u':
        return (!begins || begin_unique(reading, row)) &&
               orm__reading_name(reading,
                                 &live->table.uniques[live->table.unique_count - 1].columns,
                                 row->column);
    default:
        return (!begins || begin_index(reading, row)) && take_index_column(reading, row);
    }
}

static orm_status take_key_row(void *ctx, const orm_value *values, size_t count)
{
    orm_reading *reading = ctx;
    key_row row;
    if (count != KEY_COLUMNS) {
        return refuse_row(reading);
    }
    if (!read_key_row(reading, values, &row)) {
        return no_memory(reading);
    }
    if (row.name == NULL || row.origin == NULL) {
        return refuse_row(reading);
    }
    return take_key(reading, &row) ? ORM_OK : no_memory(reading);
}

/* SQLite's rowid is a single column that is declared INTEGER and needs no index. */
static bool is_rowid(const orm_live_table *live, const orm_dialect *dialect)
{
    if (live->table.key.count != 1 || live->table.key_name != NULL ||
        !dialect->generated_key_is_primary) {
        return false;
    }
    uint16_t column = orm__live_find(live, dialect, live->table.key.names[0]);
    return column < live->table.column_count &&
           orm__fold_is_name(live->table.columns[column].type, "INTEGER", true);
}

orm_status orm__reading_keys(orm_reading *reading, orm_catalog_name about)
{
    const orm_catalog *catalog = reading->catalog;
    reading->last = NULL;
    orm_status status =
        orm__catalog_ask(catalog, catalog->questions->keys, about, take_key_row, reading);
    reading->live->key_is_rowid = is_rowid(reading->live, catalog->db->dialect);
    return status;
}

/* ---- foreign keys ---- */

enum { FOREIGN_COLUMNS = 10 };

static bool begin_foreign_key(const orm_reading *reading, const orm_value *values)
{
    orm_live_table *live = reading->live;
    uint16_t count = live->table.foreign_key_count;
    orm_rel_foreign_key *keys =
        orm__reading_grow(reading, live->table.foreign_keys, count, sizeof *keys);
    orm_live_foreign_key *facts =
        orm__reading_grow(reading, live->foreign_keys, count, sizeof *facts);
    if (keys == NULL || facts == NULL) {
        return false;
    }
    keys[count] = (orm_rel_foreign_key){
        .name = reading->last,
        .on_delete = (orm_action)orm__catalog_number(&values[6], ORM_ACTION_NONE),
        .on_update = (orm_action)orm__catalog_number(&values[7], ORM_ACTION_NONE),
    };
    facts[count] = (orm_live_foreign_key){
        .target_is_visible = orm__catalog_number(&values[3], 0) != 0,
        .is_proven = orm__catalog_number(&values[8], 0) != 0,
        .is_deferred = orm__catalog_number(&values[9], 0) != 0,
    };
    live->table.foreign_keys = keys;
    live->foreign_keys = facts;
    live->table.foreign_key_count++;
    return orm__catalog_text(reading->catalog, &values[2], &keys[count].target_schema) &&
           orm__catalog_text(reading->catalog, &values[4], &keys[count].target_table);
}

static orm_status take_foreign_row(void *ctx, const orm_value *values, size_t count)
{
    orm_reading *reading = ctx;
    const char *name, *column, *target;
    if (count != FOREIGN_COLUMNS) {
        return refuse_row(reading);
    }
    if (!orm__catalog_text(reading->catalog, &values[0], &name) ||
        !orm__catalog_text(reading->catalog, &values[1], &column) ||
        !orm__catalog_text(reading->catalog, &values[5], &target)) {
        return no_memory(reading);
    }
    if (name == NULL) {
        return refuse_row(reading);
    }
    if (is_new(reading, name) && !begin_foreign_key(reading, values)) {
        return no_memory(reading);
    }
    orm_rel_table *table = &reading->live->table;
    orm_rel_foreign_key *key = &table->foreign_keys[table->foreign_key_count - 1];
    return orm__reading_name(reading, &key->columns, column) &&
                   orm__reading_name(reading, &key->target_columns, target)
               ? ORM_OK
               : no_memory(reading);
}

orm_status orm__reading_foreign_keys(orm_reading *reading, orm_catalog_name about)
{
    const orm_catalog *catalog = reading->catalog;
    reading->last = NULL;
    return orm__catalog_ask(catalog, catalog->questions->foreign_keys, about, take_foreign_row,
                            reading);
}

/* ---- checks ---- */

bool orm__reading_check(const orm_reading *reading, const orm_rel_check *check, bool is_proven)
{
    orm_live_table *live = reading->live;
    orm_rel_table *table = &live->table;
    uint16_t count = table->check_count;
    orm_rel_check *checks = orm__reading_grow(reading, table->checks, count, sizeof *checks);
    bool *proven = orm__reading_grow(reading, live->checks_are_proven, count, sizeof *proven);
    if (checks == NULL || proven == NULL) {
        return false;
    }
    checks[count] = *check;
    proven[count] = is_proven;
    table->checks = checks;
    live->checks_are_proven = proven;
    table->check_count++;
    return true;
}

static orm_status take_check(void *ctx, const orm_value *values, size_t count)
{
    orm_reading *reading = ctx;
    orm_rel_check check = { .name = NULL };
    if (count != 3 || values[1].type != ORM_TYPE_TEXT) {
        return refuse_row(reading);
    }
    bool enough = orm__catalog_text(reading->catalog, &values[0], &check.name) &&
                  orm__catalog_text(reading->catalog, &values[1], &check.condition) &&
                  orm__reading_check(reading, &check, orm__catalog_number(&values[2], 0) != 0);
    return enough ? ORM_OK : no_memory(reading);
}

orm_status orm__reading_checks(orm_reading *reading, orm_catalog_name about)
{
    const char *question = reading->catalog->questions->checks;
    return question == NULL
               ? ORM_OK
               : orm__catalog_ask(reading->catalog, question, about, take_check, reading);
}
