/* Owns what the declared types of a result's columns say of the values in them. */
#include <string.h>

#include "base/alloc.h"
#include "driver/sqlite.h"

/* A word that, anywhere in a declared type, gives a column another affinity than NUMERIC. */
static bool has_word(const char *declared, const char *word)
{
    size_t size = strlen(word);
    while (*declared != '\0' && sqlite3_strnicmp(declared, word, (int)size) != 0) {
        declared++;
    }
    return *declared != '\0';
}

/* NUMERIC(10,2), DECIMAL and the like: SQLite makes the integer 11 of 11.00 there. ANY is a type of
 * STRICT tables, which leave each value as it is. */
static bool is_numeric(const char *declared)
{
    static const char *const others[] = { "INT",  "CHAR", "CLOB", "TEXT",
                                          "BLOB", "REAL", "FLOA", "DOUB" };
    size_t i = 0;
    if (declared == NULL || *declared == '\0' || sqlite3_stricmp(declared, "ANY") == 0) {
        return false;
    }
    while (i < sizeof others / sizeof others[0] && !has_word(declared, others[i])) {
        i++;
    }
    return i == sizeof others / sizeof others[0];
}

void orm__sqlite_declared_fini(orm_sqlite_declared *declared, const orm_allocator *allocator)
{
    orm__alloc_free(allocator, declared->numeric, declared->capacity * sizeof *declared->numeric);
    *declared = (orm_sqlite_declared){ .count = 0 };
}

static bool grow(orm_sqlite_declared *declared, size_t count, const orm_allocator *allocator)
{
    void *numeric = declared->numeric;
    bool enough =
        orm__alloc_grow(allocator, &numeric, &declared->capacity, count, sizeof *declared->numeric);
    declared->numeric = numeric;
    return enough;
}

bool orm__sqlite_declared_look(orm_sqlite_declared *declared, sqlite3_stmt *stmt, int count,
                               const orm_allocator *allocator)
{
    int compiled = sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_REPREPARE, 0);
    if (!grow(declared, (size_t)count, allocator)) {
        return false;
    }
    declared->has_numeric = false;
    for (int i = 0; i < count; i++) {
        declared->numeric[i] = is_numeric(sqlite3_column_decltype(stmt, i));
        declared->has_numeric = declared->has_numeric || declared->numeric[i];
    }
    declared->count = count;
    declared->compiled = compiled + 1;
    return true;
}

void orm__sqlite_declared_mark(const orm_sqlite_declared *declared, orm_value *values)
{
    for (int i = 0; i < declared->count; i++) {
        if (declared->numeric[i] && values[i].type == ORM_TYPE_INT) {
            values[i].type = ORM_TYPE_DECIMAL; /* of no places */
        }
    }
}
