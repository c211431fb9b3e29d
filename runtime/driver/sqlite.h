/* What the files of the SQLite driver share. Nobody else includes it. */
#ifndef ORM_DRIVER_SQLITE_H
#define ORM_DRIVER_SQLITE_H

#include <orm/sys/driver.h>
#include <sqlite3.h>

/* The column that is a table's key: the generated one that an INSERT tells instead of returning it,
 * or the one that a SELECT seeks a row by; table NULL: it does neither. */
typedef struct orm_sqlite_key {
    const char *table;
    const char *column;
} orm_sqlite_key;

/* How a file stores its texts. */
typedef enum orm_sqlite_encoding {
    ORM_SQLITE_UNASKED,
    ORM_SQLITE_UTF8,
    ORM_SQLITE_UTF16
} orm_sqlite_encoding;

typedef struct orm_sqlite_link {
    orm_link base;
    sqlite3 *handle;
    orm_allocator allocator;
    orm_sqlite_encoding encoding;
    orm_sqlite_key promised; /* of the statement that is prepared next */
    orm_sqlite_key sought;   /* ... */
    const char *guarded;     /* an INSERT into this table may not be compiled now; NULL: all may */
    bool refused;            /* ... and one was refused for that reason */
    int busy_ms;             /* how long to wait for a lock */
    int64_t deadline;        /* until when the call that runs may take; 0 = no limit */
    int64_t busy_until;      /* the lock that is waited for */
    bool was_stopped;        /* what began last, by the deadline */
    bool has_shared_cache;   /* with the connections to the same name in this process */
    bool was_moved;          /* the file, when the last commit was tried */
    bool is_lost;            /* ... and when it was looked at */
    bool is_borrowed;        /* the connection is the program's */
    bool is_disowned;        /* the connection is another process's: it is not touched any more */
} orm_sqlite_link;

/* ---- sqlite.c ---- */

/* Runs a pragma and copies the first column of its row. Returns a result code. */
int orm__sqlite_ask(sqlite3 *handle, const char *pragma, char *answer, size_t answer_size);

/* ---- sqlite_error.c ---- */

/* Fills *error from a result code and the handle's message; returns its status. */
orm_status orm__sqlite_error_fill(sqlite3 *handle, int code, orm_error *error);
/* The result code by which a function of the program's fails with a status. */
int orm__sqlite_error_refused(orm_status status);
/* Whether a commit hook is what it tells of. */
bool orm__sqlite_error_is_refused_commit(int code);

/* ---- sqlite_limit.c ---- */

/* How long to wait for a lock, in milliseconds. */
int orm__sqlite_limit_busy_ms(const orm_options *options);
void orm__sqlite_limit_set_deadline(orm_link *base, int64_t deadline_ns);
/* Before anything is run. Errors: TIMEOUT; CONNECTION (a look has found the file gone). */
orm_status orm__sqlite_limit_begin(orm_sqlite_link *link, orm_error *error);
/* As orm__sqlite_error_fill; what was stopped for its time is a TIMEOUT, what the file's absence
 * has stopped is READ_ONLY. */
orm_status orm__sqlite_limit_fail(orm_sqlite_link *link, int code, orm_error *error);
orm_status orm__sqlite_limit_cancel(orm_link *base);

/* ---- sqlite_file.c ---- */

/* True: SQLite takes the path for a URI, with parameters. */
bool orm__sqlite_file_is_uri(const char *path);

/* True: a URI asks for one cache for all connections to its name. */
bool orm__sqlite_file_shares_cache(const char *path);

/* Says that a path could not be opened, and why as far as that can be known; returns the status. */
orm_status orm__sqlite_file_refuse(sqlite3 *handle, int code, const char *path,
                                   const orm_options *options, orm_error *error);

/* ---- sqlite_list.c ---- */

/* The type that a list parameter's pointer is bound with: a `const orm_value *` of type LIST. */
#define ORM_SQLITE_LIST "orm_list"

/* Makes the table-valued function orm_list(?) known. Returns a result code. */
int orm__sqlite_list_register(sqlite3 *handle);

/* ---- sqlite_calculate.c ---- */

/* Makes the functions of the dialect's calculations known. Returns a result code. */
int orm__sqlite_calculate_register(sqlite3 *handle);

/* ---- sqlite_function.c ---- */

/* The driver's set_function. */
orm_status orm__sqlite_function_set(orm_link *base, const orm_driver_function *function,
                                    orm_error *error);

/* ---- sqlite_key.c ---- */

/* knows_inserted_key: a promise, which the next prepare takes over. */
bool orm__sqlite_key_promise(orm_link *link, const char *table, const char *column);
/* Before the first promise: SQLite compiles statements anew by itself, which has to be seen. */
void orm__sqlite_key_watch(orm_sqlite_link *link);
/* sqlite3_step, but nothing is inserted where the promise no longer holds. *broken_out: that is why
 * it failed. Returns a result code. */
int orm__sqlite_key_step(orm_sqlite_link *link, const orm_sqlite_key *key, sqlite3_stmt *stmt,
                         bool *broken_out);

/* seeks_one: a note, which the next prepare takes over. */
void orm__sqlite_key_seek(orm_link *base, const char *table, const char *column);
/* Whether no two rows of the key's table can have the same key. False where that is not known. */
bool orm__sqlite_key_is_sole(sqlite3 *handle, const orm_sqlite_key *key);

/* ---- sqlite_moved.c ---- */

/* From now on nothing is committed to a file that is not the one of its name any more. The
 * connection's commit hook is taken for that. */
void orm__sqlite_moved_watch(orm_sqlite_link *link);
/* The driver's look: a connection whose file has been replaced or deleted is lost. */
void orm__sqlite_moved_look(orm_link *base);
/* Whether that is what a result code means. */
bool orm__sqlite_moved_is_why(const orm_sqlite_link *link, int code);
/* Fills *error; returns READ_ONLY. */
orm_status orm__sqlite_moved_refuse(orm_error *error);

/* ---- sqlite_number.c ---- */

/* SQLite numbers $1, $2, ... in the order in which it first meets them: which is which. */
typedef struct orm_sqlite_numbers {
    size_t *values; /* the value of each of SQLite's parameters, counted from 0 */
    size_t count;
} orm_sqlite_numbers;

/* Reads the parameters of a text of the program's own, which is given so many values. *numbers: to
 * be freed, also on failure. Errors: MISUSE (written otherwise, one too many, one that no value
 * is for), NO_MEMORY. */
orm_status orm__sqlite_number_read(sqlite3_stmt *stmt, size_t given, const orm_allocator *allocator,
                                   orm_sqlite_numbers *numbers, orm_error *error);
void orm__sqlite_number_free(orm_sqlite_numbers *numbers, const orm_allocator *allocator);

/* ---- sqlite_param.c ---- */

/* What a statement is run with. */
typedef struct orm_sqlite_params {
    const orm_value *values;
    const orm_parameter_type *types; /* NULL: none is an ARRAY */
    size_t count;
} orm_sqlite_params;

/* Binds what is not bound at first sight (sqlite_bind.h): a list, or a value that is refused. i: of
 * the parameter. Errors: CONVERSION with its number, NO_MEMORY. */
orm_status orm__sqlite_param_bind_other(orm_sqlite_link *link, sqlite3_stmt *stmt,
                                        orm_sqlite_params params, size_t i, orm_error *error);

/* Why a value cannot be stored without becoming another one, in a database in UTF-8; NULL: it
 * can. */
const char *orm__sqlite_param_problem(const orm_value *value);

/* Binds all of a text of the program's own. Errors: as orm__sqlite_bind. */
orm_status orm__sqlite_param_bind_numbered(orm_sqlite_link *link, sqlite3_stmt *stmt,
                                           const orm_value *values,
                                           const orm_sqlite_numbers *numbers, orm_error *error);

/* ---- sqlite_result.c ---- */

/* Gives SQLite a value in which orm__sqlite_param_problem finds none. lifetime: SQLITE_STATIC or
 * SQLITE_TRANSIENT, of its text or blob. */
void orm__sqlite_result_give(sqlite3_context *context, const orm_value *value,
                             sqlite3_destructor_type lifetime);

/* ---- sqlite_renewal.c ---- */

/* Makes the function orm_renewal(notes) known. Returns a result code. */
int orm__sqlite_renewal_register(sqlite3 *handle);

/* ---- sqlite_text.c ---- */

/* Compiles a text, which is one statement; *stmt_out: finalized by the caller. Errors: MISUSE,
 * those of SQLite. */
orm_status orm__sqlite_text_compile(orm_sqlite_link *link, const char *sql, sqlite3_stmt **stmt_out,
                                    orm_error *error);
/* True: it is an INSERT, UPDATE or DELETE, whose rows SQLite counts. False, too, where that takes
 * more than a look at the first word, which is enough for the library's own. */
bool orm__sqlite_text_is_counted(const char *sql);

/* ---- sqlite_declared.c ---- */

/* The columns of a statement's rows that are declared as numbers which need not be whole. */
typedef struct orm_sqlite_declared {
    bool *numeric; /* for each column */
    size_t capacity;
    int count;
    int compiled; /* 1 + how often SQLite had compiled the statement anew when this was known */
    bool has_numeric;
} orm_sqlite_declared;

/* True: the types are those of the statement as it was compiled last, with so many columns. */
static inline bool orm__sqlite_declared_is_known(const orm_sqlite_declared *declared,
                                                 sqlite3_stmt *stmt, int count)
{
    int compiled = sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_REPREPARE, 0);
    return declared->compiled == compiled + 1 && declared->count == count;
}

/* Learns the types of a statement that runs and has so many columns. False: no memory. */
bool orm__sqlite_declared_look(orm_sqlite_declared *declared, sqlite3_stmt *stmt, int count,
                               const orm_allocator *allocator);
/* Where there are any: makes the integers of such columns DECIMAL. They count ones, whatever else
 * is counted there. */
void orm__sqlite_declared_mark(const orm_sqlite_declared *declared, orm_value *values);
void orm__sqlite_declared_fini(orm_sqlite_declared *declared, const orm_allocator *allocator);

/* ---- sqlite_statement.c ---- */

orm_status orm__sqlite_statement_prepare(orm_link *link, const char *sql,
                                         const orm_parameter_type *types, size_t type_count,
                                         orm_prepared **prepared_out, orm_error *error);
orm_status orm__sqlite_statement_start(orm_prepared *prepared, const orm_value *params,
                                       size_t param_count, bool streamed, orm_error *error);
orm_status orm__sqlite_statement_fetch(orm_prepared *prepared, size_t max, orm_row_fn row,
                                       void *ctx, orm_error *error);
orm_status orm__sqlite_statement_run(orm_prepared *prepared, const orm_value *params,
                                     size_t param_count, const orm_row_taker *taker,
                                     orm_error *error);
int64_t orm__sqlite_statement_changes(const orm_prepared *prepared);
int64_t orm__sqlite_statement_inserted_key(const orm_prepared *prepared);
uint64_t orm__sqlite_statement_prepared_again(const orm_prepared *prepared);
size_t orm__sqlite_statement_column_count(const orm_prepared *prepared);
const char *orm__sqlite_statement_column_name(const orm_prepared *prepared, size_t index);
bool orm__sqlite_statement_only_reads(const orm_prepared *prepared);
void orm__sqlite_statement_reset(orm_prepared *prepared);
void orm__sqlite_statement_finalize(orm_prepared *prepared);

#endif
