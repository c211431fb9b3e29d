/* Defaults that SQLite does not take, some of them only when they are used. */
#include <orm/annotations.h>
#include <stdint.h>

enum colour { RED, BLUE };

struct ORM_TABLE(account) account {
    int64_t id ORM_COLUMN(primary_key);
    int64_t good ORM_COLUMN(default_sql = "1 + 1");
    int64_t random ORM_COLUMN(default_sql = "abs(random())");
    int64_t other ORM_COLUMN(default_sql = "good + 1");
    int64_t called ORM_COLUMN(default_sql = "rnadom()");
    int64_t many ORM_COLUMN(default_sql = "1, 2");
    int64_t broken ORM_COLUMN(default_sql = "1 +");
    int64_t word ORM_COLUMN(default_sql = "'one'");
    char *name ORM_COLUMN(sqlite_name = "Name", default_sql = "\"nobody\"");
    int64_t best ORM_COLUMN(default_sql = "max(1)");
    enum colour colour ORM_COLUMN(default_sql = "'GREEN'");
    char *settings ORM_COLUMN(type = json, default = "[][]");
    char *options ORM_COLUMN(type = json, default = "{\"it's\": 1}");
    uint8_t hash[4] ORM_COLUMN(default_sql = "randomblob(4)");
};

struct ORM_TABLE(key) key {
    int64_t id ORM_COLUMN(primary_key, assigned, default_sql = "oid");
    int64_t early ORM_COLUMN(sqlite_default = "1 +");
};
