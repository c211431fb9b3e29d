#!/bin/sh
# word_size.sh CMAKE BUILD ORM-SCAN CC: programs of 32 bits. Tables that are scanned for 32 and for 64
# bits have the same SQL and compile for 32, as the library does; where there is an SQLite of 32 bits a
# program stores and reads, too. Exits with 77 where there are no headers for 32 bits.
build=$2
CC=$4
root=$(cd "$(dirname "$0")/../.." && pwd)
probe=$(mktemp)
printf '#include <stdint.h>\n#include <stdlib.h>\nint main(void) { return 0; }\n' |
    $CC -m32 -x c -c -o "$probe" - 2>/dev/null || {
    rm -f "$probe"
    echo "skipped: $CC -m32 finds no headers"
    exit 77
}
rm -f "$probe"
# shellcheck source=tests/package/common.sh
. "$(dirname "$0")/common.sh"

includes="-I$root/include -I$build/include"
# The engines' headers are the same for all sizes of word.
engines=$(pkg-config --cflags sqlite3 libpq)
# So are the kernel's, which Debian's package for 32 bits brings no link to.
kernel="-idirafter /usr/include/$($CC -print-multiarch 2>/dev/null)"
warnings="-std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror"
mkdir "$folder/32" "$folder/64"

# scanned NAME HEADER: for both; all tables compile for 32 bits.
scanned() {
    for bits in 32 64; do
        # shellcheck disable=SC2086 # lists of words
        quietly "$scanner" --name "$1" --sql -o "$folder/$bits" "$2" -- -m$bits \
            $includes -I. -D_POSIX_C_SOURCE=200809L
        quietly "$CC" -m32 $warnings $includes -I. -D_POSIX_C_SOURCE=200809L -c \
            -o "$folder/$bits/$1.o" "$folder/$bits/$1.orm.c"
    done
}

# One text for both sizes, or for all engines but PostgreSQL where a member is a long or a pointer's
# size: those are columns of another width there.
same_sql() {
    for engine in sqlite $2; do
        cmp "$folder/32/$1.$engine.sql" "$folder/64/$1.$engine.sql" || fail "the SQL of $1 differs"
    done
}

cd "$root/tests/conformance"
for header in scanned/*.h; do
    name=$(basename "$header" .h)
    case $name in
    voyage) continue ;; # included by voyages.h
    voyages) engines_same= ;;
    *) engines_same=postgresql ;;
    esac
    scanned "$name" "$header"
    same_sql "$name" "$engines_same"
done
cd "$root/tests/real/models"
for header in *.h; do
    name=$(basename "$header" .h)
    [ "$name" != moment ] || continue # a converter, and no table
    scanned "$name" "$header"
    same_sql "$name" ""
done
cd "$root/tests/golden/integers"
scanned integers input.h
same_sql integers ""

# The tables notice a struct that is another one than was scanned, for both sizes.
cp -r "$consumer" "$folder/changed"
cd "$folder/changed"
quietly "$scanner" --name notes -o "$folder/32" note.h -- -m32 "-I$root/include" -Imodel
sed -i 's/int64_t id/int32_t id/' note.h
# shellcheck disable=SC2086
if "$CC" -m32 $warnings $includes -I. -Imodel -c -o changed.o "$folder/32/notes.orm.c" 2>"$folder/log"; then
    fail "the tables compile for a struct that has changed"
fi
said 'run orm-scan'

# The library, and a program of it where that can be linked.
cd "$folder"
# shellcheck disable=SC2046,SC2086
quietly "$CC" -m32 -D_POSIX_C_SOURCE=200809L $warnings $includes -I"$root/runtime" $engines $kernel \
    -fsyntax-only $(find "$root/runtime" -name '*.c')

if echo 'int main(void) { return 0; }' | "$CC" -m32 -x c -o probe - -lsqlite3 -lpq 2>"$folder/log"; then
    quietly "$scanner" --name notes -o "$folder/64" "$consumer/note.h" -- "-I$root/include" "-I$consumer/model"
    # shellcheck disable=SC2046,SC2086
    quietly "$CC" -m32 -D_POSIX_C_SOURCE=200809L $includes -I"$root/runtime" $engines $kernel -I"$folder/64" \
        -I"$consumer" -I"$consumer/model" -o both "$consumer/main.c" "$folder/64/notes.orm.c" \
        $(find "$root/runtime" -name '*.c') -lsqlite3 -lpq
    quietly ./both sqlite::memory:
else
    echo "no program was run: $(tail -1 "$folder/log")"
fi
