/* Owns the connection that looks from outside, made with the engine's own library. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "faults/shadow.h"

struct witness {
    sqlite3 *sqlite;
    PGconn *postgresql;
};

enum { COLUMNS = 11 };

static const char has_tables[] = "SELECT count(*) FROM sqlite_master WHERE name = 'deed'";
static const char has_tables_there[] = "SELECT count(*) FROM pg_class WHERE relname = 'deed'";

#define DEEDS(tags, fact)                                                                        \
    "SELECT d.code, d.id, d.amount, d.changes, COALESCE(length(d.note), -1),"                    \
    " COALESCE(substr(d.note, 1, 1), ''), COALESCE(length(d.data), -1), " tags ", d.span, " fact \
    ", (SELECT count(*) FROM clause AS c WHERE c.deed_id = d.id) FROM deed AS d ORDER BY d.code"

static const char deeds[] =
    DEEDS("COALESCE(d.tags, '-')", "COALESCE(json_extract(d.facts, '$.n'), -1)");
static const char deeds_there[] =
    DEEDS("COALESCE(array_to_json(d.tags)::text, '-')", "COALESCE((d.facts ->> 'n')::int, -1)");

void *witness_connect(const char *url)
{
    if (!engine_is_sqlite()) {
        PGconn *connection = PQconnectdb(url);
        assert_int_equal(PQstatus(connection), CONNECTION_OK);
        return connection;
    }
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(url + strlen("sqlite:"), &handle), SQLITE_OK);
    (void)sqlite3_busy_timeout(handle, 5000);
    return handle;
}

void witness_disconnect(void *native)
{
    if (engine_is_sqlite()) {
        assert_int_equal(sqlite3_close(native), SQLITE_OK); /* no statement was left behind */
    } else {
        PQfinish(native);
    }
}

witness *witness_open(const char *url)
{
    witness *w = calloc(1, sizeof *w);
    assert_non_null(w);
    void *native = witness_connect(url);
    if (engine_is_sqlite()) {
        w->sqlite = native;
        witness_exec(w, "PRAGMA synchronous = OFF");
    } else {
        w->postgresql = native;
        witness_exec(w, "SET client_min_messages = error; SET statement_timeout = '10s'");
    }
    return w;
}

void witness_close(witness *w)
{
    if (w != NULL) {
        witness_disconnect(engine_is_sqlite() ? (void *)w->sqlite : (void *)w->postgresql);
        free(w);
    }
}

static void exec_sqlite(const witness *w, const char *sql)
{
    if (sqlite3_exec(w->sqlite, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(w->sqlite));
    }
}

static void exec_postgresql(const witness *w, const char *sql)
{
    PGresult *result = PQexec(w->postgresql, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        fail_msg("%s: %s", sql, PQresultErrorMessage(result));
    }
    PQclear(result);
}

void witness_exec(witness *w, const char *sql)
{
    if (w->sqlite != NULL) {
        exec_sqlite(w, sql);
    } else {
        exec_postgresql(w, sql);
    }
}

/* ---- rows ---- */

/* cells: COLUMNS texts. */
static void take_row(shadow *found, const char *const *cells)
{
    assert_true(found->count < SHADOW_MAX);
    shadow_row *row = &found->rows[found->count++];
    *row = (shadow_row){ .id = strtoll(cells[1], NULL, 10),
                         .amount = strtoll(cells[2], NULL, 10),
                         .changes = (int)strtol(cells[3], NULL, 10),
                         .note_size = strtoll(cells[4], NULL, 10),
                         .note = *cells[5],
                         .data_size = strtoll(cells[6], NULL, 10),
                         .fact = (int)strtol(cells[9], NULL, 10),
                         .clauses = (int)strtol(cells[10], NULL, 10) };
    (void)snprintf(row->code, sizeof row->code, "%s", cells[0]);
    (void)snprintf(row->tags, sizeof row->tags, "%s", cells[7]);
    (void)snprintf(row->span, sizeof row->span, "%s", cells[8]);
}

static int take_sqlite_row(void *ctx, int count, char **cells, char **names)
{
    (void)names;
    if (count == COLUMNS) {
        take_row(ctx, (const char *const *)cells);
    } else {
        ((shadow *)ctx)->has_tables = strcmp(cells[0], "1") == 0;
    }
    return 0;
}

static void read_sqlite(const witness *w, shadow *found)
{
    int code = sqlite3_exec(w->sqlite, has_tables, take_sqlite_row, found, NULL);
    if (code == SQLITE_OK && found->has_tables) {
        code = sqlite3_exec(w->sqlite, deeds, take_sqlite_row, found, NULL);
    }
    if (code != SQLITE_OK) {
        fail_msg("the witness: %s", sqlite3_errmsg(w->sqlite));
    }
}

static PGresult *ask_postgresql(const witness *w, const char *sql)
{
    PGresult *result = PQexec(w->postgresql, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        fail_msg("the witness: %s", PQresultErrorMessage(result));
    }
    return result;
}

static void read_postgresql(const witness *w, shadow *found)
{
    PGresult *result = ask_postgresql(w, has_tables_there);
    found->has_tables = strcmp(PQgetvalue(result, 0, 0), "1") == 0;
    PQclear(result);
    if (!found->has_tables) {
        return;
    }
    result = ask_postgresql(w, deeds_there);
    for (int i = 0; i < PQntuples(result); i++) {
        const char *cells[COLUMNS];
        for (int k = 0; k < COLUMNS; k++) {
            cells[k] = PQgetvalue(result, i, k);
        }
        take_row(found, cells);
    }
    PQclear(result);
}

void witness_read(witness *w, shadow *found_out)
{
    *found_out = (shadow){ .count = 0 };
    if (w->sqlite != NULL) {
        read_sqlite(w, found_out);
    } else {
        read_postgresql(w, found_out);
    }
}

static int expect_ok(void *ctx, int count, char **cells, char **names)
{
    (void)ctx;
    (void)names;
    assert_int_equal(count, 1);
    assert_string_equal(cells[0], "ok");
    return 0;
}

void witness_check(witness *w)
{
    int code = sqlite3_exec(w->sqlite, "PRAGMA integrity_check", expect_ok, NULL, NULL);
    assert_int_equal(code, SQLITE_OK);
}
