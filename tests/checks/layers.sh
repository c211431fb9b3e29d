#!/bin/sh
# layers.sh ROOT: each layer includes only what stands to its left; engines and libclang are
# included only where they belong. Prints what breaks that, and fails then.
set -u
cd "$1" || exit 2

# layer: what it may include, itself apart. The scanner shares base, meta and sql with the runtime, and
# nothing else; an annotation's keys and the model that they fill know each other.
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
pool: base meta sql driver row db
annotation: base model
model: base meta annotation
clang: base meta annotation model
check: base meta annotation model
sqlcheck: base meta sql annotation model
emit: base meta sql model
'

allowed_for() {
    printf '%s' "$table" | sed -n "s/^$1://p"
}

# file:line: layer of each quoted include below a folder
includes_of() {
    grep -rnHE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"[^"]*/' "$1" --include='*.[ch]' |
        sed -E 's/^([^:]*:[0-9]*):[^"]*"([^"]*)\/[^"\/]*".*/\1 \2/'
}

check_folders() {
    for folder in runtime/*/ scanner/*/; do
        [ -d "$folder" ] || continue
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

# What stands in scanner/ itself: the order of the steps is the pipeline's.
check_program() {
    for file in scanner/*.[ch]; do
        [ -f "$file" ] || continue
        includes_of "$file" | while read -r place included; do
            case $included:$place in
            base:* | annotation:* | model:* | emit:scanner/options.c:*) ;;
            check:* | sqlcheck:* | emit:* | clang:*)
                case $place in
                scanner/pipeline.c:* | scanner/request.[ch]:*) ;;
                *) echo "$place: only the pipeline and its request may use $included/" ;;
                esac
                ;;
            *) echo "$place: the scanner must not include $included" ;;
            esac
        done
    done
}

# only PATTERN WHERE WHAT: files that include what matches stand where they may.
only() {
    grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*<($1)" include runtime scanner \
        --include='*.[ch]' 2>/dev/null | grep -vE "^($2)" | sed "s|\$|: only $3 may|"
}

violations=$(
    check_folders
    check_program
    only 'clang-c/' 'scanner/clang/' 'scanner/clang'
    only 'sqlite3' 'runtime/driver/sqlite|scanner/sqlcheck/' 'the SQLite driver and scanner/sqlcheck'
    only 'libpq|pg_|postgres' 'runtime/driver/postgresql' 'the PostgreSQL driver'
)
if [ -n "$violations" ]; then
    printf '%s\n' "$violations"
    exit 1
fi
