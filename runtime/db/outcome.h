/* What the program wants called once it is known how a transaction has ended. */
#ifndef ORM_DB_OUTCOME_H
#define ORM_DB_OUTCOME_H

struct orm_db;
typedef struct orm_callback orm_callback;

/* A savepoint was released: what was registered in it belongs to the level around it. */
void orm__outcome_rise(struct orm_db *db, unsigned depth);

/* This level and all deeper ones are gone, and the handle is as it was before them: calls what was
 * registered in them for that. */
void orm__outcome_undone(struct orm_db *db, unsigned depth);

/* The outermost level is committed, and the handle is outside of it. */
void orm__outcome_kept(struct orm_db *db);

/* Nobody knows, or nobody is to hear of it: forgets all. */
void orm__outcome_forget(struct orm_db *db);

#endif
