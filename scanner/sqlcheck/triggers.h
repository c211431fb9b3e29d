/* Triggers and views that statements of the program's own have made. SQLite looks into one only
 * when it fires, or is read. */
#ifndef SCANNER_SQLCHECK_TRIGGERS_H
#define SCANNER_SQLCHECK_TRIGGERS_H

#include "sqlcheck/inspection.h"

typedef struct scan_trigger {
    const char *name;
    bool is_view;
    const char *table; /* or view */
    scan_place place;  /* of the statement that made it */
    struct scan_trigger *next;
} scan_trigger;

/* Those of one trial, in the order in which they were made. Zeroed: none. */
typedef struct scan_triggers {
    scan_trigger *first, *last;
    long long last_row; /* of sqlite_schema that was seen */
} scan_triggers;

/* Notes those that the statement at this place has made. */
void scan_triggers_note(scan_inspection *in, scan_triggers *triggers, scan_place place);

/* Compiles what makes them fire, and what reads them, on the tables that were tried; reports what
 * SQLite says of them. */
void scan_triggers_try(scan_inspection *in, const scan_triggers *triggers);

#endif
