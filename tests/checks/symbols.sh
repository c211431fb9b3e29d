#!/bin/sh
# symbols.sh ROOT LIBCORM.so LIBCORM.a: the shared library exports what runtime/orm.map lists, which
# is what the public headers declare; the static one defines no name without our prefix; neither
# ends the process, prints, or keeps state of its own.
set -u
root=$1
shared=$2
static=$3
forbidden='_*exit|_Exit|quick_exit|abort|__assert_fail|_*longjmp(_chk)?'
forbidden="$forbidden|_*v?f?printf(_chk)?|f?puts|f?putc|putchar|fwrite|perror|stdout|stderr"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The names behind ORM_API: the last word before "(", "[" or ";".
declared() {
    cat "$root"/include/orm/*.h "$root"/include/orm/*.h.in "$root"/include/orm/sys/*.h |
        tr '\n' ' ' | sed 's/ORM_API/\n&/g' | grep '^ORM_API' | grep -v '^ORM_API *__attribute__' |
        sed -E 's/^([^;(]*orm_[a-z0-9_]+) *[[(;].*/\1/; s/.*[^a-z0-9_](orm_[a-z0-9_]+)$/\1/' |
        grep '^orm_' | sort -u
}

sed -n 's/^ *\(orm_[a-z0-9_]*\);$/\1/p' "$root/runtime/orm.map" | sort >"$folder/map"
declared >"$folder/headers"
nm -D --defined-only "$shared" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort \
    >"$folder/exported"

# missing_in A B WHAT: names of the first list that the second lacks
missing_in() {
    comm -23 "$folder/$1" "$folder/$2" | sed "s|\$|: $3|"
}

violations=$(
    missing_in headers map 'declared ORM_API, but not in runtime/orm.map'
    missing_in map headers 'in runtime/orm.map, but no public header declares it'
    missing_in map exported 'in runtime/orm.map, but not in the shared library'
    missing_in exported map 'exported, but not in runtime/orm.map'
    # __x86...: of the compiler's own, hidden, in code for 32 bits
    nm --defined-only --extern-only "$static" |
        awk 'NF == 3 && $3 !~ /^orm_/ && $3 !~ /^__x86[.]get_pc_thunk[.]/ {
        print $3 ": a global name without orm_" }'
    nm --undefined-only "$static" | awk '{ print $NF }' | sort -u |
        grep -xE "$forbidden" |
        sed 's/$/: a library must not call it/'
    # data that only the loader writes is none
    objdump -t "$static" | awk '$3 == "O" && $4 ~ /^\.t?(data|bss)/ && $4 !~ /^\.data\.rel\.ro/ {
        print $NF ": state of the process" }'
)
if [ -n "$violations" ]; then
    printf '%s\n' "$violations"
    exit 1
fi
