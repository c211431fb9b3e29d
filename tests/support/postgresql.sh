#!/bin/sh
# Runs a command beside a PostgreSQL server of its own, and exits with its status:
#
#     tests/support/postgresql.sh [--own] COMMAND [ARGUMENT...]
#
# The command finds the server's URL in ORM_TEST_POSTGRESQL; where that is set already, no server is
# started. The server listens on a unix socket only, keeps its data in a new folder under /tmp, and
# is gone when the command has ended or this script got a signal.
#
# The server's programs are the newest that the system has, or those of the folder in
# ORM_TEST_POSTGRESQL_BIN.
#
# --own: for a command that stops the server. One is started in any case, it loses nothing that it
# has confirmed, and the command finds a script in ORM_TEST_CONTROL: "stop immediate", "stop fast",
# "start". Where there are no programs to start one, nothing is run: 77.
set -eu

own=
unable=1
durability="-c synchronous_commit=off"
if [ "${1:-}" = --own ]; then
    own=1
    unable=77
    durability= # the server's own, which a command may change
    unset ORM_TEST_POSTGRESQL
    shift
fi
if [ $# -eq 0 ]; then
    echo "usage: $0 [--own] COMMAND [ARGUMENT...]" >&2
    exit 2
fi
if [ -n "${ORM_TEST_POSTGRESQL:-}" ]; then
    exec "$@"
fi

fail() {
    echo "postgresql.sh: $1" >&2
    exit "${2:-1}"
}

# Debian keeps them outside of PATH.
find_programs() {
    if [ -n "${ORM_TEST_POSTGRESQL_BIN:-}" ]; then
        echo "$ORM_TEST_POSTGRESQL_BIN"
        return
    fi
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn) \
        "$(pg_config --bindir 2>/dev/null)" "$(dirname "$(command -v pg_ctl || echo /)")"; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            echo "$folder"
            return
        fi
    done
    fail "no PostgreSQL server programs found (Debian's package: postgresql)" "$unable"
}

# PostgreSQL refuses to run as root: root becomes the user that the package made.
as_server_user() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    else
        runuser -u postgres -- "$@"
    fi
}

programs=$(find_programs)
folder=
command_pid=

stop_server() {
    trap '' INT TERM HUP
    if [ -n "$command_pid" ]; then
        kill -TERM "-$command_pid" 2>/dev/null || kill -TERM "$command_pid" 2>/dev/null || :
    fi
    if [ -n "$folder" ]; then
        as_server_user "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || :
        rm -rf "$folder"
        folder=
    fi
}
trap stop_server EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Not TMPDIR: a socket's path may have 107 bytes. What mktemp makes belongs to root only.
folder=$(mktemp -d /tmp/corm-pg.XXXXXX)
if [ "$(id -u)" -eq 0 ]; then
    id postgres >/dev/null 2>&1 || fail "there is no user postgres to run the server as" "$unable"
    chown postgres "$folder"
fi
chmod 0700 "$folder"

# Texts sort by language here, not by bytes: a forgotten COLLATE "C" shows.
locale="--locale=C"
if "$programs/initdb" --help | grep -q -e --icu-locale; then
    locale="--locale=C --locale-provider=icu --icu-locale=en"
fi

start_server() {
    # shellcheck disable=SC2086 # several words
    as_server_user "$programs/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 \
        --no-sync $locale &&
        as_server_user "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 start -o \
            "-k $folder -c listen_addresses= -c fsync=off $durability -c full_page_writes=off -c max_prepared_transactions=4"
}

cd /
if ! start_server >"$folder/setup.log" 2>&1; then
    cat "$folder/setup.log" "$folder/log" >&2 2>/dev/null || :
    fail "the server did not start"
fi
cd "$OLDPWD"

# pg_ctl start takes the server's options from where it left them.
if [ -n "$own" ]; then
    ORM_TEST_CONTROL=$folder/control
    export ORM_TEST_CONTROL
    as=
    [ "$(id -u)" -ne 0 ] || as="runuser -u postgres --"
    cat >"$ORM_TEST_CONTROL" <<END
#!/bin/sh
cd / && exec </dev/null >>"$folder/setup.log" 2>&1
case \$1 in
start)
    exec $as "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 restart
    ;;
stop)
    exec $as "$programs/pg_ctl" -D "$folder/data" -m "\$2" -w -t 60 stop
    ;;
esac
exit 2
END
    chmod 0755 "$ORM_TEST_CONTROL"
fi

# The command runs in the background, since a shell handles a signal only between commands, and in
# a session of its own, so that a signal reaches all that it started.
ORM_TEST_POSTGRESQL="postgresql:///postgres?host=$folder&user=postgres"
export ORM_TEST_POSTGRESQL
exec 3<&0
if command -v setsid >/dev/null 2>&1; then
    setsid "$@" <&3 3<&- &
else
    "$@" <&3 3<&- &
fi
command_pid=$!
status=0
wait "$command_pid" || status=$?
exit "$status"
