# Sourced by the tests of this folder, which get: $cmake $build $scanner, a folder with a blank in its
# name that goes when they end, $folder, and Corm installed in $folder/prefix.
set -eu
cmake=$1
build=$2
scanner=$3
consumer=$(cd "$(dirname "$0")" && pwd)/consumer
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
trap 'exit 1' INT TERM HUP
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

# said WORDS: the last command said them, over however many lines.
said() {
    tr -s ' \n' ' ' <"$folder/log" | grep -qF -e "$1" || fail "expected \"$1\" in: $(cat "$folder/log")"
}

# project FOLDER [LANGUAGES] <CMAKE-LINES: begins a CMakeLists.txt there that has found Corm.
project() {
    mkdir -p "$folder/$1"
    {
        echo 'cmake_minimum_required(VERSION 3.25)'
        echo "project(user LANGUAGES ${2:-C})"
        echo 'set(CMAKE_C_VISIBILITY_PRESET hidden)'
        echo 'find_package(corm REQUIRED)'
        cat
    } >"$folder/$1/CMakeLists.txt"
}

# configure SOURCE BUILD [OPTION...]: below $folder, with the installed Corm.
configure() {
    configure_source=$1
    configure_build=$2
    shift 2
    "$cmake" -S "$folder/$configure_source" -B "$folder/$configure_build" -Wdev -Werror=dev \
        -DCMAKE_PREFIX_PATH="$folder/prefix" "$@"
}

quietly "$cmake" --install "$build" --prefix "$folder/prefix"
