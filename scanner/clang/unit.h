/* What the files of scanner/clang share: the parsed unit, texts and lists in its arena. */
#ifndef SCANNER_CLANG_UNIT_H
#define SCANNER_CLANG_UNIT_H

#include <clang-c/Index.h>
#include "clang/parse.h"

/* The name of the in-memory file that includes the headers; nothing on the disk is called so. */
#define SCAN_MAIN_FILE "/orm-scan/main.c"

/* Another such, which comes before all that flags include. */
#define SCAN_PRELUDE_FILE "/orm-scan/prelude.h"

/* Pointers in an arena. */
typedef struct scan_list {
    void **items;
    size_t count, capacity;
} scan_list;

/* Items side by side, until it is known how many there are: in memory that is used again for the
 * next ones. */
typedef struct scan_pile {
    void *items;
    size_t count, capacity;
} scan_pile;

/* How far the lines of a file have been counted. */
typedef struct scan_reading {
    size_t at, line_start;
    unsigned line; /* 0 = not begun */
} scan_reading;

/* What a file says. */
typedef struct scan_contents {
    const char *text; /* NULL = not asked for yet */
    size_t size;
} scan_contents;

struct scan_unit {
    const scan_request *request;
    scan_context *context;
    CXIndex index;
    CXTranslationUnit tu;
    scan_list arguments; /* const char *: clang's command line */
    struct CXUnsavedFile *unsaved;
    unsigned unsaved_count; /* the first is the main file */
    unsigned whole_count;   /* of those, before the ones that are cut; 0 = none is */
    CXFile seen_file;       /* the last that a place was in: most places follow each other in one */
    int seen_header;        /* as scan_unit_header says of it */
    scan_reading reading;   /* of that file */
    const char *seen_path;  /* as places show it; NULL = not asked for yet */
    scan_contents seen_text;
    CXFile *files;            /* of request->headers; NULL where one was not read */
    scan_contents *texts;     /* of those */
    scan_list touched;        /* what clang/touch remembers */
    scan_list errors;         /* scan_place *: where clang found one */
    size_t lone_errors;       /* reported: each concerns an argument, a relation or a label alone */
    const char *resource_dir; /* of clang's own headers; NULL = none was found */
    scan_list seen_marks;     /* const char *: annotations that were looked at, clang/lost's own */
    scan_list cuts;           /* files that end early: clang/cut's own */
    scan_list constants;      /* scan_constant *: what may be asked for */
    bool lacks_annotations;   /* a header that uses them does not include them, reported */
    bool lacks_files;   /* included ones, reported: only what annotations say by themselves can be
                           judged */
    bool is_unreadable; /* what clang made of the headers is not worth a look */
    scan_list plain_structs;              /* CXCursor *: clang/pointer's own */
    scan_list converters;                 /* those that were read: clang/converter's own */
    struct scan_described *described[64]; /* types of members, by type: clang/described's own */
    bool has_deprecated;                  /* a struct, member or enumerator that was read is */
    bool has_constants;                   /* they have been evaluated */
    bool has_told_of_names;               /* how an unknown one may become known */
    bool has_told_of_places;              /* where annotations stand */
    bool has_builtin_headers;             /* from there, or another compiler's */
};

/* False: no memory, and the diag knows. */
bool scan_unit_add(scan_context *context, scan_list *list, const void *item);

/* Puts a copy of an item of this size on a pile. False: no memory, and the diag knows. */
bool scan_unit_pile(scan_context *context, scan_pile *pile, const void *item, size_t size);

/* Moves the items of a pile, which is empty then, into the arena. NULL: as above. */
void *scan_unit_unpile(scan_context *context, scan_pile *pile, size_t size);

/* A formatted text in the arena. NULL: no memory, and the diag knows. */
ORM_PRINTF(2, 3) const char *scan_unit_text(scan_context *context, const char *format, ...);

/* The text of a CXString, which is disposed of. NULL: no memory, and the diag knows. */
const char *scan_unit_take(scan_context *context, CXString string);

/* What a diagnostic says: where a type without a name is declared is not for people to read. As
 * above. */
const char *scan_unit_take_message(scan_context *context, CXDiagnostic diagnostic);

/* Zeroed memory. NULL: no memory, and the diag knows. */
void *scan_unit_zeroed(scan_context *context, size_t count, size_t size);

/* The index of the own header that a place in the source stands in; -1 = in none of them. What a
 * macro made stands where the macro is used. */
int scan_unit_header(scan_unit *unit, CXSourceLocation location);

/* The same of a file. */
int scan_unit_header_of(scan_unit *unit, CXFile file);

/* What a file says; NULL where clang has not read it. Borrowed from the unit. */
const char *scan_unit_contents(scan_unit *unit, CXFile file, size_t *size_out);

/* Remembers whether a declaration that the tables may name is deprecated. */
void scan_unit_note_deprecated(scan_unit *unit, CXCursor declaration);

/* The same headers once more, with a record of all macros, which the unit itself has not: it costs
 * time. NULL: clang cannot. Owned: clang_disposeTranslationUnit. */
CXTranslationUnit scan_unit_parse_recorded(scan_unit *unit);

/* How many errors there are by which more may be missing than what they are about. */
size_t scan_unit_error_count(const scan_unit *unit);

/* Remembers where clang found an error: what is declared around it is a guess. */
void scan_unit_note_error(scan_unit *unit, scan_place place);

#endif
