/* What is fixed for each kind. */
#ifndef ORM_META_KIND_H
#define ORM_META_KIND_H

#include <orm/value.h>

/* Bytes of the signed integer that holds what a column of the kind can; 0: it holds no integers. */
size_t orm__kind_width(orm_kind kind);

#endif
