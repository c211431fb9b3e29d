/* Owns what is done to the socket of a connection behind libpq's back: letting it go without a
 * word. */
#include <sys/socket.h>
#include <unistd.h>

#include "driver/postgresql.h"

/* libpq says goodbye to whatever stands behind the number of its socket: that becomes a socket
 * which leads nowhere. The one of the parent process stays as it is. */
void orm__postgresql_socket_disown(orm_link *base)
{
    orm_postgresql_link *link = (orm_postgresql_link *)base;
    int descriptor = PQsocket(link->connection);
    int nowhere = socket(AF_UNIX, SOCK_STREAM, 0);
    link->is_disowned = true;
    link->may_say_goodbye =
        descriptor < 0 || (nowhere >= 0 && dup2(nowhere, descriptor) == descriptor);
    if (nowhere >= 0) {
        (void)close(nowhere);
    }
}
