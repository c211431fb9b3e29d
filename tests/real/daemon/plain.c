/* Owns the two connections of the daemon's own kind, and the form in which rows are compared. */
#include "real/daemon/plain.h"

#include <inttypes.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "support/engine.h"

enum { PARAMETERS = 32, OID_BYTEA = 17, OID_TEXT = 25, OID_VARCHAR = 1043 };

struct plain {
    sqlite3 *sqlite; /* the one or the other */
    PGconn *postgresql;
    bool is_borrowed;
};

plain *plain_open(const char *url)
{
    static const char prefix[] = "sqlite:";
    plain *db = calloc(1, sizeof *db);
    assert_non_null(db);
    if (strncmp(url, prefix, sizeof prefix - 1) == 0) {
        assert_int_equal(sqlite3_open(url + sizeof prefix - 1, &db->sqlite), SQLITE_OK);
        assert_int_equal(sqlite3_busy_timeout(db->sqlite, 5000), SQLITE_OK);
        return db;
    }
    db->postgresql = PQconnectdb(url);
    assert_int_equal(PQstatus(db->postgresql), CONNECTION_OK);
    PQclear(PQexec(db->postgresql, "SET client_min_messages = warning"));
    return db;
}

plain *plain_borrow(orm_db *db)
{
    plain *made = calloc(1, sizeof *made);
    assert_non_null(made);
    made->sqlite = orm_native_sqlite(db);
    made->postgresql = orm_native_postgresql(db);
    made->is_borrowed = true;
    return made;
}

void plain_close(plain *db)
{
    if (db != NULL && !db->is_borrowed) {
        sqlite3_close(db->sqlite);
        PQfinish(db->postgresql);
    }
    free(db);
}

static void complain(plain *db, const char *sql)
{
    fail_msg("%s: %s",
             db->sqlite == NULL ? PQerrorMessage(db->postgresql) : sqlite3_errmsg(db->sqlite), sql);
}

static void expect(plain *db, bool is_good, const char *sql)
{
    if (!is_good) {
        complain(db, sql);
    }
}

void plain_exec(plain *db, const char *sql)
{
    if (db->sqlite != NULL) {
        expect(db, sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK, sql);
        return;
    }
    PGresult *result = PQexec(db->postgresql, sql);
    ExecStatusType status = PQresultStatus(result);
    expect(db, status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, sql);
    PQclear(result);
}

/* ---- parameters ---- */

static int bind_sqlite(sqlite3_stmt *statement, int index, const plain_value *value)
{
    switch (value->type) {
    case PLAIN_NUMBER:
        return sqlite3_bind_int64(statement, index, (sqlite3_int64)value->number);
    case PLAIN_TEXT:
        return sqlite3_bind_text(statement, index, value->data, (int)value->size, SQLITE_STATIC);
    case PLAIN_BYTES:
        return sqlite3_bind_blob(statement, index, value->data, (int)value->size, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(statement, index);
    }
}

static void run_sqlite(plain *db, const char *sql, const plain_value *values, size_t count)
{
    sqlite3_stmt *statement = NULL;
    expect(db, sqlite3_prepare_v2(db->sqlite, sql, -1, &statement, NULL) == SQLITE_OK, sql);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(bind_sqlite(statement, (int)i + 1, &values[i]), SQLITE_OK);
    }
    expect(db, sqlite3_step(statement) == SQLITE_DONE, sql);
    sqlite3_finalize(statement);
}

static void run_postgresql(plain *db, const char *sql, const plain_value *values, size_t count)
{
    const char *data[PARAMETERS] = { NULL };
    char numbers[PARAMETERS][24];
    int sizes[PARAMETERS] = { 0 }, binary[PARAMETERS] = { 0 };
    assert_true(count <= PARAMETERS);
    for (size_t i = 0; i < count; i++) {
        if (values[i].type == PLAIN_NUMBER) {
            (void)snprintf(numbers[i], sizeof numbers[i], "%" PRId64, (int64_t)values[i].number);
            data[i] = numbers[i];
        } else if (values[i].type != PLAIN_NULL) {
            data[i] = values[i].data;
            sizes[i] = (int)values[i].size;
            binary[i] = values[i].type == PLAIN_BYTES;
        }
    }
    PGresult *result = PQexecParams(db->postgresql, sql, (int)count, NULL, data, sizes, binary, 0);
    expect(db, PQresultStatus(result) == PGRES_COMMAND_OK, sql);
    PQclear(result);
}

void plain_run(plain *db, const char *sql, const plain_value *values, size_t count)
{
    if (db->sqlite != NULL) {
        run_sqlite(db, sql, values, count);
    } else {
        run_postgresql(db, sql, values, count);
    }
}

/* ---- rows ---- */

typedef struct lines {
    char *items[4096];
    size_t count;
} lines;

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void print_lines(lines *all, FILE *out)
{
    qsort(all->items, all->count, sizeof all->items[0], compare);
    for (size_t i = 0; i < all->count; i++) {
        (void)fprintf(out, "%s\n", all->items[i]);
        free(all->items[i]);
    }
}

void plain_print_bytes(FILE *out, const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t end = i;
        while (end < size && bytes[end] == bytes[i]) {
            end++;
        }
        if (end - i > 2) {
            (void)fprintf(out, "(%02x*%zu)", bytes[i], end - i);
            i = end;
        } else {
            (void)fprintf(out, "%02x", bytes[i++]);
        }
    }
}

static void print_bytes(FILE *line, const void *bytes, size_t size)
{
    (void)fputs("x'", line);
    plain_print_bytes(line, bytes, size);
    (void)fputc('\'', line);
}

static void print_sqlite_value(FILE *line, sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        (void)fprintf(line, "%lld", sqlite3_column_int64(statement, column));
        break;
    case SQLITE_BLOB:
        print_bytes(line, sqlite3_column_blob(statement, column),
                    (size_t)sqlite3_column_bytes(statement, column));
        break;
    case SQLITE_NULL:
        (void)fputs("NULL", line);
        break;
    default:
        (void)fprintf(line, "'%s'", (const char *)sqlite3_column_text(statement, column));
    }
}

static void read_sqlite(plain *db, const char *sql, lines *all)
{
    sqlite3_stmt *statement = NULL;
    expect(db, sqlite3_prepare_v2(db->sqlite, sql, -1, &statement, NULL) == SQLITE_OK, sql);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        size_t size = 0;
        assert_true(all->count < sizeof all->items / sizeof all->items[0]);
        FILE *line = open_memstream(&all->items[all->count++], &size);
        assert_non_null(line);
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            (void)fputs(i == 0 ? "" : " | ", line);
            print_sqlite_value(line, statement, i);
        }
        assert_int_equal(fclose(line), 0);
    }
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
}

static void print_postgresql_value(FILE *line, const PGresult *result, int row, int column)
{
    const char *text = PQgetvalue(result, row, column);
    Oid type = PQftype(result, column);
    if (PQgetisnull(result, row, column)) {
        (void)fputs("NULL", line);
    } else if (type == OID_BYTEA) {
        size_t size = 0;
        unsigned char *bytes = PQunescapeBytea((const unsigned char *)text, &size);
        assert_non_null(bytes);
        print_bytes(line, bytes, size);
        PQfreemem(bytes);
    } else if (type == OID_TEXT || type == OID_VARCHAR) {
        (void)fprintf(line, "'%s'", text);
    } else {
        (void)fputs(text, line);
    }
}

static void read_postgresql(plain *db, const char *sql, lines *all)
{
    PGresult *result = PQexec(db->postgresql, sql);
    expect(db, PQresultStatus(result) == PGRES_TUPLES_OK, sql);
    for (int row = 0; row < PQntuples(result); row++) {
        size_t size = 0;
        assert_true(all->count < sizeof all->items / sizeof all->items[0]);
        FILE *line = open_memstream(&all->items[all->count++], &size);
        assert_non_null(line);
        for (int i = 0; i < PQnfields(result); i++) {
            (void)fputs(i == 0 ? "" : " | ", line);
            print_postgresql_value(line, result, row, i);
        }
        assert_int_equal(fclose(line), 0);
    }
    PQclear(result);
}

void plain_print(plain *db, const char *sql, FILE *out)
{
    lines *all = calloc(1, sizeof *all);
    assert_non_null(all);
    if (db->sqlite != NULL) {
        read_sqlite(db, sql, all);
    } else {
        read_postgresql(db, sql, all);
    }
    print_lines(all, out);
    free(all);
}
