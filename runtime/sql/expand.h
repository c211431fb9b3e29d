/* A statement's text with the values of its parameters in it, for those who read it. */
#ifndef ORM_SQL_EXPAND_H
#define ORM_SQL_EXPAND_H

#include <orm/sys/dialect.h>
#include <orm/sys/driver.h>

#include "base/buffer.h"

typedef struct orm_expansion {
    const orm_dialect *dialect;
    const char *sql;
    const orm_parameter_type *types; /* for each parameter */
    const orm_value *values;
    size_t count;
    size_t most; /* bytes of one value that are written */
} orm_expansion;

/* Appends the text. A value that is secret is <withheld>. */
void orm__expand_write(orm_buffer *out, const orm_expansion *expansion);

#endif
