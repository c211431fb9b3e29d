/* Structs that are mapped from outside of them: ORM_MAP, whose bodies name the members. */
#ifndef SCANNER_CLANG_MAP_H
#define SCANNER_CLANG_MAP_H

#include "clang/record.h"

/* True where an own header has a mapping: then the bodies of functions matter. */
bool scan_map_is_any(scan_unit *unit);

/* The alias in the name of a mapping's function. Borrowed from it. */
const char *scan_map_alias(const char *function);

/* Reports what clang finds wrong in the mappings of a unit that was parsed with its bodies;
 * elsewhere in bodies nothing matters. */
void scan_map_report(scan_unit *unit);

/* The entity of a mapping. As scan_record_read. */
scan_entity *scan_map_read(scan_unit *unit, scan_structs *structs, const scan_record *record);

#endif
