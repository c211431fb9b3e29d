/* All that such a header defines is defined twice: it is said once. */
#include <orm/annotations.h>

struct ORM_TABLE(user) user {
    int id ORM_COLUMN(primary_key);
};
enum color { RED, GREEN };
static inline int answer(void)
{
    return 42;
}
