/* What a text does, by its words. */
#ifndef ORM_SQL_VERB_H
#define ORM_SQL_VERB_H

#include <orm/sys/dialect.h>

/* True where one of the statements of sql may change what is stored. What a function does that a
 * SELECT calls does not show. */
bool orm__verb_writes(const orm_dialect *dialect, const char *sql);

/* True where the first statement of sql begins, ends or marks a transaction. */
bool orm__verb_borders(const orm_dialect *dialect, const char *sql);

/* True where one of the statements of sql may leave something in the session that its end does not
 * take along: settings, locks, temporary tables, attached files. */
bool orm__verb_changes_session(const orm_dialect *dialect, const char *sql);

#endif
