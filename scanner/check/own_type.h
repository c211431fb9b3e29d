/* What becomes of a column's values in a type that is not its kind's own. */
#ifndef SCANNER_CHECK_OWN_TYPE_H
#define SCANNER_CHECK_OWN_TYPE_H

#include <orm/meta.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum scan_own_type_verdict {
    /* What is stored comes back, of a text perhaps as the type spells it, or the engine refuses it;
     * or the type is not known. */
    SCAN_OWN_TYPE_FITS,
    SCAN_OWN_TYPE_CHANGES,    /* stores some values as others, or as what the kind cannot read */
    SCAN_OWN_TYPE_UNREADABLE, /* stores values as what the kind cannot read, and none as it can */
    SCAN_OWN_TYPE_UNFIT       /* has no room for the kind, or compares with none of its values */
} scan_own_type_verdict;

/* A type of PostgreSQL for a column of the kind; element: of an array. storage: the member's.
 * places: how many there must be behind the point, of a decimal or of an instant's second. */
scan_own_type_verdict scan_own_type_postgresql(const char *type, orm_kind kind, orm_kind element,
                                               orm_storage storage, unsigned places);

/* Those that fit, in words; NULL: any. Not of a text. Borrowed. */
const char *scan_own_type_remedy(orm_kind kind, orm_kind element);

/* What else to do with a text that does not fit the type, in words that begin with a verb.
 * Borrowed. */
const char *scan_own_type_text_remedy(const char *type);

/* How many bytes each text of the type has when it comes back, if all have as many; 0: they have
 * not. */
size_t scan_own_type_text_size(const char *type);

/* Whether one text of the type may come back as another. */
bool scan_own_type_respells(const char *type);

/* Whether PostgreSQL compares texts, or uuids, of the two types; NULL: of the kind's own. True also
 * where one is not known. */
bool scan_own_type_compares(const char *a, const char *b, orm_kind kind);

/* Whether PostgreSQL makes keys by itself in columns of the type; true also where it is not
 * known. */
bool scan_own_type_generates(const char *type);

/* Whether a STRICT table of SQLite keeps a column's values in the type. own: the kind's. */
bool scan_own_type_sqlite(const char *type, const char *own);

#endif
