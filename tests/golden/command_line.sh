#!/bin/sh
# command_line.sh ORM_SCAN: what orm-scan does around a scan: usage, exit codes, paths, which files it
# writes and when. $INCLUDES holds the folders of orm.h, separated by ':'.
set -u
unset CDPATH
scan=$1
golden=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
include=${INCLUDES%%:*}
build_include=${INCLUDES##*:}
failures=0

fail() {
    echo "FAILED: $*" >&2
    sed 's/^/    /' "$work/err" >&2
    failures=$((failures + 1))
}

# exits STATUS ARGUMENT...: runs orm-scan and compares its exit status.
exits() {
    wanted=$1
    shift
    status=0
    "$scan" "$@" >"$work/stdout" 2>"$work/err" || status=$?
    [ "$status" -eq "$wanted" ] || fail "status $status, not $wanted: orm-scan $*"
}

says() {
    grep -qF -e "$1" "$2" || fail "'$1' is not in $2"
}

says_not() {
    ! grep -qF -e "$1" "$2" || fail "'$1' is in $2"
}

# A file is as old as it was made.
make_old() {
    touch -t 200001010000 "$@"
}

is_old() {
    [ -z "$(find "$1" -newer "$work/yesterday")" ]
}

cd "$work" || exit 1
touch -t 200101010000 yesterday
mkdir -p 'src/sub dir' other out
cat >src/shop.h <<'END'
#include <orm/annotations.h>
#include "sub dir/id$.h"
struct ORM_TABLE(shop) shop {
    shop_id id ORM_COLUMN(primary_key);
};
END
touch 'a#b.h'
echo 'typedef long long shop_id;' >'src/sub dir/id$.h'
cat >wrong.h <<'END'
#include <orm/annotations.h>
struct ORM_TABLE(shop) shop {
    shop_id id ORM_COLUMN(primary_key);
};
END

# Usage.
exits 0 --help
options=$(sed -n 's/^  \(-[-a-z]*\) .*/\1/p' stdout)
for option in $options; do
    "$scan" "$option" >/dev/null 2>err
    says_not 'there is no option' err
done
for option in --name -o --depfile --help; do
    echo "$options" | grep -qx -e "$option" || fail "--help does not tell of $option"
done
exits 0 --version
says 'orm-scan ' stdout
exits 2
exits 2 --name x -o out
exits 2 --name x src/shop.h
exits 2 -o out src/shop.h
exits 2 --name x -o out --colour src/shop.h
says '--colour' err
exits 2 --name x -o
exits 2 --name 'a/b' -o out src/shop.h
exits 2 --name x -o out missing.h
says 'missing.h' err
exits 2 --name x -o out --resource-dir nowhere src/shop.h
says 'nowhere/include/stddef.h' err
exits 2 --name x -o out src -- -I "$include"
says 'cannot read src: Is a directory' err
exits 2 --name x -o out src/shop.h --like src/shop.c -- -I "$include"
says '-p is missing' err
exits 1 --name x -o out src/shop.h
says "'orm/annotations.h' file not found" err
says 'pkg-config --cflags corm' err

# Flags that clang refuses: each is named, and no other.
for flag in -std=foo --target=foo-bar-baz -fpack-struct=x; do
    exits 2 --name x -o out src/shop.h -- -DONE -I "$include" "$flag" -U TWO
    says "error: clang refuses the compiler flag $flag;" err
    says '1 error' err
done
exits 2 --name x -o out src/shop.h -- -std=foo -I "$include" -target foo-bar-baz
says 'the compiler flag -std=foo;' err
says 'the compiler flag -target foo-bar-baz;' err
for flag in -I -D -include -isystem; do
    exits 2 --name x -o out src/shop.h -- -I "$include" $flag
    says "a value is missing behind the compiler flag $flag" err
done
exits 0 --name shop -o out src/shop.h -- -I "$include" -l
rm out/*
exits 2 --name x -o nowhere src/shop.h -- -I "$include"
exits 1 --name x -o out wrong.h -- -I "$include"
[ -z "$(ls out)" ] || fail "an error left files"

# Diagnostics for people and for programs: each once, in the order of the source.
cat >many.h <<'END'
#include <orm/annotations.h>
struct ORM_TABLE(many) many {
    int id ORM_COLUMN(primary_key, "\"\xC3\xA4");
    int b ORM_COLUMN(uniqe);
    int c ORM_COLUMN(references = manny.id);
    int c;
};
END
exits 1 --name x -o out many.h --diagnostics text -- -I "$include"
says '4 errors' err
says 'previous declaration is here' err
grep -v 'int c;' many.h >many.tmp && mv many.tmp many.h
exits 1 --name x -o out many.h --diagnostics=json -- -I "$include"
[ "$(wc -l <err)" -eq 1 ] || fail "JSON of more than a line"
says '{"version":1,"errors":3,"warnings":0,"diagnostics":[{"severity":"error","file":"many.h","line":3,' err
says '"line":4,"column":22,"size":5,"message":"unknown key '"'uniqe'"' in ORM_COLUMN; did you mean '"'unique'"'?","fix":{"line":4,"column":22,"size":5,"text":"unique"},"notes":[]}' err
if command -v python3 >/dev/null; then
    python3 -c 'import json, sys; json.load(sys.stdin)' <err || fail "that is no JSON"
fi
# The same in the same order as in the text.
for case in several_problems wrong_beside_compiler wrong_sql_beside wrong_relations_beside \
    missing_include_beside; do
    cp "$golden/$case/input.h" input.h
    sed -n 's/^input\.h:[0-9]*:[0-9]*: error: //p' "$golden/$case/expected.err" >wanted
    exits 1 --name input -o out input.h --diagnostics=json -- -I "$include" -I "$build_include"
    sed 's/{"severity":"error",/\n/g' err |
        sed -n 's/^"file":"input.h","line":[0-9]*,"column":[0-9]*,"size":[0-9]*,"message":"//p' |
        sed 's/^\(\([^"\\]\|\\.\)*\).*/\1/; s/\\\(["\\]\)/\1/g' >said
    [ -s wanted ] || fail "$case says no error"
    diff wanted said >&2 || fail "the JSON of $case is not what its text says"
done
exits 1 --name x -o out many.h --error-limit 1 -- -I "$include"
says '3 errors; shown: 1 (--error-limit 0 shows all)' err
says_not 'uniqe' err
exits 2 --name x -o out many.h --error-limit some
exits 2 --name x -o out many.h --diagnostics=xml
exits 0 --name shop -o out src/shop.h --diagnostics=json -- -I "$include"
says '{"version":1,"errors":0,"warnings":0,"diagnostics":[]}' err
exits 2 --name x -o nowhere src/shop.h --diagnostics=json
says '"message":"cannot write to nowhere: No such file or directory"' err
rm out/*

# The files, and when they are written.
exits 0 --name=shop -o out src/shop.h --depfile out/d -- -I "$include"
[ "$(ls out)" = "$(printf 'd\nshop.orm.c\nshop.orm.h')" ] || fail "files: $(ls out)"
says '#include "../src/shop.h"' out/shop.orm.h
make_old out/*
exits 0 --name shop -o out src/shop.h -- -I "$include"
is_old out/shop.orm.h || fail "the header was written again"
is_old out/shop.orm.c || fail "the tables were written again"
exits 1 --name shop -o out wrong.h -- -I "$include"
is_old out/shop.orm.h || fail "an error changed the header"
exits 0 --name shop -o out src/shop.h --export -- -I "$include"
is_old out/shop.orm.c || fail "the tables were written again for --export"
! is_old out/shop.orm.h || fail "the header was not written for --export"
says '#define SHOP_ORM_API ORM_API' out/shop.orm.h
exits 0 --name shop -o out src/shop.h --columns PascalCase --sql -- -I "$include"
says '"Id" bigint GENERATED' out/shop.postgresql.sql
rm out/shop.*.sql
exits 2 --name shop -o out src/shop.h --columns kebab
says '--columns is as_is, snake_case, camelCase or PascalCase, not kebab' err
exits 0 --name my-app.2 -o out src/shop.h --sql -- -I "$include"
says 'orm_schema my_app_2_schema' out/my-app.2.orm.h
says 'CREATE TABLE' out/my-app.2.postgresql.sql

# One that cannot be written: nothing half done stays behind.
mkdir -p full/shop.orm.h/in_the_way full/shop.orm.c/in_the_way
exits 2 --name shop -o full src/shop.h -- -I "$include"
says 'cannot write full/shop.orm' err
[ -z "$(find full -type f)" ] || fail "left behind: $(find full -type f)"

# Whether the files are what would be written: nothing is touched, whatever the answer is.
mkdir kept
exits 3 --check --name shop -o kept src/shop.h --sql -- -I "$include"
for suffix in orm.h orm.c sqlite.sql postgresql.sql; do
    says "kept/shop.$suffix does not exist; scan again" err
done
[ -z "$(ls kept)" ] || fail "--check wrote files"
exits 0 --name shop -o kept src/shop.h --sql -- -I "$include"
chmod a-w kept
exits 0 --check --name shop -o kept src/shop.h --sql --depfile kept/d -- -I "$include"
[ ! -s err ] || fail "--check complains of fresh files"
chmod u+w kept
[ ! -e kept/d ] || fail "--check wrote a depfile"
echo >>kept/shop.sqlite.sql
rm kept/shop.orm.h
exits 3 --check --name shop -o kept src/shop.h --sql -- -I "$include"
says "2 errors" err
says 'kept/shop.orm.h does not exist' err
says 'kept/shop.sqlite.sql is not what the headers say now' err
[ ! -e kept/shop.orm.h ] || fail "--check wrote the header"
exits 1 --check --name shop -o kept wrong.h -- -I "$include"
exits 2 --check --name shop -o nowhere src/shop.h -- -I "$include"

# The depfile.
says 'out/shop.orm.c:' out/d
says 'src/sub\ dir/id$$.h' out/d
says 'orm/annotations.h' out/d
says_not 'main.c' out/d
says_not 'shop.orm.h' out/d
says 'id$$.h:' out/d

exits 0 --name shop -o out src/shop.h --depfile out/d -- -I "$include" -include "$work/a#b.h"
says 'a\#b.h' out/d

# How the generated header names the header: found by a compiler with these flags.
cp out/shop.orm.c first.c
exits 0 --name shop -o out src/shop.h -- -I "$include" -Isrc
says '#include "shop.h"' out/shop.orm.h
exits 0 --name shop -o out "$work/src/shop.h" -- -I "$include" -I "$work"
says '#include "src/shop.h"' out/shop.orm.h
cp src/shop.h other/shop.h
exits 0 --name shop -o out src/shop.h -- -I "$include" -I other -I src
says '#include "../src/shop.h"' out/shop.orm.h
exits 0 --name shop -o src src/shop.h -- -I "$include" -I other
says '#include "shop.h"' src/shop.orm.h
says_not "$work" src/shop.orm.h
says_not "$work" src/shop.orm.c

# The same from anywhere.
cp out/shop.orm.h here.h
(cd / && "$scan" --name shop -o "$work/out" "$work/src/shop.h" -- -I "$include" -I "$work/other" \
    -I "$work/src") 2>err || fail "from another folder"
cmp -s out/shop.orm.h here.h || fail "the header depends on the working folder"

# Flags that clang does not know, and a generated header that is stale.
echo '#error stale' >out/shop.orm.h
echo '#error stale' >src/shop.orm.h
printf '#include "shop.orm.h"\n' >>src/shop.h
exits 0 --name shop -o out src/shop.h -- -I "$include" -I "$build_include" -Iout -O2 -march=unheard-of -Werror -flto=auto \
    -fno-canonical-system-headers -o x.o -MD -MF x.d -x c -specs=none -c -std=c++17 -fdiagnostics-color
says_not stale out/shop.orm.h

# The target's name is part of names in C, with a '_' for what cannot stand in one.
cat >named.h <<'END'
#include <orm/annotations.h>
typedef struct ORM_TABLE(t) {
    int id ORM_COLUMN(primary_key);
} my_shop_schema;
END
exits 0 --name my_shap -o out named.h -- -I "$include"
exits 1 --name my-shop -o out named.h -- -I "$include"
says "'my_shop_schema' would be generated, but it is a type; call the target something else" err
exits 1 --name orm -o out named.h -- -I "$include"
says "'orm_schema' would be generated, but it is the library's" err

# Another machine: what depends on its sizes is guarded by them.
grep -v shop.orm.h src/shop.h >src/shop.tmp && mv src/shop.tmp src/shop.h
exits 0 --name shop -o out src/shop.h -- -I "$include" --target=i686-pc-linux-gnu
says 'sizeof(void *) != 4 || sizeof(long) != 4' out/shop.orm.c

# Tables that are kept: a struct of the program's own that is another one stops the compiler, also where it
# has no column. Of the system's only the columns count: on another machine it may have another size.
cat >kept.h <<'END'
#include <orm/annotations.h>
#include <stdint.h>
struct ORM_TABLE(own) own {
    int64_t id ORM_COLUMN(primary_key);
    char room[OWN_ROOM];
};
struct system {
    char room[SYSTEM_ROOM];
    SYSTEM_ID id;
};
ORM_MAP(mapped, struct system)
{
    ORM_MEMBER(id, primary_key);
};
END
exits 0 --name kept -o out kept.h -- -I "$include" -I "$build_include" -DOWN_ROOM=8 -DSYSTEM_ROOM=8 \
    -DSYSTEM_ID=int64_t

# compiles FLAG...: the tables that were kept, with one of these that is another one now.
compiles() {
    "${CC:-cc}" -std=c11 -I"$include" -I"$build_include" -I. -DOWN_ROOM=8 -DSYSTEM_ROOM=8 \
        -DSYSTEM_ID=int64_t "$@" -fsyntax-only out/kept.orm.c 2>err
}
compiles || fail "kept tables do not compile"
compiles -USYSTEM_ROOM -DSYSTEM_ROOM=24 || fail "a struct of the system has one size"
compiles -USYSTEM_ID -DSYSTEM_ID=int32_t && fail "another type of a column was not noticed"
says "mapped.id has changed: run orm-scan" err
compiles -UOWN_ROOM -DOWN_ROOM=24 && fail "another struct was not noticed"
says "struct own has changed: run orm-scan" err

[ -z "$(find . -name '*.tmp')" ] || fail "temporary files are left"
[ "$failures" -eq 0 ]
