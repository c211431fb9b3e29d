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
if [ -n "$missing" ]; then
    printf '%s\n' "$missing"
    exit 1
fi
