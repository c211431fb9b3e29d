/* Places: from clang's locations, and from offsets in an annotation's text, to lines and columns of
 * the source. */
#ifndef SCANNER_CLANG_PLACE_H
#define SCANNER_CLANG_PLACE_H

#include "clang/unit.h"

/* The place of a location; what a macro made stands where the macro is used. {0} = nowhere in a
 * file. */
scan_place scan_place_of(scan_unit *unit, CXSourceLocation location);

/* The same; *text_out: from there to the end of the file, nothing where it is nowhere in one. */
scan_place scan_place_with_text(scan_unit *unit, CXSourceLocation location,
                                scan_contents *text_out);

/* The place of a byte of a file. Clang is not asked for a location: in a file with macros that
 * expand in others hundreds of times it would compute the arguments of all of them, without an end
 * to wait for. */
scan_place scan_place_at(scan_unit *unit, CXFile file, size_t offset);

/* The end of what a file says. */
scan_place scan_place_of_end(scan_unit *unit, CXFile file);

/* The place of a location, but of an argument of a macro where the argument stands. */
scan_place scan_place_of_argument(scan_unit *unit, CXSourceLocation location);

/* Fills the place of an annotation's arguments from their offsets in its text and its own place.
 * text: what stands there. Where the annotation stands inside another macro, that one's place is
 * all there is. */
void scan_place_arguments(const scan_contents *text, scan_annotation *annotation);

/* The place of the bytes from at to end of the text of the annotation at place, as above. */
scan_place scan_place_in_annotation(const scan_contents *text, scan_place place, size_t at,
                                    size_t end);

#endif
