/* Owns the way from SQLite's result codes and messages to a cause, a table, a column and a
 * constraint. The texts that it reads are SQLite's own and have never been translated. */
#include <string.h>

#include "base/error.h"
#include "driver/sqlite.h"

static orm_status constraint_cause(int code, const char *message)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return ORM_UNIQUE;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return ORM_FOREIGN_KEY;
    case SQLITE_CONSTRAINT_NOTNULL:
        return ORM_NOT_NULL;
    case SQLITE_CONSTRAINT_CHECK:
        return ORM_CHECK;
    case SQLITE_CONSTRAINT_DATATYPE:
        return ORM_CONVERSION;
    case SQLITE_CONSTRAINT_TRIGGER: /* also what ON DELETE RESTRICT is made of */
        return strcmp(message, "FOREIGN KEY constraint failed") == 0 ? ORM_FOREIGN_KEY : ORM_SQL;
    default: /* a function, a hook */
        return ORM_SQL;
    }
}

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* SQLITE_ERROR stands for everything else that can be wrong with a statement. */
static orm_status statement_cause(const char *message)
{
    if (starts_with(message, "no such table: ") || starts_with(message, "no such column: ") ||
        strstr(message, " has no column named ") != NULL) {
        return ORM_SCHEMA;
    }
    return strcmp(message, "integer overflow") == 0 ? ORM_CONVERSION : ORM_SQL;
}

/* The upper bytes of a result code say more of what the lower one says; SQLite's own are small, and
 * it hands on what a function gives. */
enum { REFUSED = 0x80 };

int orm__sqlite_error_refused(orm_status status)
{
    return SQLITE_ERROR | (REFUSED - (int)status) << 8;
}

static bool is_refused(int code)
{
    return (code & 0xff) == SQLITE_ERROR && code >> 8 > REFUSED;
}

bool orm__sqlite_error_is_refused_commit(int code)
{
    return code == SQLITE_CONSTRAINT_COMMITHOOK;
}

static orm_status cause_of(int code, const char *message)
{
    if (is_refused(code)) {
        return (orm_status)(REFUSED - (code >> 8));
    }
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        return constraint_cause(code, message);
    case SQLITE_ERROR:
        return statement_cause(message);
    case SQLITE_BUSY:
        return code == SQLITE_BUSY_SNAPSHOT ? ORM_SERIALIZATION : ORM_BUSY;
    case SQLITE_LOCKED:
        return ORM_LOCKED;
    case SQLITE_NOMEM:
        return ORM_NO_MEMORY;
    case SQLITE_READONLY:
        return ORM_READ_ONLY;
    case SQLITE_INTERRUPT:
        return ORM_INTERRUPTED;
    case SQLITE_FULL:
        return ORM_FULL;
    case SQLITE_AUTH:
    case SQLITE_PERM:
        return ORM_PERMISSION;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
        return ORM_CONVERSION;
    case SQLITE_SCHEMA:
        return ORM_SCHEMA;
    case SQLITE_ABORT:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        return ORM_MISUSE;
    case SQLITE_IOERR:
        return code == SQLITE_IOERR_NOMEM ? ORM_NO_MEMORY : ORM_ENGINE;
    default: /* CORRUPT, NOTADB, CANTOPEN of a journal and whatever is still to come */
        return ORM_ENGINE;
    }
}

static void set_text(char *array, size_t array_size, const char *text, size_t size)
{
    char copy[sizeof((orm_error *)0)->message];
    size_t kept = size < sizeof copy ? size : sizeof copy - 1;
    memcpy(copy, text, kept);
    copy[kept] = '\0';
    orm__error_text(array, array_size, copy);
}

/* "t.a, t.b" to table "t", column "a, b"; "a" to column "a". */
static void set_columns(orm_error *error, const char *text)
{
    const char *dot = strchr(text, '.');
    if (dot == NULL) {
        orm__error_text(error->column, sizeof error->column, text);
        return;
    }
    size_t prefix_size = (size_t)(dot - text) + 1;
    set_text(error->table, sizeof error->table, text, prefix_size - 1);
    char columns[sizeof error->message] = "";
    size_t size = 0;
    for (const char *part = dot + 1; *part != '\0' && size < sizeof columns - 1; part++) {
        columns[size++] = *part;
        if (starts_with(part, ", ") && strncmp(part + 2, text, prefix_size) == 0) {
            columns[size++] = ' ';
            part += 1 + prefix_size;
        }
    }
    columns[size < sizeof columns ? size : sizeof columns - 1] = '\0';
    orm__error_text(error->column, sizeof error->column, columns);
}

static const char *after(const char *text, const char *part)
{
    const char *found = strstr(text, part);
    return found == NULL ? NULL : found + strlen(part);
}

static void name_constraint(orm_error *error, const char *message)
{
    const char *what = after(message, "constraint failed: ");
    if (what == NULL) {
        what = after(message, " column "); /* cannot store TEXT value in INTEGER column t.c */
    }
    if (what == NULL) {
        return;
    }
    if (error->status == ORM_CHECK) {
        orm__error_text(error->constraint, sizeof error->constraint, what);
    } else if (starts_with(what, "index '")) {
        set_text(error->constraint, sizeof error->constraint, what + 7, strcspn(what + 7, "'"));
    } else {
        set_columns(error, what);
    }
}

static void name_missing(orm_error *error, const char *message)
{
    const char *name = after(message, "no such table: ");
    if (name != NULL) {
        const char *bare = starts_with(name, "main.") ? name + 5 : name;
        orm__error_text(error->table, sizeof error->table, bare);
        return;
    }
    name = after(message, " has no column named ");
    if (name != NULL && starts_with(message, "table ")) {
        size_t table_size = (size_t)(strstr(message, " has no column named ") - message) - 6;
        set_text(error->table, sizeof error->table, message + 6, table_size);
        orm__error_text(error->column, sizeof error->column, name);
        return;
    }
    name = after(message, "no such column: ");
    if (name != NULL && *name == '"') { /* newer versions quote it and add a guess */
        set_text(error->column, sizeof error->column, name + 1, strcspn(name + 1, "\""));
    } else if (name != NULL) {
        set_columns(error, name);
    }
}

orm_status orm__sqlite_error_fill(sqlite3 *handle, int code, orm_error *error)
{
    const char *message = handle == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
    orm_status status = cause_of(code, message);
    if (code == SQLITE_ABORT_ROLLBACK) {
        message = "the transaction that the rows were read in has ended";
    }
    (void)orm__error_set(error, status, "%s", message);
    error->native = is_refused(code) ? SQLITE_ERROR : code;
    if ((code & 0xff) == SQLITE_CONSTRAINT) {
        name_constraint(error, message);
    } else if (status == ORM_SCHEMA) {
        name_missing(error, message);
    }
    return status;
}
