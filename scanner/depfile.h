/* The make rule that names every file that a scan has read. */
#ifndef SCANNER_DEPFILE_H
#define SCANNER_DEPFILE_H

#include "base/buffer.h"
#include "model/model.h"

/* target: the file that make is to bring up to date. */
void scan_depfile_emit(orm_buffer *to, const scan_model *model, const char *target);

#endif
