/* Applying annotations: from parsed arguments to what they mean for an entity or a field. The
 * table of known keys (annotation/known) says which exist, where, and with which kind of value. */
#ifndef SCANNER_MODEL_APPLY_H
#define SCANNER_MODEL_APPLY_H

#include "annotation/number.h"
#include "diag.h"
#include "model/declared.h"
#include "model/function.h"
#include "model/model.h"

/* Evaluates a C constant expression (an identifier: macro, enumerator, constant) in the scanned
 * translation unit, behind all headers. False: it is none. In the expression
 * SCAN_EVALUATOR_EXPANDED(x) is the name orm_scan_y, where y is what macros make of x. */
#define SCAN_EVALUATOR_EXPANDED "ORM_SCAN_EXPANDED"
typedef struct scan_evaluator {
    bool (*evaluate)(void *ctx, const char *expression, scan_number *number_out);
    void *ctx;
} scan_evaluator;

/* What a header says. */
typedef struct scan_written {
    const char *text;
    size_t size;
} scan_written;

typedef struct scan_context {
    orm_arena *arena;
    scan_diag *diag;
    scan_evaluator evaluator;
    scan_declared declared;   /* find may be NULL: nothing is known of that */
    scan_functions functions; /* find may be NULL: then each is as it must be */
    scan_naming naming;       /* of columns whose table does not say it */
    const scan_written
        *written; /* the headers, where errors may have cost what they say; else none */
    size_t written_count;
    bool lacks_files;  /* nothing is known but what annotations say by themselves */
    bool has_shadowed; /* for scan_model.has_shadowed */
    bool is_misused;   /* what is reported is not the headers' fault but the command line's */
} scan_context;

/* Fills what the entity's and its fields' annotations say; reports unknown keys (with "did you
 * mean"), duplicates, values of the wrong kind. */
void scan_apply_entity(scan_context *context, scan_entity *entity);

/* The same of the members of a struct that is nested in it, if that was not done. */
void scan_apply_nested(scan_context *context, scan_entity *entity, scan_struct *nested);

/* The same of an ORM_CONVERTER. */
void scan_apply_converter(scan_context *context, scan_converter *converter);

/* Second pass over all entities: nested structs to columns, targets of references, auxiliary
 * members, kinds, what is nullable and what is generated, default names. Reports what cannot be
 * resolved. */
void scan_resolve_model(scan_context *context, scan_model *model);

#endif
