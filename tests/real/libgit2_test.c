/* Structs of a header without a word of Corm, mapped from another one, as rows. */
#include "models/libgit2.h"

#include <string.h>

#include "real_libgit2.orm.h"
#include "support/engine.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &real_libgit2_schema));
}

static git_oid oid_of(unsigned char byte)
{
    git_oid oid;
    memset(oid.id, byte, sizeof oid.id);
    oid.id[1] = 0;
    return oid;
}

static char ada[] = "Ada", mail[] = "ada@example.org", message[] = "first";

static void test_the_index(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    git_index_entry row = { .ctime = { INT32_MIN, UINT32_MAX },
                            .mtime = { INT32_MAX, 0 },
                            .dev = UINT32_MAX,
                            .mode = 33188,
                            .file_size = UINT32_MAX,
                            .id = oid_of(255),
                            .flags = UINT16_MAX,
                            .flags_extended = UINT16_MAX,
                            .path = "src/main.c" };
    git_index_entry found;
    assert_ok(fx->db, g2_index_insert(fx->db, &row));
    assert_ok(fx->db, g2_index_find(fx->db, UINT16_MAX, "src/main.c", &found, fx->arena));
    assert_string_equal(found.path, row.path);
    found.path = row.path;
    assert_memory_equal(&found, &row, sizeof row);
    row.mode = 1;
    assert_fails(fx->db, ORM_CHECK, g2_index_update(fx->db, &row));
    row.mode = 40960;
    assert_ok(fx->db, g2_index_update(fx->db, &row));
    int64_t count = 0;
    const orm_query links = { .where = orm_and(orm_eq(g2_index_.mode, 40960),
                                               orm_lt(g2_index_.ctime_seconds, 0)) };
    assert_ok(fx->db, g2_index_count(fx->db, &links, &count));
    assert_int_equal(count, 1);
    assert_ok(fx->db, g2_index_delete_key(fx->db, UINT16_MAX, "src/main.c"));
}

static void test_resolved_conflicts(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    git_index_reuc_entry row = { .mode = { 0, 33188, UINT32_MAX },
                                 .oid = { oid_of(7), oid_of(8), oid_of(9) },
                                 .path = message },
                         found;
    assert_ok(fx->db, g2_reuc_insert(fx->db, &row));
    assert_ok(fx->db, g2_reuc_find(fx->db, "first", &found, fx->arena));
    assert_memory_equal(found.mode, row.mode, sizeof row.mode);
    assert_memory_equal(found.oid, row.oid, sizeof row.oid);
}

static void test_reflogs(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    git_signature committer = { ada, mail, { -1, -720, '-' } };
    git_reflog_entry row = {
        .oid_old = oid_of(0), .oid_cur = oid_of(1), .committer = &committer, .msg = message
    };
    git_reflog_entry bare = { .oid_old = oid_of(1), .oid_cur = oid_of(2) }, found;
    assert_ok(fx->db, g2_reflog_insert(fx->db, &row));
    assert_ok(fx->db, g2_reflog_insert(fx->db, &bare));
    assert_ok(fx->db, g2_reflog_find(fx->db, row.oid_old.id, row.oid_cur.id, &found, fx->arena));
    assert_string_equal(found.committer->name, "Ada");
    assert_string_equal(found.committer->email, mail);
    assert_true(found.committer->when.time == -1 && found.committer->when.offset == -720);
    assert_int_equal(found.committer->when.sign, '-');
    assert_string_equal(found.msg, "first");
    assert_ok(fx->db, g2_reflog_find(fx->db, bare.oid_old.id, bare.oid_cur.id, &found, fx->arena));
    assert_true(found.committer == NULL && found.msg == NULL);
    int64_t count = 0;
    const orm_query of_ada = { .where = orm_eq(g2_reflog_.committer_name, "Ada") };
    assert_ok(fx->db, g2_reflog_count(fx->db, &of_ada, &count));
    assert_int_equal(count, 1);
    row.committer = NULL;
    assert_ok(fx->db, g2_reflog_update(fx->db, &row));
    assert_ok(fx->db, g2_reflog_count(fx->db, &of_ada, &count));
    assert_int_equal(count, 0);
}

static void test_remotes_and_settings(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    git_remote_head head = { .local = -1, .oid = oid_of(3), .name = ada }, found;
    assert_ok(fx->db, g2_remote_insert(fx->db, &head));
    assert_ok(fx->db, g2_remote_find(fx->db, "Ada", &found, fx->arena));
    assert_memory_equal(&found.oid, &head.oid, sizeof head.oid);
    assert_true(found.local == -1 && found.symref_target == NULL);
    git_config_entry entry = { .name = "core.bare", .level = GIT_CONFIG_HIGHEST_LEVEL }, read;
    assert_ok(fx->db, g2_config_insert(fx->db, &entry));
    assert_ok(fx->db,
              g2_config_find(fx->db, "core.bare", GIT_CONFIG_HIGHEST_LEVEL, &read, fx->arena));
    assert_true(read.value == NULL && read.level == GIT_CONFIG_HIGHEST_LEVEL);
    entry.level = (git_config_level_t)3;
    assert_fails(fx->db, ORM_CONVERSION, g2_config_insert(fx->db, &entry));
}

static void test_blame(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    git_signature who = { .name = ada, .when = { INT64_MAX, 0, 0 } };
    git_blame_hunk row = { .lines_in_hunk = 1,
                           .final_commit_id = oid_of(4),
                           .final_start_line_number = INT64_MAX,
                           .final_signature = &who,
                           .orig_path = "" };
    git_blame_hunk found;
    assert_ok(fx->db, g2_blame_insert(fx->db, &row));
    assert_ok(fx->db, g2_blame_find(fx->db, row.final_commit_id.id, INT64_MAX, &found, fx->arena));
    assert_true(found.final_signature->when.time == INT64_MAX && found.orig_signature == NULL);
    assert_true(found.boundary == '\0' && found.lines_in_hunk == 1);
    row.final_start_line_number = SIZE_MAX;
    assert_fails(fx->db, ORM_CONVERSION, g2_blame_insert(fx->db, &row));
}

static void test_hunks(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    git_diff_hunk row = { .old_start = 1, .new_start = 2, .header = "@@\0-1", .header_len = 5 };
    git_diff_hunk found;
    assert_ok(fx->db, g2_hunk_insert(fx->db, &row));
    assert_ok(fx->db, g2_hunk_find(fx->db, 1, 2, &found, fx->arena));
    assert_int_equal(found.header_len, 5);
    assert_memory_equal(found.header, row.header, 5);
    row.header_len = sizeof row.header + 1;
    assert_fails(fx->db, ORM_CONVERSION, g2_hunk_update(fx->db, &row));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_the_index), ENGINE_TEST(test_resolved_conflicts),
    ENGINE_TEST(test_reflogs),   ENGINE_TEST(test_remotes_and_settings),
    ENGINE_TEST(test_blame),     ENGINE_TEST(test_hunks),
};

ENGINE_MAIN(tests)
