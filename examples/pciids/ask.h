/* The questions: each prints its answer and how long it took. */
#ifndef ASK_H
#define ASK_H

#include <orm.h>

/* Asks all questions about one vendor and its devices. */
orm_status ask_all(orm_db *db, uint16_t vendor_id);

#endif
