/* Paths that any C compiler refuses: said at the very argument. */
#include <orm/annotations.h>
#include <sys/types.h>

struct owner {
    char *name;
};

struct file {
    long number;
    struct owner *owner;
    struct owner by_value;
};

#define OWNER_NAME owner->nmae

ORM_MAP(file, struct file)
{
    ORM_MEMBER(numbr, primary_key);
    ORM_MEMBER(owner.name,
               name = owner);
    ORM_MEMBER(
        by_value->name);
    ORM_MEMBER(OWNER_NAME);
    ORM_MEMBR(number);
}

/* What another function's body holds is no business of a scan. */
static inline int other(void)
{
    return there_is_no_such_name;
}
