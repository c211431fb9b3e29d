/* Structs of other people's headers, mapped from here: paths through structs and pointers, macros
 * that stand for members, one view of a union, the same struct twice. */
#include <orm/annotations.h>
#include "library.h"

ORM_MAP(file, struct lib_file, name = files)
{
    ORM_MEMBER(number, primary_key, assigned);
    ORM_MEMBER(id, unique);
    ORM_MEMBER(commit.tree, name = tree);
    ORM_MEMBER(commit_time, type = timestamp, index);
    ORM_MEMBER(owner->name, check = "{owner.name} <> ''");
    ORM_MEMBER(owner->boss->name);
    ORM_MEMBER(owner->born, type = timestamp, unit = ms, null_if = 0);
    ORM_MEMBER(content.data, size = content.used);
    ORM_MEMBER(text);
    ORM_MEMBER(lib_octets, name = "IPv4");
    ORM_MEMBER(state);
    ORM_MEMBER(at, columns(x, y = down), prefix = at_);
}

ORM_MAP(point, lib_point) {
    ORM_MEMBER(x, primary_key) ORM_MEMBER(y, primary_key)
}

/* Few members, and another table; with a struct of one's own beside it. */
ORM_MAP(file_name, struct lib_file)
{
    ORM_MEMBER(number, primary_key, assigned, references = file.number, on_delete = cascade);
    ORM_MEMBER(owner, columns(name = owner_called, born));
    ORM_MEMBER(commit.at, default = now);
}

struct ORM_TABLE(note) note {
    int64_t id ORM_COLUMN(primary_key);
    int64_t file ORM_COLUMN(references = file_name.number);
    struct lib_hash of ORM_COLUMN(references = file.id);
};
