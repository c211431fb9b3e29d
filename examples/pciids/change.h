/* A change and a delete that leave nothing behind. */
#ifndef CHANGE_H
#define CHANGE_H

#include <orm.h>

/* Renames a vendor, then deletes it with all its devices, inside a transaction that is rolled back;
 * prints what is there before, inside and after. */
orm_status change_and_roll_back(orm_db *db, uint16_t vendor_id);

#endif
