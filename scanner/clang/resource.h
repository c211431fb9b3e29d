/* Where clang's own headers (stddef.h and its like) are: libclang comes without them in some
 * packages. */
#ifndef SCANNER_CLANG_RESOURCE_H
#define SCANNER_CLANG_RESOURCE_H

#include "clang/unit.h"

/* Adds the flags that make the builtin headers found. Looks at: the folder that the user names; the
 * one beside the loaded library; the one known when orm-scan was built; that of an installed clang;
 * gcc's; last, the scanner's own stand-ins. False: no memory (reported). */
bool scan_resource_add_flags(scan_unit *unit);

/* The major version of the libclang that is loaded: 19 for "Debian clang version 19.1.7". 0 =
 * unknown. */
int scan_resource_version(scan_context *context);

#endif
