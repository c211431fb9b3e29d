#!/bin/sh
# misuse.sh CMAKE BUILD ORM-SCAN: what orm_generate says about wrong use, and what it takes in silence.
# shellcheck source=tests/package/common.sh
. "$(dirname "$0")/common.sh"

# One build folder for all, so that the compiler is looked at once for each set of languages.
# given CMAKE-LINES [LANGUAGES] [OPTION...]: configures a project of an executable "app" and these.
given() {
    lines=$1
    languages=${2:-C}
    shift "$(($# < 2 ? $# : 2))"
    printf '%s\n' 'file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/main.c "int main(void) { return 0; }")' \
        'configure_file(${CMAKE_CURRENT_BINARY_DIR}/main.c main.cc COPYONLY)' \
        'add_executable(app ${CMAKE_CURRENT_BINARY_DIR}/main.c)' "$lines" |
        sed "$([ "$languages" = C ] || echo 's,/main.c),/main.cc),')" | project it "$languages"
    touch "$folder/it/a.h" "$folder/it/b.h" "$folder/it/a.c"
    configure it "on-$languages" -G Ninja "-DORM_SCAN_EXECUTABLE=" "$@" >"$folder/log" 2>&1
}

# refused EXPECTED CMAKE-LINES [LANGUAGES] [OPTION...]: configuring fails with this message.
refused() {
    expected=$1
    shift
    if given "$@"; then
        fail "configured in spite of: $1"
    fi
    said "orm_generate: $expected"
}

taken() {
    given "$@" || fail "refused: $1: $(cat "$folder/log")"
}

taken 'orm_generate(app HEADERS a.h)'

# ---- arguments ----
refused 'HEADERS <header>... is missing' 'orm_generate(app)'
refused 'HEADERS <header>... is missing' 'orm_generate(app SQL)'
refused 'nothing stands behind HEADERS' 'orm_generate(app HEADERS)'
refused 'nothing stands behind NAME' 'orm_generate(app HEADERS a.h NAME)'
refused 'unknown argument: a.h' 'orm_generate(app a.h)'
refused 'unknown argument: b.h' 'orm_generate(app HEADERS a.h COLUMNS as_is b.h)'
refused 'NAME is made of letters, digits and _ . + -, not a/b' 'orm_generate(app HEADERS a.h NAME a/b)'
refused 'COLUMNS is as_is, snake_case, camelCase or PascalCase, not camel' \
    'orm_generate(app HEADERS a.h COLUMNS camel)'
refused "OUTPUT_DIRECTORY $folder/it/a.h is not a folder" \
    'orm_generate(app HEADERS a.h OUTPUT_DIRECTORY a.h)'

# ---- headers ----
refused "there is no header $folder/it/c.h" 'orm_generate(app HEADERS c.h)'
refused "there is no header $folder/it" 'orm_generate(app HEADERS .)'
refused 'a.c is a source file; structs that are stored stand in headers' 'orm_generate(app HEADERS a.c)'
refused 'headers are plain paths, without generator expressions: $<1:a.h>' \
    'orm_generate(app HEADERS "$<1:a.h>")'
refused './a.h is given twice' 'orm_generate(app HEADERS a.h ./a.h)'

# ---- targets ----
refused 'there is no target "ap"; make it first' 'orm_generate(ap HEADERS a.h)'
refused 'there is no target "later"; make it first' 'orm_generate(later HEADERS a.h)
add_executable(later main.c)'
refused '"other" is another name of "app"; use that' 'add_executable(other ALIAS app)
orm_generate(other HEADERS a.h)'
refused '"far" must be an executable or a library that is built here' 'add_library(far STATIC IMPORTED)
orm_generate(far HEADERS a.h)'
refused '"work" must be an executable or a library that is built here' 'add_custom_target(work)
orm_generate(work HEADERS a.h)'
mkdir -p "$folder/it/below"
echo 'orm_generate(app HEADERS ../a.h)' >"$folder/it/below/CMakeLists.txt"
refused "call it for \"app\" in $folder/it/CMakeLists.txt" 'add_subdirectory(below)'
refused 'the tables are C: add C to the LANGUAGES of project()' 'orm_generate(app HEADERS a.h)' CXX

# ---- twice ----
refused 'app.orm.c is made already; give all headers in one call, or another NAME' \
    'orm_generate(app HEADERS a.h)
orm_generate(app HEADERS b.h)'
taken 'orm_generate(app HEADERS a.h)
orm_generate(app HEADERS b.h NAME more)'
library='add_library(data STATIC ${CMAKE_CURRENT_BINARY_DIR}/main.c)
orm_generate(data HEADERS a.h b.h)'
taken "$library
orm_generate(app HEADERS a.h)"
refused "$folder/it/b.h is given for \"data\" and for \"app\", which links it; give it for \"data\" alone" \
    "$library
orm_generate(app HEADERS b.h)
add_library(data::data ALIAS data)
add_library(between INTERFACE)
target_link_libraries(between INTERFACE data::data)
target_link_libraries(app PRIVATE between)"
refused "$folder/it/a.h is given for \"face_orm\" and for \"app\", which links it" \
    'add_library(face INTERFACE)
orm_generate(face HEADERS a.h)
orm_generate(app HEADERS a.h)
target_link_libraries(app PRIVATE face)'
refused "$folder/it/a.h is given for \"app\" in two calls" \
    'orm_generate(app HEADERS a.h)
orm_generate(app HEADERS a.h NAME more)'

# ---- the scanner ----
refused 'ORM_SCAN_EXECUTABLE is /nowhere/orm-scan, where no program is; give its whole path' \
    'orm_generate(app HEADERS a.h)' C -DORM_SCAN_EXECUTABLE=/nowhere/orm-scan
refused 'no orm-scan was found' 'orm_generate(app HEADERS a.h)' C -DORM_SCAN_EXECUTABLE=OFF
said 'app.orm.c does not exist; build Corm with its scanner, or set ORM_SCAN_EXECUTABLE'
refused 'no orm-scan was found' 'orm_generate(app HEADERS a.h)' C -DORM_SCAN_EXECUTABLE=off
refused 'no orm-scan was found' 'set(CMAKE_CROSSCOMPILING TRUE)
orm_generate(app HEADERS a.h)'
said 'when cross compiling, set ORM_SCAN_EXECUTABLE to an orm-scan of this machine'

# A program that asks for less of CMake hears nothing of policies.
mkdir "$folder/old"
sed 's/VERSION 3.25/VERSION 3.13/' "$consumer/CMakeLists.txt" >"$folder/old/CMakeLists.txt"
cp -r "$consumer/main.c" "$consumer/note.h" "$consumer/model" "$folder/old"
configure old on-old -G Ninja >"$folder/log" 2>&1 || fail "$(cat "$folder/log")"
if grep -q Warning "$folder/log"; then
    fail "warned: $(cat "$folder/log")"
fi
