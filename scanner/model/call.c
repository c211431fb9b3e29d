/* Owns the list of the typed calls. */
#include "model/call.h"

#include <stddef.h>

/* clang-format off */
const scan_call scan_calls[SCAN_CALLS] = {
    { "insert", SCAN_CALL_ALWAYS, false, "@ *row", "row", NULL },
    { "insert_with_key", SCAN_CALL_GENERATED, false, "const @ *row", "row", NULL },
    { "insert_with", SCAN_CALL_ALWAYS, false,
      "@ *row, const orm_insert_options *options", "row, options", NULL },
    { "insert_many", SCAN_CALL_ALWAYS, false,
      "@ *rows, size_t count, const orm_insert_options *options", "rows, count, options", NULL },
    { "upsert", SCAN_CALL_ALWAYS, false,
      "@ *row, const orm_conflict *conflict", "row, conflict", NULL },
    { "upsert_many", SCAN_CALL_ALWAYS, false,
      "@ *rows, size_t count, const orm_conflict *conflict", "rows, count, conflict", NULL },
    { "insert_or_ignore", SCAN_CALL_ALWAYS, false,
      "@ *row, const orm_conflict *conflict, bool *inserted_out",
      "row, conflict, inserted_out", NULL },
    { "find_or_insert", SCAN_CALL_ALWAYS, false,
      "@ *row, const orm_conflict *conflict, bool *inserted_out",
      "row, conflict, inserted_out", NULL },
    { "find", SCAN_CALL_KEYED, true, "@ *row_out, orm_arena *arena", "row_out, arena", NULL },
    { "reload", SCAN_CALL_KEYED, false, "@ *row, orm_arena *arena", "row, arena", NULL },
    { "exists", SCAN_CALL_KEYED, true, "bool *exists_out", "exists_out", NULL },
    { "update", SCAN_CALL_KEYED, false, "#@ *row", "row", NULL },
    { "update_with", SCAN_CALL_KEYED, false,
      "@ *row, const orm_update_options *options", "row, options", NULL },
    { "update_many", SCAN_CALL_KEYED, false,
      "@ *rows, size_t count, const orm_update_options *options", "rows, count, options", NULL },
    { "delete", SCAN_CALL_KEYED, false, "const @ *row", "row", NULL },
    { "delete_key", SCAN_CALL_KEYED, true, "", "", NULL },
    { "delete_many", SCAN_CALL_KEYED, false, "const @ *rows, size_t count", "rows, count", NULL },
    { "update_where", SCAN_CALL_ALWAYS, false,
      "const orm_expr *set, const orm_expr *where, int64_t *count_out",
      "set, where, count_out", NULL },
    { "update_all", SCAN_CALL_ALWAYS, false,
      "const orm_expr *set, int64_t *count_out", "set, count_out", NULL },
    { "delete_where", SCAN_CALL_ALWAYS, false,
      "const orm_expr *where, int64_t *count_out", "where, count_out", NULL },
    { "delete_all", SCAN_CALL_ALWAYS, false, "int64_t *count_out", "count_out", NULL },
    { "select", SCAN_CALL_ALWAYS, false,
      "const orm_query *query, orm_rows **rows_out", "query, rows_out", NULL },
    { "first", SCAN_CALL_ALWAYS, false,
      "const orm_query *query, @ *row_out, orm_arena *arena", "query, row_out, arena", NULL },
    { "one", SCAN_CALL_ALWAYS, false,
      "const orm_query *query, @ *row_out, orm_arena *arena", "query, row_out, arena", NULL },
    { "collect", SCAN_CALL_ALWAYS, false,
      "const orm_query *query, orm_arena *arena, @ **rows_out, size_t *count_out",
      "query, arena, rows_out, count_out", NULL },
    { "select_into", SCAN_CALL_ALWAYS, false,
      "const orm_query *query, @ *rows, size_t capacity, orm_arena *arena, size_t *count_out",
      "query, &room, count_out", "const orm_room room = { rows, capacity, arena };" },
    { "raw_select", SCAN_CALL_ALWAYS, false,
      "const orm_raw *raw, orm_rows **rows_out", "raw, rows_out", NULL },
    { "count", SCAN_CALL_ALWAYS, false,
      "const orm_query *query, int64_t *count_out", "query, count_out", NULL },
    { "exists_where", SCAN_CALL_ALWAYS, false,
      "const orm_expr *where, bool *exists_out", "where, exists_out", NULL },
};
/* clang-format on */

bool scan_call_is_made(const scan_call *call, bool is_keyed, bool is_generated)
{
    switch (call->when) {
    case SCAN_CALL_KEYED:
        return is_keyed;
    case SCAN_CALL_GENERATED:
        return is_generated;
    case SCAN_CALL_ALWAYS:
        break;
    }
    return true;
}
