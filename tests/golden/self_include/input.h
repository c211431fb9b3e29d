/* Includes what the scan will write, and uses what that includes. */
#ifndef INPUT_H
#define INPUT_H

#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(note) note {
    int64_t id ORM_COLUMN(primary_key);
};

#include "input.orm.h"

orm_status note_add(orm_db *db, struct note *note);

#endif
