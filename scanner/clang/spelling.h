/* How C spells a type, the same on every machine and with every libclang. */
#ifndef SCANNER_CLANG_SPELLING_H
#define SCANNER_CLANG_SPELLING_H

#include "clang/unit.h"

/* A pointer to a member of this type: "int64_t *", "char (*)[3]". Typedefs of the program are seen
 * through, so that the spelling asserts what they stand for; those of system headers are kept,
 * for they mean other builtin types on other machines. NULL: it cannot be said. */
const char *scan_spelling_pointer_to(scan_unit *unit, CXType type);

/* A type for a message: as clang spells it, without a path where it has no name. */
const char *scan_spelling_plain(scan_unit *unit, CXType type);

/* The first typedef on the way down that means something to the scanner ("time_t"), or NULL.
 * Static. */
const char *scan_spelling_domain(CXType type);

#endif
