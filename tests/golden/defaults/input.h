/* Defaults and checks of every kind, with what C and SQL must quote. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum state { STATE_NEW, STATE_OLD };

struct ORM_TABLE(entry) entry {
    int64_t id          ORM_COLUMN(primary_key);
    bool flag           ORM_COLUMN(default = true);
    int32_t number      ORM_COLUMN(default = -7);
    double real         ORM_COLUMN(default = 0.1);
    char *text          ORM_COLUMN(default = "it's \"so\"\n\t\\ ?\?= \xc3\xa9");
    char *empty         ORM_COLUMN(default = "", not_null);
    enum state state    ORM_COLUMN(default = STATE_OLD);
    int64_t at          ORM_COLUMN(type = timestamp, default = now);
    int64_t at_ms       ORM_COLUMN(type = timestamp, unit = ms, default = now);
    time_t at_s         ORM_COLUMN(type = timestamp, default = now);
    int64_t late        ORM_COLUMN(default_sql = "1 + 2",
                                   check = "{late} > {number}" /* two */
                                           " AND {late} <> 5");
    int64_t changes     ORM_COLUMN(version, default_sql = "0 + 1");
    int64_t before      ORM_COLUMN(references = entry.id, null_if = 0, default_sql = "NULL");
    struct entry *older ORM_BELONGS_TO(before);
    char *long_check    ORM_COLUMN(check = "{long_check} IN ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')");
};
