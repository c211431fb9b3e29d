#!/bin/sh
# sizes.sh ROOT: files under 500 lines, functions of at most 60, a comment on top of each file,
# nothing left to do, no path or process of the place where it was written.
set -u
cd "$1" || exit 2

sources() {
    find include runtime scanner examples bench tests -name '*.[ch]' ! -name '*.orm.[ch]' \
        ! -path 'tests/golden/*' 2>/dev/null
}

# A function's body is closed by a brace in the first column; it began after the last line that
# ended something.
long_functions() {
    awk '
        FNR == 1 { began = 0 }
        /^}/ {
            if (body && FNR - began > 60) {
                print FILENAME ":" began + 1 ": a function of " FNR - began " lines"
            }
            body = 0
            began = FNR
        }
        /^{/ { body = 1 }
        !body && (/^$/ || /;$/ || /\*\/$/ || /^#/) { began = FNR }
    ' "$@"
}

first_comments() {
    for file; do
        head -n 1 "$file" | grep -q '^/\*' || echo "$file:1: does not begin with what it owns"
    done
}

violations=$(
    # shellcheck disable=SC2046 # names without blanks
    set -- $(sources)
    wc -l "$@" | awk '$2 != "total" && $1 >= 500 { print $2 ":" $1 ": 500 lines or more" }'
    long_functions "$@"
    first_comments "$@"
    grep -nE '\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b' "$@" dev .ci/run cmake/* 2>/dev/null
    grep -rnE '/(wo[r]k|ho[m]e|ro[o]t)/|\bissue #?[0-9]' --exclude-dir=.git --exclude-dir='build*' \
        --exclude-dir=.cache . | sed 's/$/: speaks of a place outside of the project/'
)
if [ -n "$violations" ]; then
    printf '%s\n' "$violations"
    exit 1
fi
