/* A struct of the system as a table. Its header is not ours to annotate: the mapping stands
 * here. */
#ifndef FILES_H
#define FILES_H

#include <orm/annotations.h>
#include <sys/stat.h>

ORM_MAP(file, struct stat, name = files)
{
    ORM_MEMBER(st_dev, primary_key);
    ORM_MEMBER(st_ino, primary_key);
    ORM_MEMBER(st_size, check = "{st_size} >= 0");
    ORM_MEMBER(st_mtime, name = changed_at, type = timestamp); /* a macro: st_mtim.tv_sec */
}

#endif
