/* Owns the function orm_renewal(notes), by which a statement tells whether it has inserted a row or
 * updated one: orm_renewal(1) in the condition of its DO UPDATE notes that it updates, and
 * orm_renewal(0) behind RETURNING reads the note. Nothing else tells, where the key is only that of
 * some of the rows. A note that nobody has read, because the statement failed, is read by who sees
 * that. */
#include "driver/sqlite.h"

static void note_or_read(sqlite3_context *context, int argc, sqlite3_value **args)
{
    bool *is_renewed = sqlite3_user_data(context);
    bool notes = argc == 1 && sqlite3_value_int(args[0]) != 0;
    sqlite3_result_int(context, notes || *is_renewed);
    *is_renewed = notes;
}

int orm__sqlite_renewal_register(sqlite3 *handle)
{
    bool *is_renewed = sqlite3_malloc(sizeof *is_renewed);
    if (is_renewed == NULL) {
        return SQLITE_NOMEM;
    }
    *is_renewed = false;
    return sqlite3_create_function_v2(handle, "orm_renewal", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                      is_renewed, note_or_read, NULL, NULL, sqlite3_free);
}
