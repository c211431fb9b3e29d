/* Owns the DDL as a file: the very text that the runtime runs. */
#include <orm/db.h>

#include "emit/emit.h"

static orm_status emit_for(orm_buffer *to, const scan_emit *emit, const char *dialect,
                           orm_error *error)
{
    char *text = NULL;
    orm_status status = orm_schema_sql(emit->schema, dialect, &to->allocator, &text, error);
    if (status == ORM_OK) {
        scan_emit_banner(to, emit, "--", "");
        orm__buffer_text(to, text);
        orm_text_free(&to->allocator, text);
    }
    return status;
}

orm_status scan_emit_sqlite(orm_buffer *to, const scan_emit *emit, orm_error *error)
{
    return emit_for(to, emit, "sqlite", error);
}

orm_status scan_emit_postgresql(orm_buffer *to, const scan_emit *emit, orm_error *error)
{
    return emit_for(to, emit, "postgresql", error);
}
