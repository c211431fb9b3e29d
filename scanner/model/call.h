/* The typed calls that are generated for each table: what they are called, when they are there,
 * what they take and hand on. The list that the names are judged by and the header is written
 * from. */
#ifndef SCANNER_MODEL_CALL_H
#define SCANNER_MODEL_CALL_H

#include "meta/use.h"
#include "model/model.h"

typedef enum scan_call_when {
    SCAN_CALL_ALWAYS,
    SCAN_CALL_KEYED,    /* the table has a primary key */
    SCAN_CALL_GENERATED /* whose value the database chooses */
} scan_call_when;

/* NAME_VERB(db, PARAMETERS) calls orm_VERB(db, &NAME_entity, ARGUMENTS). */
typedef struct scan_call {
    const char *verb;
    scan_call_when when;
    orm_use use;            /* what the entity must be good for */
    bool by_key;            /* the key's columns come before the parameters, the key before the
                             * arguments */
    const char *parameters; /* @ is the struct's type, # "const " unless the table has a version */
    const char *arguments;
    const char *local; /* a statement before the call; NULL = none */
} scan_call;

enum { SCAN_CALLS = 29, SCAN_CALL_VERB_MAX = 24 };

/* In the order of the generated header. NAME_find_by_... comes behind NAME_find, or where that
 * would be; NAME_next is not among them. */
extern const scan_call scan_calls[SCAN_CALLS];

/* What an entity is to its calls. */
typedef struct scan_callable {
    bool is_keyed, is_generated;
    bool is_read, is_inserted, is_changed; /* by statements of the library's */
} scan_callable;

scan_callable scan_call_about(const scan_entity *entity);

/* Whether such an entity has the call. */
bool scan_call_is_made(const scan_call *call, const scan_callable *about);

#endif
