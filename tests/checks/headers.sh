#!/bin/sh
# headers.sh ROOT BUILD CC CXX: each public header, and a generated one, compiles by itself and
# twice over, as C11 and as C++17, without a warning.
set -u
root=$1
build=$2
cc=$3
cxx=$4
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fsyntax-only"

# compile LANGUAGE HEADER COMPILER...
compile() {
    language=$1
    header=$2
    shift 2
    # shellcheck disable=SC2086 # a list of options
    printf '#include "%s"\n#include "%s"\nextern int something;\n' "$header" "$header" |
        "$@" -x "$language" $warnings -I"$root/include" -I"$build/include" \
            -I"$root/tests/support/models" - || echo "$header: does not stand alone as $language"
}

violations=$(
    for file in "$root"/include/*.h "$root"/include/*/*.h "$root"/include/*/*/*.h \
        "$build/include/orm/version.h" "$root"/tests/support/models/*.orm.h; do
        header=$(printf '%s' "$file" | sed 's|.*/include/||; s|.*/models/||')
        compile c "$header" "$cc" -std=c11
        compile c++ "$header" "$cxx" -std=c++17
    done 2>&1
)
if [ -n "$violations" ]; then
    printf '%s\n' "$violations"
    exit 1
fi
