/* Hooks and validators: an audit trail that tells which column has changed, kept or undone with the
 * change itself, and a limit that no call stores. audit.h names the functions. */
#include "audit.orm.h"
#include "example.h"

#include <string.h>

/* ---- what the annotations name ---- */

static orm_status note(orm_hook *hook, const struct account *row, const char *what)
{
    struct audit audit = { .account_id = row->id, .what = (char *)what };
    return audit_insert(hook->db, &audit);
}

static orm_status note_change(orm_hook *hook, const struct account *row)
{
    struct account before;
    char text[100];
    TRY(account_find(hook->db, row->id, &before, hook->arena));
    orm_status status = ORM_OK;
    if (strcmp(before.owner, row->owner) != 0) {
        (void)snprintf(text, sizeof text, "owner: %s -> %s", before.owner, row->owner);
        status = note(hook, row, text);
    }
    if (status == ORM_OK && before.limit_cents != row->limit_cents) {
        (void)snprintf(text, sizeof text, "limit_cents: %" PRId64 " -> %" PRId64,
                       before.limit_cents, row->limit_cents);
        status = note(hook, row, text);
    }
    return status;
}

orm_status account_note(orm_hook *hook)
{
    const struct account *row = hook->row;
    if (hook->event == ORM_BEFORE_DELETE && row->limit_cents > 0) {
        return orm_hook_refuse(hook, "%s still has a limit", row->owner);
    }
    return hook->event == ORM_BEFORE_UPDATE
               ? note_change(hook, row)
               : note(hook, row, hook->event == ORM_AFTER_INSERT ? "opened" : "closed");
}

orm_status account_limit_check(const orm_field *field, const orm_value *value, orm_error *error)
{
    (void)field;
    return value->as.integer < 0 ? orm_validate_fail(error, "a limit is not negative") : ORM_OK;
}

/* ---- the program, which knows nothing of that ---- */

static orm_status print_trail(orm_db *db)
{
    orm_rows *rows = NULL;
    TRY(audit_select(db, &(orm_query){ .order_by = { orm_asc(audit_.id) } }, &rows));
    for (const struct audit *audit; (audit = audit_next(rows)) != NULL;) {
        printf("account %" PRId64 ": %s\n", audit->account_id, audit->what);
    }
    const orm_status status = orm_rows_status(rows);
    orm_rows_free(rows);
    return status;
}

static orm_status run(orm_db *db)
{
    struct account ada = { .owner = "Ada", .limit_cents = 5000 };
    TRY(account_insert(db, &ada));
    ada.limit_cents = 9000;
    TRY(account_update(db, &ada));
    ada.owner = "Ada Lovelace";
    ada.limit_cents = -1;
    printf("%s\n", account_update(db, &ada) == ORM_REFUSED ? orm_db_error(db)->message : "?");
    ada.limit_cents = 9000;
    printf("%s\n", account_delete(db, &ada) == ORM_REFUSED ? orm_db_error(db)->message : "?");
    ada.limit_cents = 0;
    TRY(account_update(db, &ada));
    TRY(account_delete(db, &ada));
    return print_trail(db);
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &audit_schema, run);
}
