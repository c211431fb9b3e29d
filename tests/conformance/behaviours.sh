#!/bin/sh
# docs/behaviours.md and the tests agree: each behaviour has one row, each test or file that a row
# names exists, and each test that carries a number stands in that row.
#
#     behaviours.sh ROOT
set -eu
cd "$1"
page=docs/behaviours.md
wrong=0

complain() {
    echo "$page: $1" >&2
    wrong=1
}

number=1
while [ "$number" -le 286 ]; do
    [ "$(grep -c "^| $number | .* | .*[a-z]" "$page")" -eq 1 ] || complain "not one row for $number"
    number=$((number + 1))
done
[ "$(grep -c '^| [0-9]' "$page")" -eq 286 ] || complain "rows beyond the 286"

for name in $(grep -o '`test_[a-z0-9_]*`' "$page" | tr -d '`' | sort -u); do
    grep -qs "^static void $name(" tests/conformance/*.c || complain "no test $name"
done
for path in $(grep -oE '`(tests|runtime|\.ci)/[^` ]*`' "$page" | tr -d '`' | sort -u); do
    [ -e "$path" ] || complain "no file $path"
done

# A test counts when it is run: it stands in its file's list.
for name in $(grep -ohE 'ENGINE_TEST\(test_b[0-9]{3}_[a-z0-9_]*' tests/conformance/*_test.c | cut -d'(' -f2); do
    for number in $(echo "$name" | grep -oE '_b[0-9]{3}' | sed 's/_b0*//'); do
        grep "^| $number |" "$page" | grep -q "\`$name\`" || complain "$number does not name $name"
    done
done
for name in $(grep -ohE '^static void test_[a-z0-9_]*' tests/conformance/*_test.c | cut -d' ' -f3); do
    grep -qs "ENGINE_TEST($name)" tests/conformance/*_test.c || complain "$name is never run"
done
exit "$wrong"
