/* An engine's catalogue: the questions that introspection asks. Every engine answers with rows of
 * the same shape, so that one reader serves all (migrate/live). */
#ifndef ORM_MIGRATE_CATALOG_H
#define ORM_MIGRATE_CATALOG_H

#include <orm/verify.h>
#include "db/db.h"

typedef struct orm_live_table orm_live_table; /* migrate/live.h */

/* Whether a column takes and gives back what its member holds. */
typedef struct orm_fit {
    bool differs; /* else the rest says nothing */
    orm_severity severity;
    bool when_written; /* of no concern where the program never writes the column */
    const char *why;   /* what comes of it */
} orm_fit;

/* Each is one statement with two text parameters, the schema and the table's name; @ in it is the
 * schema as an identifier. A boolean may be a number. */
typedef struct orm_catalog_questions {
    const char *dialect;
    /* schema, name, form, whether a view takes writes by itself, whether the table is strict; of a
     * schema that is NULL the table that the connection finds; no row: there is none */
    const char *table;
    /* the text of CREATE, and whether triggers stand in for writes; NULL = the engine keeps none */
    const char *created_by;
    /* name, type, not null, default, computed value, orm_live_generation, collation, then of the
     * type under domains: name, name of its items, modifier, digits, scale, labels; position in the
     * primary key where no index says it */
    const char *columns;
    /* a row for each column of an index: name; p(rimary key), u(nique constraint) or i(ndex);
     * unique, condition, column (NULL = an expression), descends, is a plain tree, deferrable,
     * NULLs are alike, collation that is not by bytes */
    const char *keys;
    const char
        *before_condition; /* the word before it, where keys give the text of CREATE; or NULL */
    /* a row for each column: name, column; of the target: schema, whether it is found without that,
     * table, column; orm_action of delete, of update; whether all rows are known to keep it,
     * whether it is looked at when the transaction ends */
    const char *foreign_keys;
    /* name, condition, whether all rows are known to meet it; NULL = to be read from created_by */
    const char *checks;
    const char *names; /* of tables that may be meant instead of one that is missing */
    /* before an expression: a statement that shows how the engine writes it; NULL = there is none
     */
    const char *explain;
    /* aliases of types that the kinds are made with, by the names that the catalogue has; ends
     * with NULL */
    const char *const *aliases;
    bool says_collations; /* of each column that has one of its own: else only of keys it matters */
    orm_fit (*fit)(const orm_field *field, const orm_live_table *live, uint16_t column);
} orm_catalog_questions;

extern const orm_catalog_questions orm__catalog_sqlite;
extern const orm_catalog_questions orm__catalog_postgresql;

typedef struct orm_catalog {
    orm_db *db;
    const orm_catalog_questions *questions;
    orm_arena *arena; /* of what is read */
    orm_error *error;
} orm_catalog;

/* A table of the catalogue, by its own names. schema may be NULL. Borrowed. */
typedef struct orm_catalog_name {
    const char *schema;
    const char *table;
} orm_catalog_name;

orm_catalog orm__catalog_of(orm_db *db, orm_error *error);

/* Runs a question. Errors: those of the engine, and what row returns. */
orm_status orm__catalog_ask(const orm_catalog *catalog, const char *question,
                            orm_catalog_name about, orm_row_fn row, void *ctx);

/* Runs a statement without parameters, as it is. */
orm_status orm__catalog_run(const orm_catalog *catalog, const char *sql, orm_row_fn row, void *ctx);

/* A text of a row; NULL stays NULL. False: no memory. */
bool orm__catalog_text(const orm_catalog *catalog, const orm_value *value, const char **text_out);

/* A number or boolean of a row; NULL is missing. */
int64_t orm__catalog_number(const orm_value *value, int64_t missing);

#endif
