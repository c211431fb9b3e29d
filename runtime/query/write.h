/* A statement that writes rows, one after the other: what it takes from each, what comes back into
 * it, and that nothing is left of a failure, neither in the database nor in the rows. */
#ifndef ORM_QUERY_WRITE_H
#define ORM_QUERY_WRITE_H

#include "query/call.h"

typedef struct orm_write orm_write;

struct orm_write {
    orm_call call;
    /* Executes the statement, which is bound to the row, and stores into the row what it gives. */
    orm_status (*run)(orm_write *write, void *row);
    /* No row came back, or none was changed: fills the error, or gives positive news. */
    orm_status (*refuse)(orm_call *call);
    /* The parameters that are of a row: those before and behind the values of assignments. */
    orm_call_range members[2];
    orm_fields returned; /* the fields that come back in the one row */
    orm_value *spread;   /* their values, each at its field's index */
    orm_arena *arena;    /* the caller's, for their texts; NULL = none */
    bool *groups;        /* of the entity: those that a returned field is in */
    bool loads;          /* what comes back is the whole row, as a find would load it */
    bool fills;          /* run stores something into the row */
    bool may_misfit;     /* run may fail although the row was stored */
    bool is_guarded;     /* a failure of run is undone */
    bool *told;       /* a value of the one row behind those: that it is a new one; NULL = none */
    const void *rows; /* where there are sources: the rows, side by side */
    const void *sources; /* what is stored in the place of each: copies that hooks have changed;
                          * NULL = the rows themselves */
};

/* A write that is to begin. */
orm_write orm__write_new(orm_db *db, const orm_entity *entity);

/* The statement that was rendered last, whose marks say what comes back. Errors: as
 * orm__call_begin_text; MISUSE: an arena is needed, or two arrays share a count of which only one
 * comes back. */
orm_status orm__write_begin(orm_write *write, const unsigned char *marks);

/* The statement of a slot, nothing of which comes back. Errors: as orm__call_begin. */
orm_status orm__write_begin_slot(orm_write *write, orm_slot_op op);

/* ---- ways to run ---- */

/* Decodes what comes back. */
orm_status orm__write_run(orm_write *write, void *row);

/* Binds what is stored of the row; lets go of it. For what runs several statements. */
orm_status orm__write_bind(orm_write *write, const void *row);
void orm__write_reset(orm_write *write);

/* What is stored of a row. */
static inline const void *orm__write_source(const orm_write *write, const void *row)
{
    return write->sources == NULL
               ? row
               : (const char *)write->sources + ((const char *)row - (const char *)write->rows);
}

/* ---- rows ---- */

/* Binds a row and runs; the row is as it was on failure. */
orm_status orm__write_one(orm_write *write, void *row);

/* The same of count rows that lie side by side, all or none: each is bound before the first is
 * written. A failure of one is the call's element. */
orm_status orm__write_many(orm_write *write, void *rows, size_t count);

#endif
