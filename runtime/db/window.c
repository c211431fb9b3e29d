/* Owns the list of open windows. */
#include "db/window.h"

#include <stddef.h>

#include "db/db.h"
#include "db/transaction.h"

void orm__window_open(orm_db *db, orm_window *window)
{
    window->depth = db->depth;
    window->previous = NULL;
    window->next = db->windows;
    if (db->windows != NULL) {
        db->windows->previous = window;
    }
    db->windows = window;
}

void orm__window_close(orm_db *db, orm_window *window)
{
    *(window->previous != NULL ? &window->previous->next : &db->windows) = window->next;
    if (window->next != NULL) {
        window->next->previous = window->previous;
    }
    window->next = window->previous = NULL;
}

/* It is off the list meanwhile, so that it is not ended. */
void orm__window_fail(orm_db *db, orm_window *window, orm_status status)
{
    bool is_listed = db->windows == window || window->previous != NULL;
    unsigned depth = window->depth;
    if (status >= 0 || !is_listed) {
        return;
    }
    orm__window_close(db, window);
    orm__transaction_sync(db);
    orm__window_open(db, window);
    window->depth = depth;
}

void orm__window_end_from(orm_db *db, unsigned depth, orm_status status, const char *why)
{
    orm_window *next = NULL;
    for (orm_window *window = db->windows; window != NULL; window = next) {
        next = window->next;
        if (window->depth >= depth) {
            orm__window_close(db, window);
            window->end(window, status, why);
        }
    }
}

void orm__window_settle_all(orm_db *db)
{
    for (orm_window *window = db->windows; window != NULL; window = window->next) {
        window->settle(window);
    }
}

void orm__window_settle(orm_db *db)
{
    db->has_written = true;
    for (orm_window *window = db->windows; window != NULL; window = window->next) {
        if (window->sees_writes || db->dialect->windows_see_writes) {
            window->settle(window);
        }
    }
}

void orm__window_rise(orm_db *db, unsigned depth)
{
    for (orm_window *window = db->windows; window != NULL; window = window->next) {
        if (window->depth == depth) {
            window->depth = depth - 1;
        }
    }
}
