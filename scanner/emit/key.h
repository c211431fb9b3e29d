/* The columns of a key as parameters of the generated one-liners, and as the values that they pass
 * on. */
#ifndef SCANNER_EMIT_KEY_H
#define SCANNER_EMIT_KEY_H

#include "base/buffer.h"
#include "model/model.h"

/* What a key's column adds to a parameter list ("int64_t by_id"; bytes behind a pointer have two),
 * and the expression that makes its value ("orm_value_int(by_id)"). */
void scan_key_parameter(orm_buffer *to, const scan_field *field);
void scan_key_value(orm_buffer *to, const scan_field *field);

#endif
