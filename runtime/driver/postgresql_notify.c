/* Owns taking the notifications that the server has sent. libpq keeps them, beside the answers that
 * it reads. */
#include "base/error.h"
#include "driver/postgresql.h"

void orm__postgresql_notify_forget(orm_postgresql_link *link)
{
    PQfreemem(link->notified);
    link->notified = NULL;
}

/* What has arrived before the connection ended comes first. */
orm_status orm__postgresql_notify_next(orm_link *base, orm_notification *note_out, orm_error *error)
{
    orm_postgresql_link *link = (orm_postgresql_link *)base;
    orm_status status = ORM_OK;
    orm__postgresql_notify_forget(link);
    orm__postgresql_exchange_settle(link);
    link->notified = PQnotifies(link->connection);
    if (link->notified == NULL) {
        status = orm__postgresql_exchange_check(link, error);
        link->notified = PQnotifies(link->connection);
    }
    const PGnotify *notified = link->notified;
    if (notified != NULL) {
        *note_out =
            (orm_notification){ .channel = notified->relname,
                                .payload = notified->extra,
                                .sender = notified->be_pid,
                                .is_own = notified->be_pid == PQbackendPID(link->connection) };
        return ORM_OK;
    }
    if (status == ORM_OK && PQstatus(link->connection) != CONNECTION_OK) {
        status = orm__postgresql_error_fill(link->connection, NULL, error);
    }
    return status == ORM_OK ? ORM_AGAIN : status;
}
