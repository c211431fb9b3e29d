/* Statements that are not for a table: each is refused where it stands, and none leaves anything behind. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(a, sqlite_ddl = "ATTACH 'wrong_statements.db' AS x") a { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(b, sqlite_ddl = "DETACH main") b { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(c, sqlite_ddl = "COMMIT") c { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(d, sqlite_ddl = "SAVEPOINT s") d { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(e, sqlite_ddl = "PRAGMA journal_mode = WAL") e { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(f, sqlite_ddl = "SELECT 1") f { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(g, sqlite_ddl = "INSERT INTO g VALUES (1) RETURNING id") g { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(h, sqlite_ddl = "VACUUM INTO 'wrong_statements.db'") h { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(i, sqlite_ddl = "CREATE INDEX i_good ON i (id); ROLLBACK") i { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(j, sqlite_ddl = "EXPLAIN DROP TABLE j") j { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(k, postgresql_ddl = "COMMIT",
                 sqlite_ddl = "CREATE INDEX k_id ON k (id)",
                 sqlite_ddl = "CREATE INDEX k_id ON k (id)",
                 sqlite_ddl = "not judged behind one that is refused")
k { int64_t id ORM_COLUMN(primary_key); };
