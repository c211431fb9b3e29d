/* The columns of a relation whose entities are known; part of scan_relate_model. */
#ifndef SCANNER_MODEL_RELATE_COLUMNS_H
#define SCANNER_MODEL_RELATE_COLUMNS_H

#include "model/apply.h"

/* One relation at work. */
typedef struct scan_relating {
    scan_context *context;
    const scan_model *model;
    scan_entity *entity;
    scan_relation *relation;
} scan_relating;

/* Fills the pairs, whose two entities are set, from columns of the holder that arguments name.
 * False: reported. */
bool scan_relate_columns(const scan_relating *r, scan_pairs *pairs,
                         const scan_argument *const *arguments, uint16_t count);

/* Makes room for count pairs. False: no memory, reported. */
bool scan_relate_start(const scan_relating *r, scan_pairs *pairs, size_t count);

/* Fills those between its link and either entity. False: reported. */
bool scan_relate_link(const scan_relating *r);

#endif
