#!/bin/sh
# cross.sh CMAKE BUILD ORM-SCAN CC: builds for another machine, for which this one stands in: orm-scan
# is named, and told what the compiler is for.
CC=$4
# shellcheck source=tests/package/common.sh
. "$(dirname "$0")/common.sh"
cp -r "$consumer" "$folder/program"

# toolchain LINE...: of a machine that this one builds for.
toolchain() {
    printf '%s\n' 'set(CMAKE_SYSTEM_NAME Linux)' "set(CMAKE_C_COMPILER \"$CC\")" \
        "$@" >"$folder/toolchain.cmake"
    rm -rf "$folder/build"
}

# told FLAG: what the scan gets to know.
told() {
    grep -qxF -e "$1" "$folder/build/CMakeFiles/notes.orm.dir/C/compile_flags.txt" ||
        fail "no $1 in: $(cat "$folder/build/CMakeFiles/notes.orm.dir/C/compile_flags.txt")"
}

crosses() {
    quietly configure program build -G Ninja --toolchain "$folder/toolchain.cmake" \
        -DORM_SCAN_EXECUTABLE="$scanner"
}

# The package's own orm-scan is one of the other machine.
toolchain
if configure program build -G Ninja --toolchain "$folder/toolchain.cmake" >"$folder/log" 2>&1; then
    fail "configured without an orm-scan that runs here"
fi
said 'when cross compiling, set ORM_SCAN_EXECUTABLE to an orm-scan of this machine'

machine=$("$CC" -dumpmachine)
toolchain "set(CMAKE_C_COMPILER_TARGET \"$machine\")"
crosses
told "--target=$machine"
toolchain
crosses
case $("$CC" --version) in
*clang*) ;;
*) told "--target=$machine" ;;
esac
told "-idirafter/usr/include"
quietly "$cmake" --build "$folder/build"
quietly "$folder/build/notes" sqlite::memory:

mkdir -p "$folder/root"
toolchain 'set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)' "set(CMAKE_SYSROOT \"$folder/root\")" 'set(CMAKE_C_FLAGS_INIT "-funsigned-char -DBY_TOOLCHAIN=\"a b\"")'
# Only configured: there is nothing in this root.
quietly configure program build -G Ninja --toolchain "$folder/toolchain.cmake" \
    -DORM_SCAN_EXECUTABLE="$scanner" -DCMAKE_C_COMPILER_WORKS=TRUE \
    -DSQLite3_LIBRARY=sqlite3 -DSQLite3_INCLUDE_DIR="$(pkg-config --variable=includedir sqlite3)"
told "--sysroot=$folder/root"
told "-funsigned-char"
told "-DBY_TOOLCHAIN=a b"
