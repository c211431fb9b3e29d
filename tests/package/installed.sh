#!/bin/sh
# installed.sh CMAKE BUILD CC: installs the build into a new place, moves that, and builds the
# consumer against it as strangers would: by CMake and by pkg-config, shared and static. Each one
# must run, on SQLite and, where ORM_TEST_POSTGRESQL says so, on PostgreSQL.
set -eu
cmake=$1
build=$2
CC=$3
export CC
consumer=$(cd "$(dirname "$0")" && pwd)/consumer
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

quietly() {
    "$@" >"$folder/log" 2>&1 || {
        cat "$folder/log"
        echo "failed: $*"
        exit 1
    }
}

# uses PROGRAM shared|static: runs it on each engine; it loads libcorm.so or does not.
uses() {
    loaded=$(LD_LIBRARY_PATH=$prefix/lib ldd "$1" | grep -c libcorm) || :
    if { [ "$2" = shared ] && [ "$loaded" -ne 1 ]; } || { [ "$2" = static ] && [ "$loaded" -ne 0 ]; }; then
        echo "$1 should be linked to the $2 library"
        exit 1
    fi
    for url in sqlite::memory: ${ORM_TEST_POSTGRESQL:+"$ORM_TEST_POSTGRESQL"}; do
        printed=$(LD_LIBRARY_PATH=$prefix/lib "$1" "$url")
        [ "$printed" = second ] || {
            echo "$1 printed: $printed"
            exit 1
        }
    done
    echo "ok: $(basename "$1") $2"
}

quietly "$cmake" --install "$build" --prefix "$folder/first"
prefix="$folder/moved there"
mv "$folder/first" "$prefix"

# Whoever has only the package has its guide, too.
for page in LICENSE README.md CHANGELOG.md docs/annotations.md docs/type-mapping.md; do
    [ -s "$prefix/share/doc/corm/$page" ] || {
        echo "$page is not installed"
        exit 1
    }
done

by_cmake() {
    quietly "$cmake" -S "$consumer" -B "$folder/$1" -G "$2" -DCMAKE_PREFIX_PATH="$prefix" \
        -DBUILD_SHARED_LIBS="$3"
    quietly "$cmake" --build "$folder/$1"
    uses "$folder/$1/notes" "$1"
}
by_cmake shared Ninja ON
by_cmake static "Unix Makefiles" OFF

# by_pkg_config shared|static FLAGS: the program, with orm-scan run by hand.
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name corm.pc)")
export PKG_CONFIG_PATH
mkdir "$folder/tables"
eval "scanner=$(pkg-config --variable=orm_scan corm)" # quoted for a shell
quietly "$scanner" --name notes -o "$folder/tables" \
    "$consumer/note.h" -- -I"$prefix/include" -I"$consumer/model"
by_pkg_config() {
    eval "set -- $1 $2"
    kind=$1
    shift
    quietly "$CC" -std=c11 -I"$folder/tables" -I"$consumer" -I"$consumer/model" -o "$folder/by-$kind" \
        "$consumer/main.c" "$folder/tables/notes.orm.c" "$@"
    uses "$folder/by-$kind" "$kind"
}
by_pkg_config shared "$(pkg-config --cflags --libs corm) '-Wl,-rpath,$prefix/lib'"
quietly "$folder/by-shared" sqlite::memory: # without LD_LIBRARY_PATH
by_pkg_config static "$(pkg-config --cflags corm) -Wl,-Bstatic $(pkg-config --libs corm) \
    -Wl,-Bdynamic -lsqlite3 -lpq -pthread"
