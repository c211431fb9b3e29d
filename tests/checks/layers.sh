#!/bin/sh
# layers.sh ROOT: each layer includes only what stands to its left; engines and libclang are
# included only where they belong. Prints what breaks that, and fails then.
set -u
cd "$1" || exit 2

# layer: what it may include, itself apart.
table='
base:
meta: base
sql: base meta
driver: base
row: base meta driver
db: base meta sql driver row
query: base meta sql driver row db
relation: base meta sql driver row db query
session: base meta sql driver row db query relation
migrate: base meta sql driver row db
'

allowed_for() {
    printf '%s' "$table" | sed -n "s/^$1://p"
}

# file:line: layer of each quoted include below a folder
includes_of() {
    grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"[^"]*/' "$1" --include='*.[ch]' |
        sed -E 's/^([^:]*:[0-9]*):[^"]*"([^"]*)\/[^"\/]*".*/\1 \2/'
}

check_runtime() {
    for folder in runtime/*/; do
        layer=$(basename "$folder")
        if ! printf '%s' "$table" | grep -q "^$layer:"; then
            echo "$folder: no such layer; tests/checks/layers.sh lists them"
            continue
        fi
        includes_of "$folder" | while read -r place included; do
            case " $layer $(allowed_for "$layer") " in
            *" $included "*) ;;
            *) echo "$place: $layer must not include $included" ;;
            esac
        done
    done
}

# The scanner shares base, meta and sql with the runtime, and nothing else.
check_scanner() {
    [ -d scanner ] || return 0
    includes_of scanner | while read -r place included; do
        case $included in
        base | meta | sql | annotation | model | check | sqlcheck | emit) ;;
        clang)
            case $place in
            scanner/clang/* | scanner/pipeline.c:* | scanner/request.[ch]:*) ;;
            *) echo "$place: only the pipeline and its request may use clang/" ;;
            esac
            ;;
        *) echo "$place: the scanner must not include $included" ;;
        esac
    done
}

# only PATTERN WHERE WHAT: files that include what matches stand where they may.
only() {
    grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*<($1)" include runtime scanner \
        --include='*.[ch]' 2>/dev/null | grep -vE "^($2)" | sed "s|\$|: only $3 may|"
}

violations=$(
    check_runtime
    check_scanner
    only 'clang-c/' 'scanner/clang/' 'scanner/clang'
    only 'sqlite3' 'runtime/driver/sqlite|scanner/sqlcheck/' 'the SQLite driver and scanner/sqlcheck'
    only 'libpq|pg_|postgres' 'runtime/driver/postgresql' 'the PostgreSQL driver'
)
if [ -n "$violations" ]; then
    printf '%s\n' "$violations"
    exit 1
fi
