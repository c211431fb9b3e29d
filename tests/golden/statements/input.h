/* Statements of the program's own, which need each other and those of other tables. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(line,
                 sqlite_ddl = "CREATE TRIGGER line_log AFTER UPDATE OF {text} ON line BEGIN INSERT INTO log VALUES (OLD.{text}); END",
                 sqlite_ddl = "CREATE TRIGGER \"line \"\"more\"\"\" BEFORE DELETE ON line BEGIN DELETE FROM \"it's\"; END -- two\n",
                 sqlite_ddl = "ALTER TABLE line ADD COLUMN lower TEXT AS (lower({text}))")
line {
    int64_t id ORM_COLUMN(primary_key);
    int64_t page_id ORM_COLUMN(references = page.id);
    char *text ORM_COLUMN(not_null, check = "{text} <> ''");
};

struct ORM_TABLE(page,
                 sqlite_ddl = "CREATE TABLE log (text TEXT, size INTEGER AS (length(text)))",
                 sqlite_ddl = "CREATE VIEW \"it's\" AS SELECT text FROM line",
                 sqlite_ddl = "CREATE TRIGGER away INSTEAD OF DELETE ON \"it's\" BEGIN DELETE FROM log; END",
                 sqlite_ddl = "CREATE TRIGGER log_out AFTER INSERT ON log BEGIN DELETE FROM log WHERE size > 80; END",
                 sqlite_ddl = "INSERT INTO page DEFAULT VALUES",
                 sqlite_ddl = "CREATE TABLE helper (x)", sqlite_ddl = "DROP TABLE helper")
page {
    int64_t id ORM_COLUMN(primary_key);
    int64_t number ORM_COLUMN(default = 1);
};
