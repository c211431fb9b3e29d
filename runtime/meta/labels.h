/* Labels of an enum that are alike. */
#ifndef ORM_META_LABELS_H
#define ORM_META_LABELS_H

#include <orm/meta.h>

/* The first label with the name, or the value, of one before it; label_count = there is none. All
 * names are there. */
uint16_t orm__labels_find_same_name(const orm_enum *labels);
uint16_t orm__labels_find_same_value(const orm_enum *labels);

#endif
