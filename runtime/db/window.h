/* Open windows: results of which the program has not yet seen the end. The handle knows them, so
 * that the end of a transaction or of the handle ends them with a reason, whether their rows are in
 * memory or not. Owns the list, not the windows. */
#ifndef ORM_DB_WINDOW_H
#define ORM_DB_WINDOW_H

#include <orm/error.h>
#include <stdbool.h>

struct orm_db;
typedef struct orm_window orm_window;

struct orm_window {
    orm_window *next, *previous;
    unsigned depth;   /* of the transaction that it was opened in; 0 = none */
    bool sees_writes; /* on any engine: its rows are locked */
    /* Lets go of the statement and remembers why. */
    void (*end)(orm_window *window, orm_status status, const char *why);
    /* Reads the rest into memory and lets go of the statement; the window stays on the list. */
    void (*settle)(orm_window *window);
};

void orm__window_open(struct orm_db *db, orm_window *window);
void orm__window_close(struct orm_db *db, orm_window *window);

/* Ends all windows that were opened at this depth or deeper. */
void orm__window_end_from(struct orm_db *db, unsigned depth, orm_status status, const char *why);

/* Before something is written: an engine whose open statements see later changes (the dialect's
 * windows_see_writes) has its windows read to their end, so that the answer is that of the other
 * engine, and no stale snapshot stands in the way of the write. So has any engine those that lock
 * rows: they give each as it is when it is locked. Notes that the transaction has written. */
void orm__window_settle(struct orm_db *db);

/* The same on any engine: before the tables themselves are changed. */
void orm__window_settle_all(struct orm_db *db);

/* Reading the window has failed (status < 0), which is told behind the rows that came before. An
 * engine that has ended the transaction with it is followed at once, so that nothing is written as
 * if there were one; this window alone goes on, with the rows that it has. */
void orm__window_fail(struct orm_db *db, orm_window *window, orm_status status);

/* A savepoint was released: its windows now belong to the level around it. */
void orm__window_rise(struct orm_db *db, unsigned depth);

#endif
