#!/bin/sh
# annotated.sh ROOT BUILD: a header with annotations compiles in silence with each compiler that is
# here, as the header of a program that knows nothing of orm-scan does.
set -u
root=$(cd "$1" && pwd)
build=$2
cd "$root" || exit 2
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wmissing-prototypes -Wstrict-prototypes"

# silent COMPILER... : whatever it says is wrong. The header once included and once as the source.
silent() {
    command -v "$1" >/dev/null || return 0
    said=$(
        "$@" -I"$root/include" -I"$build/include" -c -o "$object" "$source" 2>&1 || echo "it fails"
    )
    [ -z "$said" ] || printf '%s:\n%s\n' "$*" "$said"
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM HUP
object=$folder/it.o
for header in tests/unit/scan/mapped.h tests/support/models/shop.h tests/unit/scan/converted.h; do
    for kind in included whole; do
        case $kind in
        included) printf '#include "%s"\nextern int something;\n' "$root/$header" >"$folder/it.c" ;;
        whole) cp "$root/$header" "$folder/it.c" ;;
        esac
        cp "$folder/it.c" "$folder/it.cc"
        source=$folder/it.c
        for compiler in gcc clang clang-19; do
            for std in c99 c11 gnu17; do
                # shellcheck disable=SC2086 # a list of options
                silent "$compiler" "-std=$std" $warnings
            done
        done
        silent tcc -Wall
        source=$folder/it.cc
        for compiler in g++ clang++ clang++-19; do
            silent "$compiler" -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow
        done
    done
done >"$folder/said"

# A small compiler takes every annotation, and what stands around it.
if command -v tcc >/dev/null; then
    for header in tests/conformance/scanned/*.h tests/real/models/*.h tests/golden/*/input.h; do
        below=$(dirname "$header")
        case $header in tests/golden/*) [ -f "$below/expected.orm.h" ] || continue ;; esac
        # These need more than themselves.
        [ ! -f "$below/arguments" ] && [ ! -f "$below/flags" ] && [ ! -f "$below/input.orm.h" ] || continue
        ! grep -q '"input.orm.h"' "$header" || continue
        source=$header
        silent tcc -Wall -D_POSIX_C_SOURCE=200809L -I"$build/include" -I"$below/.." -x c
    done >>"$folder/said"
fi
cat "$folder/said"
[ ! -s "$folder/said" ]
