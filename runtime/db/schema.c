/* Owns creating and dropping the tables of a schema: the same DDL that the scanner prints, in one
 * transaction. */
#include <orm/transaction.h>

#include "base/error.h"
#include "db/db.h"
#include "db/run.h"
#include "db/transaction.h"
#include "meta/entity.h"
#include "sql/ddl.h"
#include "sql/lower.h"

typedef void (*ddl_writer)(orm_buffer *buffer, const orm_dialect *dialect,
                           const orm_rel_schema *schema);

static orm_status write_script(orm_db *db, const orm_schema *schema, ddl_writer write,
                               orm_buffer *script, orm_error *error)
{
    orm_status status = orm__entity_check_schema(schema, error);
    if (status != ORM_OK) {
        return status;
    }
    orm_rel_schema lowered = { .tables = NULL };
    status = orm__lower_schema(schema, db->dialect, db->scratch, &lowered, error);
    if (status != ORM_OK) {
        return status;
    }
    write(script, db->dialect, &lowered);
    return orm__buffer_string(script) == NULL ? orm__error_no_memory(error) : ORM_OK;
}

/* Runs the script between begin and commit, or a savepoint and its release. */
static orm_status run_in_transaction(orm_db *db, const char *script)
{
    unsigned outer = orm_depth(db);
    orm_status status = orm_begin(db, NULL);
    if (status == ORM_OK) {
        status = orm__run_script(db, script);
    }
    if (status == ORM_OK) {
        status = orm_commit(db);
    }
    if (status != ORM_OK) {
        orm__transaction_unwind(db, outer);
    }
    return status;
}

static orm_status run_ddl(orm_db *db, const orm_schema *schema, ddl_writer write)
{
    if (schema == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "the schema is NULL");
    }
    orm_error error = { .status = ORM_OK };
    orm_buffer script;
    orm__buffer_init(&script, &db->allocator);
    orm_status status = write_script(db, schema, write, &script, &error);
    if (status == ORM_OK) {
        status = run_in_transaction(db, orm__buffer_string(&script));
    } else {
        status = orm__db_fail(db, &error);
    }
    orm__buffer_fini(&script);
    orm_arena_reset(db->scratch);
    return status;
}

orm_status orm_create_all(orm_db *db, const orm_schema *schema)
{
    ORM_DB_ENTER(db);
    return run_ddl(db, schema, orm__ddl_create);
}

orm_status orm_drop_all(orm_db *db, const orm_schema *schema)
{
    ORM_DB_ENTER(db);
    return run_ddl(db, schema, orm__ddl_drop);
}
