#!/bin/sh
# robustness.sh ORM_SCAN: headers, flags and folders as programs really have them. $INCLUDES holds the
# folders of orm.h, separated by ':'; $CC compiles what comes out.
set -u
unset CDPATH
scan=$1
work=$(mktemp -d)
mounted=
leave() {
    [ -z "$mounted" ] || umount "$mounted"
    rm -rf "$work"
}
trap leave EXIT
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

# The scan of a header gives the same files as another has given.
same() {
    for suffix in c h; do
        cmp -s "out/$1.orm.$suffix" "$2.orm.$suffix" || fail "$3: another $1.orm.$suffix"
    done
}

keep() {
    mv "out/$1.orm.c" "$2.orm.c"
    mv "out/$1.orm.h" "$2.orm.h"
}

cd "$work" || exit 1
mkdir out

# A libclang without clang's own headers: the stand-ins say the same.
cat >plain.h <<'END'
#include <orm/annotations.h>
#include <float.h>
#include <limits.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>
int print_all(const char *format, va_list list);
_Static_assert(offsetof(struct lconv_like { char c; max_align_t m; }, m) == alignof(max_align_t), "");
struct ORM_TABLE(plain) plain {
    int64_t id  ORM_COLUMN(primary_key);
    size_t size ORM_COLUMN(null_if = SIZE_MAX);
    bool flag   ORM_COLUMN(default = true);
    time_t at   ORM_COLUMN();
    char c[CHAR_BIT] ORM_COLUMN();
    int i       ORM_COLUMN(null_if = INT_MIN);
    uint16_t u  ORM_COLUMN(default = USHRT_MAX);
    double d    ORM_COLUMN();
};
END
grep -v SIZE_MAX plain.h >plain.tmp && mv plain.tmp plain.h
exits 0 --name plain -o out plain.h --depfile out/d -- -I "$include"
keep plain plain
exits 0 --name plain -o out plain.h --depfile out/d --resource-dir none -- -I "$include"
same plain plain "stand-ins for clang's own headers"
grep -q '/orm-scan/' out/d && fail "a stand-in is in the depfile"
exits 0 --name plain -o out plain.h --resource-dir none -- -I "$include" -std=gnu2x
# Without a C library, too: what the standard says of its headers, and the compiler's own say.
{
    cat <<'END'
#include <orm/annotations.h>
#include <float.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
END
    for name in INT INT_LEAST INT_FAST UINT UINT_LEAST UINT_FAST; do
        lower=$(echo "$name" | tr '[:upper:]' '[:lower:]')
        for bits in 8 16 32 64; do
            echo "_Static_assert(${name}${bits}_MAX == (${lower}${bits}_t)${name}${bits}_MAX, \"\");"
        done
    done
    for name in INT8 INT64 INT_LEAST8 INT_FAST16 INTMAX INTPTR PTRDIFF; do
        lower=$(echo "$name" | tr '[:upper:]' '[:lower:]')
        echo "_Static_assert(${name}_MIN < 0 && ${name}_MIN == (${lower}_t)${name}_MIN, \"\");"
    done
    for name in FLT DBL LDBL; do
        echo "_Static_assert(${name}_MIN_EXP < 0 && ${name}_MAX_EXP > 0 && ${name}_MIN_10_EXP < 0 &&"
        echo "${name}_MAX_10_EXP > 0 && ${name}_TRUE_MIN < ${name}_MIN && ${name}_DECIMAL_DIG > 0, \"\");"
    done
    cat <<'END'
_Static_assert(_Generic(INT64_C(1), int64_t: 1, default: 0) && UINT8_C(7) + UINTMAX_C(1) == 8, "");
_Static_assert(WCHAR_MAX > 0 && WCHAR_MIN <= 0 && WINT_MAX > 0 && WINT_MIN <= 0 && MB_LEN_MAX > 0, "");
_Static_assert(SIG_ATOMIC_MAX > 0 && SIG_ATOMIC_MIN < 0 && DECIMAL_DIG > 9 && UINTPTR_MAX > 0, "");
struct ORM_TABLE(bare) bare {
    int64_t id      ORM_COLUMN(primary_key);
    int_least16_t a ORM_COLUMN();
    uint_fast8_t b  ORM_COLUMN();
    int32_t c       ORM_COLUMN(null_if = INT_LEAST32_MIN);
    max_align_t d;
};
END
} >bare.h
exits 0 --name bare -o out bare.h -- -I "$include" -ffreestanding
keep bare bare
exits 0 --name bare -o out bare.h --resource-dir none -- -I "$include" -nostdinc
same bare bare "stand-ins without a C library"
exits 0 --name bare -o out bare.h --resource-dir none -- -I "$include"
same bare bare "stand-ins before a C library"

exits 1 --name plain -o out plain.h --resource-dir none -- -I "$include" -include immintrin.h
says "clang's own headers were not used" err

# What gcc alone understands: flags (tried with the command line), types, nested functions.
cat >gnu.h <<'END'
#include <orm/annotations.h>
#include <math.h>
#include <stdint.h>
_Decimal64 add(_Decimal64 a, _Decimal64 b);
extern _Float128 scale(_Float128 x);
static inline int outer(int x)
{
    int inner(int y)
    {
        return y + x;
    }
    return inner(2);
}
struct money { _Decimal64 amount; };
struct ORM_TABLE(account) account {
    int64_t id ORM_COLUMN(primary_key);
    _Float128 wide;
    _Decimal128 wider;
    struct money money;
};
END
exits 0 --name gnu -o out gnu.h -- -I "$include" -D_GNU_SOURCE
says 'sizeof(struct account) == 64' out/gnu.orm.c
sed 's/wider;/wider ORM_COLUMN();/' gnu.h >wider.h
exits 1 --name gnu -o out wider.h -- -I "$include" -D_GNU_SOURCE
says "'wider' cannot be a column" err

# What clang refuses and no table rests on is a warning; what one rests on is an error.
cat >odd.h <<'END'
typedef missing_t odd_t;
enum { ODD = MISSING + 1 };
struct odd { odd_t member; };
extern int odd_function(missing_t);
register void *odd_register __asm__("r14");
static const int odd_value = __builtin_of_another_compiler(3);
END
cat >rest.h <<'END'
#include <orm/annotations.h>
#include "odd.h"
struct ORM_TABLE(rest) rest {
    int id ORM_COLUMN(primary_key);
    struct odd *mere;
    WHAT
};
END
cp rest.h all.h
rests() {
    sed "s/WHAT/$2/" all.h >rest.h
    exits "$1" --name rest -o out rest.h -- -I "$include"
}
rests 0 ''
says 'odd.h:1:9: warning: clang refuses this, and no table rests on it: unknown type name' "$work/err"
$CC -std=c11 -I"$include" -fsyntax-only rest.h >/dev/null 2>&1 && fail "$CC takes odd.h"
rests 1 'int more ORM_COLUMN(default = "x");'
says '1 error and ' "$work/err"
for what in 'odd_t member;' 'struct odd member;' 'struct odd *member ORM_COLUMN();' \
    'char member[sizeof(struct odd)];' 'struct { odd_t member; } inner;'; do
    rests 1 "$what"
    says 'odd.h:1:9: error: unknown type name' "$work/err"
done
rests 1 '}; _Static_assert(sizeof(struct rest) == 3, ""); struct last {'
says 'error: static assertion failed' "$work/err"
rests 1 'char member[ODD];'
says 'odd.h:2:14: error: use of undeclared identifier' "$work/err"
rests 1 'int a; }; ) struct last {'
says 'expected identifier' "$work/err"

# compile_commands.json: of the named file, or of one that is named like the header.
mkdir -p 'data base/b' 'data base/b/in c' src
cat >'data base/b/in c/config.h' <<'END'
#define KEY int
END
cat >'data base/compile_commands.json' <<END
[{"directory": "$work/data base/b", "file": "$work/src/shop.c",
  "arguments": ["gcc", "-march=unheard-of", "-I", "in c", "-I$include", "-include", "in c/config.h", "-c", "$work/src/shop.c"]},
 {"directory": "$work/data base/b", "file": "../../src/other.c",
  "command": "gcc -DKEY=long -isystem $include -c ../../src/other.c"}]
END
cat >src/shop.h <<'END'
#include <orm/annotations.h>
struct ORM_TABLE(shop) shop {
    KEY id ORM_COLUMN(primary_key);
};
END
exits 0 --name shop -o out src/shop.h -p 'data base'
says ', int *: 1' out/shop.orm.c
exits 0 --name shop -o out src/shop.h -p 'data base' --like src/other.c
says ', long *: 1' out/shop.orm.c
exits 0 --name shop -o out src/shop.h -p 'data base' --like src/other.c -- -UKEY '-DKEY=long long'
says ', long long *: 1' out/shop.orm.c
ln -s src linked
exits 0 --name shop -o out src/shop.h -p 'data base' --like linked/other.c
says ', long *: 1' out/shop.orm.c
touch src/other.c
exits 0 --name shop -o out src/shop.h -p 'data base' --like linked/other.c
says ', long *: 1' out/shop.orm.c
exits 2 --name shop -o out src/shop.h -p 'data base' --like src/others.c
says "has no entry for $work/src/others.c; --like names a file that has one" err
exits 2 --name shop -o out src/shop.h -p src
says "cannot read compile_commands.json in $work/src" err
mkdir broken
printf '[{"directory": "/",\n "file" "a.c"}]' >broken/compile_commands.json
exits 2 --name shop -o out src/shop.h -p broken
says "$work/broken/compile_commands.json:2:9: error: this is no compilation database: Unexpected token" err
[ "$(wc -l <err)" -eq 4 ] || fail 'more is said of a compilation database than what is wrong'
exits 2 --name shop -o out src/shop.h -p broken --diagnostics=json
[ "$(wc -l <err)" -eq 1 ] || fail 'what libclang says of a compilation database is beside the JSON'
echo '[{"directory": "/", "file": "a.c"}]' >broken/compile_commands.json
exits 2 --name shop -o out src/shop.h -p broken
says "cannot read compile_commands.json in $work/broken: Missing key: \"command\"" err
[ "$(wc -l <err)" -eq 2 ] || fail 'more is said of a compilation database than what is missing'

# What -include names is in the working folder of the entry, or where "..." is searched; a file of its
# name in ours is another. -working-directory has the last word on that folder.
mkdir -p forced/b forced/conf forced/quoted forced/last
echo '#define KEY short' >forced/conf/forced.h
echo '#define KEY long' >forced/quoted/forced.h
echo '#define KEY int' >forced/last/late.h
echo '#define KEY no_type' >forced.h
entry() {
    printf '[{"directory": "%s/forced/b", "file": "%s/src/shop.c", "command": "gcc -I%s %s -c x.c"}]\n' \
        "$work" "$work" "$include" "$1" >forced/b/compile_commands.json
}
# finds TYPE FLAGS: with these flags the key is of this type.
finds() {
    entry "$2"
    exits 0 --name shop -o out src/shop.h -p forced/b
    says ", $1 *: 1" out/shop.orm.c
}
finds short '-include forced.h -I../conf'
finds short '-I ../conf -includeforced.h'
finds short '-include ../conf/forced.h'
finds short '-imacros forced.h -I ../nowhere -I ../conf -I ../quoted'
finds long '-include forced.h -I ../conf -iquote ../quoted'
finds short '-isystem ../conf -include forced.h'
finds int '-idirafter ../last -include late.h'
finds int '-working-directory=../last -include late.h'
finds int '-working-directory ../last -include late.h'
finds short '-include-pch forced.pch -include ../conf/forced.h'
cp forced/quoted/forced.h forced/b
finds long '-I../conf -include forced.h'
entry '-include absent.h'
exits 1 --name shop -o out src/shop.h -p forced/b
says "'absent.h' file not found" err

# Where there are both, the entries of compile_commands.json count.
echo '-DKEY=char' >forced/b/compile_flags.txt
finds long '-include forced.h'
rm forced/b/compile_commands.json
printf '%s\n' "-I$include" -include ../conf/forced.h >forced/b/compile_flags.txt
exits 0 --name shop -o out src/shop.h -p forced/b
says ', short *: 1' out/shop.orm.c

# Flags in files, which may name others.
printf "'-DKEY=long  int'\r\n\t@%s/src/more.rsp" "$work" >src/args.rsp
printf '%s "%s"' -I "$include" >src/more.rsp
exits 0 --name shop -o out src/shop.h -- @src/args.rsp
says ', long *: 1' out/shop.orm.c
echo @../../src/args.rsp >forced/b/compile_flags.txt
exits 0 --name shop -o out src/shop.h -p forced/b
says ', long *: 1' out/shop.orm.c
exits 2 --name shop -o out src/shop.h -- @args.rsp
says 'cannot read the compiler flags in @args.rsp: No such file or directory' err
echo @own.rsp >own.rsp
exits 2 --name shop -o out src/shop.h -- @own.rsp
says 'cannot read the compiler flags in @own.rsp: Too many levels' err
rm forced.h

# Another machine: its own headers, its own sizes.
mkdir -p root/usr/include
cat >root/usr/include/machine.h <<'END'
typedef long word;
END
cat >cross.h <<'END'
#include <orm/annotations.h>
#include <machine.h>
struct ORM_TABLE(cross) cross {
    word id ORM_COLUMN(primary_key);
};
END
for target in i686-pc-linux-gnu:4 aarch64-linux-gnu:8 arm-linux-gnueabihf:4 riscv64-linux-gnu:8; do
    exits 0 --name cross -o out cross.h -- -I "$include" "--target=${target%:*}" "--sysroot=$work/root"
    says "sizeof(long) != ${target#*:}" out/cross.orm.c
done
exits 1 --name cross -o out cross.h -- -I "$include"
says "'machine.h' file not found" err
exits 2 --name cross -o out cross.h -- -I "$include" --target=no-such-machine
says '--target=no-such-machine' err

# A header that another must precede.
echo '#define LENGTH 8' >config.h
cat >needy.h <<'END'
#include <orm/annotations.h>
struct ORM_TABLE(needy) needy {
    int id ORM_COLUMN(primary_key);
    char name[LENGTH] ORM_COLUMN();
};
END
exits 1 --name needy -o out needy.h -- -I "$include"
says "undeclared identifier 'LENGTH'" err
says 'name that one: --include FILE' err
exits 0 --name needy -o out needy.h --include config.h -- -I "$include" -I .
says '#include "config.h"' out/needy.orm.h

# A header that includes what the scan is to make, in a folder that is not there yet.
cat >early.h <<'END'
#pragma once
#include <orm/annotations.h>
#include "early.orm.h"
#include "gen/early.orm.h"
struct ORM_TABLE(early) early {
    int id ORM_COLUMN(primary_key);
};
END
mkdir gen
exits 0 --name early -o gen early.h -- -I "$include" -I "$build_include" -I .

# Texts longer than every compiler must take.
long=$(printf '%5000s' '' | tr ' ' x)
cat >long.h <<END
#include <orm/annotations.h>
struct ORM_TABLE() long_texts {
    int id ORM_COLUMN(primary_key);
    char *text ORM_COLUMN(default = "$long", check = "{text} <> 'a$long'");
};
END
exits 0 --name long -o out long.h -- -I "$include"
${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror -I "$include" -I "$build_include" -I . -c -o long.o \
    out/long.orm.c 2>err || fail "the tables of a long text"

# A header that says which names it wants of the system: the generated code sees them, too.
cat >wants.h <<'END'
#define _GNU_SOURCE
#include <sys/stat.h>
#include <sys/utsname.h>
#include <orm/annotations.h>
ORM_MAP(st, struct stat, name = files) {
    ORM_MEMBER(st_ino, primary_key, assigned);
    ORM_MEMBER(st_atim);
}
struct ORM_TABLE() machine {
    int id ORM_COLUMN(primary_key);
    struct utsname names ORM_COLUMN(as = bytes);
};
END
exits 0 --name wants -o out wants.h -- -I "$include" -std=c11
${CC:-cc} -std=c11 -I "$include" -I "$build_include" -I . -c -o wants.o out/wants.orm.c 2>err ||
    fail "the tables of a header that defines _GNU_SOURCE"

# Tables in a text that a header includes: none, and that is said; members are read.
cat >members.inc <<'END'
    int id ORM_COLUMN(primary_key);
END
cat >tables.inc <<'END'
struct ORM_TABLE(inner) inner {
#include "members.inc"
};
END
printf '%s\n' '#include <orm/annotations.h>' '#include "tables.inc"' 'struct ORM_TABLE(outer) outer {' \
    '#include "members.inc"' '};' >outer.h
exits 0 --name outer -o out outer.h -- -I "$include"
says "tables.inc:1:8: warning: 'inner' becomes no table: tables.inc is included" err
says '1 warning' err
says 'outer_entity' out/outer.orm.h
mv tables.inc tables.h
sed -i 's/tables.inc/tables.h/' outer.h
exits 0 --name outer -o out outer.h -- -I "$include"
[ ! -s err ] || fail 'a header of another target is a warning'

# A header that C++ reads, too.
cat >both.h <<'END'
#ifndef BOTH_H
#define BOTH_H
#include <orm/annotations.h>
#ifdef __cplusplus
#include <string>
extern "C" {
#endif
struct ORM_TABLE(both) both {
    int id ORM_COLUMN(primary_key);
#ifdef __cplusplus
    std::string name() const;
#endif
};
#ifdef __cplusplus
}
#endif
#endif
END
exits 0 --name both -o out both.h -- -I "$include" -x c++ -std=c++17

# Paths with blanks and letters beyond ASCII.
o=$(printf '\303\266') # of UTF-8
odd="a b/${o}n \$x (y)"
mkdir -p "$odd/out dir"
cp both.h "$odd/b${o}th tables.h"
exits 0 --name both -o "$odd/out dir" "$odd/b${o}th tables.h" --depfile "$odd/d" -- -I "$include" -I "$odd"
says "#include \"b${o}th tables.h\"" "$odd/out dir/both.orm.h"
says "b${o}th\\ tables.h" "$odd/d"
${CC:-cc} -std=c11 -I "$include" -I "$build_include" -I "$odd" -c -o both.o "$odd/out dir/both.orm.c" 2>err ||
    fail "the tables of a header in '$odd'"
sed 's/KEY/nokey/' src/shop.h >"$odd/wr${o}ng.h"
exits 1 --name both -o out "$odd/wr${o}ng.h" -- -I "$include"
says "$odd/wr${o}ng.h:3:5: error: unknown type name 'nokey'" err
exits 1 --name both -o out "$odd/wr${o}ng.h" --diagnostics=json -- -I "$include"
says "\"file\":\"$odd/wr${o}ng.h\",\"line\":3" err

cp both.h 'a"b.h'
exits 2 --name both -o out 'a"b.h' -- -I "$include"
says 'cannot be included' err

# A disk that is full, and a folder that is read-only: nothing is half-written.
cp -R out full
cp full/both.orm.h before.h
sed 's/int id/long id/' both.h >changed.h
(
    trap '' XFSZ
    ulimit -f 1
    exec "$scan" --name both -o full changed.h -- -I "$include"
) >stdout 2>err && fail "a full disk is no error"
says 'cannot write' err
cmp -s before.h full/both.orm.h || fail "a full disk changed a file"
[ -z "$(find full -name '*.tmp')" ] || fail "a full disk left $(find full -name '*.tmp')"
mkdir small
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=4k tmpfs small 2>/dev/null; then
    mounted=$work/small
    exits 2 --name both -o small both.h -- -I "$include"
    says 'No space left on device' err
    [ -z "$(ls small)" ] || fail "a full disk keeps $(ls small)"
    mount -o remount,ro,size=64k small
    exits 2 --name both -o small both.h -- -I "$include"
    says 'cannot write to small: Read-only file system' err
    umount small
    mounted=
elif [ "$(id -u)" -ne 0 ]; then
    chmod a-w small
    exits 2 --name both -o small both.h -- -I "$include"
    says 'cannot write to small: Permission denied' err
fi

# A type of a mapping that is none: libclang's answers about it must not be asked further.
cat >untyped.h <<'END'
#include <orm/annotations.h>
struct plain { int id; };
ORM_MAP(plain, struct plain name = plain) { ORM_MEMBER(id, primary_key); }
END
exits 1 --name both -o out untyped.h -- -I "$include"
says "untyped.h:3:16: error: 'struct plain name = plain' is no struct" err
sed 's/struct plain name = plain/unique, struct plain/' untyped.h >untyped_member.h
exits 1 --name both -o out untyped_member.h -- -I "$include"
says "untyped_member.h:3:16: error: 'unique' is no struct" err

# Macros that expand in others a thousand times: which argument a place in such a file belongs to, clang would
# compute for minutes.
{
    echo '#define PASS1(...) __VA_ARGS__'
    for n in 2 4 8 16 32 64 128 256 512 1024; do
        echo "#define PASS$n(...) PASS$((n / 2))(PASS$((n / 2))(__VA_ARGS__))"
    done
    cat <<'END'
#define NOTHING()
#define NEXT_() NEXT
#define NEXT(x, ...) x __VA_OPT__(+ NEXT_ NOTHING NOTHING()() ()(__VA_ARGS__))
#define SUM(...) PASS1024(NEXT(__VA_ARGS__))
enum { ALL = SUM(SUM(SUM(SUM(SUM(1, 2), 2), SUM(3, 4), SUM(5, 6)), SUM(7, 8))) };
END
} >sums.h
cat >sum.h <<'END'
#include "sums.h"
#include <orm/annotations.h>
struct ORM_TABLE() row { int id ORM_COLUMN(primary_key); };
END
{ sed 1d sum.h && cat sums.h && echo 'ORM_COLUM() int nothing;'; } >wrong_sum.h
for header in sum.h wrong_sum.h; do
    status=0
    timeout 20 "$scan" --name sum -o out $header -- -I "$include" >stdout 2>err || status=$?
    [ "$status" -lt 2 ] || fail "$header: status $status, or no end within 20 seconds"
done
says "there is no annotation 'ORM_COLUM'" err

[ "$failures" -eq 0 ]
