/* Which flags of a compiler's command line matter to a parser: the others are often unknown to
 * clang, and one unknown flag can cost the whole parse. Clang-free. */
#ifndef SCANNER_CLANG_FLAGS_H
#define SCANNER_CLANG_FLAGS_H

#include <stdbool.h>
#include <stddef.h>

/* How many of the flags at the start of the list to keep (1, or 2 with a separate value), 0 = leave
 * out *skip_out of them. */
size_t scan_flags_keep(const char *const *flags, size_t count, size_t *skip_out);

/* Whether a flag that is kept is clang's business, and not the scanner's alone. */
bool scan_flags_is_for_clang(const char *flag);

/* Whether the flag at the start of the list, which is kept, wants a value, and none follows. */
bool scan_flags_lacks_value(const char *const *flags, size_t count);

/* The folder that the flag at the start of the list adds to the search for #include "...", or
 * NULL. */
const char *scan_flags_quote_folder(const char *const *flags, size_t count);

/* The path that the flag at the start of the list takes, or NULL; not that of a file that is
 * searched. */
const char *scan_flags_path(const char *const *flags, size_t count);

/* The file that the flag at the start of the list includes, or NULL. */
const char *scan_flags_file(const char *const *flags, size_t count);

/* The value of the flag at the start of the list, if it is the one of this name; or NULL. */
const char *scan_flags_value_of(const char *name, const char *const *flags, size_t count);

#endif
