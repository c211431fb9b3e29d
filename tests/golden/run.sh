#!/bin/sh
# Scans one golden case and compares what comes out, byte for byte.
#
#     run.sh [--update] ORM_SCAN CASE-FOLDER
#
# A case is a folder:
#   input.h            what is scanned
#   arguments          instead of input.h: headers and options of orm-scan, one per line
#   flags              flags of the compiler, one per line
#   model              instead of all these: the name of a model in tests/support/models, beside which
#                      its tables are; such a case must expect all that orm-scan can write
#   expected.SUFFIX    NAME.SUFFIX must come out so; at least one, of any of the outputs
#   expected.err       instead: the scan must fail and print this
# --update writes what comes out into the expected files, and makes all of them where a case has none
# or needs all. What a valid case gives is compiled, too: by $CC as C11 with the project's warnings
# and, if there is a $CXX, as a C++17 header. $INCLUDES holds the folders of orm.h, separated by ':'.
set -eu
unset CDPATH

update=false
if [ "$1" = --update ]; then
    update=true
    shift
fi
scan=$1
case_folder=$(cd "$2" && pwd)
golden_folder=$(dirname "$case_folder")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
failed=false

# The lines of a file as arguments behind those there are.
lines_of() {
    while IFS= read -r line || [ -n "$line" ]; do
        printf ' "%s"' "$(printf '%s' "$line" | sed 's/[\\"$`]/\\&/g')"
    done <"$1"
}

name=input
needs_all=false
tables=$case_folder/expected
source_folder=$case_folder
headers=' input.h'
flags=
if [ -f "$case_folder/model" ]; then
    name=$(cat "$case_folder/model")
    source_folder=$golden_folder/../support/models
    headers=" $name.h"
    tables=$source_folder/$name
    needs_all=true
fi
if [ -f "$case_folder/arguments" ]; then
    headers=$(lines_of "$case_folder/arguments")
fi
if [ -f "$case_folder/flags" ]; then
    flags=$(lines_of "$case_folder/flags")
fi
include_flags=
old_ifs=$IFS
IFS=:
for folder in ${INCLUDES:?}; do
    include_flags="$include_flags \"-I$folder\""
done
IFS=$old_ifs

# Where NAME.$1 is expected.
expected_of() {
    case $1 in
    orm.[ch]) echo "$tables.$1" ;;
    *) echo "$case_folder/expected.$1" ;;
    esac
}

expects_something() {
    for expected in "$case_folder"/expected.*; do
        [ ! -f "$expected" ] || return 0
    done
    false
}

compare() {
    if $update; then
        cmp -s "$2" "$1" || cp "$2" "$1"
    elif ! diff -u "$1" "$2"; then
        echo "$1 is not what came out; tests/golden/run.sh --update accepts it" >&2
        failed=true
    fi
}

cd "$source_folder"
mkdir "$work/out"
outputs=$("$scan" --help | sed -n '/^Outputs /,/^$/s/^  \(--[-a-z]*\) .*/\1/p' | tr '\n' ' ')
status=0
eval "\"\$scan\" --name \"\$name\" -o \"\$work/out\" $outputs $headers -- -I. $include_flags $flags" \
    2>"$work/err" || status=$?

if $update && [ "$status" -eq 0 ]; then
    rm -f "$case_folder/expected.err"
elif $update; then
    rm -f "$case_folder"/expected.*
    : >"$case_folder/expected.err"
fi
if [ -f "$case_folder/expected.err" ]; then
    compare "$case_folder/expected.err" "$work/err"
    if [ "$status" -ne 1 ]; then
        echo "the scan's status is $status, not 1" >&2
        failed=true
    fi
    if [ -n "$(ls "$work/out")" ]; then
        echo "files were written in spite of errors" >&2
        failed=true
    fi
    ! $failed
    exit
fi

if [ "$status" -ne 0 ] || [ -s "$work/err" ]; then
    cat "$work/err" >&2
    echo "the scan's status is $status" >&2
    exit 1
fi

# What is expected must have come out, and the other way round where all is needed.
expects_something || needs_all=true
for file in "$work/out/$name".*; do
    suffix=${file#"$work/out/$name."}
    expected=$(expected_of "$suffix")
    if [ -f "$expected" ] || $needs_all; then
        compare "$expected" "$file"
    fi
done
for expected in "$case_folder"/expected.*; do
    suffix=${expected#"$case_folder/expected."}
    if [ ! -f "$work/out/$name.$suffix" ]; then
        echo "$expected is no output" >&2
        failed=true
    fi
done

# What the input itself does to a pedantic compiler is not the point.
include_flags="-isystem . $include_flags"
warnings='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'
# For another machine only where this one has that machine's headers.
if ! printf '#include <stdint.h>\n' | eval "\"\${CC:-cc}\" $flags -E -x c -o /dev/null -" 2>/dev/null; then
    ! $failed
    exit
fi
eval "\"\${CC:-cc}\" -std=c11 $warnings $include_flags \"-I\$work/out\" $flags -c \
    -o \"\$work/tables.o\" \"\$work/out/\$name.orm.c\"" || failed=true
if [ -n "${CXX:-}" ]; then
    printf '#include "%s.orm.h"\n' "$name" >"$work/header.cc"
    eval "\"\$CXX\" -std=c++17 $warnings $include_flags \"-I\$work/out\" $flags -fsyntax-only \
        \"\$work/header.cc\"" || failed=true
fi
! $failed
