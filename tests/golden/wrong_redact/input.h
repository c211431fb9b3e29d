/* What cannot be redacted so. */
#include <orm/annotations.h>
#include <stdint.h>

struct login {
    char *name     ORM_COLUMN(not_null);
    char *password ORM_COLUMN(redact = true);
};

struct ORM_TABLE(account) account {
    int64_t id         ORM_COLUMN(primary_key);
    struct login login ORM_COLUMN(redact);
    int32_t pin        ORM_COLUMN(redacted);
};
