#!/bin/sh
# Runs a command behind a pooler of its own, and exits with its status:
#
#     tests/support/pgbouncer.sh COMMAND [ARGUMENT...]
#
# The server is that of ORM_TEST_POSTGRESQL; the command finds the pooler's URL in ORM_TEST_POOLER.
# pgbouncer lends sessions for one transaction each, and has fewer of them than the command has
# connections (ORM_TEST_POOL, default: 2 for each database). It listens on a unix socket only, in a
# new folder under /tmp, and is gone when the command has ended. Without a server or a pgbouncer
# nothing is run: 77.
set -eu

if [ $# -eq 0 ]; then
    echo "usage: $0 COMMAND [ARGUMENT...]" >&2
    exit 2
fi
PATH=$PATH:/usr/sbin:/sbin
if [ -z "${ORM_TEST_POSTGRESQL:-}" ] || ! command -v pgbouncer >/dev/null 2>&1; then
    echo "pgbouncer.sh: no server in ORM_TEST_POSTGRESQL, or no pgbouncer: nothing was tested" >&2
    exit 77
fi

# As one of postgresql.sh: on a unix socket.
server=$(printf '%s\n' "$ORM_TEST_POSTGRESQL" | sed -n 's/.*[?&]host=\([^&]*\).*/\1/p')
user=$(printf '%s\n' "$ORM_TEST_POSTGRESQL" | sed -n 's/.*[?&]user=\([^&]*\).*/\1/p')
if [ -z "$server" ] || [ -z "$user" ]; then
    echo "pgbouncer.sh: the server is not one of postgresql.sh: nothing was tested" >&2
    exit 77
fi

folder=$(mktemp -d /tmp/corm-pool.XXXXXX)
pooler=
stop() {
    trap '' INT TERM HUP
    if [ -n "$pooler" ]; then
        kill "$pooler" 2>/dev/null || :
        wait "$pooler" 2>/dev/null || :
    fi
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

cat >"$folder/pgbouncer.ini" <<END
[databases]
* = host=$server user=$user
[pgbouncer]
listen_addr =
unix_socket_dir = $folder
auth_type = trust
auth_file = $folder/users
pool_mode = transaction
default_pool_size = ${ORM_TEST_POOL:-2}
max_client_conn = 100
query_wait_timeout = 20
server_check_delay = 0
END
printf '"%s" ""\n' "$user" >"$folder/users"

# pgbouncer refuses to run as root: root becomes the user that PostgreSQL's package made.
as=
if [ "$(id -u)" -eq 0 ]; then
    chown -R postgres "$folder"
    as="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi
# shellcheck disable=SC2086 # nothing, or several words
$as pgbouncer -q "$folder/pgbouncer.ini" >"$folder/log" 2>&1 &
pooler=$!
tries=0
while [ ! -S "$folder/.s.PGSQL.6432" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ] || ! kill -0 "$pooler" 2>/dev/null; then
        cat "$folder/log" >&2
        echo "pgbouncer.sh: the pooler did not start" >&2
        exit 1
    fi
    sleep 0.05
done

ORM_TEST_POOLER="postgresql:///postgres?host=$folder&port=6432&user=$user"
export ORM_TEST_POOLER
"$@"
