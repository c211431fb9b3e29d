/* The statement cache: prepared statements by their text and parameter types, the least recently
 * used one dropped first. Owns the statements, also those that slots point to. A statement that is
 * in use is never handed out twice: whoever comes second gets one of its own that ends with its
 * use. */
#ifndef ORM_DB_CACHE_H
#define ORM_DB_CACHE_H

#include <orm/alloc.h>
#include <orm/sys/driver.h>
#include "row/plan.h"

typedef struct orm_statement orm_statement;

struct orm_statement {
    orm_prepared *prepared;
    char *sql; /* owned */
    size_t sql_size;
    uint64_t hash;
    orm_parameter_type *types; /* owned; NULL where there are no parameters */
    uint16_t *fields;          /* of a slot: the field behind each parameter; else NULL */
    const orm_plan *plan; /* of a slot: of the entity that it was acquired for last; borrowed */
    size_t param_count;
    uint16_t next;  /* of a slot: the parameter that is the version and one more; 0 = none */
    bool tells_key; /* of a slot that inserts: the driver knows the generated key */
    bool in_use;
    bool is_single_use; /* not in the cache: ends at release */
    orm_statement *next_in_bucket;
    orm_statement *newer, *older; /* by last use; of those that may be dropped */
};

/* What a statement is prepared from, and looked up by. Borrowed during a call. */
typedef struct orm_statement_text {
    const char *sql;
    size_t size;
    const orm_parameter_type *types; /* of its parameters */
    size_t param_count;
} orm_statement_text;

/* Since the handle was opened. */
typedef struct orm_cache_counts {
    uint64_t hits, misses, evictions;
    uint64_t prepared_again; /* of statements that are gone */
} orm_cache_counts;

typedef struct orm_cache {
    orm_allocator allocator;
    orm_link *link; /* borrowed */
    orm_statement **buckets;
    size_t bucket_count;
    orm_statement *newest, *oldest;
    size_t count, limit; /* limit 0: nothing is kept, in no slot either */
    orm_cache_counts counts;
} orm_cache;

/* Errors: NO_MEMORY. */
orm_status orm__cache_init(orm_cache *cache, const orm_allocator *allocator, orm_link *link,
                           size_t limit, orm_error *error);
/* Finalizes all statements; none is in use. */
void orm__cache_fini(orm_cache *cache);

/* Finalizes all statements, none of which is in use; further ones are prepared on this link. */
void orm__cache_move(orm_cache *cache, orm_link *link);

/* How often the driver had to prepare the statement again by itself. NULL is allowed. */
uint64_t orm__cache_prepared_again(const orm_cache *cache, const orm_statement *statement);

/* A statement for this text, prepared now if it has to be; in use until it is released. Errors:
 * those of the driver's prepare, NO_MEMORY. */
orm_status orm__cache_acquire(orm_cache *cache, const orm_statement_text *text,
                              orm_statement **statement_out, orm_error *error);

/* A statement outside of the cache's room and look-up, for a slot, which hands it back to
 * orm__cache_drop, or for a single use, which release ends. In use until it is released. */
orm_status orm__cache_prepare(orm_cache *cache, const orm_statement_text *text,
                              orm_statement **statement_out, orm_error *error);

/* Finalizes a statement that the look-up does not know. NULL is allowed. */
void orm__cache_drop(orm_cache *cache, orm_statement *statement);

/* Ends the use: resets it. NULL is allowed. */
static inline void orm__cache_release(orm_cache *cache, orm_statement *statement)
{
    if (statement == NULL) {
        return;
    }
    cache->link->driver->reset(statement->prepared);
    statement->in_use = false;
    if (statement->is_single_use) {
        orm__cache_drop(cache, statement);
    }
}

#endif
