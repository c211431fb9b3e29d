/* Parsing: the headers of a target, all in one in-memory translation unit. Reports what clang finds
 * wrong. The only door to libclang: the rest of the scanner sees the model. */
#ifndef SCANNER_CLANG_PARSE_H
#define SCANNER_CLANG_PARSE_H

#include <orm/arena.h>
#include "diag.h"
#include "model/apply.h"
#include "model/model.h"

/* Instead of a folder of clang's own headers: the scanner's stand-ins for them are used. */
#define SCAN_RESOURCE_NONE "none"

/* A header of the target under its three names. */
typedef struct scan_header {
    const char *given;   /* as the user spells it: for diagnostics */
    const char *path;    /* absolute */
    const char *include; /* as the generated header includes it */
} scan_header;

/* What to parse and how. All borrowed: valid as long as the unit. */
typedef struct scan_request {
    const char *name; /* of the target */
    const scan_header *headers;
    size_t header_count;
    const char *const *includes; /* to include before them, spelled as in #include "..." */
    size_t include_count;
    const char *const *flags; /* the compiler's; those that matter to a parser are kept */
    size_t flag_count;
    const char *resource_dir; /* of clang's own headers, or SCAN_RESOURCE_NONE; NULL = looked for */
    const char *output_dir;   /* absolute; what NAME.orm.h in it says does not count */
    const char *working_dir;  /* absolute; places below it are shown relative to it */
} scan_request;

typedef struct scan_unit scan_unit;

/* Parses. Problems go to the context's diag, also those that make the result NULL: then there is
 * nothing worth a look. Owned: scan_parse_close. */
scan_unit *scan_parse_open(const scan_request *request, scan_context *context);
void scan_parse_close(scan_unit *unit);

/* Evaluates C constants in the unit, for as long as it is open. */
scan_evaluator scan_evaluate_in(scan_unit *unit);

/* Looks in the unit for what the headers and their includes declare at file scope, for as long as
 * it is open. */
scan_declared scan_declared_in(scan_unit *unit);

/* Looks in the unit for functions that annotations name, for as long as it is open. */
scan_functions scan_function_in(scan_unit *unit);

/* Fills the model with the annotated structs of the target's own headers, in source order. */
void scan_walk_unit(scan_unit *unit, scan_context *context, scan_model *model);

/* Whether the headers, or what they include and is not the system's, say which names they want of
 * the system's (_GNU_SOURCE). */
bool scan_features_are_wanted(scan_unit *unit);

/* Fills the model's list of files that were read, sorted; those of clang itself are left out. */
void scan_depend_list(scan_unit *unit, scan_context *context, scan_model *model);

#endif
