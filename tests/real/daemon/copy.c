/* Owns the copy of the daemon's database. */
#include "real/daemon/copy.h"

#include "real/daemon/tables.h"

page *tables_read(engine_fixture *fx)
{
    page *made = page_open();
    plain *db = plain_open(fx->url);
    tables_print(db, made->out);
    plain_close(db);
    return made;
}

/* The daemon hands each write to those who keep a copy of its database, as a text. */
static void copy_write(void *ctx, const orm_log_event *event)
{
    copy *c = ctx;
    if (event->level != ORM_LOG_STATEMENT) {
        return;
    }
    if (event->status >= 0 && (event->is_write || event->is_transaction)) {
        assert_ok(c->db, orm_exec(c->db, event->expanded));
    }
    if (event->status < 0 && c->in_transaction && !event->in_transaction) {
        assert_ok(c->db, orm_exec(c->db, "ROLLBACK"));
    }
    c->in_transaction = event->in_transaction;
}

copy copy_open(engine_fixture *fx, bool filled)
{
    copy c = { NULL, false };
    if (engine_is_sqlite()) {
        assert_int_equal(orm_open("sqlite::memory:", NULL, &c.db, NULL), ORM_OK);
    } else {
        c.db = engine_open(fx, NULL);
        assert_ok(c.db, orm_exec(c.db, "CREATE SCHEMA copy; SET search_path = copy"));
    }
    plain *db = plain_borrow(c.db);
    tables_create(db);
    if (filled) {
        tables_fill(db);
    }
    plain_close(db);
    return c;
}

orm_db *copy_open_original(engine_fixture *fx, copy *c)
{
    return engine_open(fx, &(orm_options){ .log = copy_write,
                                           .log_ctx = c,
                                           .log_values = true,
                                           .log_value_max = ORM_LOG_WHOLE });
}

void copy_compare(engine_fixture *fx, const copy *c)
{
    page *copied = page_open();
    plain *db = plain_borrow(c->db);
    tables_print(db, copied->out);
    plain_close(db);
    page_compare(copied, tables_read(fx));
}

/* SQLite's is none of the fixture's. */
void copy_close(copy *c)
{
    if (engine_is_sqlite()) {
        orm_close(c->db);
    }
}
