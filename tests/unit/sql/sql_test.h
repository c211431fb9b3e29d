/* What the tests of the SQL layer share: groups, renderers that fail the test themselves, an engine in
 * memory as the judge, and the tables of tables.c. */
#ifndef TESTS_UNIT_SQL_TEST_H
#define TESTS_UNIT_SQL_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants those four first */
#include <cmocka.h>
#include <orm.h>
#include <orm/sys/dialect.h>
#include <sqlite3.h>

#include "base/buffer.h"
#include "shop.orm.h"
#include "sql/render.h"

int run_name_tests(void);
int run_pattern_tests(void);
int run_ddl_tests(void);
int run_render_tests(void);
int run_condition_tests(void);
int run_property_tests(void);
int run_memory_tests(void);

#define SQLITE (&orm_dialect_sqlite)
#define POSTGRESQL (&orm_dialect_postgresql)

/* A pseudo-random number, the same ones in every run. */
uint32_t next_random(uint64_t *state);

/* The DDL of a schema. Owned: free. */
char *create_text(const orm_schema *schema, const orm_dialect *dialect);
char *drop_text(const orm_schema *schema, const orm_dialect *dialect);

/* An empty database in memory with foreign keys on, and what to do with it. */
sqlite3 *engine_open(void);
void engine_run(sqlite3 *engine, const char *sql);
int64_t engine_integer(sqlite3 *engine, const char *sql);

/* ---- tables.c ---- */

/* One table with a column of each kind, each with a default. */
extern const orm_schema kinds_schema;

/* Names that need quotes: reserved words, spaces, quotes, other scripts, as long as they may be. */
extern const orm_schema odd_schema;
extern const orm_entity odd_entity;
extern const orm_path odd_path;

/* chicken <-> egg, and a node that references itself; the farm references both. In the order farm, egg,
 * chicken, node. */
extern const orm_schema cycle_schema;

/* link is all key, counter nothing but a generated one, note has no key. */
extern const orm_schema bare_schema;
extern const orm_entity link_entity;
extern const orm_entity counter_entity;
extern const orm_entity note_entity;

/* Columns for conditions. All but id and b may be NULL: a as -1, r as -2, the others as pointers. */
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
