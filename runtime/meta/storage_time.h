/* The structs in which C and POSIX keep an instant. Raw, each is an INT that counts the units of
 * its layout, which are 1, 1000, 1000000 or 1000000000 a second. */
#ifndef ORM_META_STORAGE_TIME_H
#define ORM_META_STORAGE_TIME_H

#include <orm/error.h>
#include <orm/meta.h>

/* Bytes of the struct; 0: the storage is none of these. */
size_t orm__storage_time_size(orm_storage storage);

/* Errors: CONVERSION (a rest below the unit, a fraction beyond a second, out of range). */
orm_status orm__storage_time_read(const orm_layout *layout, const unsigned char *at,
                                  orm_value *raw_out, orm_error *error);

bool orm__storage_time_fits(const orm_layout *layout, const orm_value *raw);

/* Of a value that fits. */
void orm__storage_time_write(const orm_layout *layout, unsigned char *at, int64_t count);

#endif
