/* Databases that others have made and filled, from the folder of ORM_TEST_DATA: a SQLite file and a
 * PostgreSQL script each. They are not part of the project; without the folder nothing is tested.
 */
#ifndef TESTS_REAL_DATA_H
#define TESTS_REAL_DATA_H

#include "support/engine.h"

/* main's whole body: says what is left out where there is no data. */
int data_main(int argc, char **argv, const struct CMUnitTest *tests, size_t count);

/* Puts a database into the place of the fixture's empty one. name: of folder and files. */
void data_load(engine_fixture *fx, const char *sqlite_file, const char *postgresql_script);

/* Reads, writes back and reads again every row of every table: the rows are the same, and so are
 * the tables. Returns a hash of all that was read, which is the same on both engines where the
 * structs are. */
uint64_t data_check(engine_fixture *fx, const orm_schema *schema);

/* The model fits the tables: nothing that orm_verify finds is an error. */
void data_verify(engine_fixture *fx, const orm_schema *schema);

#endif
