/* The structs in which C and POSIX keep an instant. Raw, each is an INT of microseconds. */
#ifndef ORM_META_STORAGE_TIME_H
#define ORM_META_STORAGE_TIME_H

#include <orm/error.h>
#include <orm/meta.h>

/* Bytes of the struct; 0: the storage is none of these. */
size_t orm__storage_time_size(orm_storage storage);

/* Errors: CONVERSION (a rest below a microsecond, a fraction beyond a second, out of range). */
orm_status orm__storage_time_read(orm_storage storage, const unsigned char *at, orm_value *raw_out,
                                  orm_error *error);

bool orm__storage_time_fits(orm_storage storage, const orm_value *raw);

/* Of a value that fits. */
void orm__storage_time_write(orm_storage storage, unsigned char *at, int64_t microseconds);

#endif
