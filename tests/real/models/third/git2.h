/* What libgit2's headers have: structs without a tag, typedefs for all, hashes in a struct of one
 * member, constant texts. Without a word of Corm in it, like a header that is not one's own. */
#ifndef REAL_GIT2_H
#define REAL_GIT2_H

#include <stddef.h>
#include <stdint.h>

typedef int64_t git_time_t;
typedef int64_t git_off_t;
typedef uint64_t git_object_size_t;

typedef struct git_oid {
	unsigned char id[20];
} git_oid;

typedef struct git_time {
	git_time_t time; /* seconds */
	int offset;      /* minutes */
	char sign;
} git_time;

typedef struct git_signature {
	char *name;
	char *email;
	git_time when;
} git_signature;

typedef struct {
	int32_t seconds;
	uint32_t nanoseconds;
} git_index_time;

typedef struct git_index_entry {
	git_index_time ctime;
	git_index_time mtime;
	uint32_t dev;
	uint32_t ino;
	uint32_t mode;
	uint32_t uid;
	uint32_t gid;
	uint32_t file_size;
	git_oid id;
	uint16_t flags;
	uint16_t flags_extended;
	const char *path;
} git_index_entry;

typedef struct git_index_reuc_entry {
	uint32_t mode[3];
	git_oid oid[3];
	char *path;
} git_index_reuc_entry;

typedef struct git_reflog_entry {
	git_oid oid_old;
	git_oid oid_cur;
	git_signature *committer;
	char *msg;
} git_reflog_entry;

typedef struct git_remote_head {
	int local;
	git_oid oid;
	git_oid loid;
	char *name;
	char *symref_target;
} git_remote_head;

typedef struct git_blame_hunk {
	size_t lines_in_hunk;
	git_oid final_commit_id;
	size_t final_start_line_number;
	git_signature *final_signature;
	git_oid orig_commit_id;
	const char *orig_path;
	size_t orig_start_line_number;
	git_signature *orig_signature;
	char boundary;
} git_blame_hunk;

typedef enum {
	GIT_CONFIG_LEVEL_SYSTEM = 2,
	GIT_CONFIG_LEVEL_GLOBAL = 4,
	GIT_CONFIG_LEVEL_LOCAL = 5,
	GIT_CONFIG_HIGHEST_LEVEL = -1
} git_config_level_t;

typedef struct git_config_entry {
	const char *name;
	const char *value;
	unsigned int include_depth;
	git_config_level_t level;
	void (*free)(struct git_config_entry *entry);
	void *payload;
} git_config_entry;

typedef struct git_diff_hunk {
	int old_start;
	int old_lines;
	int new_start;
	int new_lines;
	size_t header_len;
	char header[128];
} git_diff_hunk;

#endif
