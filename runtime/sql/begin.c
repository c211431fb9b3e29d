/* Owns the text that begins a transaction. */
#include "sql/begin.h"

#include <stdio.h>

static const char *first_words(const orm_dialect *dialect, const orm_transaction_options *options)
{
    switch (options->sqlite_begin) {
    case ORM_SQLITE_BEGIN_DEFAULT:
        return options->read_only ? dialect->begin_deferred : dialect->begin;
    case ORM_SQLITE_BEGIN_IMMEDIATE:
        return dialect->begin;
    case ORM_SQLITE_BEGIN_DEFERRED:
        return dialect->begin_deferred;
    case ORM_SQLITE_BEGIN_EXCLUSIVE:
        return dialect->begin_exclusive;
    }
    return dialect->begin;
}

void orm__sql_begin(char text[ORM_SQL_BEGIN_SIZE], const orm_dialect *dialect,
                    const orm_transaction_options *options)
{
    (void)snprintf(text, ORM_SQL_BEGIN_SIZE, "%s%s%s%s", first_words(dialect, options),
                   dialect->isolation[options->isolation],
                   options->read_only ? dialect->read_only : "",
                   options->deferrable ? dialect->deferrable : "");
}
