#!/bin/sh
# Scans headers that orm-headers makes of seeds, builds what comes out with the program beside it, and
# runs that on SQLite and, where ORM_TEST_POSTGRESQL names a server, on PostgreSQL:
#
#     run.sh [--seconds N | --seeds N] [--first SEED] [--tables N] [--broken N] HEADERS ORM_SCAN
#
# What gcc compiles and orm-scan accepts must compile without a warning and give back what was stored.
# The same with one token of an annotation broken, so many times for each seed: such a header is
# refused at a place in it, without a file written, or what comes out compiles and makes its tables.
# $CC, $CFLAGS and $LIBRARIES build the programs; $OTHER_CC compiles the tables once more; $INCLUDES holds
# the folders of the headers, separated by ':'. Stops at the first finding, and keeps its folder.
set -eu
unset CDPATH

seconds=
seeds=
first=1
tables=20
variants=20
while [ $# -gt 2 ]; do
    case $1 in
    --seconds) seconds=$2 ;;
    --seeds) seeds=$2 ;;
    --first) first=$2 ;;
    --tables) tables=$2 ;;
    --broken) variants=$2 ;;
    *) echo "$0: unknown option: $1" >&2 && exit 2 ;;
    esac
    shift 2
done
generator=$1
scan=$2
here=$(cd "$(dirname "$0")" && pwd)
warnings="-std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror"
posix=-D_XOPEN_SOURCE=700
refusals='must be type boolean|cannot use column reference|type ".*" does not exist|but default expression is of type'
work=$(mktemp -d)
trap 'exit 1' INT TERM HUP
cd "$work"
mkdir out

# What a compiler needs to find the headers: as arguments of orm-scan, too.
set -- "$posix" "-I$work" "-I$work/out" "-I$here"
old_ifs=$IFS
IFS=:
for folder in ${INCLUDES:?}; do
    set -- "$@" "-I$folder"
done
IFS=$old_ifs

fail() {
    echo "seed $seed${variant:+, variant $variant}: $1; see $work" >&2
    exit 1
}

run_scan() {
    status=0
    "$scan" --name fuzz -o out --sql --json fuzz.h -- "$@" 2>errors || status=$?
}

compiles() {
    for compiler in $CC ${OTHER_CC:-}; do
        # shellcheck disable=SC2086 # several words
        "$compiler" $warnings "$@" -fsyntax-only >errors 2>&1 || return 1
    done
}

# What was scanned without an error: compiles, and comes out the same again.
check_tables() {
    compiles "$@" out/fuzz.orm.c || return 1
    "$scan" --check --name fuzz -o out --sql --json fuzz.h -- "$@" 2>errors
}

build_program() {
    # shellcheck disable=SC2086
    $CC -std=c11 "$@" ${CFLAGS:-} program.c out/fuzz.orm.c $LIBRARIES -o program >errors 2>&1
}

run_program() {
    rm -f fuzz.db*
    ./program "sqlite:$work/fuzz.db" "$seed" 2>errors || return 1
    [ -z "${ORM_TEST_POSTGRESQL:-}" ] || ./program "$ORM_TEST_POSTGRESQL" "$seed" 2>errors
}

check_seed() {
    "$generator" header "$seed" "$tables" >fuzz.h
    "$generator" program "$seed" "$tables" fuzz >program.c
    run_scan "$@"
    [ "$status" -eq 0 ] || fail "the scan's status is $status"
    check_tables "$@" || fail "what was generated does not compile, or differs when it is scanned again"
    build_program "$@" || fail "the program does not compile"
    run_program || fail "a row is not what was stored"
}

check_refused() {
    [ "$status" -eq 1 ] || fail "the scan's status is $status"
    [ -z "$(ls out)" ] || fail "files were written in spite of errors"
    grep -q '^fuzz\.h:[0-9]*:[0-9]*: error: ' errors || fail "refused without a place"
}

check_variant() {
    rm -f out/*
    "$generator" broken "$seed" 4 "$variant" >fuzz.h
    run_scan "$@"
    if [ "$status" -ne 0 ]; then
        check_refused
        refused=$((refused + 1))
        return
    fi
    compiles -x c fuzz.h "$@" || return 0
    check_tables "$@" || fail "what was generated does not compile, or differs when it is scanned again"
    "$generator" tables "$seed" 4 fuzz >program.c
    build_program "$@" || fail "the program does not compile"
    # SQL of the annotations' own may be PostgreSQL's to refuse: SQLite takes any types in it.
    run_program || grep -Eq ", create: (ORM_SQL:|.*($refusals))" errors ||
        fail "the tables cannot be made"
    accepted=$((accepted + 1))
}

is_over() {
    if [ -n "$seconds" ]; then
        [ "$(date +%s)" -ge "$end" ]
    else
        [ "$seed" -ge $((first + ${seeds:-1})) ]
    fi
}

end=$(($(date +%s) + ${seconds:-0}))
seed=$first
accepted=0
refused=0
while ! is_over; do
    variant=
    check_seed "$@"
    while [ "${variant:=0}" -lt "$variants" ] && { [ -z "$seconds" ] || ! is_over; }; do
        check_variant "$@"
        variant=$((variant + 1))
    done
    seed=$((seed + 1))
done
cd /
rm -rf "$work"
echo "$((seed - first)) headers stored their rows; of those broken $refused were refused, $accepted accepted"
