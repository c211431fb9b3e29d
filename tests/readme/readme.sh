#!/bin/sh
# readme.sh CMAKE BUILD README: takes the files that the README shows out of it, builds them with an
# installed Corm as the README says, runs the program and compares what it prints.
set -eu
cmake=$1
build=$2
readme=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

quietly() {
    "$@" >"$folder/log" 2>&1 || {
        cat "$folder/log"
        echo "failed: $*"
        exit 1
    }
}

# A fenced block goes into the file that its first line names; the first "text" is the output.
mkdir "$folder/shop"
awk -v folder="$folder" '
    /^```/ && in_block { in_block = 0; close(file); next }
    /^```/ { in_block = 1; first = 1; file = "/dev/null"; kind = substr($0, 4); next }
    in_block && first {
        first = 0
        if (match($0, /[A-Za-z]+\.(txt|h|c)( \*\/)?$/) && $0 ~ /^(#|\/\*) /) {
            file = folder "/shop/" $2
        } else if (kind == "text" && !seen++) {
            file = folder "/expected"
        }
    }
    in_block { print >file }
' "$readme"

for name in shop/shop.h shop/CMakeLists.txt shop/main.c expected; do
    [ -s "$folder/$name" ] || {
        echo "the README does not show: $name"
        exit 1
    }
done

quietly "$cmake" --install "$build" --prefix "$folder/corm"
cd "$folder/shop"
quietly "$cmake" -B build -DCMAKE_PREFIX_PATH="$folder/corm" \
    -DCMAKE_C_FLAGS="-Wall -Wextra -Wpedantic -Wconversion -Werror"
quietly "$cmake" --build build
build/shop >"$folder/printed"
diff "$folder/expected" "$folder/printed" || {
    echo "the README's program prints something else than the README says"
    exit 1
}

# What it says of a second run.
if [ "$(build/shop | grep -c '^Ada')" -ne 2 ]; then
    echo "the second run should find two rows"
    exit 1
fi

# Links to files of this tree lead somewhere.
status=0
for link in $(grep -o '](\([A-Za-z0-9_./-]*\))' "$readme" | sed 's/](\(.*\))/\1/'); do
    [ -e "$(dirname "$readme")/$link" ] || {
        echo "a link to what is not there: $link"
        status=1
    }
done
exit "$status"
