/* The hand-written side over libpq: statements prepared once, binary both ways, one round trip for
 * each statement, one allocation for each text that is read. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hand.h"
#include "people.h"
#include "side.h"

#define COLUMNS "id, name, email, age, balance, created_at, active, avatar"

/* As pg_type has them. */
enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_FLOAT8 = 701
};

enum { PARAMETERS = 8, KEY = 7 }; /* the key is the last one */

static const Oid row_types[PARAMETERS] = { OID_TEXT, OID_TEXT, OID_INT4,  OID_FLOAT8,
                                           OID_INT8, OID_BOOL, OID_BYTEA, OID_INT8 };
static const Oid key_types[] = { OID_INT8 };
static const Oid age_types[] = { OID_INT4 };

struct statement {
    const char *name, *sql;
    int parameter_count;
    const Oid *types;
};

static const struct statement statements[SIDE_TASK_COUNT] = {
    [SIDE_INSERT_GENERATED] = { "insert",
                                "INSERT INTO person (name, email, age, balance, created_at, "
                                "active, "
                                "avatar) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
                                7, row_types },
    [SIDE_INSERT_WITH_KEY] = { "insert_with_key",
                               "INSERT INTO person (name, email, age, balance, created_at, active, "
                               "avatar, id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                               8, row_types },
    [SIDE_FIND] = { "find", "SELECT " COLUMNS " FROM person WHERE id = $1", 1, key_types },
    [SIDE_SCAN] = { "scan", "SELECT " COLUMNS " FROM person", 0, NULL },
    [SIDE_QUERY] = { "query", "SELECT " COLUMNS " FROM person WHERE age = $1 ORDER BY id LIMIT 10",
                     1, age_types },
    [SIDE_UPDATE] = { "update",
                      "UPDATE person SET name = $1, email = $2, age = $3, balance = $4, "
                      "created_at = $5, active = $6, avatar = $7 WHERE id = $8",
                      8, row_types },
    [SIDE_DELETE] = { "delete", "DELETE FROM person WHERE id = $1", 1, key_types },
};

typedef struct postgresql_side {
    struct side base;
    PGconn *connection;
    bool prepared[SIDE_TASK_COUNT];
} postgresql_side;

/* The parameters of a statement in the wire's form. */
typedef struct parameters {
    const char *values[PARAMETERS];
    int sizes[PARAMETERS], formats[PARAMETERS];
    unsigned char age[4], balance[8], created_at[8], active[1], key[8];
} parameters;

static bool fail(const postgresql_side *hand)
{
    fprintf(stderr, "hand-written: %s\n", PQerrorMessage(hand->connection));
    return false;
}

/* ---- the wire's form ---- */

static void put_number(unsigned char *to, size_t size, uint64_t number)
{
    for (size_t i = size; i-- > 0; number >>= 8) {
        to[i] = (unsigned char)(number & 0xff);
    }
}

static uint64_t get_number(const void *from, size_t size)
{
    const unsigned char *bytes = from;
    uint64_t number = 0;
    for (size_t i = 0; i < size; i++) {
        number = number << 8 | bytes[i];
    }
    return number;
}

static void set(parameters *p, int at, const void *value, size_t size)
{
    p->values[at] = value;
    p->sizes[at] = (int)size;
    p->formats[at] = 1;
}

static void set_key(parameters *p, int at, int64_t key)
{
    put_number(p->key, sizeof p->key, (uint64_t)key);
    set(p, at, p->key, sizeof p->key);
}

static void set_members(parameters *p, const struct person *person)
{
    uint64_t balance = 0;
    memcpy(&balance, &person->balance, sizeof balance);
    put_number(p->age, sizeof p->age, (uint32_t)person->age);
    put_number(p->balance, sizeof p->balance, balance);
    put_number(p->created_at, sizeof p->created_at, (uint64_t)person->created_at);
    p->active[0] = person->active;
    set(p, 0, person->name, strlen(person->name));
    set(p, 1, person->email, person->email != NULL ? strlen(person->email) : 0);
    set(p, 2, p->age, sizeof p->age);
    set(p, 3, p->balance, sizeof p->balance);
    set(p, 4, p->created_at, sizeof p->created_at);
    set(p, 5, p->active, sizeof p->active);
    set(p, 6, person->avatar, person->avatar_size);
    set_key(p, KEY, person->id);
}

/* ---- statements ---- */

static bool prepare(postgresql_side *hand, side_task task)
{
    const struct statement *s = &statements[task];
    if (!hand->prepared[task]) {
        PGresult *result =
            PQprepare(hand->connection, s->name, s->sql, s->parameter_count, s->types);
        hand->prepared[task] = PQresultStatus(result) == PGRES_COMMAND_OK;
        PQclear(result);
    }
    return hand->prepared[task] || fail(hand);
}

/* The result of a task's statement, to be cleared; NULL: failed. */
static PGresult *run(const postgresql_side *hand, side_task task, const parameters *p)
{
    const struct statement *s = &statements[task];
    PGresult *result = PQexecPrepared(hand->connection, s->name, s->parameter_count, p->values,
                                      p->sizes, p->formats, 1);
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        (void)fail(hand);
        PQclear(result);
        return NULL;
    }
    return result;
}

/* The same where no row is wanted. */
static bool run_quietly(const postgresql_side *hand, side_task task, const parameters *p)
{
    PGresult *result = run(hand, task, p);
    const bool changed = result != NULL && strcmp(PQcmdTuples(result), "1") == 0;
    PQclear(result);
    return changed;
}

static void *read_bytes(struct side *side, const PGresult *result, int row, int column)
{
    if (PQgetisnull(result, row, column)) {
        return NULL;
    }
    return hand_copy(side, PQgetvalue(result, row, column),
                     (size_t)PQgetlength(result, row, column));
}

static bool read_person(struct side *side, const PGresult *result, int row, struct person *person)
{
    const uint64_t balance = get_number(PQgetvalue(result, row, 4), 8);
    person->id = (int64_t)get_number(PQgetvalue(result, row, 0), 8);
    person->name = read_bytes(side, result, row, 1);
    person->email = read_bytes(side, result, row, 2);
    person->age = (int32_t)get_number(PQgetvalue(result, row, 3), 4);
    memcpy(&person->balance, &balance, sizeof balance);
    person->created_at = (int64_t)get_number(PQgetvalue(result, row, 5), 8);
    person->active = *PQgetvalue(result, row, 6) != 0;
    person->avatar = read_bytes(side, result, row, 7);
    person->avatar_size = (uint32_t)PQgetlength(result, row, 7);
    return person->name != NULL;
}

/* Adds the sum of all rows of a task's statement, which are read into structs and freed. */
static bool read_and_sum(postgresql_side *hand, side_task task, const parameters *p,
                         const side_work *work, uint64_t *sum)
{
    PGresult *result = run(hand, task, p);
    hand_rows rows = { 0 };
    bool read = result != NULL;
    const int count = PQntuples(result);
    for (int row = 0; read && row < count; row++) {
        struct person *person = hand_reserve(&hand->base, &rows);
        read = person != NULL && read_person(&hand->base, result, row, person);
        rows.count += read;
    }
    PQclear(result);
    *sum += hand_sum(&rows, work);
    hand_free_rows(&rows);
    return read;
}

/* ---- tasks ---- */

static bool insert_generated(struct side *side, const side_work *work, uint64_t *sum)
{
    postgresql_side *hand = (postgresql_side *)side;
    bool inserted = prepare(hand, SIDE_INSERT_GENERATED);
    for (size_t i = 0; inserted && i < work->count; i++) {
        parameters p;
        set_members(&p, &work->people[i]);
        PGresult *result = run(hand, SIDE_INSERT_GENERATED, &p);
        inserted = PQntuples(result) == 1;
        if (inserted) {
            work->people[i].id = (int64_t)get_number(PQgetvalue(result, 0, 0), 8);
            *sum += (uint64_t)work->people[i].id;
        }
        PQclear(result);
    }
    return inserted;
}

static bool insert_with_key(struct side *side, const side_work *work, uint64_t *sum)
{
    postgresql_side *hand = (postgresql_side *)side;
    bool inserted = prepare(hand, SIDE_INSERT_WITH_KEY);
    for (size_t i = 0; inserted && i < work->count; i++) {
        parameters p;
        set_members(&p, &work->people[i]);
        inserted = run_quietly(hand, SIDE_INSERT_WITH_KEY, &p);
        *sum += (uint64_t)work->people[i].id;
    }
    return inserted;
}

static bool find(struct side *side, const side_work *work, uint64_t *sum)
{
    postgresql_side *hand = (postgresql_side *)side;
    bool found = prepare(hand, SIDE_FIND);
    for (size_t k = 0; found && k < work->count; k++) {
        parameters p;
        struct person person = { 0 };
        set_key(&p, 0, work->people[people_shuffle(k, work->count)].id);
        PGresult *result = run(hand, SIDE_FIND, &p);
        found = PQntuples(result) == 1 && read_person(side, result, 0, &person);
        PQclear(result);
        *sum += found ? work->sum(&person) : 0;
        hand_free_person(&person);
    }
    return found;
}

static bool scan(struct side *side, const side_work *work, uint64_t *sum)
{
    postgresql_side *hand = (postgresql_side *)side;
    const parameters none = { .formats = { 0 } };
    return prepare(hand, SIDE_SCAN) && read_and_sum(hand, SIDE_SCAN, &none, work, sum);
}

static bool query(struct side *side, const side_work *work, uint64_t *sum)
{
    postgresql_side *hand = (postgresql_side *)side;
    bool read = prepare(hand, SIDE_QUERY);
    for (size_t k = 0; read && k < work->queries; k++) {
        parameters p;
        put_number(p.age, sizeof p.age, PEOPLE_YOUNGEST + k % PEOPLE_AGES);
        set(&p, 0, p.age, sizeof p.age);
        read = read_and_sum(hand, SIDE_QUERY, &p, work, sum);
    }
    return read;
}

static bool update(struct side *side, const side_work *work, uint64_t *sum)
{
    postgresql_side *hand = (postgresql_side *)side;
    bool updated = prepare(hand, SIDE_UPDATE);
    for (size_t k = 0; updated && k < work->count; k++) {
        const struct person changed = people_changed(&work->people[people_shuffle(k, work->count)]);
        parameters p;
        set_members(&p, &changed);
        updated = run_quietly(hand, SIDE_UPDATE, &p);
        *sum += people_sum_key(&changed);
    }
    return updated;
}

static bool delete_rows(struct side *side, const side_work *work, uint64_t *sum)
{
    postgresql_side *hand = (postgresql_side *)side;
    bool deleted = prepare(hand, SIDE_DELETE);
    for (size_t k = 0; deleted && k < work->count; k++) {
        parameters p;
        const int64_t id = work->people[people_shuffle(k, work->count)].id;
        set_key(&p, 0, id);
        deleted = run_quietly(hand, SIDE_DELETE, &p);
        *sum += (uint64_t)id;
    }
    return deleted;
}

/* ---- the side ---- */

static bool exec(struct side *side, const char *sql)
{
    postgresql_side *hand = (postgresql_side *)side;
    PGresult *result = PQexec(hand->connection, sql);
    const ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || fail(hand);
}

static bool begin(struct side *side)
{
    return exec(side, "BEGIN");
}

static bool commit(struct side *side)
{
    return exec(side, "COMMIT");
}

static void close_side(struct side *side)
{
    postgresql_side *hand = (postgresql_side *)side;
    PQfinish(hand->connection);
    free(hand);
}

static const struct side postgresql_table = {
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

static void ignore_notice(void *ctx, const PGresult *result)
{
    (void)ctx;
    (void)result;
}

struct side *side_open_postgresql(const char *url)
{
    postgresql_side *hand = calloc(1, sizeof *hand);
    if (hand == NULL) {
        return NULL;
    }
    hand->base = postgresql_table;
    hand->connection = PQconnectdb(url);
    if (PQstatus(hand->connection) != CONNECTION_OK) {
        (void)fail(hand);
        close_side(&hand->base);
        return NULL;
    }
    (void)PQsetNoticeReceiver(hand->connection, ignore_notice, NULL);
    return &hand->base;
}
