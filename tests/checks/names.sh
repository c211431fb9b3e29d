#!/bin/sh
# names.sh ROOT: orm/sys/names.h frees every name of a member that generated tables initialise. The
# members of handles are the program's own, as are those that bodies of functions and offsets name.
set -u
names="$1/include/orm/sys/names.h"
missing=$(
    sed -e '/^const struct .* = {$/,/^};$/d' -e 's/"[^"]*"//g' "$1"/tests/golden/*/expected.orm.c |
        grep -oE '[ {]\.[a-z_]+ = ' | tr -d ' .={' | sort -u | while read -r name; do
        grep -qx "#undef $name" "$names" || echo "orm/sys/names.h: no #undef $name"
    done
)

# The scan tells of macros that would replace a parameter: it knows each that is generated.
rules="$1/scanner/check/uses.c"
unknown=$(
    sed -n 's/^    return .*orm_[a-z_]*(\(.*\));$/\1/p' "$1"/tests/golden/*/expected.orm.h | tr ',' '\n' |
        sed -n 's/^ *\([a-z_]*\)$/\1/p' | sort -u | while read -r name; do
        grep -q "\"$name\"" "$rules" || echo "uses.c: no parameter $name"
    done
)
if [ -n "$missing$unknown" ]; then
    printf '%s\n' "$missing" "$unknown" | grep .
    exit 1
fi
