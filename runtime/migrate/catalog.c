/* Owns the asking of catalogues: statements of a single use, outside of the cache's room. */
#include "migrate/catalog.h"

#include <string.h>

#include "base/error.h"
#include "db/run.h"
#include "sql/arena_text.h"
#include "sql/name.h"

orm_catalog orm__catalog_of(orm_db *db, orm_error *error)
{
    static const orm_catalog_questions *const all[] = { &orm__catalog_sqlite,
                                                        &orm__catalog_postgresql };
    orm_catalog catalog = { .db = db, .arena = db->scratch, .error = error };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (strcmp(all[i]->dialect, db->dialect->name) == 0) {
            catalog.questions = all[i];
        }
    }
    return catalog;
}

static orm_status run(const orm_catalog *catalog, const orm_statement_text *text, orm_row_fn row,
                      void *ctx)
{
    orm_db *db = catalog->db;
    orm_statement *statement = NULL;
    orm_status status = orm__cache_prepare(&db->cache, text, &statement, catalog->error);
    if (status == ORM_OK) {
        status = orm__run_all(db, statement, row, ctx, catalog->error);
    }
    orm__cache_release(&db->cache, statement);
    catalog->error->sql = NULL; /* the text is not the program's */
    return status;
}

orm_status orm__catalog_ask(const orm_catalog *catalog, const char *question,
                            orm_catalog_name about, orm_row_fn row, void *ctx)
{
    static const orm_parameter_type types[] = { { .kind = ORM_KIND_TEXT },
                                                { .kind = ORM_KIND_TEXT } };
    orm_buffer sql;
    orm__arena_text_init(&sql, catalog->arena);
    orm__name_fill(&sql, question, about.schema == NULL ? "" : about.schema);
    if (orm__buffer_string(&sql) == NULL) {
        return orm__error_no_memory(catalog->error);
    }
    orm_status status = orm__db_reserve_values(catalog->db, 2, catalog->error);
    if (status != ORM_OK) {
        return status;
    }
    catalog->db->values[0] = orm_value_text(about.schema);
    catalog->db->values[1] = orm_value_text(about.table);
    const orm_statement_text text = {
        .sql = sql.text, .size = sql.size, .types = types, .param_count = 2
    };
    return run(catalog, &text, row, ctx);
}

orm_status orm__catalog_run(const orm_catalog *catalog, const char *sql, orm_row_fn row, void *ctx)
{
    const orm_statement_text text = { .sql = sql, .size = strlen(sql) };
    return run(catalog, &text, row, ctx);
}

bool orm__catalog_text(const orm_catalog *catalog, const orm_value *value, const char **text_out)
{
    *text_out = NULL;
    if (value->type == ORM_TYPE_TEXT) {
        *text_out = orm_arena_copy(catalog->arena, value->as.text, value->size);
        return *text_out != NULL;
    }
    return true;
}

int64_t orm__catalog_number(const orm_value *value, int64_t missing)
{
    if (value->type == ORM_TYPE_BOOL) {
        return value->as.boolean;
    }
    bool is_integer = value->type == ORM_TYPE_INT || value->type == ORM_TYPE_DECIMAL;
    return is_integer ? value->as.integer : missing;
}
