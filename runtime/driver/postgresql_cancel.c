/* Owns how a query that runs is stopped: for a time limit, or because another thread asks for it.
 * A request to stop travels over a connection of its own, which libpq waits for; so a server is
 * asked for a sign of life first, and one that gives none is given up. */
/* SOCK_NONBLOCK is no part of POSIX */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "driver/postgresql.h"

/* ---- a sign of life ---- */

/* Waits for the events. False: the time is over. */
static bool wait_for(int descriptor, short events, int64_t until)
{
    struct pollfd socket = { .fd = descriptor, .events = events };
    return poll(&socket, 1, orm__clock_left_ms(until)) > 0;
}

/* Every server answers the question whether it speaks TLS, before it knows who asks. */
static bool answers(int descriptor, int64_t until)
{
    static const unsigned char question[] = { 0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f };
    int problem = 0;
    socklen_t size = sizeof problem;
    char answer = 0;
    return wait_for(descriptor, POLLOUT, until) &&
           getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &size) == 0 && problem == 0 &&
           send(descriptor, question, sizeof question, MSG_NOSIGNAL) == (ssize_t)sizeof question &&
           wait_for(descriptor, POLLIN, until) && recv(descriptor, &answer, 1, 0) == 1;
}

static bool is_alive(const orm_postgresql_link *link)
{
    struct sockaddr_storage address = { .ss_family = AF_UNSPEC };
    socklen_t size = sizeof address;
    struct sockaddr *name = (struct sockaddr *)&address;
    if (getpeername(PQsocket(link->connection), name, &size) != 0) {
        return false;
    }
    int descriptor = socket(name->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return true; /* nothing is known */
    }
    /* One that is under way shows what has become of it when it can be written to. */
    bool is_begun = connect(descriptor, name, size) == 0 || errno == EINPROGRESS;
    bool alive = is_begun && answers(descriptor, link->give_up_at);
    (void)close(descriptor);
    return alive;
}

/* ---- for a time limit ---- */

static void send_request(orm_postgresql_link *link)
{
#ifdef LIBPQ_HAS_ASYNC_CANCEL /* encrypted where the connection is */
    PGcancelConn *request = PQcancelCreate(link->connection);
    (void)PQcancelBlocking(request);
    PQcancelFinish(request);
#else
    char reason[256];
    (void)PQcancel(link->cancel, reason, sizeof reason);
#endif
}

/* Without a limit the answer is waited for, however long that takes. */
static void ask_to_stop(orm_postgresql_link *link)
{
    if (link->give_up_at == 0 || is_alive(link)) {
        send_request(link);
    }
}

static bool has_passed(int64_t when)
{
    return when != 0 && orm__clock_now() >= when;
}

/* The server overhears a request that comes before it has begun with the query: so it is
 * repeated. */
void orm__postgresql_cancel_attend(orm_postgresql_link *link)
{
    enum { INTERVAL_MS = 100 };
    int64_t until = link->stop_at;
    if (has_passed(link->stop_at)) {
        link->was_stopped = true;
        until = orm__clock_now() + INTERVAL_MS * ORM_CLOCK_MILLISECOND;
        if (has_passed(link->give_up_at)) {
            (void)shutdown(PQsocket(link->connection), SHUT_RDWR);
        } else if (!link->is_disowned) {
            ask_to_stop(link);
        }
    }
    struct pollfd socket = { .fd = PQsocket(link->connection),
                             .events = (short)(link->flushing ? POLLIN | POLLOUT : POLLIN) };
    (void)poll(&socket, 1, until == 0 ? -1 : orm__clock_left_ms(until));
}

bool orm__postgresql_cancel_is_due(const orm_postgresql_link *link)
{
    return has_passed(link->stop_at);
}

void orm__postgresql_cancel_set_deadline(orm_link *base, int64_t deadline_ns)
{
    orm_postgresql_link *link = (orm_postgresql_link *)base;
    link->stop_at = deadline_ns;
    link->give_up_at = deadline_ns == 0 ? 0 : deadline_ns + ORM_DRIVER_GRACE;
}

/* ---- for another thread ---- */

orm_status orm__postgresql_cancel_request(orm_link *base)
{
    orm_postgresql_link *link = (orm_postgresql_link *)base;
    char reason[256];
    (void)atomic_fetch_add(&link->requests, 1);
    int sent = PQcancel(link->cancel, reason, sizeof reason);
    (void)atomic_fetch_sub(&link->requests, 1);
    return sent == 1 ? ORM_OK : ORM_CONNECTION;
}

/* A request that is on its way is for what ran when it was made, not for what is sent now. */
orm_status orm__postgresql_cancel_let_pass(orm_postgresql_link *link, orm_error *error)
{
    while (atomic_load(&link->requests) > 0 && !has_passed(link->stop_at)) {
        orm__clock_sleep_until(orm__clock_now() + ORM_CLOCK_MILLISECOND);
    }
    if (has_passed(link->stop_at)) {
        return orm__error_set(error, ORM_TIMEOUT, "%s", orm_status_text(ORM_TIMEOUT));
    }
    return ORM_OK;
}
