/* Owns the version of the linked library. */
#include <orm/version.h>

const char *orm_version(void)
{
    return ORM_VERSION;
}
