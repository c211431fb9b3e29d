#!/bin/sh
# The typed macros and one-liners: each right use compiles without a warning, each wrong one does not
# compile, and the compiler says why.
#
#     run.sh ROOT BUILD COMPILER...
set -eu
root=$1
build=$2
shift 2
here=$root/tests/compile_fail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
wrong=0

complain() {
    printf '%s: %s\n    %s\n' "$compiler" "$1" "$2" >&2
    wrong=1
}

write_program() {
    cat >"$folder/case.c" <<END
#include <stdbool.h>
#include "kinds.orm.h"
#include "shop.orm.h"
#define NULL_POINTER ((void *)0)
#define ID orm_asc(customer_.id)
void use(const orm_expr *expr);
void use_query(const orm_query *query);
void use_columns(const orm_handle *const *columns);
#define EIGHT customer_.id, customer_.id, customer_.id, customer_.id, customer_.id, customer_.id, customer_.id, customer_.id
void use_status(orm_status status);
void body(orm_db *db, orm_rows *rows, struct customer customer, struct invoice invoice);
void body(orm_db *db, orm_rows *rows, struct customer customer, struct invoice invoice)
{
    const char *text = "t";
    int64_t number = 1;
    double real = 1;
    unsigned char blob[] = { 1, 2, 3 };
    const char *const texts[] = { "a", "b", "c" };
    const int64_t numbers[] = { 1, 2, 3 };
    const double reals[] = { 1, 2, 3 };
    void *pointers[] = { blob, blob, blob };
    const orm_array_handle array = { { 0 } };
    const orm_json_handle json = { { 0 } };
    const orm_interval_handle span = { { 0 } };
    const orm_interval interval = { 0 };
    (void)db, (void)rows, (void)customer, (void)invoice, (void)text, (void)number, (void)real;
    (void)blob, (void)texts, (void)numbers, (void)reals, (void)pointers, (void)array, (void)json;
    (void)span, (void)interval;
    $1;
}
END
}

compile() {
    write_program "$1"
    LC_ALL=C "$compiler" -std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -c \
        -o "$folder/case.o" -I "$root/include" -I "$build/include" -I "$root/tests/support/models" "$folder/case.c" \
        >"$folder/said" 2>&1
}

# Lines of a file without comments and empty ones.
lines_of() {
    grep -v -e '^#' -e '^$' "$here/$1"
}

for compiler; do
    lines_of right.txt >"$folder/right"
    while IFS= read -r code; do
        compile "$code" || complain "$(head -3 "$folder/said")" "$code"
    done <"$folder/right"
    lines_of cases.txt >"$folder/cases"
    while IFS= read -r line; do
        text=${line%% | *}
        code=${line#* | }
        if compile "$code"; then
            complain "this compiles" "$code"
        elif ! grep -qiF -- "$text" "$folder/said"; then
            complain "does not say '$text' but $(head -3 "$folder/said")" "$code"
        fi
    done <"$folder/cases"
done
exit "$wrong"
