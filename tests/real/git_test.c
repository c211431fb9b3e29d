/* Git's index, objects, reflogs and packs as rows. */
#include "models/git.h"

#include <string.h>

#include "real_git.orm.h"
#include "support/engine.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &real_git_schema));
}

static struct object_id oid_of(unsigned char byte)
{
    struct object_id oid = { .algo = 2 };
    memset(oid.hash, byte, sizeof oid.hash);
    oid.hash[1] = 0;
    return oid;
}

static void assert_same_oid(const struct object_id *a, const struct object_id *b)
{
    assert_int_equal(a->algo, b->algo);
    assert_memory_equal(a->hash, b->hash, sizeof a->hash);
}

/* ---- the index ---- */

static char file[] = "src/main.c";

static struct cache_entry entry_of(unsigned int stage)
{
    return (struct cache_entry){ .stat = { .sd_ctime = { UINT32_MAX, 999999999 },
                                           .sd_mtime = { 5, 6 },
                                           .sd_dev = UINT32_MAX,
                                           .sd_size = UINT32_MAX },
                                 .ce_mode = 0100644,
                                 .ce_flags = UINT32_MAX,
                                 .stage = stage,
                                 .oid = oid_of(255),
                                 .name = file,
                                 .ce_namelen = 10 };
}

static void test_the_index(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct cache_entry row = entry_of(0), second = entry_of(3), found;
    assert_ok(fx->db, cache_entry_insert(fx->db, &row));
    assert_ok(fx->db, cache_entry_insert(fx->db, &second));
    assert_fails(fx->db, ORM_UNIQUE, cache_entry_insert(fx->db, &row));
    assert_ok(fx->db, cache_entry_find(fx->db, 0, "src/main.c", &found, fx->arena));
    assert_memory_equal(&found.stat, &row.stat, sizeof row.stat);
    assert_true(found.ce_mode == 0100644 && found.ce_flags == UINT32_MAX);
    assert_int_equal(found.ce_namelen, 10);
    assert_memory_equal(found.name, file, 10);
    assert_same_oid(&found.oid, &row.oid);
    row.stat.sd_mtime.nsec = 1000000000;
    assert_fails(fx->db, ORM_CHECK, cache_entry_update(fx->db, &row));
    row.stat.sd_mtime.nsec = 0;
    assert_ok(fx->db, cache_entry_update(fx->db, &row));
    int64_t count = 0;
    const orm_query query = { .where = orm_and(orm_lt(cache_entry_.stat_sd_mtime_nsec, 6),
                                               orm_eq(cache_entry_.stat_sd_dev, UINT32_MAX)) };
    assert_ok(fx->db, cache_entry_count(fx->db, &query, &count));
    assert_int_equal(count, 1);
    assert_string_equal(
        engine_ask(fx, fx->db, "(SELECT mtime_sec FROM index_entry WHERE stage = 0)"), "5");
    assert_ok(fx->db, cache_entry_delete(fx->db, &row));
    assert_int_equal(cache_entry_find(fx->db, 0, "src/main.c", &found, fx->arena), ORM_NOT_FOUND);
}

/* ---- objects ---- */

static void test_commits(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct commit row = { .object = { .parsed = 1, .type = OBJ_COMMIT, .flags = (1U << 28) - 1 },
                          .date = INT64_MAX };
    row.object.oid = oid_of(1);
    struct commit found, late = { .date = UINTMAX_MAX, .index = 1 };
    assert_ok(fx->db, commit_insert(fx->db, &row));
    memset(&found, 0, sizeof found);
    assert_ok(fx->db, commit_find_by_object_oid_hash_and_object_oid_algo(
                          fx->db, row.object.oid.hash, 2, &found, fx->arena));
    assert_true(found.object.type == OBJ_COMMIT && found.object.flags == (1U << 28) - 1);
    assert_true(found.date == INT64_MAX && found.index == 0 && found.object.parsed == 0);
    assert_fails(fx->db, ORM_CONVERSION, commit_insert(fx->db, &late));
    late.date = 0;
    late.object.type = 5;
    assert_fails(fx->db, ORM_CHECK, commit_insert(fx->db, &late));
    int64_t count = 0;
    assert_ok(fx->db,
              commit_count(fx->db,
                           &(orm_query){ .where = orm_and(orm_eq(commit_.object_type, OBJ_COMMIT),
                                                          orm_gt(commit_.object_flags, 0)) },
                           &count));
    assert_int_equal(count, 1);
}

/* ---- history ---- */

static void test_reflogs(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct object_id next = oid_of(7);
    struct reflog_entry row = { .refname = "HEAD",
                                .ooid = oid_of(0),
                                .noid = &next,
                                .email = "Ada <ada@example.org>",
                                .timestamp = 1700000000,
                                .tz = -1400,
                                .message = "commit: \xC3\xA4\n" };
    struct reflog_entry bare = { .refname = "" }, found;
    assert_ok(fx->db, reflog_entry_insert(fx->db, &row));
    assert_ok(fx->db, reflog_entry_insert(fx->db, &bare));
    assert_ok(fx->db, reflog_entry_find(fx->db, row.id, &found, fx->arena));
    assert_same_oid(&found.ooid, &row.ooid);
    assert_same_oid(found.noid, &next);
    assert_string_equal(found.email, row.email);
    assert_string_equal(found.message, row.message);
    assert_true(found.timestamp == 1700000000 && found.tz == -1400);
    assert_ok(fx->db, reflog_entry_find(fx->db, bare.id, &found, fx->arena));
    assert_true(found.noid == NULL && found.email == NULL && found.message == NULL);
    row.tz = 1401;
    assert_fails(fx->db, ORM_CHECK, reflog_entry_update(fx->db, &row));
    row.tz = 0;
    row.refname = NULL;
    assert_fails(fx->db, ORM_NOT_NULL, reflog_entry_update(fx->db, &row));
    orm_rows *rows = NULL;
    assert_ok(fx->db,
              reflog_entry_select(fx->db,
                                  &(orm_query){ .where = orm_is_null(reflog_entry_.noid_hash),
                                                .order_by = { orm_desc(reflog_entry_.timestamp) } },
                                  &rows));
    assert_int_equal(reflog_entry_next(rows)->id, bare.id);
    assert_null(reflog_entry_next(rows));
    orm_rows_free(rows);
}

/* ---- files ---- */

static void test_packs(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    char name[] = "pack-1.pack";
    uint32_t offsets[] = { 0, UINT32_MAX, 1 };
    struct packed_git row = { .pack_size = INT64_MAX,
                              .index_size = INT64_MAX,
                              .num_objects = UINT32_MAX,
                              .crc_offsets = offsets,
                              .num_crc_offsets = 3,
                              .index_version = -1,
                              .mtime = -1,
                              .pack_keep = 1,
                              .hash = { 1, 0, 2 },
                              .pack_name = name };
    struct packed_git found;
    assert_ok(fx->db, packed_git_insert(fx->db, &row));
    assert_ok(fx->db, packed_git_find(fx->db, row.hash, &found, fx->arena));
    assert_true(found.pack_size == INT64_MAX && found.index_size == INT64_MAX);
    assert_true(found.num_objects == UINT32_MAX && found.num_crc_offsets == 3);
    assert_memory_equal(found.crc_offsets, offsets, sizeof offsets);
    assert_true(found.index_version == -1 && found.mtime == -1);
    assert_true(found.pack_keep == 1 && found.pack_local == 0 && found.pack_promisor == 0);
    row.crc_offsets = NULL;
    row.index_version = 2;
    row.pack_keep = 0;
    row.pack_promisor = 1;
    assert_ok(fx->db, packed_git_update(fx->db, &row));
    assert_ok(fx->db, packed_git_find_by_pack_name(fx->db, name, &found, fx->arena));
    assert_true(found.crc_offsets == NULL && found.num_crc_offsets == 0);
    assert_true(found.index_version == 2 && found.pack_keep == 0 && found.pack_promisor == 1);
    assert_ok(fx->db, packed_git_delete_key(fx->db, row.hash));
}

static void test_worktrees(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    char path[] = "/tmp/w", id[] = "w";
    struct worktree row = { .path = path, .id = id, .head_oid = oid_of(3), .is_detached = 1 };
    struct worktree found, none = { .path = path };
    assert_ok(fx->db, worktree_insert(fx->db, &row));
    assert_ok(fx->db, worktree_find(fx->db, "w", &found, fx->arena));
    assert_string_equal(found.path, path);
    assert_same_oid(&found.head_oid, &row.head_oid);
    assert_true(found.is_detached == 1 && found.is_bare == 0 && found.head_ref == NULL);
    assert_fails(fx->db, ORM_NOT_NULL, worktree_insert(fx->db, &none));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_the_index), ENGINE_TEST(test_commits),   ENGINE_TEST(test_reflogs),
    ENGINE_TEST(test_packs),     ENGINE_TEST(test_worktrees),
};

ENGINE_MAIN(tests)
