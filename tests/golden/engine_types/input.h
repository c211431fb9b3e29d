/* Types and defaults of single engines. */
#include <orm/annotations.h>
#include <stdint.h>

enum mood { MOOD_FINE, MOOD_ILL };

struct label {
    char *text ORM_COLUMN(sqlite_type = "TEXT COLLATE NOCASE", postgresql_type = citext, unique);
};

struct ORM_TABLE(visitor) visitor {
    int64_t id         ORM_COLUMN(primary_key, postgresql_type = integer);
    char name[21]      ORM_COLUMN(postgresql_type = "varchar(20)", default = "it's");
    struct label label ORM_COLUMN(prefix = label_);
    int64_t paid       ORM_COLUMN(type = decimal, precision = 12, scale = 2, postgresql_type = "numeric(20, 4)");
    int64_t owed       ORM_COLUMN(type = decimal, precision = 12, scale = 2, postgresql_type = "numeric(20,2)");
    int64_t seen_at    ORM_COLUMN(type = timestamp, postgresql_type = "timestamp", default = now,
                                  postgresql_default = "now() AT TIME ZONE 'UTC'", readonly);
    enum mood mood     ORM_COLUMN(postgresql_type = mood);
    char *address      ORM_COLUMN(postgresql_type = inet, postgresql_default = "'::1'");
    int64_t token      ORM_COLUMN(sqlite_type = "int", sqlite_default = "abs(random())",
                                  postgresql_default = "(random() * 1000)::bigint", readonly);
    char *place        ORM_COLUMN(postgresql_type = "geometry(Point, 4326)");
    char *key          ORM_COLUMN(sqlite_type = "text collate \"nocase\"",
                                  postgresql_type = "public.\"my, not null\" COLLATE \"C\"");
    char *odd          ORM_COLUMN(postgresql_type = "\u00C0null");
    double ratio       ORM_COLUMN(sqlite_type = ANY, default_sql = "1 + 1", sqlite_default = "1 + 2");
};

struct ORM_TABLE(copy) copy {
    int64_t id              ORM_COLUMN(primary_key);
    struct visitor *visitor ORM_COLUMN(columns(name = visitor_name, token));
};
