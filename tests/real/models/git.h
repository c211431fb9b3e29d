/* What git keeps of a working tree and of a repository: the index with its file data, reflogs, commits,
 * packs, worktrees. In git's own style: tabs, bit-fields, structs that begin with another one. */
#ifndef REAL_GIT_H
#define REAL_GIT_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#define GIT_MAX_RAWSZ 32
#define TYPE_BITS 3
#define FLAG_BITS 28

typedef uintmax_t timestamp_t;

enum object_type {
	OBJ_BAD = -1,
	OBJ_NONE = 0,
	OBJ_COMMIT = 1,
	OBJ_TREE = 2,
	OBJ_BLOB = 3,
	OBJ_TAG = 4
};

struct object_id {
	unsigned char hash[GIT_MAX_RAWSZ] ORM_COLUMN(name = hash);
	int algo ORM_COLUMN();
};

/* ---- the index ---- */

struct cache_time {
	uint32_t sec ORM_COLUMN();
	uint32_t nsec ORM_COLUMN(check = "{nsec} < 1000000000");
};

struct stat_data {
	struct cache_time sd_ctime ORM_COLUMN(prefix = ctime_);
	struct cache_time sd_mtime ORM_COLUMN(prefix = mtime_);
	unsigned int sd_dev ORM_COLUMN(name = dev);
	unsigned int sd_ino ORM_COLUMN(name = ino);
	unsigned int sd_uid ORM_COLUMN(name = uid);
	unsigned int sd_gid ORM_COLUMN(name = gid);
	unsigned int sd_size ORM_COLUMN(name = size);
};

struct hashmap_link {
	struct hashmap_link *next;
	unsigned int hash;
};

/* The name is a pointer here: git's own has it behind the struct, where no size says how long it is. */
struct ORM_TABLE(index_entry, index(stat.sd_mtime.sec)) cache_entry {
	struct hashmap_link ent;
	struct stat_data stat ORM_COLUMN(prefix = "");
	unsigned int ce_mode ORM_COLUMN(name = mode);
	unsigned int ce_flags ORM_COLUMN(name = flags);
	unsigned int mem_pool_allocated;
	unsigned int stage ORM_COLUMN(primary_key, check = "{stage} <= 3");
	size_t ce_namelen;
	unsigned int index; /* where it is in the index's array */
	struct object_id oid ORM_COLUMN();
	char *name ORM_COLUMN(primary_key, size = ce_namelen);
};

/* ---- objects ---- */

struct object {
	unsigned parsed : 1;
	unsigned type : TYPE_BITS ORM_COLUMN(check = "{type} BETWEEN 0 AND 4");
	unsigned flags : FLAG_BITS ORM_COLUMN();
	struct object_id oid ORM_COLUMN(prefix = "");
};

struct tree;
struct commit_list;

struct ORM_TABLE(commit_graph, prefix = commit, unique(object.oid.hash, object.oid.algo)) commit {
	struct object object ORM_COLUMN(prefix = "");
	timestamp_t date ORM_COLUMN(index);
	struct commit_list *parents;
	struct tree *maybe_tree;
	unsigned int index ORM_COLUMN(primary_key, assigned, name = graph_pos);
};

/* ---- history ---- */

struct ORM_TABLE(reflog, index(refname, timestamp)) reflog_entry {
	int64_t id ORM_COLUMN(primary_key);
	const char *refname ORM_COLUMN(not_null);
	struct object_id ooid ORM_COLUMN(columns(hash = old_hash, algo = old_algo));
	struct object_id *noid ORM_COLUMN(columns(hash = new_hash, algo = new_algo));
	const char *email ORM_COLUMN();
	timestamp_t timestamp ORM_COLUMN();
	int tz ORM_COLUMN(check = "{tz} BETWEEN -1400 AND 1400");
	const char *message ORM_COLUMN();
};

/* ---- files ---- */

struct ORM_TABLE(pack) packed_git {
	struct hashmap_link packmap_ent;
	struct packed_git *next;
	off_t pack_size ORM_COLUMN();
	const void *index_data;
	size_t index_size ORM_COLUMN();
	uint32_t num_objects ORM_COLUMN();
	uint32_t *crc_offsets ORM_COLUMN(type = blob, count = num_crc_offsets);
	size_t num_crc_offsets;
	int index_version ORM_COLUMN(null_if = -1);
	time_t mtime ORM_COLUMN(type = timestamp);
	int pack_fd;
	unsigned pack_local : 1 ORM_COLUMN();
	unsigned pack_keep : 1 ORM_COLUMN();
	unsigned freshened : 1;
	unsigned pack_promisor : 1 ORM_COLUMN();
	unsigned char hash[GIT_MAX_RAWSZ] ORM_COLUMN(primary_key);
	char *pack_name ORM_COLUMN(unique, not_null);
};

struct repository;

struct ORM_TABLE() worktree {
	struct repository *repo;
	char *path ORM_COLUMN(not_null, unique);
	char *id ORM_COLUMN(primary_key);
	char *head_ref ORM_COLUMN();
	char *lock_reason ORM_COLUMN();
	char *prune_reason ORM_COLUMN();
	struct object_id head_oid ORM_COLUMN(prefix = head_);
	int is_detached ORM_COLUMN();
	int is_bare ORM_COLUMN();
	int is_current;
	int lock_reason_valid;
	int prune_reason_valid;
};

#endif
