/* A live table on its way from rows of the catalogue, and growing lists of it. For the files that
 * read; others call migrate/live. */
#ifndef ORM_MIGRATE_READING_H
#define ORM_MIGRATE_READING_H

#include "migrate/live.h"

typedef struct orm_reading {
    const orm_catalog *catalog;
    orm_live_table *live;
    const char *last; /* the name of the index or foreign key that is being read */
} orm_reading;

/* Room for one more item behind count of them: the array, or a larger copy of it, the new item
 * zeroed. NULL: no memory. */
void *orm__reading_grow(const orm_reading *reading, void *items, uint16_t count, size_t size);

/* Adds a name; NULL is an expression. False: no memory. */
bool orm__reading_name(const orm_reading *reading, orm_rel_names *names, const char *name);

/* Keys and indexes; foreign keys; checks. After the columns. */
orm_status orm__reading_keys(orm_reading *reading, orm_catalog_name about);
orm_status orm__reading_foreign_keys(orm_reading *reading, orm_catalog_name about);
orm_status orm__reading_checks(orm_reading *reading, orm_catalog_name about);

/* Adds a check. False: no memory. */
bool orm__reading_check(const orm_reading *reading, const orm_rel_check *check, bool is_proven);

/* What the text of CREATE TABLE alone says: checks, computed values, collations. Nothing where the
 * text is unknown. */
orm_status orm__reading_created(orm_reading *reading);

#endif
