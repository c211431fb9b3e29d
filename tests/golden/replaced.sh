#!/bin/sh
# replaced.sh ORM_SCAN: a macro behind the structs, of any name that the generated code writes, is told or
# leaves that code what it is. $INCLUDES holds the folders of orm.h, separated by ':'; $CC compiles.
set -u
unset CDPATH
scan=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
include=${INCLUDES%%:*}
build_include=${INCLUDES##*:}
failures=0

fail() {
    echo "FAILED: $*" >&2
    failures=$((failures + 1))
}

cd "$work" || exit 1
mkdir plain tried

cat >plain/all.h <<'END'
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum colour { RED, BLUE };
enum grade { LOW ORM_LABEL("low"), HIGH = 5 };
typedef enum { SMALL, LARGE } extent;

struct amount {
    int64_t sat;
};

struct money {
    int64_t cents, tens;
};
struct twin {
    int64_t cents, tens;
};
orm_status money_out(const orm_slot *from, orm_value *to, orm_arena *room, orm_error *error);
orm_status money_in(const orm_value *from, orm_slot *to, orm_arena *room, orm_error *error);
ORM_CONVERTER(struct money, kind = int64, encode = money_out, decode = money_in);

struct place {
    char *street ORM_COLUMN();
    int32_t house ORM_COLUMN(null_flag = is_flat);
    int32_t other_house;
    bool is_flat, other_flat;
};

struct route {
    struct place from ORM_COLUMN();
    struct place *via ORM_COLUMN();
};

struct ORM_TABLE() owner {
    int64_t id ORM_COLUMN(primary_key);
    uint8_t *token ORM_COLUMN(unique, size = token_size);
    size_t token_size, other_size;
    struct item **items ORM_HAS_MANY(item.owner_id, count = item_count);
    size_t item_count, other_count;
};

typedef struct ORM_TABLE(unique(label, hue)) item {
    int64_t number ORM_COLUMN(primary_key);
    int64_t owner_id ORM_COLUMN(references = owner.id);
    struct owner *holder ORM_BELONGS_TO(owner_id);
    char label[16] ORM_COLUMN();
    enum colour hue : 3 ORM_COLUMN();
    enum grade grade ORM_COLUMN(unique);
    extent extent ORM_COLUMN();
    struct amount paid ORM_COLUMN();
    struct money price ORM_COLUMN();
    struct route way ORM_COLUMN();
    int32_t *weight ORM_COLUMN();
    int16_t *steps ORM_COLUMN(count = step_count);
    uint32_t step_count, other_steps;
    float ratios[3] ORM_COLUMN();
    int32_t rest ORM_COLUMN(null_flag = rest_is_null);
    bool rest_is_null : 1, other_rest : 1;
    struct timespec made ORM_COLUMN();
} item;

struct bound {
    int32_t low, high;
};

struct frame {
    uint32_t key_number;
    struct bound bounds[2];
    struct bound *outer;
    union {
        int32_t whole;
        float part;
    } content;
};

ORM_MAP(shown, struct frame)
{
    ORM_MEMBER(key_number, primary_key, assigned);
    ORM_MEMBER(bounds[1].low);
    ORM_MEMBER(outer->high);
    ORM_MEMBER(content.whole);
}
END

# scan_in FOLDER: what comes out is beside the header.
scan_in() {
    (cd "$1" && "$scan" --name all -o . all.h -- "-I$include" "-I$build_include") 2>"$1/err"
}

# What the compiler makes of the tables: two that are alike have the same offsets and values.
assemble_in() {
    (cd "$1" && "${CC:-cc}" -std=c11 -S -I. "-I$include" "-I$build_include" -o all.s all.orm.c)
}

# comes_out_alike WHAT: the header that is tried gives the tables of the plain one.
comes_out_alike() {
    if ! assemble_in tried 2>tried/err; then
        fail "$1: is accepted, and what comes out does not compile:"
        cat tried/err >&2
    elif ! cmp -s plain/all.s tried/all.s; then
        fail "$1: is accepted, and changes the tables"
    fi
}

names_it() {
    grep -qE "error: .*'(struct )?$1'" tried/err
}

# try NAME REPLACEMENT
try() {
    status=0
    rm -f tried/*
    { cat plain/all.h && printf '#define %s %s\n' "$1" "$2"; } >tried/all.h
    scan_in tried || status=$?
    if [ "$status" -eq 0 ]; then
        comes_out_alike "#define $1 $2"
        echo "$1 $2" >>accepted
    elif [ "$status" -ne 1 ] || ! names_it "$1"; then
        fail "#define $1 $2: status $status, and does not name it:"
        cat tried/err >&2
    elif grep -q "the macro '$1' would replace" tried/err; then
        echo "$1" >>inner
    fi
}

if ! scan_in plain || ! assemble_in plain; then
    cat plain/err >&2
    exit 1
fi

# The names outside of strings and comments that are none of C's or the library's. Those of members that the
# library's tables initialise are the library's, unless the header has them, too.
names_in() {
    sed -e 's/"[^"]*"//g' -e 's@/\*.*\*/@@g' -e '/^ *#/d' "$@" | grep -oE '[A-Za-z_][A-Za-z_0-9]*' |
        grep -vE '^_|^(orm|ORM)_|^x[0-9a-f]*$' | sort -u
}
names_in plain/all.h >written
sed -n 's/^#undef //p' "$include/orm/sys/names.h" | sort | comm -23 - written >labels
names_in plain/all.orm.c plain/all.orm.h | comm -23 - labels |
    grep -vxE 'UINT64_C|bool|char|const|default|enum|extern|float|inline|long|offsetof|return|sizeof' |
    grep -vxE 'static|struct|true|uint16_t|uint64_t|void|ALL_ORM_API' >names
[ "$(wc -l <names)" -gt 100 ] || fail "only $(wc -l <names) names come out"

# Symbols are told without a look at what the macro is: many at once, as one run tells.
comm -23 names written | grep -E '^(owner|item|shown|all)_|_(enum|labels)$' >symbols
split -l 50 symbols symbols.
for some in symbols.*; do
    rm -f tried/*
    { cat plain/all.h && sed 's/.*/#define & 16/' "$some"; } >tried/all.h
    scan_in tried && fail "macros of symbols are accepted"
    while read -r name; do
        names_it "$name" || fail "#define $name 16: is not told"
    done <"$some"
done

: >accepted
: >inner
comm -23 names symbols >others
while read -r name; do
    try "$name" 16
done <others

# Something else of the same kind compiles, and is not the same.
while read -r name replacement; do
    try "$name" "$replacement"
done <<'END'
token_size other_size
is_flat other_flat
step_count other_steps
rest_is_null other_rest
house other_house
low high
whole part
owner_id number
number owner_id
bounds outer
money twin
place bound
owner frame
extent colour
money_out money_in
RED BLUE
LOW HIGH
SMALL LARGE
by_label by_hue
row row_out
db arena
key int64_t
street
token_size token_size + 0
token_size (token_size)
token_size token_size[0]
token_size way.token_size
int64_t int32_t
uint8_t unsigned
END

# The tables free names that are members of the library's, too.
cut -d ' ' -f 1 accepted | while read -r name; do
    grep -qx "#undef $name" "$include/orm/sys/names.h" || echo "$name"
done >missed
[ ! -s missed ] || fail "accepted: $(cat missed)"

# What does no harm is accepted.
while read -r name replacement; do
    try "$name" "$replacement"
    tail -n 1 accepted | grep -qxF -e "$name $replacement" || fail "#define $name $replacement: is refused"
done <<'END'
RED 0
HIGH 5
LARGE (SMALL + 1)
uint8_t unsigned char
int64_t __typeof__((int64_t)0)
key other_key
rows my_rows
END

# try_all WHAT TEXT: the same for all names at once; in the text NAME is one.
try_all() {
    rm -f tried/*
    cat plain/all.h >tried/all.h
    sort -u inner | while read -r name; do
        printf '%b\n' "$2" | sed "s/NAME/$name/g"
    done >>tried/all.h
    if scan_in tried; then
        comes_out_alike "$1"
    else
        fail "$1: refused:"
        cat tried/err >&2
    fi
}
try_all "macros that stand for themselves" '#define NAME NAME'
try_all "macros with arguments" '#define NAME(x) x'
try_all "macros that are gone again" '#define NAME 16\n#undef NAME'

[ "$failures" -eq 0 ]
