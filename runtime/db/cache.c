/* Owns the prepared statements of a handle: a hash table for looking up, a list for age. */
#include "db/cache.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"

orm_status orm__cache_init(orm_cache *cache, const orm_allocator *allocator, orm_link *link,
                           size_t limit, orm_error *error)
{
    *cache = (orm_cache){ .allocator = *allocator, .link = link, .limit = limit };
    cache->bucket_count = 16;
    while (cache->bucket_count < limit && cache->bucket_count < 65536) {
        cache->bucket_count *= 2;
    }
    cache->buckets = orm__alloc_zeroed(allocator, cache->bucket_count, sizeof *cache->buckets);
    return cache->buckets == NULL ? orm__error_no_memory(error) : ORM_OK;
}

uint64_t orm__cache_prepared_again(const orm_cache *cache, const orm_statement *statement)
{
    const orm_driver *driver = cache->link->driver;
    return statement == NULL || driver->prepared_again == NULL
               ? 0
               : driver->prepared_again(statement->prepared);
}

static void free_statement(orm_cache *cache, orm_statement *statement)
{
    if (statement->prepared != NULL) {
        cache->counts.prepared_again += orm__cache_prepared_again(cache, statement);
        cache->link->driver->finalize(statement->prepared);
    }
    orm__alloc_free(&cache->allocator, statement->sql, statement->sql_size + 1);
    orm__alloc_free(&cache->allocator, statement->types,
                    statement->param_count * sizeof *statement->types);
    orm__alloc_free(&cache->allocator, statement->fields,
                    statement->param_count * sizeof *statement->fields);
    orm__alloc_free(&cache->allocator, statement, sizeof *statement);
}

/* ---- the order of age ---- */

static void unlink_by_age(orm_cache *cache, orm_statement *statement)
{
    *(statement->newer != NULL ? &statement->newer->older : &cache->newest) = statement->older;
    *(statement->older != NULL ? &statement->older->newer : &cache->oldest) = statement->newer;
    statement->newer = statement->older = NULL;
}

static void link_as_newest(orm_cache *cache, orm_statement *statement)
{
    statement->older = cache->newest;
    *(cache->newest != NULL ? &cache->newest->newer : &cache->oldest) = statement;
    cache->newest = statement;
}

/* ---- the hash table ---- */

/* Eight bytes at a time: a text is hashed each time that it is looked up. */
static uint64_t hash_text(const char *text, size_t size)
{
    uint64_t hash = ORM_HASH_START ^ size, word = 0;
    size_t i = 0;
    for (; i + sizeof word <= size; i += sizeof word) {
        memcpy(&word, text + i, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 32;
    }
    return orm__hash_bytes(hash, text + i, size - i);
}

static bool has_text(const orm_statement *statement, const orm_statement_text *text)
{
    bool same = statement->sql_size == text->size && statement->param_count == text->param_count &&
                memcmp(statement->sql, text->sql, text->size) == 0;
    for (size_t i = 0; same && i < text->param_count; i++) {
        same = statement->types[i].kind == text->types[i].kind &&
               statement->types[i].list == text->types[i].list &&
               statement->types[i].element == text->types[i].element &&
               statement->types[i].own_type == text->types[i].own_type &&
               statement->types[i].raw == text->types[i].raw &&
               statement->types[i].secret == text->types[i].secret;
    }
    return same;
}

static orm_statement **bucket_of(orm_cache *cache, uint64_t hash)
{
    return &cache->buckets[hash & (cache->bucket_count - 1)];
}

static orm_statement *look_up(orm_cache *cache, uint64_t hash, const orm_statement_text *text)
{
    orm_statement *found = *bucket_of(cache, hash);
    while (found != NULL && !(found->hash == hash && has_text(found, text))) {
        found = found->next_in_bucket;
    }
    return found;
}

static void remove_statement(orm_cache *cache, orm_statement *statement)
{
    orm_statement **at = bucket_of(cache, statement->hash);
    while (*at != statement) {
        at = &(*at)->next_in_bucket;
    }
    *at = statement->next_in_bucket;
    unlink_by_age(cache, statement);
    cache->count--;
}

static void add_statement(orm_cache *cache, orm_statement *statement, uint64_t hash)
{
    orm_statement **bucket = bucket_of(cache, hash);
    statement->hash = hash;
    statement->next_in_bucket = *bucket;
    *bucket = statement;
    link_as_newest(cache, statement);
    cache->count++;
}

/* Drops the oldest statements that nobody uses until there is room for one more. False: all are in
 * use. */
static bool make_room(orm_cache *cache)
{
    orm_statement *victim = cache->oldest;
    while (cache->count >= cache->limit && victim != NULL) {
        orm_statement *next = victim->newer;
        if (!victim->in_use) {
            remove_statement(cache, victim);
            cache->counts.evictions++;
            free_statement(cache, victim);
        }
        victim = next;
    }
    return cache->count < cache->limit;
}

/* ---- statements ---- */

static orm_status copy_types(orm_cache *cache, orm_statement *statement,
                             const orm_statement_text *text)
{
    size_t count = text->param_count;
    statement->param_count = count;
    if (count == 0) {
        return ORM_OK;
    }
    statement->types = orm__alloc_array(&cache->allocator, count, sizeof *text->types);
    if (statement->types == NULL) {
        return ORM_NO_MEMORY;
    }
    memcpy(statement->types, text->types, count * sizeof *text->types);
    return ORM_OK;
}

static orm_status copy_sql(orm_cache *cache, orm_statement *statement,
                           const orm_statement_text *text)
{
    statement->sql = orm__alloc_array(&cache->allocator, text->size + 1, 1);
    if (statement->sql == NULL) {
        return ORM_NO_MEMORY;
    }
    statement->sql_size = text->size;
    memcpy(statement->sql, text->sql, text->size);
    statement->sql[text->size] = '\0';
    return ORM_OK;
}

orm_status orm__cache_prepare(orm_cache *cache, const orm_statement_text *text,
                              orm_statement **statement_out, orm_error *error)
{
    orm_statement *statement = orm__alloc_zeroed(&cache->allocator, 1, sizeof *statement);
    if (statement == NULL || copy_types(cache, statement, text) != ORM_OK ||
        copy_sql(cache, statement, text) != ORM_OK) {
        if (statement != NULL) {
            free_statement(cache, statement);
        }
        return orm__error_no_memory(error);
    }
    orm_status status = cache->link->driver->prepare(
        cache->link, statement->sql, text->types, text->param_count, &statement->prepared, error);
    if (status != ORM_OK) {
        free_statement(cache, statement);
        return status;
    }
    cache->counts.misses++;
    statement->in_use = true;
    statement->is_single_use = true;
    *statement_out = statement;
    return ORM_OK;
}

orm_status orm__cache_acquire(orm_cache *cache, const orm_statement_text *text,
                              orm_statement **statement_out, orm_error *error)
{
    uint64_t hash = hash_text(text->sql, text->size); /* few texts come with other types */
    orm_statement *found = look_up(cache, hash, text);
    if (found != NULL && !found->in_use) {
        cache->counts.hits++;
        found->in_use = true;
        unlink_by_age(cache, found);
        link_as_newest(cache, found);
        *statement_out = found;
        return ORM_OK;
    }
    orm_statement *fresh = NULL;
    orm_status status = orm__cache_prepare(cache, text, &fresh, error);
    if (status == ORM_OK && fresh != NULL) {
        if (found == NULL && make_room(cache)) {
            fresh->is_single_use = false;
            add_statement(cache, fresh, hash);
        }
        *statement_out = fresh;
    }
    return status;
}

void orm__cache_drop(orm_cache *cache, orm_statement *statement)
{
    if (statement != NULL) {
        free_statement(cache, statement);
    }
}

static void free_all(orm_cache *cache)
{
    while (cache->newest != NULL) {
        orm_statement *statement = cache->newest;
        remove_statement(cache, statement);
        free_statement(cache, statement);
    }
}

void orm__cache_move(orm_cache *cache, orm_link *link)
{
    free_all(cache);
    cache->link = link;
}

void orm__cache_fini(orm_cache *cache)
{
    free_all(cache);
    orm__alloc_free(&cache->allocator, cache->buckets,
                    cache->bucket_count * sizeof *cache->buckets);
    cache->buckets = NULL;
}
