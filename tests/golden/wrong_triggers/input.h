/* Names in triggers, which SQLite reads only when they fire. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(a,
                 sqlite_ddl = "CREATE TRIGGER a_good AFTER INSERT ON a BEGIN UPDATE a SET x = 3; END",
                 sqlite_ddl = "CREATE TRIGGER a_set AFTER INSERT ON a BEGIN UPDATE a SET zz = 3; END",
                 sqlite_ddl = "CREATE TRIGGER a_when BEFORE DELETE ON a WHEN OLD.z > 1 BEGIN SELECT 1; END",
                 sqlite_ddl = "CREATE TRIGGER a_of AFTER UPDATE OF {x} ON a BEGIN INSERT INTO lg VALUES (NEW.{x}); END",
                 sqlite_ddl = "CREATE TABLE log (x INTEGER, twice INTEGER AS (2 * x)) STRICT",
                 sqlite_ddl = "CREATE TRIGGER log_id AFTER INSERT ON log BEGIN SELECT now(NEW.x); END",
                 sqlite_ddl = "CREATE TRIGGER a_log AFTER DELETE ON a BEGIN INSERT INTO log VALUES (OLD.x); END",
                 sqlite_ddl = "CREATE VIEW v AS SELECT x FROM a",
                 sqlite_ddl = "CREATE TRIGGER v_insert INSTEAD OF INSERT ON v BEGIN DELETE FROM a WHERE y = NEW.x; END")
a {
    int64_t id ORM_COLUMN(primary_key);
    int64_t x  ORM_COLUMN();
};
