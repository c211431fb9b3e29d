/* Owns the public way to the DDL of a schema as text. */
#include <orm/db.h>
#include <orm/sys/dialect.h>

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "meta/entity.h"
#include "sql/ddl.h"
#include "sql/lower.h"

static orm_status write_create(const orm_schema *schema, const orm_dialect *dialect,
                               orm_buffer *text, orm_error *error)
{
    orm_arena *arena = NULL;
    orm_rel_schema lowered;
    if (orm_arena_new(&text->allocator, &arena) != ORM_OK) {
        return orm__error_no_memory(error);
    }
    orm_status status = orm__lower_schema(schema, dialect, arena, &lowered, error);
    if (status == ORM_OK) {
        orm__ddl_script(text, dialect, &lowered);
    }
    orm_arena_free(arena);
    return status;
}

/* A copy of the text's own size, which is what orm_text_free gives back. */
static orm_status hand_out(const orm_buffer *text, char **text_out, orm_error *error)
{
    const char *string = orm__buffer_string(text);
    char *copy = string == NULL ? NULL : orm__alloc_text(&text->allocator, string);
    if (copy == NULL) {
        return orm__error_no_memory(error);
    }
    *text_out = copy;
    return ORM_OK;
}

orm_status orm_schema_sql(const orm_schema *schema, const char *dialect,
                          const orm_allocator *allocator, char **text_out, orm_error *error)
{
    if (schema == NULL || dialect == NULL || text_out == NULL) {
        return orm__error_set(error, ORM_MISUSE, "an argument is NULL");
    }
    const orm_dialect *found = orm_dialect_find(dialect);
    if (found == NULL) {
        return orm__error_set(error, ORM_MISUSE, "there is no dialect %s", dialect);
    }
    orm_status status = orm__entity_check_schema(schema, error);
    if (status != ORM_OK) {
        return status;
    }
    orm_buffer text;
    orm__buffer_init(&text, allocator);
    status = write_create(schema, found, &text, error);
    if (status == ORM_OK) {
        status = hand_out(&text, text_out, error);
    }
    orm__buffer_fini(&text);
    return status;
}

void orm_text_free(const orm_allocator *allocator, char *text)
{
    if (text != NULL) {
        orm_allocator own = orm__alloc_or_default(allocator);
        orm__alloc_free(&own, text, strlen(text) + 1);
    }
}
