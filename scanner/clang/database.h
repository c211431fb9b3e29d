/* compile_commands.json (or, where there is none, compile_flags.txt): the flags by which a build
 * compiles a file. */
#ifndef SCANNER_CLANG_DATABASE_H
#define SCANNER_CLANG_DATABASE_H

#include "clang/command.h"

/* The flags of a file, as far as they matter to a parser; of one that the database does not know,
 * such as a header, those of the file that is named most like it, unless the user has named it.
 * Paths in them are made absolute. folder and file: absolute. False: the diag knows why. */
bool scan_database_read(scan_context *context, const char *folder, const char *file, bool is_named,
                        scan_flag_list *list_out);

#endif
