/* What a redis server would keep across a restart: clients, slots and nodes of a cluster, streams with
 * their groups, the slow log, users, latency. In redis' style: typedefs, long long, sds. */
#ifndef REAL_REDIS_H
#define REAL_REDIS_H

#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define CLUSTER_NAMELEN 40
#define NET_IP_STR_LEN 46
#define LATENCY_TS_LEN 160

typedef char *sds;
typedef long long mstime_t;
typedef long long ustime_t;

struct rax;
struct list;
struct connection;
struct redisDb;
struct dict;

/* ---- clients ---- */

typedef struct ORM_TABLE(client) client {
    uint64_t id ORM_COLUMN(primary_key, assigned);
    uint64_t flags ORM_COLUMN();
    struct connection *conn;
    int resp ORM_COLUMN(default = 2, check = "{resp} IN (2, 3)");
    struct redisDb *db;
    int dbnum ORM_COLUMN();
    sds name ORM_COLUMN(index);
    sds lib_name ORM_COLUMN();
    sds querybuf ORM_COLUMN(type = blob, size = qb_len);
    size_t qb_len;
    size_t querybuf_peak ORM_COLUMN();
    int argc;
    sds *argv ORM_COLUMN(count = argc);
    time_t ctime ORM_COLUMN(type = timestamp);
    time_t lastinteraction ORM_COLUMN(type = timestamp, null_if = 0);
    long duration ORM_COLUMN();
    int authenticated ORM_COLUMN();
    long long reploff ORM_COLUMN();
    char replid[CLUSTER_NAMELEN + 1] ORM_COLUMN(null_if = "");
    int slave_listening_port ORM_COLUMN(null_reads_as = 6379);
    sds peerid ORM_COLUMN(redact);
    unsigned long long net_input_bytes ORM_COLUMN();
    void *auth_module;
    void (*auth_callback)(uint64_t client_id, void *privdata);
    volatile int close_asap;
} client;

/* ---- streams ---- */

typedef struct streamID {
    uint64_t ms ORM_COLUMN();
    uint64_t seq ORM_COLUMN();
} streamID;

typedef struct ORM_TABLE(stream) stream {
    sds key ORM_COLUMN(primary_key);
    struct rax *rax;
    uint64_t length ORM_COLUMN();
    streamID last_id ORM_COLUMN();
    streamID first_id ORM_COLUMN();
    streamID max_deleted_entry_id ORM_COLUMN(prefix = deleted_);
    uint64_t entries_added ORM_COLUMN();
    struct rax *cgroups;
    unsigned int min_cgroup_last_id_valid : 1 ORM_COLUMN();
} stream;

typedef struct ORM_TABLE(stream_group, prefix = stream_group, unique(stream_key, name)) streamCG {
    long long id ORM_COLUMN(primary_key);
    sds stream_key ORM_COLUMN(not_null, references = stream.key, on_delete = cascade);
    sds name ORM_COLUMN(not_null);
    streamID last_id ORM_COLUMN();
    long long entries_read ORM_COLUMN(null_if = -1);
    struct rax *pel;
    struct rax *consumers;
    struct streamNACK **pending ORM_HAS_MANY(stream_nack.group_id, count = pending_count);
    unsigned long pending_count;
} streamCG;

typedef struct ORM_TABLE(stream_nack, prefix = stream_nack) streamNACK {
    long long group_id ORM_COLUMN(primary_key, references = stream_group.id, on_delete = cascade);
    streamID id ORM_COLUMN(prefix = "");
    uint64_t nth ORM_COLUMN(primary_key);
    mstime_t delivery_time ORM_COLUMN(type = timestamp, unit = ms);
    uint64_t delivery_count ORM_COLUMN();
    struct streamConsumer *consumer;
    streamCG *group ORM_BELONGS_TO(group_id);
} streamNACK;

/* ---- cluster ---- */

typedef struct slotRange {
    unsigned short start, end;
} slotRange;

typedef struct ORM_TABLE(cluster_node, prefix = cluster_node, columns = snake_case,
                         foreign_key(slaveof.name, references = cluster_node(name),
                                     on_delete = set_null)) clusterNode {
    mstime_t ctime ORM_COLUMN(type = timestamp, unit = ms);
    char name[CLUSTER_NAMELEN] ORM_COLUMN(primary_key, type = blob);
    int flags ORM_COLUMN();
    uint64_t configEpoch ORM_COLUMN();
    unsigned char slots[2048] ORM_COLUMN();
    uint16_t *slot_info_pairs ORM_COLUMN(count = slot_info_pairs_count);
    int slot_info_pairs_count;
    int numslots ORM_COLUMN(check = "{numslots} BETWEEN 0 AND 16384");
    int numslaves;
    struct clusterNode **slaves ORM_HAS_MANY(cluster_node.slaveof.name, count = numslaves);
    struct clusterNode *slaveof ORM_COLUMN(columns(name = slaveof));
    mstime_t pingSent ORM_COLUMN(type = timestamp, unit = ms, null_if = 0);
    long long replOffset ORM_COLUMN();
    char ip[NET_IP_STR_LEN] ORM_COLUMN(postgresql_type = "varchar(45)");
    int port ORM_COLUMN();
    slotRange migrating ORM_COLUMN(columns(start = migrating_from, end = migrating_to));
    struct connection *link;
} clusterNode;

/* ---- the slow log, users, latency ---- */

typedef struct ORM_TABLE(slowlog, prefix = slowlog) slowlogEntry {
    char **argv ORM_COLUMN(count = argc, not_null);
    int argc;
    long long id ORM_COLUMN(primary_key, assigned);
    long long duration ORM_COLUMN(index);
    time_t time ORM_COLUMN(type = timestamp);
    sds cname ORM_COLUMN();
    sds peerid ORM_COLUMN();
} slowlogEntry;

typedef struct {
    sds name ORM_COLUMN(primary_key);
    uint32_t flags ORM_COLUMN();
    struct list *passwords;
    sds acl_string ORM_COLUMN(redact);
} ORM_TABLE(acl_user) user;

typedef struct latencySample {
    int32_t time;
    uint32_t latency;
} latencySample;

typedef struct ORM_TABLE(latency, prefix = latency) latencyTimeSeries {
    char event[32] ORM_COLUMN(primary_key);
    int idx ORM_COLUMN();
    uint32_t max ORM_COLUMN();
    double stat_avg ORM_COLUMN();
    float stat_ratio ORM_COLUMN();
    int32_t times[LATENCY_TS_LEN] ORM_COLUMN();
    uint32_t latencies[LATENCY_TS_LEN] ORM_COLUMN(type = blob);
} latencyTimeSeries;

#endif
