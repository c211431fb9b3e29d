/* A redis server's clients, streams, nodes and logs as rows. */
#include "models/redis.h"

#include <string.h>

#include "real_redis.orm.h"
#include "support/engine.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &real_redis_schema));
}

/* ---- clients ---- */

static char name[] = "worker", verb[] = "SET", empty[] = "", buffer[] = "a\0b";

static void test_clients(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    sds argv[] = { verb, empty, NULL };
    client row = { .id = INT64_MAX,
                   .flags = 1ULL << 62,
                   .resp = 3,
                   .dbnum = -1,
                   .name = name,
                   .querybuf = buffer,
                   .qb_len = 3,
                   .querybuf_peak = INT64_MAX,
                   .argc = 3,
                   .argv = argv,
                   .ctime = 1700000000,
                   .duration = INT64_MIN,
                   .reploff = -1,
                   .slave_listening_port = 0 };
    client bare = { .resp = 2 }, found;
    memset(row.replid, 'f', CLUSTER_NAMELEN);
    assert_ok(fx->db, client_insert(fx->db, &row));
    assert_ok(fx->db, client_insert(fx->db, &bare));
    assert_ok(fx->db, client_find(fx->db, INT64_MAX, &found, fx->arena));
    assert_true(found.id == row.id && found.flags == row.flags && found.dbnum == -1);
    assert_string_equal(found.name, "worker");
    assert_true(found.lib_name == NULL && found.qb_len == 3 && found.argc == 3);
    assert_memory_equal(found.querybuf, buffer, 3);
    assert_string_equal(found.argv[0], "SET");
    assert_string_equal(found.argv[1], "");
    assert_null(found.argv[2]);
    assert_true(found.ctime == 1700000000 && found.lastinteraction == 0);
    assert_true(found.duration == INT64_MIN && found.reploff == -1);
    assert_string_equal(found.replid, row.replid);
    assert_int_equal(found.slave_listening_port, 0);
    assert_ok(fx->db, client_find(fx->db, 0, &found, fx->arena));
    assert_true(found.argv == NULL && found.querybuf == NULL && found.replid[0] == '\0');
    bare.resp = 4;
    assert_fails(fx->db, ORM_CHECK, client_update(fx->db, &bare));
    bare.resp = 2;
    bare.flags = UINT64_MAX;
    assert_fails(fx->db, ORM_CONVERSION, client_update(fx->db, &bare));
}

static void test_clients_are_asked_for(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    for (unsigned id = 0; id < 4; id++) {
        client row = { .id = id, .resp = 2, .name = id % 2 ? name : NULL, .lastinteraction = id };
        assert_ok(fx->db, client_insert(fx->db, &row));
    }
    int64_t count = 0;
    const orm_query idle = { .where = orm_or(orm_is_null(client_.lastinteraction),
                                             orm_gt(client_.lastinteraction, 2)) };
    assert_ok(fx->db, client_count(fx->db, &idle, &count));
    assert_int_equal(count, 2);
    const orm_query workers = { .where = orm_and(orm_like(client_.name, "work%"),
                                                 orm_is_null(client_.replid)),
                                .order_by = { orm_desc(client_.id) } };
    orm_rows *rows = NULL;
    assert_ok(fx->db, client_select(fx->db, &workers, &rows));
    assert_int_equal(client_next(rows)->id, 3);
    assert_int_equal(client_next(rows)->id, 1);
    assert_null(client_next(rows));
    orm_rows_free(rows);
}

/* ---- streams ---- */

static void test_streams(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    char key[] = "events", group_name[] = "g";
    stream row = { .key = key,
                   .length = 2,
                   .last_id = { INT64_MAX, 9 },
                   .max_deleted_entry_id = { 1, 2 },
                   .min_cgroup_last_id_valid = 1 };
    stream found;
    assert_ok(fx->db, stream_insert(fx->db, &row));
    assert_ok(fx->db, stream_find(fx->db, "events", &found, fx->arena));
    assert_true(found.last_id.ms == INT64_MAX && found.last_id.seq == 9 && found.length == 2);
    assert_true(found.max_deleted_entry_id.seq == 2 && found.min_cgroup_last_id_valid == 1);
    streamCG group = { .stream_key = key, .name = group_name, .entries_read = -1 }, read;
    assert_ok(fx->db, stream_group_insert(fx->db, &group));
    streamNACK nack = { .group_id = group.id, .nth = 5, .id = { 3, 4 }, .delivery_time = -1 };
    assert_ok(fx->db, stream_nack_insert(fx->db, &nack));
    assert_ok(fx->db,
              stream_group_find_by_stream_key_and_name(fx->db, "events", "g", &read, fx->arena));
    assert_true(read.entries_read == -1 && read.pending == NULL && read.pending_count == 0);
    streamNACK again;
    assert_ok(fx->db, stream_nack_find(fx->db, group.id, 5, &again, fx->arena));
    assert_true(again.id.ms == 3 && again.id.seq == 4 && again.delivery_time == -1);
    nack.group_id++;
    assert_fails(fx->db, ORM_FOREIGN_KEY, stream_nack_insert(fx->db, &nack));
    assert_ok(fx->db, stream_delete(fx->db, &row));
    assert_int_equal(stream_nack_find(fx->db, group.id, 5, &again, fx->arena), ORM_NOT_FOUND);
}

/* ---- the cluster ---- */

static void test_nodes(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    uint16_t pairs[] = { 0, 16383 };
    clusterNode row = { .ctime = 1,
                        .configEpoch = 7,
                        .slot_info_pairs = pairs,
                        .slot_info_pairs_count = 2,
                        .numslots = 16384,
                        .ip = "2001:db8::1",
                        .port = 6379,
                        .migrating = { 0, UINT16_MAX } };
    memset(row.name, 'a', sizeof row.name);
    memset(row.slots, 255, sizeof row.slots);
    clusterNode found;
    assert_ok(fx->db, cluster_node_insert(fx->db, &row));
    assert_ok(fx->db, cluster_node_find(fx->db, row.name, &found, fx->arena));
    assert_memory_equal(found.name, row.name, sizeof row.name);
    assert_memory_equal(found.slots, row.slots, sizeof row.slots);
    assert_memory_equal(found.slot_info_pairs, pairs, sizeof pairs);
    assert_true(found.ctime == 1 && found.pingSent == 0 && found.configEpoch == 7);
    assert_true(found.migrating.start == 0 && found.migrating.end == UINT16_MAX);
    assert_string_equal(found.ip, "2001:db8::1");
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT config_epoch FROM cluster_node)"), "7");
    row.pingSent = 2;
    row.slot_info_pairs = NULL;
    assert_ok(fx->db, cluster_node_update(fx->db, &row));
    int64_t count = 0;
    assert_ok(fx->db,
              cluster_node_count(
                  fx->db,
                  &(orm_query){ .where = orm_and(orm_eq(cluster_node_.pingSent, 2),
                                                 orm_is_null(cluster_node_.slot_info_pairs)) },
                  &count));
    assert_int_equal(count, 1);
    assert_ok(fx->db, cluster_node_delete(fx->db, &row));
}

static void test_replicas(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    clusterNode master = { .port = 1 }, replica = { .port = 2, .slaveof = &master }, found;
    memset(master.name, 'm', sizeof master.name);
    memset(replica.name, 'r', sizeof replica.name);
    assert_fails(fx->db, ORM_FOREIGN_KEY, cluster_node_insert(fx->db, &replica));
    assert_ok(fx->db, cluster_node_insert(fx->db, &master));
    assert_ok(fx->db, cluster_node_insert(fx->db, &replica));
    assert_ok(fx->db, cluster_node_find(fx->db, replica.name, &found, fx->arena));
    assert_memory_equal(found.slaveof->name, master.name, sizeof master.name);
    assert_int_equal(found.slaveof->port, 0); /* it is a copy of the name alone */
    assert_true(found.slaves == NULL && found.numslaves == 0);
    assert_ok(fx->db, cluster_node_find(fx->db, master.name, &found, fx->arena));
    assert_null(found.slaveof);
    assert_ok(fx->db, cluster_node_delete(fx->db, &master));
    assert_ok(fx->db, cluster_node_find(fx->db, replica.name, &found, fx->arena));
    assert_null(found.slaveof);
}

/* ---- the slow log, users, latency ---- */

static void test_the_slow_log(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    char *argv[] = { verb, name };
    slowlogEntry row = { .argv = argv, .argc = 2, .duration = INT64_MAX, .time = -1 }, found;
    assert_ok(fx->db, slowlog_insert(fx->db, &row));
    assert_ok(fx->db, slowlog_find(fx->db, 0, &found, fx->arena));
    assert_true(found.argc == 2 && found.duration == INT64_MAX && found.time == -1);
    assert_string_equal(found.argv[1], "worker");
    row.argc = 0;
    assert_ok(fx->db, slowlog_update(fx->db, &row));
    assert_ok(fx->db, slowlog_find(fx->db, 0, &found, fx->arena));
    assert_true(found.argv != NULL && found.argc == 0);
    row.argv = NULL;
    assert_fails(fx->db, ORM_NOT_NULL, slowlog_update(fx->db, &row));
    row.argv = argv;
    row.argc = -1;
    assert_fails(fx->db, ORM_CONVERSION, slowlog_update(fx->db, &row));
}

static void test_users(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    user row = { .name = name, .flags = UINT32_MAX, .acl_string = verb }, found;
    assert_ok(fx->db, user_insert(fx->db, &row));
    assert_ok(fx->db, user_find(fx->db, "worker", &found, fx->arena));
    assert_int_equal(found.flags, UINT32_MAX);
    assert_string_equal(found.acl_string, "SET");
    assert_ok(fx->db, user_delete_key(fx->db, "worker"));
}

static void test_latency(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    latencyTimeSeries row = { .event = "fork", .max = UINT32_MAX, .stat_avg = 1e300 }, found;
    row.stat_ratio = 0.1F;
    row.times[0] = INT32_MIN;
    row.times[LATENCY_TS_LEN - 1] = INT32_MAX;
    row.latencies[1] = UINT32_MAX;
    assert_ok(fx->db, latency_insert(fx->db, &row));
    assert_ok(fx->db, latency_find(fx->db, "fork", &found, fx->arena));
    assert_memory_equal(found.times, row.times, sizeof row.times);
    assert_memory_equal(found.latencies, row.latencies, sizeof row.latencies);
    assert_true(found.stat_avg == 1e300 && found.stat_ratio == 0.1F && found.max == UINT32_MAX);
    memset(row.event, 'x', sizeof row.event);
    assert_fails(fx->db, ORM_CONVERSION, latency_insert(fx->db, &row));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_clients),  ENGINE_TEST(test_clients_are_asked_for),
    ENGINE_TEST(test_streams),  ENGINE_TEST(test_nodes),
    ENGINE_TEST(test_replicas), ENGINE_TEST(test_the_slow_log),
    ENGINE_TEST(test_users),    ENGINE_TEST(test_latency),
};

ENGINE_MAIN(tests)
