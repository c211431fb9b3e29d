#!/bin/sh
# contract.sh ROOT: a member of the contract that a file forgets which must know them all is silent
# otherwise: a fact that the hash ignores, that is never lowered, or never written.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$1" || exit 2
contract=include/orm/meta.h
[ -f "$contract" ] || exit 0

# struct, file that must name each of its members, members that are not its business. The hash is of
# SQL's facts.
table='
orm_column runtime/meta/hash.c
orm_column scanner/model/lower.c
orm_column scanner/emit/c_fields.c
orm_column scanner/emit/model_json.c check types
orm_default runtime/meta/hash.c
orm_default scanner/emit/c_fields.c
orm_layout runtime/meta/identity.c validate
orm_layout scanner/model/lower.c validate
orm_layout scanner/emit/c_fields.c
orm_auxiliary runtime/meta/identity.c
orm_auxiliary scanner/emit/c_fields.c
orm_group runtime/meta/identity.c member
orm_group scanner/model/lower.c
orm_group scanner/emit/c_fields.c
orm_enum runtime/meta/hash.c
orm_enum scanner/model/lower.c
orm_enum scanner/emit/c_tables.c
orm_enum_label runtime/meta/hash.c
orm_enum_label scanner/emit/c_tables.c
orm_key runtime/meta/hash.c
orm_key scanner/model/lower_key.c
orm_key scanner/emit/c_keys.c
orm_index runtime/meta/hash.c
orm_index scanner/model/lower_key.c
orm_index scanner/emit/c_keys.c
orm_foreign_key runtime/meta/hash.c
orm_foreign_key scanner/model/lower_key.c
orm_foreign_table runtime/meta/hash.c
orm_foreign_table scanner/emit/c_keys.c
orm_table_statement runtime/meta/hash.c
orm_table_statement scanner/emit/c_keys.c
orm_foreign_key scanner/emit/c_keys.c
orm_relation runtime/meta/hash.c offset count
orm_relation runtime/meta/identity.c member kind target fields field_count target_fields target_field_count link
orm_relation scanner/model/lower_relation.c
orm_relation scanner/emit/c_relations.c
orm_relation scanner/emit/model_json_relation.c offset link
orm_relation_link runtime/meta/hash.c
orm_relation_link scanner/model/lower_relation.c
orm_relation_link scanner/emit/c_relations.c
orm_entity runtime/meta/hash.c schema index size align groups group_count hooks hook_count
orm_entity scanner/model/lower.c primary_key uniques unique_count indexes index_count foreign_keys foreign_key_count relations relation_count hooks hook_count
orm_entity scanner/model/lower_key.c version schema index name kind part_of table tables table_schema renamed_from size align fields field_count groups group_count checks check_count statements statement_count relations relation_count hooks hook_count
orm_entity scanner/emit/c_tables.c
orm_schema scanner/model/lower.c layout_hash
orm_schema scanner/emit/c_tables.c
'

members_of() {
    awk -f "$here/code.awk" "$contract" | sed 's/^[^:]*:[0-9]*://' |
        sed -n "/struct $1 {/,/^}/s/^    .*[ *]\([a-z_]*\); *\$/\1/p"
}

# A member is named as .member, ->member or "member".
missing_in() {
    struct=$1 file=$2
    shift 2
    members=$(members_of "$struct")
    [ -n "$members" ] || echo "$struct: $contract has no such struct; tests/checks/contract.sh names it"
    for member in $members; do
        case " $* " in
        *" $member "*) ;;
        *) grep -qE "(->|\.)$member([^a-z_]|\$)|\"$member\"" "$file" 2>/dev/null ||
            echo "$file: $struct.$member is missing" ;;
        esac
    done
}

violations=$(printf '%s' "$table" | while read -r line; do
    # shellcheck disable=SC2086
    [ -z "$line" ] || missing_in $line
done)
if [ -n "$violations" ]; then
    printf '%s\n' "$violations"
    exit 1
fi
