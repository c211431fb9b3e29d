/* Tables that SQLite could not make for their names, or those of their indexes, hide no statement of others. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(a, sqlite_ddl = "CREATE INDX i ON a (id)") a { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE("sqlite_b") b { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE(c, index(id, name = "sqlite_c"), index(id, name = a)) c { int64_t id ORM_COLUMN(primary_key); };
struct ORM_TABLE("") d { int64_t id ORM_COLUMN(primary_key); };
