/* The inside of a write that hooks are for: its kind, its copies, its steps. */
#ifndef ORM_QUERY_WORK_H
#define ORM_QUERY_WORK_H

#include "query/hooked.h"

typedef struct orm_work orm_work;

/* What kind of write it is. */
typedef struct orm_work_kind {
    orm_hook_event before, after;
    unsigned otherwise; /* with a conflict: of a row that was there; 0 = none */
    /* Marks what is written and what comes back. */
    orm_status (*mark)(orm_work *w, const orm_call *call, unsigned char *marks);
    /* Begins it, of the columns that are listed where there is a list. */
    orm_status (*open)(orm_work *w, const orm_handle *const *columns);
} orm_work_kind;

struct orm_work {
    const orm_work_kind *kind;
    orm_hooked_rows own;
    const orm_insert_options *insert;
    const orm_update_options *update;
    const orm_conflict *conflict;
    bool by_version;         /* a delete */
    bool renews;             /* with a conflict: a row that is there is updated */
    bool *inserted;          /* of one row with a conflict: whether it was; NULL = nobody asks */
    unsigned char *outcomes; /* with a conflict: of each row, an orm_upsert_outcome */
    orm_firing firing;
    orm_level level;
    orm_arena *arena;        /* for all that lives as long as the call */
    orm_upsert_write upsert; /* its .write is that of every kind */
    unsigned char *marks;    /* of each field */
    uint16_t *fields;        /* room for firing.fields */
    unsigned char *copies;   /* of the rows, which are what is stored; NULL = the rows themselves */
    unsigned char *touched;  /* of each field of each row: a hook has changed it, and the call does
                              * not write it; NULL = none */
    bool *groups;            /* of the entity: those that something comes back into */
    unsigned char *kept;     /* the rows as they were */
};

/* Does all of it. Errors are the handle's. */
orm_status orm__work_run(orm_work *w);

static inline void *orm__work_row(const orm_work *w, const void *rows, size_t index)
{
    return (unsigned char *)rows + index * w->own.entity->size;
}

/* What hooks see. */
static inline void *orm__work_stored(const orm_work *w, size_t index)
{
    return orm__work_row(w, w->copies != NULL ? w->copies : w->own.rows, index);
}

static inline bool orm__work_is_version(const orm_entity *entity, uint16_t field)
{
    return entity->version == field + 1;
}

/* NO_MEMORY, which is the handle's then. */
orm_status orm__work_no_memory(const orm_work *w);

/* Whether the call itself writes the column. */
bool orm__work_writes(const orm_work *w, uint16_t field);

/* ---- copies ---- */

/* Copies the rows for before-hooks. Errors: NO_MEMORY, the handle's. */
orm_status orm__work_copy(orm_work *w);

/* Of an update, whose hooks may not make it another row's. Errors: MISUSE, the handle's. */
orm_status orm__work_check_key(const orm_work *w, size_t index);

/* Notes what hooks have changed that the call would not write. Errors: NO_MEMORY, the handle's. */
orm_status orm__work_find_touched(orm_work *w);

/* What the database has given is in the rows: now in their copies, too. Errors: NO_MEMORY, the
 * handle's. */
orm_status orm__work_share_returned(const orm_work *w);

#endif
