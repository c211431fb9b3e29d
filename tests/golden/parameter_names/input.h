/* Members in keys that are called like something else: a type that another parameter has, another
 * table, a variable, a function, an enumerator, a type of the library, a parameter. */
#include <orm/annotations.h>
#include <stdint.h>

typedef enum { TIER_BASIC, TIER_GOLD } tier;
typedef int64_t number;
enum { limit = 7 };
extern int counter;
int lookup(int value);

#ifdef __cplusplus /* which has no member that is called like its type */
struct customer;
#else
struct ORM_TABLE(customer, unique(tier, rank), unique(limit, counter, lookup)) customer {
    int64_t number ORM_COLUMN(primary_key);
    tier tier ORM_COLUMN();
    tier rank ORM_COLUMN();
    int limit ORM_COLUMN();
    int counter ORM_COLUMN();
    int lookup ORM_COLUMN();
    int64_t orm_arena ORM_COLUMN(unique);
};
#endif

struct ORM_TABLE(badge, unique(token, token_size, size_t)) badge {
    int64_t customer ORM_COLUMN(primary_key, references = customer.number);
    int64_t db ORM_COLUMN(primary_key);
    int64_t key ORM_COLUMN(primary_key);
    uint8_t *token ORM_COLUMN(size = length, not_null);
    unsigned length;
    int64_t token_size ORM_COLUMN();
    uint16_t size_t ORM_COLUMN();
    int64_t badge ORM_COLUMN(unique);
    int64_t customer_ ORM_COLUMN(unique);
};
