/* Comparing a model with the tables that are there: before a program trusts a database that it did
 * not create, or that another version of it did.
 *
 *     const orm_difference *list = NULL;
 *     size_t count = 0;
 *     orm_status status = orm_verify(db, &shop_schema, arena, &list, &count);
 *     for (size_t i = 0; status == ORM_OK && i < count; i++) {
 *         fprintf(stderr, "%s\n", list[i].message);
 *         broken |= list[i].severity == ORM_SEVERITY_ERROR;
 *     }
 *
 * At start-up: refuse to run where an error is among them, log warnings, leave notes to whoever
 * looks after the database. Tables that orm_create_all made have no difference of any severity. */
#ifndef ORM_VERIFY_H
#define ORM_VERIFY_H

#include <orm/arena.h>
#include <orm/db.h>
#include <orm/meta.h>

ORM_BEGIN_DECLS

/* What differs: X(NAME, "name"). Append, never reorder. */
#define ORM_DIFFERENCE_MAP(X)              \
    X(TABLE_MISSING, "table missing")      \
    X(TABLE_FORM, "no plain table")        \
    X(COLUMN_MISSING, "column missing")    \
    X(COLUMN_EXTRA, "column of no member") \
    X(COLUMN_TYPE, "type")                 \
    X(COLUMN_LENGTH, "length")             \
    X(COLUMN_NULL, "null")                 \
    X(COLUMN_DEFAULT, "default")           \
    X(COLUMN_COMPUTED, "computed value")   \
    X(COLUMN_COLLATION, "collation")       \
    X(COLUMN_LABELS, "labels")             \
    X(GENERATED_KEY, "generated key")      \
    X(PRIMARY_KEY, "primary key")          \
    X(UNIQUE, "unique constraint")         \
    X(FOREIGN_KEY, "foreign key")          \
    X(INDEX, "index")                      \
    X(CHECK, "check constraint")

/* clang-format off */
typedef enum orm_difference_kind {
#define ORM_DIFFERENCE_ENUM_(name, text) ORM_DIFFERENCE_##name,
    ORM_DIFFERENCE_MAP(ORM_DIFFERENCE_ENUM_)
#undef ORM_DIFFERENCE_ENUM_
    ORM_DIFFERENCE_COUNT
} orm_difference_kind;
/* clang-format on */

/* The worse, the greater. */
typedef enum orm_severity {
    ORM_SEVERITY_NOTE = 1, /* it differs, and no call is the worse for it */
    ORM_SEVERITY_WARNING,  /* some values make a call fail, or a promise of the model does not hold
                            */
    ORM_SEVERITY_ERROR     /* calls fail, or values are stored as other ones */
} orm_severity;

typedef struct orm_difference {
    orm_difference_kind kind;
    orm_severity severity;
    const orm_entity *entity;
    const char *table;    /* as the engine of the handle calls it */
    const char *column;   /* the same; several of a key are separated by ", "; NULL = none */
    const char *expected; /* what the model says, as SQL or in words; NULL = nothing */
    const char *found;    /* what the database has; NULL = nothing */
    const char *message;  /* one line, in English: table, column, both texts, what comes of it */
} orm_difference;

/* Compares each entity of the schema that is a table or a view with what is there, where the
 * connection finds it: on PostgreSQL in orm_entity.table_schema, or else first in the search path;
 * on SQLite temporary tables come first. Reads catalogues only, never a row; writes nothing; may be
 * called in a transaction, also a read-only one, and on a read-only handle.
 *
 * Looked at are columns (type, length, NULL, default, computed value, collation of texts in keys,
 * labels of enums; of a view only columns and their types), the generated key, primary key, unique
 * constraints, foreign keys, indexes and checks; not their names, triggers, statements of the
 * program's own and privileges. Whether two SQL texts say the same is asked of PostgreSQL itself,
 * and compared word by word on SQLite.
 *
 * *list_out, with all texts in it, lives in the arena: entities in the order of the schema, of each
 * the table, its columns, its keys; NULL where there is no difference. ORM_OK: the comparison was
 * made, whatever it found.
 * Errors: MISUSE (schema, NULL), by cause where the catalogues cannot be read, NO_MEMORY; outputs
 * are untouched then. */
ORM_API ORM_MUST_CHECK orm_status orm_verify(orm_db *db, const orm_schema *schema, orm_arena *arena,
                                             const orm_difference **list_out, size_t *count_out);

/* The name of a kind ("column missing") or severity ("warning"); "?" for a number that is none.
 * Borrowed, static. Any thread. */
ORM_API const char *orm_difference_kind_name(orm_difference_kind kind);
ORM_API const char *orm_severity_name(orm_severity severity);

ORM_END_DECLS

#endif
