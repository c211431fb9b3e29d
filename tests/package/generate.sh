#!/bin/sh
# generate.sh CMAKE BUILD ORM-SCAN: when orm_generate scans, with Ninja and with make, and tables that
# are kept.
# shellcheck source=tests/package/common.sh
. "$(dirname "$0")/common.sh"

# An orm-scan that counts how often it runs.
cat >"$folder/counting-scan" <<END
#!/bin/sh
echo scan >>"$folder/scans"
exec "$scanner" "\$@"
END
chmod +x "$folder/counting-scan"

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
    quietly configure source build -G "$generator" -DORM_SCAN_EXECUTABLE="$folder/counting-scan"
    scans_after "the first build" 1
    scans_after "nothing" 0
    sleep 1 # time stamps of make
    touch "$folder/source/model/mood.h"
    scans_after "a change in an included header" 1
    scans_after "nothing" 0
    sleep 1
    echo '/* a part */' >"$folder/source/model/part.h"
    sed -i '1i #include "part.h"' "$folder/source/model/mood.h"
    scans_after "a further included header" 1
    sleep 1
    rm "$folder/source/model/part.h"
    cp "$consumer/model/mood.h" "$folder/source/model/mood.h"
    scans_after "an included header was deleted" 1
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

# The rule for make alone that docs/building.md gives.
mkdir "$folder/make"
cd "$folder/make"
cp "$consumer/note.h" .
cp "$consumer"/model/*.h .
echo '/* a part */' >part.h
sed -i '1i #include "part.h"' mood.h
sed -n '/^```make$/,/^```$/{/^```/d;p;}' "$consumer/../../../docs/building.md" |
    sed "s|orm-scan|'$scanner'|; s|shop\.h|note.h|g; s|-Iinclude|-I. -I'$folder/prefix/include'|" >Makefile
makes() {
    : >"$folder/log"
    quietly make generated/shop.orm.c
}
makes
said 'orm-scan'
makes
said 'up to date'
sleep 1
rm part.h
sed -i 1d mood.h
makes
said 'orm-scan'
makes
said 'up to date'
cd "$folder"

# Headers that the build makes, given among the sources: under a relative name, an absolute one, in an
# interface, with tables that are kept.
mkdir "$folder/made"
for name in first second third; do
    cat >"$folder/made/$name.h" <<END
#include <orm/annotations.h>
#include "made_$name.h"
struct ORM_TABLE() $name {
    MADE id ORM_COLUMN(primary_key);
};
END
done
project made <<'END'
foreach(name IN ITEMS first second third)
    add_custom_command(OUTPUT made_${name}.h
        COMMAND ${CMAKE_COMMAND} -E sleep 1
        COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_SOURCE_DIR}/made.txt made_${name}.h)
endforeach()
include_directories(${CMAKE_CURRENT_BINARY_DIR})
add_executable(first main.c)
orm_generate(first HEADERS first.h)
target_sources(first PRIVATE made_first.h)
add_library(second STATIC second.c ${CMAKE_CURRENT_BINARY_DIR}/made_second.h)
orm_generate(second HEADERS second.h OUTPUT_DIRECTORY kept)
add_library(third INTERFACE made_third.h)
target_include_directories(third INTERFACE ${CMAKE_CURRENT_BINARY_DIR})
orm_generate(third HEADERS third.h)
target_link_libraries(first PRIVATE third)
END
echo 'typedef int MADE;' >"$folder/made/made.txt"
echo '#include "second.orm.h"' >"$folder/made/second.c"
printf '#include "first.orm.h"\n#include "third.orm.h"\nint main(void) { return 0; }\n' >"$folder/made/main.c"
for generator in Ninja "Unix Makefiles" "Ninja Multi-Config"; do
    rm -rf "$folder/build"
    quietly configure made build -G "$generator" -DORM_SCAN_EXECUTABLE="$folder/counting-scan"
    scans_after "headers that the build makes" 3
    scans_after "nothing" 0
done
rm -rf "$folder/build"
quietly configure made build -G Ninja
quietly "$cmake" --build "$folder/build" --target orm_check

# Tables that are kept in the source tree: they alone, scanned again like any, and used as they are
# where there is no orm-scan.
kept="$folder/kept/source"
mkdir "$folder/kept"
for generator in Ninja "Unix Makefiles"; do
    rm -rf "$kept" "$folder/build"
    cp -r "$consumer" "$kept"
    sed 's/^orm_generate(notes/& OUTPUT_DIRECTORY ./' "$consumer/CMakeLists.txt" >"$kept/CMakeLists.txt"
    quietly configure kept/source build -G "$generator" -DORM_SCAN_EXECUTABLE="$folder/counting-scan"
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

# checked WHAT STATUS: whether orm_check holds the tables that are kept to be right; it changes none.
checked() {
    status=0
    "$cmake" --build "$folder/build" --target orm_check >"$folder/log" 2>&1 || status=1
    [ "$status" -eq "$2" ] || fail "$generator: orm_check after $1: $(cat "$folder/log")"
}
checked "a build" 0
sed -i 's/MOOD_CROSS/&, MOOD_GLAD/' "$kept/model/mood.h"
cp "$kept/notes.orm.c" "$folder/before.c"
checked "a change that no build has seen" 1
said 'notes.orm.c'
cmp -s "$kept/notes.orm.c" "$folder/before.c" || fail "orm_check wrote"
sleep 1 # time stamps of make
scans_after "that change" 1
checked "that build" 0

# Where there is no orm-scan, and where there is one that is not wanted, in a folder that must not be
# written to.
sed -i '/corm-scan-targets/d' "$folder/prefix/lib/cmake/corm/corm-config.cmake"
for scan in "" OFF; do
    rm -rf "$folder/build"
    chmod -R a-w "$kept"
    quietly configure kept/source build -G Ninja -DORM_SCAN_EXECUTABLE="$scan"
    scans_after "a build without orm-scan" 0
    chmod -R u+w "$kept"
    quietly "$folder/build/notes" sqlite::memory:
done
