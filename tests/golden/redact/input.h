/* Columns whose values are in no message and no log. */
#include <orm/annotations.h>
#include <stdint.h>

struct login {
    char *name     ORM_COLUMN(not_null, unique);
    char *password ORM_COLUMN(redact);
};

struct ORM_TABLE(account) account {
    int64_t id         ORM_COLUMN(primary_key);
    int32_t pin        ORM_COLUMN(redact, default = 0);
    struct login login ORM_COLUMN(prefix = "");
};

struct ORM_TABLE(copy) copy {
    int64_t id              ORM_COLUMN(primary_key);
    struct account *account ORM_COLUMN(columns(pin));
};
