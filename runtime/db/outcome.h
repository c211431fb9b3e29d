/* What the program wants called once it is known how a transaction has ended. */
#ifndef ORM_DB_OUTCOME_H
#define ORM_DB_OUTCOME_H

struct orm_db;
typedef struct orm_callback orm_callback;

/* In the order in which they were registered. */
typedef struct orm_callbacks {
    orm_callback *first, *last;
} orm_callbacks;

/* The savepoint of this depth was released: what was registered in it belongs to the level around
 * it. */
void orm__outcome_rise(struct orm_db *db, unsigned depth);

/* The outermost level is committed, and the handle has left it: calls what waits for that. */
void orm__outcome_kept(struct orm_db *db);

/* The levels from this depth on are rolled back, and the handle has left them: calls what was
 * registered in them for that, and forgets the rest of it. */
void orm__outcome_undone(struct orm_db *db, unsigned depth);

/* Nobody knows how it has ended. */
void orm__outcome_forget(struct orm_db *db);

#endif
