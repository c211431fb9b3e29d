#!/bin/sh
# instructions.sh BENCH [ROWS]: instructions for each operation, Corm beside hand-written C, counted by
# callgrind. Unlike times they are the same on each run, so there are gates: exits with 1 where Corm takes
# more than the gate allows. SQLite in memory; of PostgreSQL, which ORM_TEST_POSTGRESQL names if it is set,
# only the client is counted, and only reported. Each task is counted in its second round, when both sides
# have prepared their statements; the library that holds the engine is in the count of both.
set -eu
unset CDPATH
bench=$1
rows=${2:-2000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP

count() {
    rm -f "$work/counts"
    if ! valgrind --tool=callgrind --instr-atstart=no --combine-dumps=yes --callgrind-out-file="$work/counts" \
        "$bench" --rows "$rows" --rounds 2 "$1" >"$work/log" 2>&1; then
        cat "$work/log" >&2
        return 1
    fi
}

# The later one of two dumps of the same task and side is that of the second round.
print_table() {
    awk -v gated="$2" -v engine="$1" '
    BEGIN {
        tasks = split("INSERT_WITH_KEY INSERT_GENERATED FIND SCAN QUERY UPDATE DELETE", task)
        split("1.10 1.10 1.10 0.90 1.00 1.10 1.05", ratio_gate)
        split("- - 0 0.01 - 0 0", allocation_gate)
    }
    /^desc: Trigger: Client Request: / {
        name = $5 " " $6
        operations[name] = $7
        allocations[name] = $8
    }
    /^totals: / && name != "" { instructions[name] = $2; name = "" }
    function judge(value, gate) {
        if (!gated || gate == "-" || value <= gate + 0) return ""
        failed = 1
        return "  <- over its gate"
    }
    END {
        printf "\n%s\n  %-18s %9s %9s %7s %5s   %12s %7s %5s\n", engine, "instructions for each", "hand", "Corm",
            "ratio", gated ? "gate" : "", "allocations", "Corm", gated ? "gate" : ""
        for (i = 1; i <= tasks; i++) {
            hand = task[i] " hand"; corm = task[i] " corm"
            if (!instructions[hand] || !instructions[corm]) {
                print "instructions.sh: no count of " task[i] ": was it built with valgrind/callgrind.h?"
                exit 1
            }
            ratio = instructions[corm] / operations[corm] / (instructions[hand] / operations[hand])
            each = allocations[corm] / operations[corm]
            printf "  %-21s %9.0f %9.0f %7.3f %5s   %12.3f %7.3f %5s%s%s\n", task[i],
                instructions[hand] / operations[hand], instructions[corm] / operations[corm], ratio,
                gated ? ratio_gate[i] : "", allocations[hand] / operations[hand], each,
                gated ? allocation_gate[i] : "", judge(ratio, ratio_gate[i]), judge(each, allocation_gate[i])
        }
        exit failed
    }' "$work/counts"
}

status=0
count sqlite::memory:
print_table "sqlite::memory:" 1 || status=1
if [ -n "${ORM_TEST_POSTGRESQL:-}" ]; then
    count "$ORM_TEST_POSTGRESQL"
    print_table "postgresql, the client alone, for comparison" 0 || status=1
fi
exit $status
