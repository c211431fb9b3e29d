/* The channels that a handle listens to, so that a connection that is opened anew listens again. */
#ifndef ORM_DB_LISTEN_H
#define ORM_DB_LISTEN_H

#include <orm/notify.h>

typedef struct orm_channels {
    char **names; /* owned, each too */
    size_t count, capacity;
    bool has_gap; /* the connection was opened anew, and nobody was told yet */
} orm_channels;

/* Whether the engine of a handle has notifications, and the name is one of a channel; a failure
 * becomes the handle's. Errors: NOT_SUPPORTED, MISUSE. */
orm_status orm__listen_check(orm_db *db);
/* ... and a session that is the handle's own. */
orm_status orm__listen_check_session(orm_db *db);
orm_status orm__listen_check_channel(orm_db *db, const char *channel);

/* True: a transaction is open, of the handle's or of the program's own text. */
bool orm__listen_is_in_transaction(const orm_db *db);

/* The handle has got another connection: it listens there. Errors: those of exec, NO_MEMORY. */
orm_status orm__listen_again(orm_db *db, orm_error *error);

void orm__listen_fini(orm_db *db);

#endif
