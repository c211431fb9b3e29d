/* Unique constraints and indexes of an entity: fields marked alike, those of one name together. */
#ifndef SCANNER_MODEL_GATHER_H
#define SCANNER_MODEL_GATHER_H

#include "model/model.h"

typedef struct scan_gathered {
    const char *name; /* NULL = not named: one field alone, or those of a table's list */
    uint16_t *fields; /* indexes, in source order; of a list in its order */
    uint16_t field_count;
    const scan_table_key *key; /* the table's list that it comes from; NULL = from its fields */
} scan_gathered;

/* In the order of their first fields, then the table's own lists; in the arena. A unique constraint
 * on some of the rows is an index. NULL: no memory (never for none). */
scan_gathered *scan_gather_uniques(const scan_entity *entity, orm_arena *arena,
                                   uint16_t *count_out);
scan_gathered *scan_gather_indexes(const scan_entity *entity, orm_arena *arena,
                                   uint16_t *count_out);

#endif
