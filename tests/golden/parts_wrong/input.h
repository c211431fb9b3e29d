#include <orm/annotations.h>
#include <orm/hooks.h>
#include <stdint.h>

orm_validate_fn judge;

enum tier { TIER_BASIC, TIER_GOLD };
enum mood { MOOD_GOOD, MOOD_BAD };

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null);
    enum tier tier ORM_COLUMN();
    int64_t paid_at ORM_COLUMN(type = timestamp, null_if = 0);
    int64_t cents ORM_COLUMN(type = decimal, precision = 12, scale = 2);
    int32_t changes ORM_COLUMN(version);
};

struct ORM_TABLE(seat) seat {
    int32_t row ORM_COLUMN(primary_key);
    int32_t place ORM_COLUMN(primary_key);
    char *owner ORM_COLUMN();
};

/* what it is a part of */
struct ORM_TABLE(part_of = custmer) unknown_whole {
    int64_t id ORM_COLUMN();
};
struct ORM_TABLE(part_of = of_itself) of_itself {
    int64_t id ORM_COLUMN();
};
struct ORM_TABLE(part_of = customer) a_part {
    int64_t id ORM_COLUMN();
    int32_t changes ORM_COLUMN();
};
struct ORM_TABLE(part_of = a_part) of_a_part {
    int64_t id ORM_COLUMN();
};
struct ORM_TABLE(lines, result) lines {
    int64_t id ORM_COLUMN();
};
struct ORM_TABLE(part_of = lines) of_a_result {
    int64_t id ORM_COLUMN();
};
struct ORM_TABLE(part_of = "customer") in_quotes {
    int64_t id ORM_COLUMN();
};

/* what the whole says */
struct ORM_TABLE(clients, part_of = customer, schema = crm, sqlite_name = "C", postgresql_name = c, renamed_from = d, index(name), unique(name), foreign_key(id, references = seat(row, place)), check = "1", sqlite_ddl = "SELECT 1", postgresql_ddl = "SELECT 1") keys_of_tables {
    int64_t id ORM_COLUMN();
    char *name ORM_COLUMN();
};
struct ORM_TABLE(part_of = customer) keys_of_columns {
    int64_t id ORM_COLUMN(sqlite_name = i, postgresql_name = j, default_sql = "1", references = customer.id, on_delete = cascade);
    char *name ORM_COLUMN(unique, index, default = "x", check = "1", sqlite_type = TEXT, postgresql_type = text, renamed_from = old);
    enum tier tier ORM_COLUMN(computed = "'TIER_GOLD'");
    int64_t cents ORM_COLUMN(sqlite_default = "1", postgresql_default = "1", validate = judge);
};

/* its columns */
struct ORM_TABLE(part_of = customer) columns {
    int64_t id ORM_COLUMN();
    char *nmae ORM_COLUMN();
    int64_t zzz ORM_COLUMN();
    int64_t other ORM_COLUMN(name = others);
    char *tier ORM_COLUMN();
    int64_t paid_at ORM_COLUMN();
    int64_t cents ORM_COLUMN(precision = 10, scale = 3);
    int32_t changes ORM_COLUMN();
};
struct ORM_TABLE(part_of = customer) other_enum {
    int64_t id ORM_COLUMN();
    enum mood tier ORM_COLUMN();
    int64_t again ORM_COLUMN(name = id);
};

/* its keys */
struct ORM_TABLE(part_of = customer) keys {
    int64_t id ORM_COLUMN(primary_key, assigned);
    char *name ORM_COLUMN(primary_key);
    int64_t cents ORM_COLUMN(version);
};
struct ORM_TABLE(part_of = seat) half_key {
    int32_t row ORM_COLUMN(primary_key);
    char *owner ORM_COLUMN();
};

/* what may lead to it */
struct ORM_TABLE(visit) visit {
    int64_t id ORM_COLUMN(primary_key);
    int64_t customer_id ORM_COLUMN(references = a_part.id);
    int32_t row ORM_COLUMN();
};
struct ORM_TABLE(visit2, foreign_key(customer_id, references = a_part(id))) visit2 {
    int64_t id ORM_COLUMN(primary_key);
    int64_t customer_id ORM_COLUMN();
};
