/* A reference is of its target's type. */
#include <orm/annotations.h>
#include <stdint.h>

enum tier { TIER_BASIC };
enum mood { MOOD_GOOD };

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key);
    char *email ORM_COLUMN(unique);
    enum tier tier ORM_COLUMN(unique);
};

struct ORM_TABLE(invoice) invoice {
    int32_t a ORM_COLUMN(references = customer.id);
    char *b ORM_COLUMN(references = customer.id);
    int64_t c ORM_COLUMN(references = customer.email);
    enum mood d ORM_COLUMN(references = customer.tier);
    char *e ORM_COLUMN(references = session.token);
    char *f ORM_COLUMN(references = session.token, postgresql_type = uuid);
    char *g ORM_COLUMN(references = customer.email, postgresql_type = "varchar(200)");
};

struct ORM_TABLE(session) session {
    char token[37] ORM_COLUMN(primary_key, postgresql_type = uuid);
};
