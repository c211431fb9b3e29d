#!/bin/sh
# selftest.sh: plants one violation at a time into a small tree and expects the check to name it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
missed=0

# plant CHECK EXPECTED FILE TEXT
plant() {
    rm -rf "${tree:?}"/*
    mkdir -p "$tree/include/orm/sys" "$tree/runtime/base" "$tree/scanner/model"
    printf '/* Owns nothing: "SELECT ". */\n#include "base/alloc.h"\n' >"$tree/runtime/base/clean.c"
    if ! clean=$(sh "$here/$1.sh" "$tree"); then
        echo "$1: objects to a clean tree: $clean"
        missed=1
    fi
    mkdir -p "$tree/$(dirname "$3")"
    printf '%b\n' "$4" >"$tree/$3"
    if found=$(sh "$here/$1.sh" "$tree"); then
        echo "$1: did not see: $4"
        missed=1
    elif ! printf '%s' "$found" | grep -qF -e "$2"; then
        echo "$1: expected \"$2\", said: $found"
        missed=1
    fi
}

top='/* Owns nothing. */\n'
plant layers 'runtime/base/a.c:2: base must not include meta' runtime/base/a.c \
    "$top#include \"meta/field.h\""
plant layers 'runtime/row/a.h:2: row must not include sql' runtime/row/a.h "$top# include \"sql/ddl.h\""
plant layers 'no such layer' runtime/extra/a.c "$top"
plant layers 'scanner/model/a.c:2: model must not include row' scanner/model/a.c \
    "$top#include \"row/codec.h\""
plant layers 'scanner/emit/a.c:2: emit must not include clang' scanner/emit/a.c \
    "$top#include \"clang/unit.h\""
plant layers 'scanner/a.c:2: the scanner must not include row' scanner/a.c "$top#include \"row/codec.h\""
plant layers 'scanner/a.c:2: only the pipeline and its request may use check/' scanner/a.c \
    "$top#include \"check/rules.h\""
plant layers 'runtime/sql/a.c:2: sql must not include model' runtime/sql/a.c \
    "$top#include \"model/model.h\""
plant layers 'only scanner/clang may' scanner/model/a.c "$top#include <clang-c/Index.h>"
plant layers 'only the SQLite driver and scanner/sqlcheck may' runtime/db/a.c "$top#include <sqlite3.h>"
plant layers 'only the PostgreSQL driver may' runtime/driver/sqlite.c "$top#include <libpq-fe.h>"

plant places 'runtime/db/a.c:2: SQL text' runtime/db/a.c \
    "${top}const char *a = \"DELETE FROM t\"; /* x */"
plant places 'quoting of an identifier' runtime/sql/ddl.c \
    "${top}void f(void) { orm__buffer_quoted(b, '\"', name); }"
plant places 'offset arithmetic' runtime/row/a.c "${top}x = base + field->layout.offset;"
plant places 'an SQLSTATE' runtime/db/a.c "${top}if (strcmp(s, \"23505\") == 0) {"
plant places "SQLite's constraint codes" runtime/driver/sqlite.c \
    "${top}case SQLITE_CONSTRAINT_UNIQUE:"
plant places 'a switch over kinds' runtime/query/a.c "${top}    case ORM_KIND_BOOL:"

plant contract 'scanner/emit/c_fields.c: orm_column.hidden is missing' include/orm/meta.h \
    "${top}typedef struct orm_column {\n    bool hidden; /* x */\n} orm_column;"
plant contract 'orm_layout: include/orm/meta.h has no such struct' include/orm/meta.h "$top"

long=$(awk 'BEGIN { for (i = 0; i < 59; i++) printf "    x();\\n" }')
plant sizes 'runtime/base/a.c:2: a function of 62 lines' runtime/base/a.c \
    "${top}void f(void)\n{\n$long}"
plant sizes ': 500 lines or more' runtime/base/a.h "$top$(awk 'BEGIN { for (i = 0; i < 500; i++) printf "\\n" }')"
plant sizes 'does not begin with what it owns' runtime/base/a.c 'int a;'
plant sizes 'TO''DO' runtime/base/a.c "$top/* TO""DO: later */"
plant sizes 'a place outside' runtime/base/a.c "$top/* see /ho""me/me */"
exit "$missed"
