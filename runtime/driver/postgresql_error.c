/* Owns the way from PostgreSQL's SQLSTATE and diagnostic fields to a cause, a table, a column and a
 * constraint. Texts are shown, but nothing is decided by them: a server may speak any language. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "driver/postgresql.h"

typedef struct state_cause {
    const char *state; /* five characters, or the two of a class */
    orm_status status;
} state_cause;

/* The first match counts: single states before their class. None of them is CONNECTION, which is
 * what becomes of the connection: a function may raise any state (08006 of a link of its own). */
static const state_cause causes[] = {
    { "23505", ORM_UNIQUE },
    { "23P01", ORM_UNIQUE }, /* an exclusion constraint */
    { "23503", ORM_FOREIGN_KEY },
    { "23001", ORM_FOREIGN_KEY },
    { "2BP01", ORM_FOREIGN_KEY }, /* a table is dropped that others depend on */
    { "23502", ORM_NOT_NULL },
    { "23514", ORM_CHECK },
    { "44000", ORM_CHECK }, /* WITH CHECK OPTION */
    { "40001", ORM_SERIALIZATION },
    { "40P01", ORM_SERIALIZATION },
    { "25P02", ORM_ABORTED },
    { "25006", ORM_READ_ONLY },
    { "22", ORM_CONVERSION },
    { "42622", ORM_CONVERSION }, /* a text that is too long for the type name */
    { "42P01", ORM_SCHEMA },
    { "42703", ORM_SCHEMA },
    { "42704", ORM_SCHEMA },
    { "3F000", ORM_SCHEMA },
    { "42501", ORM_PERMISSION },
    { "42804", ORM_SCHEMA }, /* a column of another type than the statement takes it for */
    { "34000", ORM_MISUSE },
    { "55P03", ORM_BUSY },
    { "55006", ORM_LOCKED },
    { "57014", ORM_INTERRUPTED },
    { "53100", ORM_FULL },
    { "28", ORM_PERMISSION },
    { "3D", ORM_SCHEMA },
    { "0A", ORM_NOT_SUPPORTED },
    { "21", ORM_SQL },
    { "23", ORM_SQL },
    { "25", ORM_SQL },
    { "2B", ORM_SQL },
    { "42", ORM_SQL },
    { "P0", ORM_SQL }, /* raised by a function of the schema */
};

static orm_status cause_of(const char *state)
{
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
        if (strncmp(state, causes[i].state, strlen(causes[i].state)) == 0) {
            return causes[i].status;
        }
    }
    return ORM_ENGINE;
}

orm_status orm__postgresql_error_message(orm_error *error, orm_status status, const char *message)
{
    size_t size = message == NULL ? 0 : strlen(message);
    while (size > 0 && (message[size - 1] == '\n' || message[size - 1] == ' ')) {
        size--;
    }
    if (size == 0) {
        return orm__error_set(error, status, "%s", orm_status_text(status));
    }
    int shown = size > sizeof error->message ? (int)sizeof error->message : (int)size;
    return orm__error_set(error, status, "%.*s", shown, message);
}

/* Copies what stands between the first two quotes of text; returns what follows, NULL: none. */
static const char *copy_quoted(char *array, size_t array_size, const char *text)
{
    const char *start = text == NULL ? NULL : strchr(text, '"');
    const char *stop = start == NULL ? NULL : strchr(start + 1, '"');
    char copy[sizeof((orm_error *)0)->message];
    size_t size = stop == NULL ? 0 : (size_t)(stop - start) - 1;
    if (stop == NULL || size >= sizeof copy) {
        return NULL;
    }
    memcpy(copy, start + 1, size);
    copy[size] = '\0';
    orm__error_text(array, array_size, copy);
    return stop + 1;
}

/* The server has no fields for names that it does not know; the message quotes them in every
 * language that uses these quotes, and else they stay empty. */
static void name_missing(orm_error *error, const char *state, const char *message)
{
    if (strcmp(state, "42P01") == 0) {
        (void)copy_quoted(error->table, sizeof error->table, message);
    } else if (strcmp(state, "42703") == 0) {
        const char *rest = copy_quoted(error->column, sizeof error->column, message);
        (void)copy_quoted(error->table, sizeof error->table, rest);
    }
}

/* Reads the columns of `Key (a, "B")=(1, 2) already exists.`, without quotes. False: there are
 * none, or they do not fit. */
static bool read_key(const char *detail, char *columns, size_t size)
{
    const char *at = strchr(detail, '(');
    bool is_quoted = false;
    size_t used = 0;
    while (at != NULL && at[1] != '\0' && used + 1 < size) {
        at++;
        if (!is_quoted && strncmp(at, ")=(", 3) == 0) {
            columns[used] = '\0';
            return true;
        }
        if (*at == '"' && !(is_quoted && at[1] == '"')) {
            is_quoted = !is_quoted;
            continue;
        }
        at += *at == '"'; /* of two inside of quotes, one */
        columns[used++] = *at;
    }
    return false;
}

/* Never the values. */
static void name_key(orm_error *error, const char *detail)
{
    char columns[sizeof error->column];
    if (detail != NULL && read_key(detail, columns, sizeof columns)) {
        orm__error_text(error->column, sizeof error->column, columns);
    }
}

static void copy_fields(orm_error *error, const PGresult *result, const char *state)
{
    orm__error_text(error->sqlstate, sizeof error->sqlstate, state);
    orm__error_text(error->table, sizeof error->table,
                    PQresultErrorField(result, PG_DIAG_TABLE_NAME));
    orm__error_text(error->column, sizeof error->column,
                    PQresultErrorField(result, PG_DIAG_COLUMN_NAME));
    orm__error_text(error->constraint, sizeof error->constraint,
                    PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME));
    if (error->status == ORM_UNIQUE) {
        name_key(error, PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL));
    } else if (error->status == ORM_SCHEMA) {
        name_missing(error, state, PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    }
}

/* Several commands in a text of one share their state with all that is wrong in a text. */
static bool is_several(const PGresult *result, const char *state)
{
    const char *function = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
    return strcmp(state, "42601") == 0 && function != NULL &&
           strcmp(function, "exec_parse_message") == 0;
}

/* Another session than the one that prepared has answered: a pooler stands between. */
static bool is_of_other_session(const PGresult *result, const char *state)
{
    const char *function = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
    bool is_missing = strcmp(state, "26000") == 0, is_there = strcmp(state, "42P05") == 0;
    return function != NULL && ((is_missing && strcmp(function, "FetchPreparedStatement") == 0) ||
                                (is_there && strcmp(function, "StorePreparedStatement") == 0));
}

static void advise(orm_error *error)
{
    char message[sizeof error->message];
    (void)snprintf(message, sizeof message,
                   "%.300s: behind a pooler of transactions, open with "
                   "orm_options.statements = ORM_STATEMENTS_UNNAMED",
                   error->message);
    orm__error_text(error->message, sizeof error->message, message);
}

orm_status orm__postgresql_error_fill(const PGconn *connection, const PGresult *result,
                                      orm_error *error)
{
    bool lost = PQstatus(connection) == CONNECTION_BAD;
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state == NULL) { /* libpq's own: a broken connection, or no memory for the answer */
        const char *message = PQresultErrorMessage(result);
        return orm__postgresql_error_message(error, lost ? ORM_CONNECTION : ORM_ENGINE,
                                             *message == '\0' ? PQerrorMessage(connection)
                                                              : message);
    }
    orm_status status = lost ? ORM_CONNECTION : cause_of(state);
    if (orm__postgresql_error_is_stale(result)) {
        status = ORM_SCHEMA;
    } else if (is_several(result, state)) {
        status = ORM_MISUSE;
    }
    (void)orm__postgresql_error_message(error, status,
                                        PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    copy_fields(error, result, state);
    if (is_of_other_session(result, state)) {
        advise(error);
    }
    return status;
}

bool orm__postgresql_error_is_stale(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state == NULL || strcmp(state, "0A000") != 0) {
        return state != NULL && strcmp(state, "26000") == 0; /* DEALLOCATE ALL, DISCARD ALL */
    }
    /* "cached plan must not change result type" shares its state with all that is unsupported */
    const char *function = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
    return function != NULL && strcmp(function, "RevalidateCachedQuery") == 0;
}

bool orm__postgresql_error_is_of_text(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state != NULL && strncmp(state, "42", 2) == 0;
}

bool orm__postgresql_error_is_broken_text(const orm_error *error)
{
    return strcmp(error->sqlstate, "22021") == 0;
}
