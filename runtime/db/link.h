/* The connection of a handle: opened from kept copies of its URL and options, and opened anew. */
#ifndef ORM_DB_LINK_H
#define ORM_DB_LINK_H

#include "db/db.h"

/* Copies what a handle is opened with. Errors: NO_MEMORY. */
orm_status orm__link_keep(orm_db *db, const char *url, const orm_options *options,
                          orm_error *error);

/* Opens db->link. Errors: those of orm_open. */
orm_status orm__link_open(orm_db *db, orm_error *error);

/* Lets the program set up a connection that the handle has just got. Errors: the program's. */
orm_status orm__link_set_up(orm_db *db, orm_error *error);

/* Closes it, after its statements; frees the copies. */
void orm__link_fini(orm_db *db);

/* Opens the connection anew and closes the one before, whose windows end with CONNECTION; every
 * statement is prepared anew when it is needed. On failure the handle keeps the connection that it
 * had. Not inside of a transaction, nor while a statement is in use, but by a window. Errors: those
 * of orm_open; MISUSE where the database would be another one then. */
orm_status orm__db_reconnect(orm_db *db, orm_error *error);

/* Whether another handle on the same URL has the same database; whether that is there as long as
 * somebody has it open, and no longer. */
bool orm__link_is_shared(const orm_db *db);
bool orm__link_keeps_database(const orm_db *db);

/* At the beginning of a call, where the options ask for it: a connection that is gone is opened
 * anew where nothing can be lost by it. A failure becomes the handle's. */
orm_status orm__link_revive(orm_db *db);

#endif
