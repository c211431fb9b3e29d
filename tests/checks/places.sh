#!/bin/sh
# places.sh ROOT: what has one place stays there: SQL text, quoting, offsets, the engines' error
# codes, the conversion of kinds. A new place is a decision, and then a line of this table.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$1" || exit 2

code=$(mktemp)
trap 'rm -f "$code"' EXIT
find runtime scanner -name '*.[ch]' -exec awk -f "$here/code.awk" {} + >"$code"

# only WHAT PATTERN PLACES: code that matches stands in one of the places.
only() {
    grep -E "^[^:]*:[0-9]+:.*($2)" "$code" | grep -vE "^($3)" |
        sed -E "s/^([^:]*:[0-9]+):.*/\1: $1 does not belong here/"
}

# The drivers' own: the table-valued list, what a rowid is, what a text begins with, the cursors' life. The questions to the
# catalogues. The scanner's: a row of
# defaults, one of samples, what reads columns and makes triggers fire, and what a message shows to be written.
sql="runtime/sql/|scanner/annotation/known_table\.c|scanner/sqlcheck/(inspection|computed|defaults|statements|triggers)\.c|runtime/driver/(sqlite_(list|key|text)|postgresql_cursor)\.c"
sql="$sql|runtime/migrate/catalog_[a-z]*\.c"
# Where the compiler names a missing kind.
kinds="runtime/meta/(kind|check_column|check_field)\.c|runtime/row/convert[a-z_]*\.c|runtime/sql/(name|range|lower_check|dialect_[a-z]*)\.c"
kinds="$kinds|runtime/migrate/fit_[a-z]*\.c|runtime/driver/postgresql[a-z_]*\.c|scanner/(model|check|emit)/"

violations=$(
    only "SQL text" \
        '"[^"]*((SELECT|INSERT|UPDATE|DELETE|WHERE|VALUES)[ "]|(CREATE|DROP|ALTER)( [A-Z%]| ?"))' "$sql"
    only "quoting of an identifier" "orm__buffer_quoted\([^,]*, '\"'" 'runtime/sql/name\.c'
    only "quoting of SQL text" "orm__buffer_quoted\([^,]*, '.?''" 'runtime/sql/'
    only "offset arithmetic" '\+ *[a-z_]+((->|\.)[a-z_]+)*(->|\.)offset([^a-z]|$)|(->|\.)offset *\+' \
        'runtime/meta/(field|group)\.c'
    only "an SQLSTATE" '"([0-9][0-9A-Z]{4}|XX[0-9]{3}|P0[0-9]{3})"' \
        'runtime/driver/postgresql_error\.c'
    only "SQLite's constraint codes" 'SQLITE_CONSTRAINT_' 'runtime/driver/sqlite_error\.c'
    only "a switch over kinds" 'case ORM_KIND_' "$kinds"
)
if [ -n "$violations" ]; then
    printf '%s\n' "$violations"
    exit 1
fi
