/* Values of parameters as SQL literals, for those who read a statement with them. */
#ifndef ORM_SQL_LITERAL_H
#define ORM_SQL_LITERAL_H

#include <orm/sys/dialect.h>
#include <orm/sys/driver.h>

#include "base/buffer.h"

/* Appends what stores, or compares as, the same value. Of a text, a blob or a list no more than
 * about most bytes are written, with the whole size behind them; that, and what no engine takes, is
 * no SQL: <1000 bytes>. */
void orm__literal_write(orm_buffer *out, const orm_dialect *dialect, const orm_parameter_type *type,
                        const orm_value *value, size_t most);

#endif
