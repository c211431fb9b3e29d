/* What the files of the PostgreSQL driver share. Nobody else includes it. */
#ifndef ORM_DRIVER_POSTGRESQL_H
#define ORM_DRIVER_POSTGRESQL_H

#include <libpq-fe.h>
#include <orm/arena.h>
#include <orm/sys/driver.h>
#include <stdatomic.h>

#include "base/buffer.h"

/* The types that the driver knows by their number, which is fixed in every server. */
enum {
    ORM_OID_BOOL = 16,
    ORM_OID_BYTEA = 17,
    ORM_OID_CHAR = 18,
    ORM_OID_NAME = 19,
    ORM_OID_INT8 = 20,
    ORM_OID_INT2 = 21,
    ORM_OID_INT4 = 23,
    ORM_OID_TEXT = 25,
    ORM_OID_OID = 26,
    ORM_OID_JSON = 114,
    ORM_OID_XML = 142,
    ORM_OID_FLOAT4 = 700,
    ORM_OID_FLOAT8 = 701,
    ORM_OID_UNKNOWN = 705,
    ORM_OID_BOOL_ARRAY = 1000,
    ORM_OID_BYTEA_ARRAY = 1001,
    ORM_OID_NAME_ARRAY = 1003,
    ORM_OID_INT2_ARRAY = 1005,
    ORM_OID_INT4_ARRAY = 1007,
    ORM_OID_TEXT_ARRAY = 1009,
    ORM_OID_BPCHAR_ARRAY = 1014,
    ORM_OID_VARCHAR_ARRAY = 1015,
    ORM_OID_INT8_ARRAY = 1016,
    ORM_OID_FLOAT4_ARRAY = 1021,
    ORM_OID_FLOAT8_ARRAY = 1022,
    ORM_OID_BPCHAR = 1042,
    ORM_OID_VARCHAR = 1043,
    ORM_OID_DATE = 1082,
    ORM_OID_TIMESTAMP = 1114,
    ORM_OID_TIMESTAMP_ARRAY = 1115,
    ORM_OID_DATE_ARRAY = 1182,
    ORM_OID_TIMESTAMPTZ = 1184,
    ORM_OID_TIMESTAMPTZ_ARRAY = 1185,
    ORM_OID_INTERVAL = 1186,
    ORM_OID_INTERVAL_ARRAY = 1187,
    ORM_OID_NUMERIC_ARRAY = 1231,
    ORM_OID_NUMERIC = 1700,
    ORM_OID_UUID = 2950,
    ORM_OID_UUID_ARRAY = 2951,
    ORM_OID_JSONB = 3802
};

/* How the bytes of a type are read. */
typedef enum orm_postgresql_form {
    ORM_POSTGRESQL_FORM_OPAQUE = 0, /* not here */
    ORM_POSTGRESQL_FORM_BOOL,
    ORM_POSTGRESQL_FORM_SIGNED, /* an integer of 2, 4 or 8 bytes */
    ORM_POSTGRESQL_FORM_UNSIGNED,
    ORM_POSTGRESQL_FORM_REAL, /* of 4 or 8 bytes */
    ORM_POSTGRESQL_FORM_NUMERIC,
    ORM_POSTGRESQL_FORM_TEXT,
    ORM_POSTGRESQL_FORM_PADDED, /* text with blanks at its end that do not count */
    ORM_POSTGRESQL_FORM_JSONB,
    ORM_POSTGRESQL_FORM_BYTES,
    ORM_POSTGRESQL_FORM_TIME,
    ORM_POSTGRESQL_FORM_DATE,
    ORM_POSTGRESQL_FORM_INTERVAL
} orm_postgresql_form;

typedef struct orm_postgresql_type {
    Oid oid;
    Oid array;      /* 0: a list of it is sent as text */
    orm_type taken; /* by a parameter of the type; NULL: none, it is sent as text */
    orm_postgresql_form form;
} orm_postgresql_type;

/* What the number of a type stands for. */
typedef struct orm_postgresql_shape {
    const orm_postgresql_type *type; /* never NULL */
    bool is_array;                   /* an array of the type */
} orm_postgresql_shape;

/* The server drops the connection when a message is larger than a gigabyte. */
#define ORM_POSTGRESQL_LARGEST ((size_t)0x3fff0000)

#define ORM_POSTGRESQL_OTHER_TYPE "a value of another type than the column's"

/* From 1970-01-01 to 2000-01-01, where the server's time begins: in microseconds, in days. */
#define ORM_POSTGRESQL_EPOCH INT64_C(946684800000000)
#define ORM_POSTGRESQL_EPOCH_DAYS INT64_C(10957)

typedef struct orm_postgresql_statement orm_postgresql_statement;

/* What the server keeps for us and no longer should: freed when the server lets us. Allocated when
 * the server begins to keep it, so that letting go cannot fail. */
typedef struct orm_postgresql_leftover {
    struct orm_postgresql_leftover *next;
    char sql[96];
} orm_postgresql_leftover;

typedef struct orm_postgresql_link {
    orm_link base;
    PGconn *connection;
    orm_allocator allocator;
    void (*notice)(void *ctx, const char *message);
    void *notice_ctx;

    /* Names of statements and cursors are unique, also where a proxy shares server sessions. */
    uint64_t name_seed;
    uint64_t name_count;

    /* The query that was sent and whose answer has not arrived whole. */
    orm_postgresql_statement *running;
    PGresult *answer; /* its first error, else its last result so far */
    bool flushing;    /* part of the query is still to be sent */
    bool waited;      /* the caller has waited for the socket at least once */

    uint64_t transactions; /* that have ended */
    uint64_t rollbacks;    /* to a savepoint */
    orm_postgresql_leftover *leftovers;

    int64_t stop_at;     /* until when the call that runs may take; 0 = no limit */
    int64_t give_up_at;  /* ... and the server may take to stop; 0 = no limit */
    bool was_stopped;    /* the query that was sent last, by a time limit */
    PGcancel *cancel;    /* constant, for any thread */
    atomic_int requests; /* of other threads, to stop what runs, that are on their way */

    PGnotify *notified; /* what was told last; NULL = nothing */

    bool keeps_nothing;   /* in the session, between two calls */
    bool is_borrowed;     /* the connection is the program's */
    bool was_nonblocking; /* ... and in that mode */
    bool is_read_only;    /* by the options of the handle */
    bool is_disowned;     /* the connection is another process's */
    bool may_say_goodbye; /* ... and closing it here says nothing to the server */
} orm_postgresql_link;

/* Parameters in the form of PQsendQueryPrepared. */
typedef struct orm_postgresql_params {
    size_t count;
    Oid *types;                   /* as declared */
    orm_postgresql_shape *shapes; /* as the server says */
    const char **values;
    int *lengths;
    int *formats;
    size_t *offsets; /* into encoded; SIZE_MAX: values points to the caller's bytes */
    orm_buffer encoded;
} orm_postgresql_params;

/* The columns of the rows that a statement gives, as the server has described them. */
typedef struct orm_postgresql_names {
    const char **names; /* owned: one block, the texts behind the pointers */
    size_t count;
    size_t size; /* of the block */
} orm_postgresql_names;

typedef enum orm_postgresql_state {
    ORM_POSTGRESQL_IDLE,
    ORM_POSTGRESQL_RUNNING,   /* the whole result is on its way, or here */
    ORM_POSTGRESQL_DECLARING, /* a cursor is being made */
    ORM_POSTGRESQL_CHECKING,  /* ... or asked for whether it still exists */
    ORM_POSTGRESQL_FETCHING,  /* a portion of its rows is on its way, or here */
    ORM_POSTGRESQL_COMPLETE,
    ORM_POSTGRESQL_FAILED
} orm_postgresql_state;

typedef struct orm_postgresql_cursor {
    char name[64];
    bool open;
    bool held;                        /* outlives its transaction */
    orm_postgresql_leftover *closing; /* NULL: there is none */
    bool last;                        /* the portion in result is the last one */
    size_t portion;                   /* rows that were asked for */
    uint64_t transactions;            /* of the link, when it was last known to exist */
    uint64_t rollbacks;
} orm_postgresql_cursor;

struct orm_postgresql_statement {
    orm_prepared base;
    orm_postgresql_link *link;
    char *sql;
    char name[64];
    orm_parameter_type *kinds;
    bool has_secret; /* among them: what the server says of an execution is not to be shown */
    orm_postgresql_params params;
    const orm_value *arguments; /* of the execution; borrowed until reset */
    orm_postgresql_state state;
    orm_postgresql_leftover *closing; /* NULL: the server does not know the name */
    bool stale;                       /* ... but will not run it any more: prepare again */
    uint64_t parsed_again;            /* since prepare */
    bool retried;                     /* ... which was done once for this execution */
    orm_postgresql_names names;       /* none: it gives no rows */
    bool commits;      /* the execution stores something, and is a transaction of its own */
    PGresult *settled; /* an answer that had to be received for another statement's sake */
    bool is_settled;
    PGresult *result; /* the rows that are being passed */
    int next_row;
    size_t passed; /* rows that the caller's fetch has got, also before it had to wait */
    orm_postgresql_shape *columns; /* how each of result is read */
    size_t column_count, column_capacity;
    orm_value *values; /* the row that is being passed */
    size_t value_capacity;
    orm_arena *texts; /* what had to be written for that row; NULL until something had */
    size_t failed;    /* its values, where one of them could not be read; else 0 */
    int64_t changes;
    orm_postgresql_cursor cursor;
};

/* ---- postgresql.c ---- */

/* A name that nobody else uses on this server session. */
void orm__postgresql_name(orm_postgresql_link *link, char *name, size_t size);

/* Sets *leftover_out to what will free something on the server: verb and name. Owned: one of the
 * next two. Errors: NO_MEMORY. */
orm_status orm__postgresql_leftover_new(orm_postgresql_link *link, const char *verb,
                                        const char *name, orm_postgresql_leftover **leftover_out,
                                        orm_error *error);
void orm__postgresql_leftover_free(orm_postgresql_link *link, orm_postgresql_leftover *leftover);
/* Frees it on the server later. NULL is allowed. */
void orm__postgresql_leave(orm_postgresql_link *link, orm_postgresql_leftover *leftover);
/* Frees what was left, if no transaction can be hurt by it. */
void orm__postgresql_sweep(orm_postgresql_link *link);

/* ---- postgresql_cancel.c ---- */

/* Waits for the server, at most until the time limit; then asks it to stop and waits a little; in
 * the end gives it up, which the next look at the answer notices. */
void orm__postgresql_cancel_attend(orm_postgresql_link *link);
/* The time limit has passed. */
bool orm__postgresql_cancel_is_due(const orm_postgresql_link *link);
/* Before a query is sent: no request to stop is on its way any more. Errors: TIMEOUT, with nothing
 * sent. */
orm_status orm__postgresql_cancel_let_pass(orm_postgresql_link *link, orm_error *error);
void orm__postgresql_cancel_set_deadline(orm_link *base, int64_t deadline_ns);
orm_status orm__postgresql_cancel_request(orm_link *base);

/* ---- postgresql_socket.c ---- */

void orm__postgresql_socket_disown(orm_link *base);

/* ---- postgresql_exchange.c: sending a query, receiving its answer ---- */

/* True: sql, which is about to be sent, would make something last, so that its outcome is unknown
 * should the connection be lost before the answer. stores: it changes something where it is a
 * transaction of its own. */
bool orm__postgresql_exchange_would_commit(const orm_postgresql_link *link, const char *sql,
                                           bool stores);
/* Before such a query: notices a connection that has ended, so that nothing is sent in vain.
 * Errors: CONNECTION. */
orm_status orm__postgresql_exchange_check(orm_postgresql_link *link, orm_error *error);
/* Before a query is sent: the connection is free, there is time. Errors: TIMEOUT. */
orm_status orm__postgresql_exchange_ready(orm_postgresql_link *link, orm_error *error);
/* After a PQsend... whose answer is no statement's: waits for it. *result_out: owned, PQclear.
 * Errors: by cause. */
orm_status orm__postgresql_exchange_ask(orm_postgresql_link *link, int sent, PGresult **result_out,
                                        orm_error *error);
/* After a PQsend...: sent is what it returned. owner: whose answer it is. */
orm_status orm__postgresql_exchange_begin(orm_postgresql_link *link,
                                          orm_postgresql_statement *owner, int sent,
                                          orm_error *error);
/* True: a query of the statement was sent and its answer was not collected yet. */
bool orm__postgresql_exchange_is_open(const orm_postgresql_statement *statement);
/* Collects the answer without waiting. ORM_AGAIN: not whole yet. *result_out: owned, PQclear.
 * Errors: by cause. */
orm_status orm__postgresql_exchange_collect(orm_postgresql_statement *statement,
                                            PGresult **result_out, orm_error *error);
/* Makes the connection free for another query: the answer that is on its way is received and kept
 * for its owner. */
void orm__postgresql_exchange_settle(orm_postgresql_link *link);
/* Cancels the statement's query if it is on its way. *result_out: its answer, owned, may be
 * NULL. */
void orm__postgresql_exchange_abandon(orm_postgresql_statement *statement, PGresult **result_out);
/* Runs a script, waits, throws rows away. error may be NULL. */
orm_status orm__postgresql_exchange_script(orm_postgresql_link *link, const char *sql,
                                           orm_error *error);

/* A question is sent whose answer comes next. */
void orm__postgresql_exchange_expect(orm_postgresql_link *link);
/* Fills *error from what came instead of an answer. commits: as would_commit had it. */
orm_status orm__postgresql_exchange_judge(const orm_postgresql_link *link, bool commits,
                                          const PGresult *result, orm_error *error);

/* ---- postgresql_pipeline.c ---- */

/* What a text is, with so many parameters of these types (0: the server shall find it), in one
 * round trip that leaves nothing behind. *result_out: owned, PQclear. Errors: by cause. */
orm_status orm__postgresql_pipeline_describe(orm_postgresql_link *link, const char *sql, int count,
                                             const Oid *types, PGresult **result_out,
                                             orm_error *error);

/* ---- postgresql_parse.c ---- */

/* Has the server look at the text, and keep it unless the link keeps nothing; learns the types of
 * its parameters and the names of its columns. The link is free. Errors: by cause. */
orm_status orm__postgresql_parse(orm_postgresql_statement *statement, orm_error *error);
/* Before the rows are passed: a text that was parsed anew may have other columns. Takes the result
 * on failure. Errors: NO_MEMORY. */
orm_status orm__postgresql_parse_look(orm_postgresql_statement *statement, PGresult *result,
                                      orm_error *error);
/* The server need not keep it any more. */
void orm__postgresql_parse_leave(orm_postgresql_statement *statement);

/* ---- postgresql_statement.c ---- */

orm_status orm__postgresql_statement_prepare(orm_link *base, const char *sql,
                                             const orm_parameter_type *types, size_t type_count,
                                             orm_prepared **prepared_out, orm_error *error);
orm_status orm__postgresql_statement_start(orm_prepared *prepared, const orm_value *params,
                                           size_t param_count, bool streamed, orm_error *error);
orm_status orm__postgresql_statement_fetch(orm_prepared *prepared, size_t max, orm_row_fn row,
                                           void *ctx, orm_error *error);
int64_t orm__postgresql_statement_changes(const orm_prepared *prepared);
void orm__postgresql_statement_reset(orm_prepared *prepared);
void orm__postgresql_statement_finalize(orm_prepared *prepared);

uint64_t orm__postgresql_statement_prepared_again(const orm_prepared *prepared);
size_t orm__postgresql_statement_column_count(const orm_prepared *prepared);
const char *orm__postgresql_statement_column_name(const orm_prepared *prepared, size_t index);
bool orm__postgresql_statement_only_reads(const orm_prepared *prepared);

/* ---- postgresql_notify.c ---- */

/* The driver's notification. */
orm_status orm__postgresql_notify_next(orm_link *base, orm_notification *note_out,
                                       orm_error *error);
/* Frees the one that was told last. */
void orm__postgresql_notify_forget(orm_postgresql_link *link);

/* ---- postgresql_name.c ---- */

/* Replaces the names by those of a description. False: no memory, and none are left. */
bool orm__postgresql_name_keep(orm_postgresql_names *names, const PGresult *description,
                               const orm_allocator *allocator);
void orm__postgresql_name_free(orm_postgresql_names *names, const orm_allocator *allocator);

/* ---- postgresql_rows.c: from a result to the caller's row function ---- */

/* Makes room for rows of that many columns: before the statement runs, since what it has written
 * cannot be taken back where there is none. False: no memory. */
bool orm__postgresql_rows_reserve(orm_postgresql_statement *statement, size_t count);

/* Makes result the statement's, from its first row on. Takes it, also on failure. */
orm_status orm__postgresql_rows_begin(orm_postgresql_statement *statement, PGresult *result,
                                      orm_error *error);
/* False without a result. */
bool orm__postgresql_rows_are_left(const orm_postgresql_statement *statement);
/* Passes the rows that are left until statement->passed, which it counts up, is max. */
orm_status orm__postgresql_rows_pass(orm_postgresql_statement *statement, size_t max,
                                     orm_row_fn row, void *ctx, orm_error *error);
void orm__postgresql_rows_end(orm_postgresql_statement *statement);
/* The driver's failed_row. */
const orm_value *orm__postgresql_rows_failed(const orm_prepared *prepared, size_t *count_out);

/* ---- postgresql_cursor.c: rows in portions ---- */

/* True: its text can be read through a cursor. */
bool orm__postgresql_cursor_fits(const orm_postgresql_statement *statement);
orm_status orm__postgresql_cursor_declare(orm_postgresql_statement *statement, orm_error *error);
orm_status orm__postgresql_cursor_fetch(orm_postgresql_statement *statement, size_t max,
                                        orm_row_fn row, void *ctx, orm_error *error);
void orm__postgresql_cursor_close(orm_postgresql_statement *statement);

/* ---- postgresql_text.c ---- */

/* By its first word. */
bool orm__postgresql_text_only_reads(const char *sql);
/* A query that the server takes for a cursor, as far as its words tell: of a WITH that might write
 * (a name may be such a word, too) no. */
bool orm__postgresql_text_may_stream(const char *sql);
/* True: it ends a transaction that is kept. */
bool orm__postgresql_text_commits(const char *sql);
/* True: whether the script ran before the connection was lost makes no difference. */
bool orm__postgresql_text_stores_nothing(const char *script);
/* The 1-based number of the first value with a text that is no UTF-8; 0: there is none. */
size_t orm__postgresql_text_find_broken(const orm_value *values, size_t count);

/* ---- postgresql_type.c ---- */

/* The type that a number names, or whose array it names; of a number that is not known here one
 * that takes no value. */
orm_postgresql_shape orm__postgresql_type_shape(Oid oid);
/* The type that a parameter is declared with; 0: the server shall find it. */
Oid orm__postgresql_type_declared(orm_parameter_type type);

/* ---- postgresql_encode.c ---- */

orm_status orm__postgresql_encode_init(orm_postgresql_params *params, size_t count,
                                       const orm_allocator *allocator, orm_error *error);
void orm__postgresql_encode_fini(orm_postgresql_params *params);
/* Fills params for the values. Errors: CONVERSION with the parameter's number, NO_MEMORY. */
orm_status orm__postgresql_encode(orm_postgresql_params *params, const orm_value *values,
                                  orm_error *error);

/* Appends the binary form of a value that the type takes. Returns a problem; NULL: none. */
const char *orm__postgresql_encode_scalar(orm_buffer *out, const orm_postgresql_type *type,
                                          const orm_value *value);
/* Why no server takes the text; NULL: it does. */
const char *orm__postgresql_encode_problem(const orm_value *text);

/* ---- postgresql_list.c ---- */

/* Appends a list: in binary form where shape is an array, else as text with its NUL. Returns a
 * problem; NULL: none. */
const char *orm__postgresql_list_append(orm_buffer *out, orm_postgresql_shape shape,
                                        const orm_value *list);

/* ---- postgresql_decode.c ---- */

/* One value of the result. *out borrows from it, or from statement->texts.
 * Errors: CONVERSION with the column's name, NO_MEMORY. */
orm_status orm__postgresql_decode(orm_postgresql_statement *statement, int row, int column,
                                  orm_value *out, orm_error *error);

/* ---- postgresql_numeric.c ---- */

/* Bytes that the text of a numeric needs with its NUL; 0: these bytes are none. */
size_t orm__postgresql_numeric_size(const unsigned char *data, size_t size);
/* Writes it; returns its length. */
size_t orm__postgresql_numeric_write(const unsigned char *data, char *text);
/* Appends the binary form of a DECIMAL of at most 18 places. */
void orm__postgresql_numeric_append(orm_buffer *out, const orm_value *decimal);

/* ---- postgresql_error.c ---- */

/* Fills *error from a result that is an error (NULL: there is none) and the state of the
 * connection; returns its status. */
orm_status orm__postgresql_error_fill(const PGconn *connection, const PGresult *result,
                                      orm_error *error);
/* A message of libpq without the line ends at its end. */
orm_status orm__postgresql_error_message(orm_error *error, orm_status status, const char *message);
/* True: the server refused to run the prepared statement, but would prepare its text anew. */
bool orm__postgresql_error_is_stale(const PGresult *result);
/* True: the text, as it is, does not fit what is in the database: it, or what was known of it. */
bool orm__postgresql_error_is_of_text(const PGresult *result);
/* True: a text among the parameters is no UTF-8; the server does not say which one. */
bool orm__postgresql_error_is_broken_text(const orm_error *error);

/* ---- numbers in network order ---- */

static inline uint64_t orm__postgresql_read(const void *data, size_t size)
{
    const unsigned char *byte = data;
    uint64_t number = 0;
    for (size_t i = 0; i < size; i++) {
        number = number << 8 | byte[i];
    }
    return number;
}

static inline void orm__postgresql_write(orm_buffer *buffer, uint64_t number, size_t size)
{
    unsigned char bytes[8];
    for (size_t i = size; i > 0; i--) {
        bytes[i - 1] = (unsigned char)number;
        number >>= 8;
    }
    orm__buffer_append(buffer, bytes, size);
}

#endif
