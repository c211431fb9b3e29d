/* Owns the port of what the daemon keeps under names. */
#include "real/daemon/array.h"
#include "real/daemon/wallet.h"
#include "real_daemon.orm.h"

#include <string.h>

orm_status wallet_get_number(wallet *w, const char *name, s64 otherwise, s64 *number_out)
{
    orm_value value = orm_value_null();
    orm_status status =
        orm_value_of(w->db, &var_.intval.column, &(orm_query){ .where = orm_eq(var_.name, name) },
                     w->arena, &value);
    if (status == ORM_OK || status == ORM_NOT_FOUND) {
        *number_out = value.type == ORM_TYPE_NULL ? otherwise : value.as.integer;
        return ORM_OK;
    }
    return status;
}

orm_status wallet_set_number(wallet *w, const char *name, s64 number)
{
    int64_t count = 0;
    orm_status status =
        var_update_where(w->db, orm_set(var_.intval, number), orm_eq(var_.name, name), &count);
    if (status != ORM_OK || count > 0) {
        return status;
    }
    struct var row = { .intval = &number };
    memcpy(row.name, name, strnlen(name, sizeof row.name));
    return var_insert_with(w->db, &row,
                           &(orm_insert_options){ .columns = orm_columns(var_.name, var_.intval) });
}

orm_status wallet_get_bytes(wallet *w, const char *name, u8 **bytes_out)
{
    orm_value value = orm_value_null();
    orm_status status =
        orm_value_of(w->db, &var_.blobval.column, &(orm_query){ .where = orm_eq(var_.name, name) },
                     w->arena, &value);
    if (status != ORM_OK && status != ORM_NOT_FOUND) {
        return status;
    }
    *bytes_out =
        value.type == ORM_TYPE_NULL ? NULL : array_copy(w->arena, value.as.data, value.size, 1);
    return ORM_OK;
}

orm_status wallet_set_bytes(wallet *w, const char *name, u8 *bytes)
{
    struct var row = { .blobval = bytes };
    memcpy(row.name, name, strnlen(name, sizeof row.name));
    return var_upsert(w->db, &row, &(orm_conflict){ .columns = orm_columns(var_.blobval) });
}

orm_status wallet_forget(wallet *w, const char *name, bool *was_there_out)
{
    int64_t count = 0;
    orm_status status = var_delete_where(w->db, orm_eq(var_.name, name), &count);
    *was_there_out = count > 0;
    return status;
}

orm_status wallet_next(wallet *w, const char *name, u64 *number_out)
{
    s64 number = 0;
    orm_status status = wallet_get_number(w, name, 0, &number);
    if (status == ORM_OK) {
        status = wallet_set_number(w, name, ++number);
    }
    *number_out = (u64)number;
    return status;
}

orm_status wallet_count_version(wallet *w, s64 known, bool *is_ours_out)
{
    int64_t count = 0;
    orm_status status = var_update_where(
        w->db, orm_set_to(var_.intval, orm_add(var_.intval, 1)),
        orm_and(orm_eq(var_.name, "data_version"), orm_eq(var_.intval, known)), &count);
    *is_ours_out = count == 1;
    return status;
}
