/* Owns what all topics share: SQLite in memory, DDL as text. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "sql/ddl.h"
#include "sql/lower.h"

static char *ddl_text(const orm_schema *schema, const orm_dialect *dialect,
                      void (*write)(orm_buffer *, const orm_dialect *, const orm_rel_schema *))
{
    orm_arena *arena = NULL;
    orm_rel_schema lowered;
    orm_error error = { .message = "" };
    orm_buffer buffer;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    if (orm__lower_schema(schema, dialect, arena, &lowered, &error) != ORM_OK) {
        fail_msg("%s", error.message);
    }
    orm__buffer_init(&buffer, NULL);
    write(&buffer, dialect, &lowered);
    char *text = malloc(buffer.size + 1);
    assert_non_null(text);
    memcpy(text, orm__buffer_string(&buffer), buffer.size + 1);
    orm__buffer_fini(&buffer);
    orm_arena_free(arena);
    return text;
}

char *world_create_text(const orm_schema *schema, const orm_dialect *dialect)
{
    return ddl_text(schema, dialect, orm__ddl_create);
}

char *world_drop_text(const orm_schema *schema, const orm_dialect *dialect)
{
    return ddl_text(schema, dialect, orm__ddl_drop);
}

sqlite3 *world_open(void)
{
    sqlite3 *engine = NULL;
    assert_int_equal(sqlite3_open(":memory:", &engine), SQLITE_OK);
    world_run(engine, "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
    return engine;
}

void world_run(sqlite3 *engine, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(engine, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", message, sql);
    }
}

int64_t world_integer(sqlite3 *engine, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(engine, sql, -1, &statement, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sqlite3_errmsg(engine), sql);
    }
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t result = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return result;
}
