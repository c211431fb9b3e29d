/* The structs of git2.h as tables, from a header of one's own. */
#ifndef REAL_LIBGIT2_H
#define REAL_LIBGIT2_H

#include <orm/annotations.h>

#include "third/git2.h"

ORM_MAP(g2_index, git_index_entry, name = g2_index_entry, index(mtime.seconds))
{
	ORM_MEMBER(ctime.seconds);
	ORM_MEMBER(ctime.nanoseconds);
	ORM_MEMBER(mtime.seconds);
	ORM_MEMBER(mtime.nanoseconds);
	ORM_MEMBER(dev);
	ORM_MEMBER(ino);
	ORM_MEMBER(mode, check = "{mode} IN (33188, 33261, 40960, 57344)");
	ORM_MEMBER(uid);
	ORM_MEMBER(gid);
	ORM_MEMBER(file_size);
	ORM_MEMBER(id, index);
	ORM_MEMBER(flags, primary_key);
	ORM_MEMBER(flags_extended);
	ORM_MEMBER(path, primary_key);
}

ORM_MAP(g2_reuc, git_index_reuc_entry)
{
	ORM_MEMBER(mode);
	ORM_MEMBER(oid[0]);
	ORM_MEMBER(oid[1]);
	ORM_MEMBER(oid[2]);
	ORM_MEMBER(path, primary_key);
}

ORM_MAP(g2_reflog, git_reflog_entry)
{
	ORM_MEMBER(oid_old, primary_key);
	ORM_MEMBER(oid_cur, primary_key);
	ORM_MEMBER(committer->name);
	ORM_MEMBER(committer->email);
	ORM_MEMBER(committer->when.time, type = timestamp, unit = s);
	ORM_MEMBER(committer->when.offset);
	ORM_MEMBER(committer->when.sign);
	ORM_MEMBER(msg);
}

ORM_MAP(g2_remote, git_remote_head)
{
	ORM_MEMBER(local);
	ORM_MEMBER(oid);
	ORM_MEMBER(loid);
	ORM_MEMBER(name, primary_key);
	ORM_MEMBER(symref_target);
}

ORM_MAP(g2_blame, git_blame_hunk)
{
	ORM_MEMBER(lines_in_hunk);
	ORM_MEMBER(final_commit_id, primary_key);
	ORM_MEMBER(final_start_line_number, primary_key);
	ORM_MEMBER(final_signature->name);
	ORM_MEMBER(final_signature->when.time);
	ORM_MEMBER(orig_commit_id);
	ORM_MEMBER(orig_path, not_null);
	ORM_MEMBER(orig_start_line_number);
	ORM_MEMBER(orig_signature->name);
	ORM_MEMBER(boundary);
}

ORM_MAP(g2_config, git_config_entry)
{
	ORM_MEMBER(name, primary_key);
	ORM_MEMBER(value);
	ORM_MEMBER(include_depth);
	ORM_MEMBER(level, primary_key, as = number);
}

ORM_MAP(g2_hunk, git_diff_hunk)
{
	ORM_MEMBER(old_start, primary_key);
	ORM_MEMBER(old_lines);
	ORM_MEMBER(new_start, primary_key);
	ORM_MEMBER(new_lines);
	ORM_MEMBER(header, type = blob, size = header_len);
}

#endif
