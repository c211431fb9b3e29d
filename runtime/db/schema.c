/* Owns creating and dropping the tables of a schema: the same DDL that the scanner prints, in one
 * transaction. */
#include <orm/transaction.h>

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "db/db.h"
#include "db/run.h"
#include "db/transaction.h"
#include "meta/entity.h"
#include "sql/ddl.h"
#include "sql/lower.h"

/* One creating or dropping: what it writes and runs. */
typedef struct job {
    orm_db *db;
    bool drops;
    orm_rel_schema lowered; /* in the handle's scratch */
    orm_buffer script;
    bool has_statements; /* the script has some of the program's own */
    orm_error *error;
} job;

static orm_status write_script(job *j, const orm_schema *schema)
{
    orm_status status = orm__entity_check_schema(schema, j->error);
    if (status == ORM_OK) {
        status = orm__lower_schema(schema, j->db->dialect, j->db->scratch, &j->lowered, j->error);
    }
    if (status != ORM_OK) {
        return status;
    }
    (j->drops ? orm__ddl_drop : orm__ddl_create)(&j->script, j->db->dialect, &j->lowered);
    return orm__buffer_string(&j->script) == NULL ? orm__error_no_memory(j->error) : ORM_OK;
}

/* ---- tables outside that reference what is dropped ---- */

/* A row (table, table it references): the first one is reason enough. */
static orm_status refuse_reference(void *ctx, const orm_value *values, size_t count)
{
    job *j = ctx;
    if (count != 2 || values[0].type != ORM_TYPE_TEXT || values[1].type != ORM_TYPE_TEXT) {
        return orm__error_set(j->error, ORM_ENGINE, "the engine does not tell its foreign keys");
    }
    (void)orm__error_set(
        j->error, ORM_FOREIGN_KEY, "table %.*s, which the schema does not have, references %.*s",
        (int)values[0].size, values[0].as.text, (int)values[1].size, values[1].as.text);
    return ORM_FOREIGN_KEY;
}

static orm_status list_tables(job *j, orm_value *list_out)
{
    uint16_t count = j->lowered.table_count;
    orm_value *names = orm__arena_zeroed(j->db->scratch, count, sizeof *names);
    if (names == NULL) {
        return orm__error_no_memory(j->error);
    }
    for (uint16_t i = 0; i < count; i++) {
        names[i] = orm_value_text(j->lowered.tables[i].name);
    }
    *list_out = (orm_value){ .type = ORM_TYPE_LIST, .size = count, .as.list = names };
    return ORM_OK;
}

/* A question of the library's own; its values are in place. */
static orm_status ask(job *j, const orm_statement_text *question, orm_row_fn row, void *ctx)
{
    orm_db *db = j->db;
    orm_statement *statement = NULL;
    orm_status status = orm__cache_prepare(&db->cache, question, &statement, j->error);
    if (status == ORM_OK) {
        status = orm__run_all(db, statement, row, ctx, j->error);
        j->error->sql = NULL; /* the text is not the program's */
    }
    orm__cache_release(&db->cache, statement);
    return status;
}

static orm_status refuse_references(job *j)
{
    static const orm_parameter_type names = { .kind = ORM_KIND_TEXT, .list = true };
    orm_db *db = j->db;
    const char *sql = db->dialect->references_from_outside;
    const orm_statement_text text = {
        .sql = sql, .size = strlen(sql), .types = &names, .param_count = 1
    };
    orm_status status = orm__db_reserve_values(db, 1, j->error);
    if (status == ORM_OK) {
        status = list_tables(j, &db->values[0]);
    }
    if (status == ORM_OK) {
        status = ask(j, &text, refuse_reference, j);
    }
    return status == ORM_OK ? ORM_OK : orm__db_fail(db, j->error);
}

/* ---- statements of the program's own ---- */

static orm_status note_row(void *ctx, const orm_value *values, size_t count)
{
    (void)values;
    (void)count;
    *(bool *)ctx = true;
    return ORM_OK;
}

static orm_status ask_table(job *j, const orm_rel_table *table, bool *is_there)
{
    static const orm_parameter_type types[] = { { .kind = ORM_KIND_TEXT },
                                                { .kind = ORM_KIND_TEXT } };
    *is_there = false;
    const char *sql = j->db->dialect->table_exists;
    const orm_statement_text text = {
        .sql = sql, .size = strlen(sql), .types = types, .param_count = 2
    };
    orm_status status = orm__db_reserve_values(j->db, 2, j->error);
    if (status != ORM_OK) {
        return status;
    }
    j->db->values[0] = (orm_value){ .type = ORM_TYPE_NULL };
    if (table->schema != NULL) {
        j->db->values[0] = orm_value_text(table->schema);
    }
    j->db->values[1] = orm_value_text(table->name);
    return ask(j, &text, note_row, is_there);
}

/* Marks the tables with statements that are not there yet; *found_out: there are some. Asked in the
 * transaction that creates them. */
static orm_status find_missing(job *j, bool *found_out)
{
    orm_status status = ORM_OK;
    for (uint16_t i = 0; i < j->lowered.table_count && status == ORM_OK; i++) {
        orm_rel_table *table = &j->lowered.tables[i];
        bool is_there = true;
        if (table->statement_count > 0) {
            status = ask_table(j, table, &is_there);
        }
        table->is_missing = !is_there;
        *found_out = *found_out || !is_there;
    }
    return status == ORM_OK ? ORM_OK : orm__db_fail(j->db, j->error);
}

/* Statements are run once: by who creates their table. One that comes into being after it was
 * looked for is an error, so that another attempt finds it. */
static orm_status write_missing(job *j)
{
    orm__buffer_reset(&j->script);
    orm__ddl_create(&j->script, j->db->dialect, &j->lowered);
    for (uint16_t i = 0; i < j->lowered.table_count; i++) {
        if (j->lowered.tables[i].is_missing) {
            orm__ddl_statements(&j->script, &j->lowered.tables[i]);
        }
    }
    if (orm__buffer_string(&j->script) == NULL) {
        (void)orm__error_no_memory(j->error);
        return orm__db_fail(j->db, j->error);
    }
    return ORM_OK;
}

static orm_status run_create(job *j)
{
    bool has_missing = false;
    orm_status status = find_missing(j, &has_missing);
    if (status == ORM_OK && (has_missing || j->has_statements)) {
        j->has_statements = has_missing;
        status = write_missing(j);
    }
    return status == ORM_OK ? orm__run_script(j->db, orm__buffer_string(&j->script)) : status;
}

static orm_status run_script(job *j)
{
    if (!j->drops) {
        return run_create(j);
    }
    if (j->db->dialect->references_from_outside != NULL) {
        orm_status status = refuse_references(j);
        if (status != ORM_OK) {
            return status;
        }
    }
    return orm__run_script(j->db, orm__buffer_string(&j->script));
}

/* In a transaction of the program's own, what was said before the tables were dropped would
 * last. */
static void restore_after(const job *j, unsigned outer)
{
    if (j->drops && outer > 0 && j->db->dialect->after_drop != NULL) {
        orm_error ignored;
        (void)j->db->link->driver->exec(j->db->link, j->db->dialect->after_drop, &ignored);
    }
}

/* Runs the script between begin and commit, or a savepoint and its release. */
static orm_status run_in_transaction(job *j)
{
    unsigned outer = j->db->depth;
    orm__window_settle_all(j->db);
    orm_status status = orm__transaction_begin(j->db, NULL);
    if (status == ORM_OK) {
        status = run_script(j);
    }
    restore_after(j, outer);
    if (status == ORM_OK) {
        status = orm__transaction_commit(j->db);
    }
    if (status != ORM_OK) {
        orm__transaction_unwind(j->db, outer);
    }
    return status;
}

/* Drops tables outside of a transaction, where the engine can be told to let them go as they are:
 * that nothing outside references them is asked first. What was said is taken back, whatever
 * happened. */
static orm_status run_drop(job *j)
{
    const orm_dialect *dialect = j->db->dialect;
    orm_status status = orm__run_script(j->db, dialect->let_drop);
    if (status == ORM_OK) {
        status = run_in_transaction(j);
    }
    orm__debt_pay(j->db, dialect->end_drop);
    return status;
}

static orm_status run_anywhere(job *j)
{
    bool is_outermost = j->db->link->driver->state(j->db->link) == ORM_LINK_IDLE;
    bool lets_go = j->drops && is_outermost && j->db->dialect->let_drop != NULL;
    return lets_go ? run_drop(j) : run_in_transaction(j);
}

/* Two programs that start together on PostgreSQL both find a table missing; IF NOT EXISTS then
 * fails for the second one, as a duplicate in the engine's own catalogue or of the table. Once the
 * first is done the tables are there. */
static bool may_have_raced(const job *j, orm_status status)
{
    bool is_duplicate = status == ORM_UNIQUE || status == ORM_SQL;
    return is_duplicate && !j->drops && j->db->depth == 0;
}

static orm_status run_until_settled(job *j)
{
    enum { ATTEMPTS = 5 };
    orm_status status = run_anywhere(j);
    for (int i = 1; i < ATTEMPTS && may_have_raced(j, status); i++) {
        status = run_anywhere(j);
    }
    return status;
}

static orm_status run_job(orm_db *db, const orm_schema *schema, bool drops)
{
    if (schema == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "the schema is NULL");
    }
    job j = { .db = db, .drops = drops, .error = orm__db_pending(db) };
    orm__buffer_init(&j.script, &db->allocator);
    orm_status status = write_script(&j, schema);
    if (status != ORM_OK) {
        status = orm__db_fail(db, j.error);
    } else if (j.lowered.table_count > 0) {
        status = run_until_settled(&j);
    }
    orm__buffer_fini(&j.script);
    orm_arena_reset(db->scratch);
    return status;
}

orm_status orm_create_all(orm_db *db, const orm_schema *schema)
{
    ORM_DB_ENTER(db);
    return run_job(db, schema, false);
}

orm_status orm_drop_all(orm_db *db, const orm_schema *schema)
{
    ORM_DB_ENTER(db);
    return run_job(db, schema, true);
}
