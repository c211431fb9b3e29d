/* C types to kinds and storage. */
#ifndef SCANNER_MODEL_KIND_H
#define SCANNER_MODEL_KIND_H

#include "model/apply.h"

/* Fills kind, storage and a timestamp's units from the C type and the annotation. Where the type
 * cannot be such a column: reported, kind NONE. */
void scan_kind_resolve(scan_context *context, scan_field *field);

/* True for an enum of which only the enumerators are stored, by name or by number, and for a bool
 * that is stored as a number. */
bool scan_kind_has_labels(const scan_field *field);

/* True for such a bool, whose enumeration this is. */
bool scan_kind_is_numbered_bool(const scan_field *field);
extern const scan_enum scan_kind_bool;

/* The width of an integer column in bits; 0 = it is no integer. UINT64 is kept in 64 bits. */
unsigned scan_kind_integer_bits(orm_kind kind);

/* True for a member that can hold a size or a flag: an integer of 1, 2, 4 or 8 bytes, or a bool. */
bool scan_kind_is_integer(const scan_type *type);

/* True for a bit-field of an integer or a bool: it can hold a flag. */
bool scan_kind_is_bits(const scan_type *type);

/* 1, 2, 4 or 8 bytes. */
bool scan_kind_is_integer_size(size_t size);

/* True where the member is a pointer, which shows NULL by itself. */
bool scan_kind_is_pointer(const scan_field *field);

/* True for struct timespec and struct timeval, which are timestamps without being asked. */
bool scan_kind_is_time_struct(const scan_type *type);

#endif
