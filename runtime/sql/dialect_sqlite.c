/* Owns what is SQLite's own in SQL text; versions from 3.37 (STRICT tables). */
#include <orm/sys/dialect.h>

static const char *type_of(orm_kind kind)
{
    switch (kind) {
    case ORM_KIND_BOOL:
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_DECIMAL:
        return "INTEGER";
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return "REAL";
    case ORM_KIND_TEXT:
    case ORM_KIND_ENUM:
    case ORM_KIND_DATE:
    case ORM_KIND_JSON:
    case ORM_KIND_INTERVAL:
        return "TEXT";
    case ORM_KIND_BLOB:
    case ORM_KIND_UUID:
        return "BLOB";
    case ORM_KIND_ARRAY: /* array_of */
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return "";
}

/* A list in JSON, whatever its items are. */
static const char *array_of(orm_kind element)
{
    (void)element;
    return "TEXT";
}

/* julianday() is a double and would be off by some 20 us; these two are exact to the ms, which is
 * all that the engine has, and 'now' is the same instant throughout a statement. */
#define NOW_IN_MS                                       \
    "(CAST(strftime('%s', 'now') AS INTEGER) * 1000000" \
    " + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000)"

/* What is not here: pragmas, files that are attached and detached. */
static const char *const session_keepers[] = {
    "select",  "values", "with",     "insert",    "replace", "update",  "delete",
    "begin",   "commit", "end",      "create",    "drop",    "alter",   "analyze",
    "reindex", "vacuum", "rollback", "savepoint", "release", "explain", NULL
};

const orm_dialect orm_dialect_sqlite = {
    .name = "sqlite",
    .placeholder = '?',
    .name_max = 0,
    .fold_case = true,
    .has_schemas = false,

    .type_of = type_of,
    .array_of = array_of,
    .generated_key = " PRIMARY KEY",
    .generated_key_is_primary = true,
    .bool_needs_check = true,
    .table_suffix = " STRICT",
    .now = NOW_IN_MS,
    .now_in_ms = NOW_IN_MS,
    .now_in_s = "(CAST(strftime('%s', 'now') AS INTEGER) * 1000000)",
    .bool_is_integer = true,
    .timestamp_is_integer = true,
    .decimal_is_integer = true,
    .uuid_is_blob = true,
    .uuid_check = "length(@) = 16",
    .json_check = "@ IS NULL OR json_valid(@)", /* of NULL it is 0 in some versions */
    /* json_type is no question to ask of what is no JSON */
    .array_check = "CASE WHEN json_valid(@) THEN json_type(@) = 'array' ELSE @ IS NULL END",
    .interval_check = "@ GLOB 'P?*'",
    .first_timestamp = INT64_MIN,
    .infinity = "9e999",
    .nan = "NULL",
    .blob_prefix = "X'",
    .blob_suffix = "'",

    .like = { "@ GLOB ?", ORM_PATTERN_GLOB }, /* LIKE folds ASCII and cannot use an index */
    .ilike = { "@ LIKE ? ESCAPE '\\'", ORM_PATTERN_LIKE },
    .starts_with = { "@ GLOB ?", ORM_PATTERN_GLOB },
    .starts_with_long = { "substr(@, 1, length(?)) = ?", ORM_PATTERN_PLAIN },
    .ends_with = { "substr(@, length(@) - length(?) + 1) = ?", ORM_PATTERN_PLAIN },
    .contains = { "instr(@, ?) > 0", ORM_PATTERN_PLAIN },
    .in_prefix = " IN (SELECT value FROM orm_list(",
    .in_suffix = "))",
    .list_function = "orm_list",
    .has_other_quotes = true,
    .no_limit = " LIMIT -1",
    .nulls_are_smallest = true,

    /* The engine's own operators make a real of what is too large, and 0 of a text. */
    .calculated_integer = "orm_calculate_integer('#', @, ?, [, ])",
    .calculated_timestamp = "orm_calculate_integer('#', @, ?, [, ])",
    .calculated_float32 = "orm_calculate_real('#', @, ?, 1)",
    .calculated_float64 = "orm_calculate_real('#', @, ?, 0)",

    .note_renewal = "orm_renewal(1)",
    .is_new_row = "NOT orm_renewal(0)",
    .forget_renewal = "SELECT orm_renewal(0)",
    .windows_see_writes = true,
    .has_row_locks = false, /* who writes has the whole database */
    .begin = "BEGIN IMMEDIATE",
    .begin_deferred = "BEGIN DEFERRED",
    .begin_exclusive = "BEGIN EXCLUSIVE",
    .isolation = { "", "", "", "" }, /* it has but one */
    .read_only = "; PRAGMA query_only = ON",
    .deferrable = "",
    .end_read_only = "PRAGMA query_only = OFF",
    .foreign_keys_inline = true,
    .session_keepers = session_keepers,
    .reset_session = NULL,
    .ping = NULL,
    .table_exists = "SELECT 1 FROM sqlite_schema WHERE ?1 IS NULL AND name = ?2 COLLATE NOCASE"
                    " AND type IN ('table', 'view')",
    /* DROP TABLE deletes the rows one by one, with all that foreign keys do then: a long chain of
     * cascades is too deep for it. Only outside of a transaction it can be told to leave that
     * out. */
    .let_drop = "PRAGMA foreign_keys = OFF",
    .end_drop = "PRAGMA foreign_keys = ON",
    .before_drop = "PRAGMA defer_foreign_keys = ON",
    .after_drop = "PRAGMA defer_foreign_keys = OFF",
    /* DROP TABLE deletes the rows first, and that cascades. */
    .references_from_outside =
        "SELECT child.name, key.\"table\" FROM sqlite_schema AS child,"
        " pragma_foreign_key_list(child.name) AS key WHERE child.type = 'table'"
        " AND key.\"table\" COLLATE NOCASE IN (SELECT value FROM orm_list(?1))"
        " AND child.name COLLATE NOCASE NOT IN (SELECT value FROM orm_list(?1))",
};
