#!/bin/sh
# taken.sh ORM_SCAN: each name that is generated is told where a header declares it already. $INCLUDES holds
# the folders of orm.h, separated by ':'.
set -u
unset CDPATH
scan=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
failures=0

scan_header() {
    "$scan" --name zz -o "$2" "$1" -- -I "${INCLUDES%%:*}" -I "${INCLUDES##*:}" 2>err
}

cd "$work" || exit 1
mkdir out none
cat >plain.h <<'END'
#include <orm/annotations.h>
#include <stdint.h>
enum zq { ZA, ZB };
struct zu {
    int32_t v ORM_COLUMN();
    int32_t w ORM_COLUMN();
};
struct ORM_TABLE(zt, index(n), check = "{n} > 0", sqlite_ddl = "CREATE INDEX i ON zt({n})") zt {
    int64_t id        ORM_COLUMN(primary_key);
    int32_t n         ORM_COLUMN(unique);
    enum zq zq        ORM_COLUMN();
    struct zu *p      ORM_COLUMN();
    int64_t up        ORM_COLUMN(references = zt.id, null_if = 0);
    struct zt *parent ORM_BELONGS_TO(up);
};
END
if ! scan_header plain.h out; then
    cat err >&2
    exit 1
fi

# Of the table, of the enumeration and of the target. A tag and a plain name are told apart: one of the
# two is taken.
names=$(cat out/zz.orm.h out/zz.orm.c | grep -oE '\bz[tqz]_[a-z_]*' | sort -u)
for name in $names; do
    {
        cat plain.h
        echo "struct $name { int x; };"
        echo "enum { $name };"
    } >taken.h
    if scan_header taken.h none || ! grep -qF "$name' would be generated" err; then
        echo "FAILED: $name is generated, and may be taken" >&2
        sed 's/^/    /' err >&2
        failures=$((failures + 1))
    fi
done

# There are as many as it takes for the search to be worth its name.
count=$(printf '%s\n' "$names" | wc -l)
if [ "$count" -lt 25 ]; then
    echo "FAILED: only $count names were found: $names" >&2
    failures=$((failures + 1))
fi
[ "$failures" -eq 0 ]
