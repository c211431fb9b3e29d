/* The frame of every question about many rows: its statement, its failure. */
#ifndef ORM_QUERY_ASK_H
#define ORM_QUERY_ASK_H

#include <orm/query.h>
#include "query/rows.h"

/* Renders a SELECT, takes its statement from the cache and fills db->values for it. query: NULL =
 * all rows. Errors: as orm_select. */
orm_status orm__ask_select(orm_db *db, const orm_entity *entity, const orm_query *query,
                           orm_statement **statement_out, orm_error *error);

/* Selects rows. reading: what is to be done otherwise, which entity, statement, window and lock are
 * filled into. Errors: as orm_select. */
orm_status orm__ask_rows(orm_db *db, const orm_query *query, orm_reading *reading,
                         orm_rows **rows_out, orm_error *error);

/* How many rows a SELECT would give. Errors: as orm_count. */
orm_status orm__ask_count(orm_db *db, const orm_entity *entity, const orm_query *query,
                          int64_t *count_out, orm_error *error);

/* A question that has been asked: what reads its answer. */
typedef struct orm_asked {
    orm_db *db;
    const orm_entity *entity; /* NULL: the question is a text of the program's own */
    orm_statement *statement;
    orm_error *error;
} orm_asked;

/* A query that asks for so many rows at most. */
typedef struct orm_bounded {
    orm_query query;
    int64_t limit;
} orm_bounded;

/* Fills *bounded, which *query is copied into. query: NULL = all rows. */
void orm__ask_bound(orm_bounded *bounded, const orm_query *query, int64_t most);

/* TOO_MANY_ROWS with the table: there are more than most. */
orm_status orm__ask_too_many(const orm_asked *asked, size_t most);

/* Runs a statement whose first row goes to row. only: a second one is TOO_MANY_ROWS, else it is not
 * asked for. Errors: NOT_FOUND, TOO_MANY_ROWS, those of row. */
orm_status orm__ask_one(const orm_asked *asked, bool only, orm_row_fn row, void *ctx);

/* Ends the call: a failure becomes the handle's, with what the engine leaves out of it. Returns
 * status. */
orm_status orm__ask_end(orm_db *db, const orm_entity *entity, orm_status status, orm_error *error);

#endif
