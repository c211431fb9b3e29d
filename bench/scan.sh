#!/bin/sh
# scan.sh ORM_SCAN CLANG [ROUNDS]: a scan of 100 headers of ten columns in one run, beside what CLANG
# (of the same version as orm-scan's libclang) needs to read them with -fsyntax-only: a file that includes
# them all, in one process too, and the headers as they are, each of which clang makes a job of its own.
# $INCLUDES holds the folders of orm.h, separated by ':'. Medians of ROUNDS (default: 21), of three of the jobs.
set -eu
unset CDPATH
scan=$1
clang=$2
rounds=${3:-21}
include=${INCLUDES%%:*}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
cd "$work"
mkdir out

headers=
i=1
while [ "$i" -le 100 ]; do
    cat >"h$i.h" <<END
#pragma once
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
struct ORM_TABLE(table_$i) row_$i {
    int64_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null);
    char *email ORM_COLUMN(unique);
    char code[8] ORM_COLUMN(default = "x");
    int32_t count ORM_COLUMN(check = "{count} >= 0");
    uint16_t port ORM_COLUMN();
    bool is_open ORM_COLUMN();
    double price ORM_COLUMN();
    time_t made_at ORM_COLUMN();
    int64_t parent_id ORM_COLUMN(references = row_$i.id, index);
};
END
    echo "#include \"h$i.h\"" >>all.c
    headers="$headers h$i.h"
    i=$((i + 1))
done

# Hundredths of a millisecond that a command takes, into a file.
time_into() {
    file=$1
    shift
    began=$(date +%s%N)
    "$@"
    echo "$((($(date +%s%N) - began) / 10000))" >>"$file"
}

# The two take turns, so that what else the machine does falls on both.
round=0
while [ "$round" -lt "$rounds" ]; do
    # shellcheck disable=SC2086 # a list of words
    time_into scanned "$scan" --name all -o out $headers -- -I "$include"
    time_into read "$clang" -xc -fsyntax-only -I "$include" all.c
    if [ "$round" -lt 3 ]; then
        # shellcheck disable=SC2086 # a list of words
        time_into jobs "$clang" -xc -fsyntax-only -Wno-pragma-once-outside-header -I "$include" $headers
    fi
    round=$((round + 1))
done
median() {
    sort -n "$1" | sed -n "$((($(wc -l <"$1") + 1) / 2))p"
}
scanned=$(median scanned)
# show NAME TIME: beside that of the scan
show() {
    printf '%s: %d.%02d ms, the scan takes %d.%02d times that\n' "$1" "$(($2 / 100))" "$(($2 % 100))" \
        "$((scanned / $2))" "$((scanned * 100 / $2 % 100))"
}
printf 'orm-scan: %d.%02d ms\n' "$((scanned / 100))" "$((scanned % 100))"
show 'clang -fsyntax-only of all in one' "$(median read)"
show 'clang -fsyntax-only of each' "$(median jobs)"
