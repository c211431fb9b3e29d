#!/bin/sh
# generate.sh CMAKE BUILD ORM-SCAN: when orm_generate scans, and what it says about wrong use, with
# Ninja and with make, in folders with a blank in their name.
set -eu
cmake=$1
build=$2
scanner=$3
consumer=$(cd "$(dirname "$0")" && pwd)/consumer
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
folder="$top/a folder"
mkdir "$folder"

fail() {
    echo "$*"
    exit 1
}

quietly() {
    "$@" >"$folder/log" 2>&1 || {
        cat "$folder/log"
        fail "failed: $*"
    }
}

# An orm-scan that counts how often it runs.
cat >"$folder/counting-scan" <<END
#!/bin/sh
echo scan >>"$folder/scans"
exec "$scanner" "\$@"
END
chmod +x "$folder/counting-scan"
quietly "$cmake" --install "$build" --prefix "$folder/prefix"

# scans_after WHAT NUMBER: builds, and expects that many scans since the last look.
scans_after() {
    : >"$folder/scans"
    quietly "$cmake" --build "$folder/build"
    scans=$(wc -l <"$folder/scans")
    [ "$scans" -eq "$2" ] || fail "$generator: $scans scans after $1, expected $2"
}

for generator in Ninja "Unix Makefiles"; do
    rm -rf "$folder/source" "$folder/build"
    cp -r "$consumer" "$folder/source"
    quietly "$cmake" -S "$folder/source" -B "$folder/build" -G "$generator" \
        -DCMAKE_PREFIX_PATH="$folder/prefix" -DORM_SCAN_EXECUTABLE="$folder/counting-scan"
    scans_after "the first build" 1
    scans_after "nothing" 0
    sleep 1 # time stamps of make
    touch "$folder/source/model/mood.h"
    scans_after "a change in an included header" 1
    scans_after "nothing" 0
    sleep 1
    touch "$folder/source/main.c"
    scans_after "a change in a source file" 0
    sleep 1
    echo 'struct broken {' >>"$folder/source/note.h"
    if "$cmake" --build "$folder/build" >"$folder/log" 2>&1; then
        fail "$generator: a header that does not compile passed"
    fi
    grep -q 'note.h:' "$folder/log" || fail "$generator: no place of the error: $(cat "$folder/log")"
    cp "$consumer/note.h" "$folder/source/note.h"
    scans_after "the header was mended" 1
    sleep 1
    touch "$folder/counting-scan"
    scans_after "another orm-scan" 1
    sleep 1
    echo 'target_compile_definitions(notes PRIVATE FURTHER=1)' >>"$folder/source/CMakeLists.txt"
    scans_after "a further definition" 1
    scans_after "nothing" 0
done

# links SHARED|STATIC ARGUMENT...: a library holds the tables, and a program that links it gets their
# header, what that includes, and corm::orm.
links() {
    rm -rf "$folder/linked" "$folder/build"
    cp -r "$consumer" "$folder/linked"
    cat >"$folder/linked/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(linked LANGUAGES C)
set(CMAKE_C_VISIBILITY_PRESET hidden)
find_package(corm 0.1 REQUIRED)
add_library(notes $1)
target_include_directories(notes PUBLIC model)
orm_generate(notes HEADERS note.h $2)
add_executable(app main.c)
target_link_libraries(app PRIVATE notes)
END
    quietly "$cmake" -S "$folder/linked" -B "$folder/build" -G Ninja \
        -DCMAKE_PREFIX_PATH="$folder/prefix" && quietly "$cmake" --build "$folder/build"
    quietly "$folder/build/app" sqlite::memory:
}
links STATIC ""
links SHARED EXPORT
if (links SHARED "") >/dev/null; then
    fail "tables that are not exported are seen outside of their library"
fi
grep -q 'note_entity' "$folder/log" || fail "no word of note_entity: $(cat "$folder/log")"

# Tables that are kept in the source tree: they alone, scanned again like any, and used as they are
# where there is no orm-scan.
kept="$folder/kept/source"
mkdir "$folder/kept"
for generator in Ninja "Unix Makefiles"; do
    rm -rf "$kept" "$folder/build"
    cp -r "$consumer" "$kept"
    sed 's/^orm_generate(notes/& OUTPUT_DIRECTORY ./' "$consumer/CMakeLists.txt" >"$kept/CMakeLists.txt"
    quietly "$cmake" -S "$kept" -B "$folder/build" -G "$generator" \
        -DCMAKE_PREFIX_PATH="$folder/prefix" -DORM_SCAN_EXECUTABLE="$folder/counting-scan"
    scans_after "the first build of kept tables" 1
    scans_after "nothing" 0
    sleep 1
    touch "$kept/model/mood.h"
    scans_after "a change in an included header" 1
    added=$(cd "$kept" && find . -type f | sort | while read -r file; do
        [ -e "$consumer/$file" ] || echo "$file"
    done)
    [ "$added" = "./notes.orm.c
./notes.orm.h" ] || fail "$generator: the source tree got: $added"
done

# refused EXPECTED CMAKE-LINES: configuring fails with this message.
refused() {
    rm -rf "$folder/wrong" "$folder/build"
    mkdir "$folder/wrong"
    {
        echo 'cmake_minimum_required(VERSION 3.25)'
        echo 'project(wrong LANGUAGES C)'
        echo 'find_package(corm REQUIRED)'
        echo 'file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/main.c "int main(void) { return 0; }")'
        echo 'add_executable(app ${CMAKE_CURRENT_BINARY_DIR}/main.c)'
        printf '%s\n' "$2"
    } >"$folder/wrong/CMakeLists.txt"
    touch "$folder/wrong/a.h"
    if "$cmake" -S "$folder/wrong" -B "$folder/build" -G Ninja -DCMAKE_PREFIX_PATH="$folder/prefix" \
        >"$folder/log" 2>&1; then
        fail "configured in spite of: $2"
    fi
    tr -s ' \n' ' ' <"$folder/log" | grep -qF -e "$1" || fail "expected \"$1\" in: $(cat "$folder/log")"
}
refused 'there is no target "ap"' 'orm_generate(ap HEADERS a.h)'
refused 'HEADERS <header>... is missing' 'orm_generate(app)'
refused 'there is no header' 'orm_generate(app HEADERS b.h)'
refused 'unknown argument: a.h' 'orm_generate(app a.h)'
refused 'app.orm.c is made already' 'orm_generate(app HEADERS a.h)
orm_generate(app HEADERS a.h)'
refused 'must be an executable or a library that is built here' \
    'add_library(only INTERFACE)
orm_generate(only HEADERS a.h)'
