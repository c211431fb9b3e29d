/* Tables that stand in for those in which something is wrong, so that their SQL can be tried. */
#ifndef SCANNER_MODEL_STAND_IN_H
#define SCANNER_MODEL_STAND_IN_H

#include "model/apply.h"

/* Makes of an entity that has been judged one of the same columns that SQLite takes: without keys,
 * and with those of its SQL texts of which nothing has been reported. It is_wrong; has_lost where
 * not all names of its columns are known; a field is_guess where its type is not. index: of the
 * entity in its model. False: there is nothing to try, or no memory, and the diag knows. */
bool scan_stand_in_make(const scan_context *context, scan_entity *entity, uint16_t index);

/* Whether SQLite, or C, would take two tables for one. */
bool scan_stand_in_is_same(const scan_entity *a, const scan_entity *b);

/* Gives a table names that no other one has. index: as above. */
void scan_stand_in_rename(const scan_context *context, scan_entity *entity, uint16_t index);

#endif
