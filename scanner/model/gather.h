/* Unique constraints and indexes of an entity: fields marked alike, those of one name together. */
#ifndef SCANNER_MODEL_GATHER_H
#define SCANNER_MODEL_GATHER_H

#include "model/model.h"

typedef struct scan_gathered {
    const char *name; /* NULL = not named: one field alone */
    uint16_t *fields; /* indexes, in source order */
    uint16_t field_count;
} scan_gathered;

/* In the order of their first fields; in the arena. NULL: no memory (never for none). */
scan_gathered *scan_gather_uniques(const scan_entity *entity, orm_arena *arena,
                                   uint16_t *count_out);
scan_gathered *scan_gather_indexes(const scan_entity *entity, orm_arena *arena,
                                   uint16_t *count_out);

#endif
