#!/bin/sh
# libraries.sh CMAKE BUILD ORM-SCAN: every sort of target that can hold tables, the flags of which a
# scan must know, several configurations, and headers of more than one target.
# shellcheck source=tests/package/common.sh
. "$(dirname "$0")/common.sh"

# builds NAME [OPTION...] : configures and builds $folder/NAME in $folder/NAME/build.
builds() {
    built=$1
    shift
    quietly configure "$built" "$built/build" -G Ninja "$@"
    quietly "$cmake" --build "$folder/$built/build"
}

# ---- sorts of targets --------------------------------------------------------------------------

# links NAME LIBRARY-LINES: a library "holder" holds the tables, and a program that links it gets their
# header, what that includes, and corm::orm.
links() {
    cp -r "$consumer" "$folder/$1"
    printf '%s\n' "$2" 'add_executable(app main.c)' 'target_link_libraries(app PRIVATE holder)' |
        project "$1"
    builds "$1"
    quietly "$folder/$1/build/app" sqlite::memory:
}
links static 'add_library(holder STATIC)
target_include_directories(holder PUBLIC model)
orm_generate(holder NAME notes HEADERS note.h)'
links object 'add_library(holder OBJECT)
target_include_directories(holder PUBLIC model)
orm_generate(holder NAME notes HEADERS note.h)'
links shared 'add_library(holder SHARED)
target_include_directories(holder PUBLIC model)
orm_generate(holder NAME notes HEADERS note.h EXPORT)'
if (links hidden 'add_library(holder SHARED)
target_include_directories(holder PUBLIC model)
orm_generate(holder NAME notes HEADERS note.h)') >/dev/null; then
    fail "tables that are not exported are seen outside of their library"
fi
said 'note_entity'
# An interface library, used by two parts of one program.
links interface 'add_library(holder INTERFACE)
target_include_directories(holder INTERFACE model)
orm_generate(holder NAME notes HEADERS note.h)
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/part.c "#include <notes.orm.h>\nconst void *of(void);\nconst void *of(void) { return &note_entity; }")
add_library(part SHARED ${CMAKE_CURRENT_BINARY_DIR}/part.c)
target_link_libraries(part PUBLIC holder)
link_libraries(part)'
# A plugin, and unity builds: the tables stay a source of their own.
cp -r "$consumer" "$folder/module"
project module <<'END'
set(CMAKE_UNITY_BUILD ON)
add_library(plugin MODULE main.c)
target_include_directories(plugin PRIVATE model)
orm_generate(plugin NAME notes HEADERS note.h)
END
builds module
[ "$(find "$folder/module/build" -name 'notes.orm.c.o' | wc -l)" -eq 1 ] || fail "the tables are not alone"

# ---- flags ------------------------------------------------------------------------------------

# A header that compiles only as its target is compiled: with what it says for C alone, for one
# configuration, in what it links, in the flags of all targets, and before it.
mkdir "$folder/flags" "$folder/flags/needed" "$folder/flags/an include"
cat >"$folder/flags/thing.h" <<'END'
#include <orm/annotations.h>
#include <needed.h>
#include <only_c.h>
#if !defined ALL || !defined OPTION || !defined LINKED || !defined AFTER || SUM != 3 || !defined CONFIGURED || !defined ONLY_C
#error the flags of the target are missing
#endif
#if !defined DEBUGGING || defined ONLY_CXX || !defined BEFORE
#error the flags of the target are wrong
#endif
struct ORM_TABLE(thing) thing {
    int id ORM_COLUMN(primary_key);
#ifdef NDEBUG
    int swift ORM_COLUMN();
#else
    int careful ORM_COLUMN();
#endif
};
END
echo '_Static_assert(sizeof TEXT == 5, "a blank and a quote");' >"$folder/flags/needed/needed.h"
echo '#define ONLY_C_HEADER' >"$folder/flags/an include/only_c.h"
echo '#define AFTER' >"$folder/flags/an include/after.h"
echo '#define BEFORE' >"$folder/flags/before.h"
echo 'int main() { return 0; }' >"$folder/flags/main.cc"
project flags "C CXX" <<'END'
add_library(base INTERFACE)
target_compile_definitions(base INTERFACE LINKED)
target_include_directories(base INTERFACE "$<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/needed>")
string(APPEND CMAKE_C_FLAGS " -DALL -funsigned-char")
string(APPEND CMAKE_C_FLAGS_DEBUG " -DCONFIGURED")
add_executable(app main.cc)
target_link_libraries(app PRIVATE base)
target_compile_options(app PRIVATE "$<$<COMPILE_LANGUAGE:C>:-DOPTION>" "$<$<COMPILE_LANGUAGE:CXX>:-DONLY_CXX>"
    "SHELL:-include \"${CMAKE_CURRENT_SOURCE_DIR}/an include/after.h\"" "SHELL:-D 'SUM=1 + 2'")
target_compile_definitions(app PRIVATE "$<$<CONFIG:Debug>:DEBUGGING>" "$<$<COMPILE_LANGUAGE:C>:ONLY_C>"
    "TEXT=\"a \\\"b\"")
target_include_directories(app PRIVATE
    "$<$<COMPILE_LANGUAGE:C>:${CMAKE_CURRENT_SOURCE_DIR}/an include>")
orm_generate(app HEADERS thing.h INCLUDE before.h)
END
builds flags -DCMAKE_BUILD_TYPE=Debug
grep -qF '"before.h"' "$folder/flags/build/app.orm/app.orm.h" || fail "before.h is not included"

# What the flags include is found as the compiler finds it: in the folder where that runs, which is the
# generator's choice, or where "..." is searched. Flags also stand in an older property.
mkdir -p "$folder/relative/sub/conf"
echo '#define KEY int' >"$folder/relative/sub/conf/key.h"
echo '#define NAME char' >"$folder/relative/sub/conf/name.h"
echo 'int main(void) { return 0; }' >"$folder/relative/sub/main.c"
cat >"$folder/relative/sub/thing.h" <<'END'
#include <orm/annotations.h>
struct ORM_TABLE(thing) thing {
    KEY id ORM_COLUMN(primary_key);
    NAME name[OLD] ORM_COLUMN();
};
END
echo 'add_subdirectory(sub)' | project relative
cat >"$folder/relative/sub/CMakeLists.txt" <<'END'
string(APPEND CMAKE_C_FLAGS " -include ${ROOT}sub/conf/name.h")
add_executable(app main.c)
target_include_directories(app PRIVATE conf)
target_compile_options(app PRIVATE -include key.h)
set_target_properties(app PROPERTIES COMPILE_FLAGS "-DOLD=1+2 -DBLANK='a b'")
orm_generate(app HEADERS thing.h)
END
for generator in Ninja "Unix Makefiles"; do
    rm -rf "$folder/relative/build"
    root=../
    [ "$generator" = Ninja ] || root=../../
    quietly configure relative relative/build -G "$generator" -DROOT=$root
    quietly "$cmake" --build "$folder/relative/build"
done

# Each configuration has tables of its own.
sed -i 's/_FLAGS_DEBUG/_FLAGS/; s/"$<$<CONFIG:Debug>:DEBUGGING>"/DEBUGGING/' "$folder/flags/CMakeLists.txt"
quietly configure flags several -G "Ninja Multi-Config"
for configuration in Debug Release; do
    quietly "$cmake" --build "$folder/several" --config "$configuration"
    "$cmake" --build "$folder/several" --config "$configuration" >"$folder/log"
    said 'no work to do'
done
grep -q careful "$folder/several/app.orm/Debug/app.orm.c" || fail "the tables of Debug"
grep -q swift "$folder/several/app.orm/Release/app.orm.c" || fail "the tables of Release"
