/* What the examples share: a database with empty tables, and a message where something failed. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <inttypes.h>
#include <orm.h>
#include <stdio.h>

/* Leaves the function with the status of a call that failed. Where something is to be freed first,
 * the examples write it out. */
#define TRY(call)                             \
    do {                                      \
        const orm_status try_status = (call); \
        if (try_status < ORM_OK) {            \
            return try_status;                \
        }                                     \
    } while (0)

/* The database that the command line names; without one, a new one in memory. */
const char *example_url(int argc, char **argv);

/* Opens that database with empty tables of the schema, calls run, drops the tables and closes.
 * Returns what main has to return. */
int example_run(int argc, char **argv, const orm_schema *schema, orm_status (*run)(orm_db *db));

/* Says on stderr what went wrong on a handle. */
void example_report(const orm_db *db);

#endif
