/* Members that are relations: from clang's declarations to those of the model. */
#ifndef SCANNER_CLANG_RELATION_H
#define SCANNER_CLANG_RELATION_H

#include "clang/annotate.h"

/* Adds the relation of a member, of which mark is the annotation, to a list of scan_relation *;
 * reports what cannot be read. */
void scan_relation_read(scan_unit *unit, CXCursor cursor, const scan_mark *mark,
                        scan_list *relations);

#endif
