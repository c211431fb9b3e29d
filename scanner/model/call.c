/* Owns the list of the typed calls. */
#include "model/call.h"

#include <stddef.h>
#include <stdint.h>

#include "model/find.h"

/* clang-format off */
const scan_call scan_calls[SCAN_CALLS] = {
    { "insert", SCAN_CALL_ALWAYS, ORM_USE_INSERT, false, "@ *row", "row", NULL },
    { "insert_with_key", SCAN_CALL_GENERATED, ORM_USE_INSERT, false, "const @ *row", "row", NULL },
    { "insert_with", SCAN_CALL_ALWAYS, ORM_USE_INSERT, false,
      "@ *row, const orm_insert_options *options", "row, options", NULL },
    { "insert_many", SCAN_CALL_ALWAYS, ORM_USE_INSERT, false,
      "@ *rows, size_t count, const orm_insert_options *options", "rows, count, options", NULL },
    { "upsert", SCAN_CALL_ALWAYS, ORM_USE_CHANGE, false,
      "@ *row, const orm_conflict *conflict", "row, conflict", NULL },
    { "upsert_many", SCAN_CALL_ALWAYS, ORM_USE_CHANGE, false,
      "@ *rows, size_t count, const orm_conflict *conflict", "rows, count, conflict", NULL },
    { "insert_or_ignore", SCAN_CALL_ALWAYS, ORM_USE_INSERT, false,
      "@ *row, const orm_conflict *conflict, bool *inserted_out",
      "row, conflict, inserted_out", NULL },
    { "find_or_insert", SCAN_CALL_ALWAYS, ORM_USE_INSERT, false,
      "@ *row, const orm_conflict *conflict, bool *inserted_out",
      "row, conflict, inserted_out", NULL },
    { "find", SCAN_CALL_KEYED, ORM_USE_READ, true, "@ *row_out, orm_arena *arena", "row_out, arena", NULL },
    { "reload", SCAN_CALL_KEYED, ORM_USE_READ, false, "@ *row, orm_arena *arena", "row, arena", NULL },
    { "exists", SCAN_CALL_KEYED, ORM_USE_READ, true, "bool *exists_out", "exists_out", NULL },
    { "update", SCAN_CALL_KEYED, ORM_USE_CHANGE, false, "#@ *row", "row", NULL },
    { "update_with", SCAN_CALL_KEYED, ORM_USE_CHANGE, false,
      "@ *row, const orm_update_options *options", "row, options", NULL },
    { "update_many", SCAN_CALL_KEYED, ORM_USE_CHANGE, false,
      "@ *rows, size_t count, const orm_update_options *options", "rows, count, options", NULL },
    { "delete", SCAN_CALL_KEYED, ORM_USE_CHANGE, false, "const @ *row", "row", NULL },
    { "delete_key", SCAN_CALL_KEYED, ORM_USE_CHANGE, true, "", "", NULL },
    { "delete_many", SCAN_CALL_KEYED, ORM_USE_CHANGE, false, "const @ *rows, size_t count", "rows, count", NULL },
    { "update_where", SCAN_CALL_ALWAYS, ORM_USE_CHANGE, false,
      "const orm_expr *set, const orm_expr *where, int64_t *count_out",
      "set, where, count_out", NULL },
    { "update_all", SCAN_CALL_ALWAYS, ORM_USE_CHANGE, false,
      "const orm_expr *set, int64_t *count_out", "set, count_out", NULL },
    { "delete_where", SCAN_CALL_ALWAYS, ORM_USE_CHANGE, false,
      "const orm_expr *where, int64_t *count_out", "where, count_out", NULL },
    { "delete_all", SCAN_CALL_ALWAYS, ORM_USE_CHANGE, false, "int64_t *count_out", "count_out", NULL },
    { "select", SCAN_CALL_ALWAYS, ORM_USE_READ, false,
      "const orm_query *query, orm_rows **rows_out", "query, rows_out", NULL },
    { "first", SCAN_CALL_ALWAYS, ORM_USE_READ, false,
      "const orm_query *query, @ *row_out, orm_arena *arena", "query, row_out, arena", NULL },
    { "one", SCAN_CALL_ALWAYS, ORM_USE_READ, false,
      "const orm_query *query, @ *row_out, orm_arena *arena", "query, row_out, arena", NULL },
    { "collect", SCAN_CALL_ALWAYS, ORM_USE_READ, false,
      "const orm_query *query, orm_arena *arena, @ **rows_out, size_t *count_out",
      "query, arena, rows_out, count_out", NULL },
    { "select_into", SCAN_CALL_ALWAYS, ORM_USE_READ, false,
      "const orm_query *query, @ *rows, size_t capacity, orm_arena *arena, size_t *count_out",
      "query, &room, count_out", "const orm_room room = { rows, capacity, arena };" },
    { "raw_select", SCAN_CALL_ALWAYS, ORM_USE_SQL, false,
      "const orm_raw *raw, orm_rows **rows_out", "raw, rows_out", NULL },
    { "count", SCAN_CALL_ALWAYS, ORM_USE_READ, false,
      "const orm_query *query, int64_t *count_out", "query, count_out", NULL },
    { "exists_where", SCAN_CALL_ALWAYS, ORM_USE_READ, false,
      "const orm_expr *where, bool *exists_out", "where, exists_out", NULL },
};
/* clang-format on */

static bool has_version(const scan_entity *entity)
{
    uint16_t i = 0;
    while (i < entity->field_count && !entity->fields[i].version) {
        i++;
    }
    return i < entity->field_count;
}

static bool is_generated(const scan_entity *entity)
{
    uint16_t i = 0;
    while (i < entity->field_count && !entity->fields[i].generated) {
        i++;
    }
    return i < entity->field_count;
}

/* As meta/use has it. A part of nothing has been reported. */
scan_callable scan_call_about(const scan_entity *entity)
{
    scan_callable about = { .is_keyed = scan_find_key_size(entity) > 0,
                            .is_generated = is_generated(entity) };
    const scan_entity *whole = entity->part_of;
    switch (entity->kind) {
    case ORM_ENTITY_TABLE:
        about.is_read = about.is_inserted = about.is_changed = true;
        break;
    case ORM_ENTITY_PART:
        about.is_read = true;
        about.is_inserted = about.is_keyed && (whole == NULL || whole->kind == ORM_ENTITY_TABLE);
        about.is_changed =
            about.is_inserted && (whole == NULL || has_version(entity) || !has_version(whole));
        break;
    case ORM_ENTITY_VIEW:
        about.is_read = true;
        break;
    case ORM_ENTITY_RESULT:
        break;
    }
    return about;
}

static bool is_usable(orm_use use, const scan_callable *about)
{
    switch (use) {
    case ORM_USE_SQL:
        break;
    case ORM_USE_READ:
        return about->is_read;
    case ORM_USE_INSERT:
        return about->is_inserted;
    case ORM_USE_CHANGE:
        return about->is_changed;
    }
    return true;
}

bool scan_call_is_made(const scan_call *call, const scan_callable *about)
{
    if (!is_usable(call->use, about)) {
        return false;
    }
    switch (call->when) {
    case SCAN_CALL_KEYED:
        return about->is_keyed;
    case SCAN_CALL_GENERATED:
        return about->is_generated;
    case SCAN_CALL_ALWAYS:
        break;
    }
    return true;
}
