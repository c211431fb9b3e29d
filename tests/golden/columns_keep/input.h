/* Members that columns(...) picks keep what is said of them where they stand; of a table's own struct what
 * is said of its rows stays there. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct outpoint {
    uint8_t txid[32] ORM_COLUMN(primary_key);
    uint32_t n       ORM_COLUMN(primary_key);
};

struct ORM_TABLE(outputs) utxo {
    struct outpoint at ORM_COLUMN(columns(txid = prev_out_tx, n = prev_out_index));
};

struct ORM_TABLE(city) city {
    int32_t id     ORM_COLUMN(primary_key);
    char *name     ORM_COLUMN(name = called, unique, index, check = "{name} <> ''", not_null);
    int64_t until  ORM_COLUMN(type = timestamp, null_if = 0, default = 1, readonly);
    int32_t pin    ORM_COLUMN(redact, computed = "{id} + 1");
    int32_t state  ORM_COLUMN(references = city.id, on_delete = cascade, renamed_from = country);
    int32_t change ORM_COLUMN(version);
};

struct span {
    double low  ORM_COLUMN(check = "{low} < {high}", sqlite_name = least, renamed_from = bottom);
    double high ORM_COLUMN(name = most);
};

struct hash { uint8_t bytes[16]; };

struct pair {
    int32_t a ORM_COLUMN(unique = both);
    int32_t b ORM_COLUMN(unique = both, index);
};

struct facts {
    int64_t key    ORM_COLUMN(primary_key, assigned);
    int32_t change ORM_COLUMN(version);
    int32_t city   ORM_COLUMN(references = city.id, on_delete = cascade);
    int32_t sum    ORM_COLUMN(computed = "{x} + {y}");
    int32_t x      ORM_COLUMN(default = 3, check = "{x} > 0");
    int32_t y      ORM_COLUMN(default_sql = "1 + 1", index = by_y, postgresql_name = pg_y);
    int32_t seen   ORM_COLUMN(readonly, sqlite_default = "7", postgresql_default = "8");
    struct hash id ORM_COLUMN(unique = hash_and_size, type = uuid);
    uint16_t size  ORM_COLUMN(unique = hash_and_size);
    struct pair p, q ORM_COLUMN(prefix = second);
    uint8_t *bytes ORM_COLUMN(size = byte_count, redact);
    size_t byte_count;
    int32_t level  ORM_COLUMN(null_flag = no_level);
    bool no_level;
    struct span span;
    struct pair secrets ORM_COLUMN(redact);
};

struct ORM_TABLE(record) record {
    struct facts of ORM_COLUMN(columns(key, change, city, sum, x = ex, y, seen = at, id.bytes = hash, size, p.a, p.b,
                                       q.a = qa, q.b = qb, bytes = raw, level, span.low, span.high, secrets.a = sa,
                                       secrets.b = sb));
};

/* Some of a struct, without its key. */
struct ORM_TABLE(part) part {
    int64_t id      ORM_COLUMN(primary_key);
    struct facts of ORM_COLUMN(columns(x, seen));
};

/* Copies. */
struct ORM_TABLE(visit) visit {
    int64_t id        ORM_COLUMN(primary_key);
    struct city *city ORM_COLUMN(columns(id, name, until, pin, state = from_state, change));
};
