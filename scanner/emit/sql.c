/* Owns the DDL as a file: the very text that the runtime runs. */
#include <orm/db.h>

#include "emit/emit.h"

orm_status scan_emit_sql(orm_buffer *to, const scan_emit *emit, const char *dialect,
                         orm_error *error)
{
    char *text = NULL;
    orm_status status = orm_schema_sql(emit->schema, dialect, NULL, &text, error);
    if (status == ORM_OK) {
        scan_emit_banner(to, emit, "--", "");
        orm__buffer_text(to, text);
        orm_text_free(NULL, text);
    }
    return status;
}
