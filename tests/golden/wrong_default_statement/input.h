/* A statement that uses a default is not to blame for what is wrong with that. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(a1) a1 {
    int64_t id ORM_COLUMN(primary_key);
    int x ORM_COLUMN(default_sql = "foo(1)");
};

struct ORM_TABLE(b1,
                 sqlite_ddl = "CREATE TRIGGER t1 AFTER INSERT ON b1 BEGIN INSERT INTO a1 (id) VALUES (new.id); END",
                 sqlite_ddl = "CREATE TRIGGER t2 AFTER INSERT ON b1 BEGIN INSERT INTO a1 (nowhere) VALUES (bar(1)); END") b1 {
    int64_t id ORM_COLUMN(primary_key);
};
