/* What the tests of the SQL layer share: an engine in memory as the judge, DDL as text, and the
 * tables of tables.c. What goes wrong in here fails the test. */
#ifndef TESTS_UNIT_SQL_WORLD_H
#define TESTS_UNIT_SQL_WORLD_H

#include <orm.h>
#include <orm/sys/dialect.h>
#include <sqlite3.h>

#include "base/buffer.h"
#include "shop.orm.h"
#include "sql/render.h"
#include "support/unit.h"

#define SQLITE (&orm_dialect_sqlite)
#define POSTGRESQL (&orm_dialect_postgresql)

/* The DDL of a schema. Owned: free. */
char *world_create_text(const orm_schema *schema, const orm_dialect *dialect);
char *world_drop_text(const orm_schema *schema, const orm_dialect *dialect);

/* An empty database in memory with foreign keys on, and what to do with it. */
sqlite3 *world_open(void);
void world_run(sqlite3 *engine, const char *sql);
int64_t world_integer(sqlite3 *engine, const char *sql);

/* ---- tables.c ---- */

/* One table with a column of each kind, each with a default. */
extern const orm_schema kinds_schema;

/* Names that need quotes: reserved words, spaces, quotes, other scripts, as long as they may be. */
extern const orm_schema odd_schema;
extern const orm_entity odd_entity;
extern const orm_path odd_path;

/* chicken <-> egg, and a node that references itself; the farm references both. In the order farm,
 * egg, chicken, node. */
extern const orm_schema cycle_schema;

/* link is all key, counter nothing but a generated one, note has no key. */
extern const orm_schema bare_schema;
extern const orm_entity link_entity;
extern const orm_entity counter_entity;
extern const orm_entity note_entity;

/* Columns for conditions. All but id and b may be NULL: a is -1 then, r is -2. */
extern const orm_schema cell_schema;
extern const orm_entity cell_entity;

struct cell {
    int64_t id;
    int64_t a;
    int64_t b;
    char *t;
    double r;
    void *bytes;
    size_t bytes_size;
};

struct cell_columns {
    orm_int_handle id;
    orm_int_handle a;
    orm_int_handle b;
    orm_text_handle t;
    orm_real_handle r;
    orm_blob_handle bytes;
};

extern const struct cell_columns cell_;

#endif
