/* Owns how the server gets to know a statement: under a name that it keeps, or for the time of an
 * answer, where nothing may be left in the session. */
#include <string.h>

#include "base/error.h"
#include "base/plural.h"
#include "driver/postgresql.h"

/* ---- under a name ---- */

void orm__postgresql_parse_leave(orm_postgresql_statement *statement)
{
    orm__postgresql_leave(statement->link, statement->closing);
    statement->closing = NULL;
}

static orm_status give_name(orm_postgresql_statement *statement, orm_error *error)
{
    orm_postgresql_link *link = statement->link;
    orm_postgresql_params *params = &statement->params;
    orm__postgresql_parse_leave(statement);
    orm__postgresql_name(link, statement->name, sizeof statement->name);
    orm_postgresql_leftover *closing = NULL;
    orm_status status =
        orm__postgresql_leftover_new(link, "DEALLOCATE", statement->name, &closing, error);
    if (status != ORM_OK) {
        return status;
    }
    PGresult *result = NULL;
    int sent = PQsendPrepare(link->connection, statement->name, statement->sql, (int)params->count,
                             params->types);
    status = orm__postgresql_exchange_ask(link, sent, &result, error);
    if (status == ORM_OK) {
        statement->closing = closing;
    } else {
        orm__postgresql_leftover_free(link, closing);
    }
    PQclear(result);
    return status;
}

/* ---- what the server says of it ---- */

/* A text for a column of another type is sent as such, and the server reads it. */
static orm_postgresql_shape shape_for(orm_parameter_type declared, Oid oid)
{
    orm_postgresql_shape shape = orm__postgresql_type_shape(oid);
    bool is_for_texts = shape.type->taken == ORM_TYPE_TEXT && shape.is_array == declared.list;
    /* which would read a backslash as its own */
    bool is_bytes = declared.raw && shape.type->oid == ORM_OID_BYTEA;
    bool is_text_for_other =
        declared.own_type && declared.kind == ORM_KIND_TEXT && !is_for_texts && !is_bytes;
    return is_text_for_other ? orm__postgresql_type_shape(0) : shape;
}

/* The server's word on the types, which may differ from what was declared where that was
 * nothing. */
static orm_status take_description(orm_postgresql_statement *statement, const PGresult *result,
                                   orm_error *error)
{
    orm_postgresql_params *params = &statement->params;
    if ((size_t)PQnparams(result) != params->count) {
        return orm__error_set(error, ORM_MISUSE, "%zu parameter%s declared, the statement has %d",
                              params->count, orm__plural(params->count), PQnparams(result));
    }
    for (size_t i = 0; i < params->count; i++) {
        params->shapes[i] = shape_for(statement->kinds[i], PQparamtype(result, (int)i));
    }
    bool is_kept =
        orm__postgresql_name_keep(&statement->names, result, &statement->link->allocator) &&
        orm__postgresql_rows_reserve(statement, statement->names.count);
    return is_kept ? ORM_OK : orm__error_no_memory(error);
}

static orm_status describe(orm_postgresql_statement *statement, orm_error *error)
{
    orm_postgresql_link *link = statement->link;
    PGresult *result = NULL;
    int sent = PQsendDescribePrepared(link->connection, statement->name);
    orm_status status = orm__postgresql_exchange_ask(link, sent, &result, error);
    if (status == ORM_OK) {
        status = take_description(statement, result, error);
    }
    PQclear(result);
    return status;
}

/* ---- without one ---- */

/* The types are said from now on: whoever parses the text later finds the same, or refuses. */
static void keep_types(orm_postgresql_params *params, const PGresult *description)
{
    for (size_t i = 0; i < params->count; i++) {
        params->types[i] = PQparamtype(description, (int)i);
    }
}

static orm_status ask_about(orm_postgresql_statement *statement, orm_error *error)
{
    const orm_postgresql_params *params = &statement->params;
    PGresult *result = NULL;
    orm_status status = orm__postgresql_pipeline_describe(
        statement->link, statement->sql, (int)params->count, params->types, &result, error);
    if (status == ORM_OK) {
        status = take_description(statement, result, error);
    }
    if (status == ORM_OK) {
        keep_types(&statement->params, result);
    }
    PQclear(result);
    return status;
}

static bool has_other_names(const orm_postgresql_names *names, const PGresult *result)
{
    bool other = (size_t)PQnfields(result) != names->count;
    for (size_t i = 0; !other && i < names->count; i++) {
        other = strcmp(PQfname(result, (int)i), names->names[i]) != 0;
    }
    return other;
}

orm_status orm__postgresql_parse_look(orm_postgresql_statement *statement, PGresult *result,
                                      orm_error *error)
{
    if (!statement->link->keeps_nothing || !has_other_names(&statement->names, result) ||
        orm__postgresql_name_keep(&statement->names, result, &statement->link->allocator)) {
        return ORM_OK;
    }
    PQclear(result);
    return orm__error_no_memory(error);
}

/* ---- either ---- */

orm_status orm__postgresql_parse(orm_postgresql_statement *statement, orm_error *error)
{
    orm_postgresql_params *params = &statement->params;
    for (size_t i = 0; i < params->count; i++) {
        params->types[i] = orm__postgresql_type_declared(statement->kinds[i]);
    }
    orm_status status =
        statement->link->keeps_nothing ? ask_about(statement, error) : give_name(statement, error);
    if (status == ORM_OK && !statement->link->keeps_nothing) {
        status = describe(statement, error);
    }
    statement->stale = status != ORM_OK;
    return status;
}
