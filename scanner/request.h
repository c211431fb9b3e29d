/* What is to be parsed and where the files go: the command line's paths, absolute and tried. */
#ifndef SCANNER_REQUEST_H
#define SCANNER_REQUEST_H

#include "clang/parse.h"
#include "options.h"

/* Fills *request from the options; both texts and arrays live in the context's arena or are the
 * options'. False: a path leads nowhere, and the diag knows. */
bool scan_request_fill(scan_request *request, const scan_options *options, scan_context *context);

#endif
