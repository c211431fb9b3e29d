/* Owns the one question that is sent in two parts: what a text is that nobody shall keep. Parsing
 * and describing go in one message to one session; the answers are read up to its end. */
#include "base/error.h"
#include "driver/postgresql.h"

#ifdef LIBPQ_HAS_PIPELINING

/* More answers without content in a row than there are parts: something is wrong. */
enum { MOST_EMPTY = 8 };

/* Waits, as long as there is time. */
static PGresult *next_result(orm_postgresql_link *link)
{
    PGconn *connection = link->connection;
    while (PQstatus(connection) == CONNECTION_OK) {
        link->flushing = PQflush(connection) == 1;
        if (!link->flushing && PQisBusy(connection) == 0) {
            break;
        }
        orm__postgresql_cancel_attend(link);
        if (PQconsumeInput(connection) == 0) {
            break;
        }
    }
    return PQgetResult(connection);
}

static bool is_error(const PGresult *result)
{
    return result != NULL && PQresultStatus(result) == PGRES_FATAL_ERROR;
}

/* Of the answers the first error counts, else the last one. NULL: there is none. */
static PGresult *read_answers(orm_postgresql_link *link)
{
    PGresult *kept = NULL;
    int empty = 0;
    while (empty < MOST_EMPTY) {
        PGresult *result = next_result(link);
        ExecStatusType status = PQresultStatus(result);
        bool is_end = result != NULL && status == PGRES_PIPELINE_SYNC;
        if (result == NULL) {
            empty++;
        } else if (is_end || status == PGRES_PIPELINE_ABORTED || is_error(kept)) {
            PQclear(result);
        } else {
            PQclear(kept);
            kept = result;
        }
        if (is_end || PQstatus(link->connection) != CONNECTION_OK) {
            break;
        }
    }
    return kept;
}

/* NOLINTNEXTLINE(readability-function-size): those of PQsendPrepare */
orm_status orm__postgresql_pipeline_describe(orm_postgresql_link *link, const char *sql, int count,
                                             const Oid *types, PGresult **result_out,
                                             orm_error *error)
{
    PGconn *connection = link->connection;
    if (PQenterPipelineMode(connection) == 0) {
        return orm__postgresql_error_fill(connection, NULL, error);
    }
    bool is_sent = PQsendPrepare(connection, "", sql, count, types) == 1 &&
                   PQsendDescribePrepared(connection, "") == 1 && PQpipelineSync(connection) == 1;
    orm__postgresql_exchange_expect(link);
    PGresult *result = is_sent ? read_answers(link) : NULL;
    bool is_described = result != NULL && !is_error(result);
    orm_status status =
        is_described ? ORM_OK : orm__postgresql_exchange_judge(link, false, result, error);
    (void)PQexitPipelineMode(connection);
    if (status == ORM_OK) {
        *result_out = result;
    } else {
        PQclear(result);
    }
    return status;
}

#else

/* NOLINTNEXTLINE(readability-function-size): the same */
orm_status orm__postgresql_pipeline_describe(orm_postgresql_link *link, const char *sql, int count,
                                             const Oid *types, PGresult **result_out,
                                             orm_error *error)
{
    (void)link, (void)sql, (void)count, (void)types, (void)result_out;
    return orm__error_set(error, ORM_NOT_SUPPORTED,
                          "statements without a name need libpq 14 or newer");
}

#endif
