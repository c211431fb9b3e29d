/* The hand-written side over sqlite3: statements prepared once and reused, no mutex, texts bound
 * without a copy, one allocation for each text that is read. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hand.h"
#include "people.h"
#include "side.h"

#define COLUMNS "id, name, email, age, balance, created_at, active, avatar"

static const char *const texts[SIDE_TASK_COUNT] = {
    [SIDE_INSERT_GENERATED] = "INSERT INTO person (name, email, age, balance, created_at, active, "
                              "avatar) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [SIDE_INSERT_WITH_KEY] = "INSERT INTO person (name, email, age, balance, created_at, active, "
                             "avatar, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [SIDE_FIND] = "SELECT " COLUMNS " FROM person WHERE id = ?",
    [SIDE_SCAN] = "SELECT " COLUMNS " FROM person",
    [SIDE_QUERY] = "SELECT " COLUMNS " FROM person WHERE age = ? ORDER BY id LIMIT 10",
    [SIDE_UPDATE] = "UPDATE person SET name = ?, email = ?, age = ?, balance = ?, created_at = ?, "
                    "active = ?, avatar = ? WHERE id = ?",
    [SIDE_DELETE] = "DELETE FROM person WHERE id = ?",
};

enum { KEY_BEHIND = 8 }; /* the parameter behind all members */

typedef struct sqlite_side {
    struct side base;
    sqlite3 *db;
    sqlite3_stmt *statements[SIDE_TASK_COUNT];
} sqlite_side;

static bool fail(const sqlite_side *hand)
{
    fprintf(stderr, "hand-written: %s\n", sqlite3_errmsg(hand->db));
    return false;
}

/* The statement of a task, prepared when it is first asked for. NULL: failed. */
static sqlite3_stmt *statement_of(sqlite_side *hand, side_task task)
{
    sqlite3_stmt **statement = &hand->statements[task];
    if (*statement == NULL &&
        sqlite3_prepare_v3(hand->db, texts[task], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) !=
            SQLITE_OK) {
        (void)fail(hand);
    }
    return *statement;
}

static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    if (text == NULL) {
        (void)sqlite3_bind_null(statement, at);
    } else {
        (void)sqlite3_bind_text(statement, at, text, (int)strlen(text), SQLITE_STATIC);
    }
}

static void bind_members(sqlite3_stmt *statement, const struct person *person)
{
    bind_text(statement, 1, person->name);
    bind_text(statement, 2, person->email);
    (void)sqlite3_bind_int(statement, 3, person->age);
    (void)sqlite3_bind_double(statement, 4, person->balance);
    (void)sqlite3_bind_int64(statement, 5, person->created_at);
    (void)sqlite3_bind_int(statement, 6, person->active);
    if (person->avatar == NULL) {
        (void)sqlite3_bind_null(statement, 7);
    } else {
        (void)sqlite3_bind_blob(statement, 7, person->avatar, (int)person->avatar_size,
                                SQLITE_STATIC);
    }
}

/* Runs a statement that gives no rows. */
static bool run(const sqlite_side *hand, sqlite3_stmt *statement)
{
    const int result = sqlite3_step(statement);
    (void)sqlite3_reset(statement);
    return result == SQLITE_DONE || fail(hand);
}

static bool insert_generated(struct side *side, const side_work *work, uint64_t *sum)
{
    sqlite_side *hand = (sqlite_side *)side;
    sqlite3_stmt *statement = statement_of(hand, SIDE_INSERT_GENERATED);
    for (size_t i = 0; statement != NULL && i < work->count; i++) {
        bind_members(statement, &work->people[i]);
        if (!run(hand, statement)) {
            return false;
        }
        work->people[i].id = sqlite3_last_insert_rowid(hand->db);
        *sum += (uint64_t)work->people[i].id;
    }
    return statement != NULL;
}

static bool insert_with_key(struct side *side, const side_work *work, uint64_t *sum)
{
    sqlite_side *hand = (sqlite_side *)side;
    sqlite3_stmt *statement = statement_of(hand, SIDE_INSERT_WITH_KEY);
    for (size_t i = 0; statement != NULL && i < work->count; i++) {
        bind_members(statement, &work->people[i]);
        (void)sqlite3_bind_int64(statement, KEY_BEHIND, work->people[i].id);
        if (!run(hand, statement)) {
            return false;
        }
        *sum += (uint64_t)work->people[i].id;
    }
    return statement != NULL;
}

/* A text or a blob of a row; NULL is NULL. *failed: no memory. */
static void *read_bytes(struct side *side, sqlite3_stmt *statement, int column, bool *failed)
{
    const void *data = sqlite3_column_blob(statement, column);
    if (data == NULL) {
        return NULL;
    }
    void *copy = hand_copy(side, data, (size_t)sqlite3_column_bytes(statement, column));
    *failed = *failed || copy == NULL;
    return copy;
}

static bool read_person(struct side *side, sqlite3_stmt *statement, struct person *person)
{
    bool failed = false;
    person->id = sqlite3_column_int64(statement, 0);
    person->name = read_bytes(side, statement, 1, &failed);
    person->email = read_bytes(side, statement, 2, &failed);
    person->age = sqlite3_column_int(statement, 3);
    person->balance = sqlite3_column_double(statement, 4);
    person->created_at = sqlite3_column_int64(statement, 5);
    person->active = sqlite3_column_int(statement, 6) != 0;
    person->avatar = read_bytes(side, statement, 7, &failed);
    person->avatar_size = (uint32_t)sqlite3_column_bytes(statement, 7);
    return !failed;
}

static bool find(struct side *side, const side_work *work, uint64_t *sum)
{
    sqlite_side *hand = (sqlite_side *)side;
    sqlite3_stmt *statement = statement_of(hand, SIDE_FIND);
    bool found = statement != NULL;
    for (size_t k = 0; found && k < work->count; k++) {
        (void)sqlite3_bind_int64(statement, 1, work->people[people_shuffle(k, work->count)].id);
        struct person person = { 0 };
        found = sqlite3_step(statement) == SQLITE_ROW && read_person(side, statement, &person);
        *sum += found ? work->sum(&person) : 0;
        hand_free_person(&person);
        (void)sqlite3_reset(statement);
    }
    return found || fail(hand);
}

/* Reads all rows of a statement whose parameters are bound. */
static bool read_rows(sqlite_side *hand, sqlite3_stmt *statement, hand_rows *rows)
{
    int result = SQLITE_ROW;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        struct person *person = hand_reserve(&hand->base, rows);
        if (person == NULL || !read_person(&hand->base, statement, person)) {
            break;
        }
        rows->count++;
    }
    (void)sqlite3_reset(statement);
    return result == SQLITE_DONE || fail(hand);
}

static bool scan(struct side *side, const side_work *work, uint64_t *sum)
{
    sqlite_side *hand = (sqlite_side *)side;
    sqlite3_stmt *statement = statement_of(hand, SIDE_SCAN);
    hand_rows rows = { 0 };
    const bool read = statement != NULL && read_rows(hand, statement, &rows);
    *sum += hand_sum(&rows, work);
    hand_free_rows(&rows);
    return read;
}

static bool query(struct side *side, const side_work *work, uint64_t *sum)
{
    sqlite_side *hand = (sqlite_side *)side;
    sqlite3_stmt *statement = statement_of(hand, SIDE_QUERY);
    bool read = statement != NULL;
    for (size_t k = 0; read && k < work->queries; k++) {
        hand_rows rows = { 0 };
        (void)sqlite3_bind_int(statement, 1, PEOPLE_YOUNGEST + (int)(k % PEOPLE_AGES));
        read = read_rows(hand, statement, &rows);
        *sum += hand_sum(&rows, work);
        hand_free_rows(&rows);
    }
    return read;
}

static bool update(struct side *side, const side_work *work, uint64_t *sum)
{
    sqlite_side *hand = (sqlite_side *)side;
    sqlite3_stmt *statement = statement_of(hand, SIDE_UPDATE);
    bool updated = statement != NULL;
    for (size_t k = 0; updated && k < work->count; k++) {
        const struct person changed = people_changed(&work->people[people_shuffle(k, work->count)]);
        bind_members(statement, &changed);
        (void)sqlite3_bind_int64(statement, KEY_BEHIND, changed.id);
        updated = run(hand, statement) && sqlite3_changes(hand->db) == 1;
        *sum += people_sum_key(&changed);
    }
    return updated;
}

static bool delete_rows(struct side *side, const side_work *work, uint64_t *sum)
{
    sqlite_side *hand = (sqlite_side *)side;
    sqlite3_stmt *statement = statement_of(hand, SIDE_DELETE);
    bool deleted = statement != NULL;
    for (size_t k = 0; deleted && k < work->count; k++) {
        const int64_t id = work->people[people_shuffle(k, work->count)].id;
        (void)sqlite3_bind_int64(statement, 1, id);
        deleted = run(hand, statement) && sqlite3_changes(hand->db) == 1;
        *sum += (uint64_t)id;
    }
    return deleted;
}

static bool exec(struct side *side, const char *sql)
{
    sqlite_side *hand = (sqlite_side *)side;
    return sqlite3_exec(hand->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(hand);
}

static bool begin(struct side *side)
{
    return exec(side, "BEGIN IMMEDIATE");
}

static bool commit(struct side *side)
{
    return exec(side, "COMMIT");
}

static void close_side(struct side *side)
{
    sqlite_side *hand = (sqlite_side *)side;
    for (int task = 0; task < SIDE_TASK_COUNT; task++) {
        (void)sqlite3_finalize(hand->statements[task]);
    }
    (void)sqlite3_close(hand->db);
    free(hand);
}

static const struct side sqlite_table = {
    .name = "hand-written",
    .tasks = { [SIDE_INSERT_GENERATED] = insert_generated,
               [SIDE_INSERT_WITH_KEY] = insert_with_key,
               [SIDE_FIND] = find,
               [SIDE_SCAN] = scan,
               [SIDE_QUERY] = query,
               [SIDE_UPDATE] = update,
               [SIDE_DELETE] = delete_rows },
    .exec = exec,
    .begin = begin,
    .commit = commit,
    .close = close_side,
};

struct side *side_open_sqlite(const char *path)
{
    sqlite_side *hand = calloc(1, sizeof *hand);
    if (hand == NULL) {
        return NULL;
    }
    hand->base = sqlite_table;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &hand->db, flags, NULL) != SQLITE_OK ||
        !exec(&hand->base, "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON")) {
        (void)fail(hand);
        close_side(&hand->base);
        return NULL;
    }
    return &hand->base;
}
