/* Owns what a handle tells of its statements. The counts are kept where they arise. */
#include "db/db.h"

static uint64_t prepared_again(const orm_cache *cache)
{
    uint64_t count = cache->counts.prepared_again;
    for (const orm_statement *at = cache->newest; at != NULL; at = at->older) {
        count += orm__cache_prepared_again(cache, at);
    }
    return count;
}

orm_status orm_statement_stats_read(orm_db *db, orm_statement_stats *stats_out)
{
    ORM_DB_ENTER(db);
    if (stats_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "stats_out is NULL");
    }
    const orm_cache *cache = &db->cache;
    uint64_t again = 0;
    size_t in_slots = orm__slot_count(db, &again);
    *stats_out = (orm_statement_stats){ .hits = cache->counts.hits,
                                        .misses = cache->counts.misses,
                                        .evictions = cache->counts.evictions,
                                        .prepared_again = again + prepared_again(cache),
                                        .kept = cache->count,
                                        .limit = cache->limit,
                                        .kept_by_entities = in_slots };
    return ORM_OK;
}
