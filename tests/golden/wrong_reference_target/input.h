/* Targets of references that are not there. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(clients) customer {
    int64_t id ORM_COLUMN(primary_key);
    char *name;
};

struct plain {
    int64_t id;
};

struct ORM_TABLE(invoice) invoice {
    int64_t a ORM_COLUMN(references = custmer.id);
    int64_t b ORM_COLUMN(references = clients.id);
    int64_t c ORM_COLUMN(references = plain.id);
    int64_t d ORM_COLUMN(references = customer);
    int64_t e ORM_COLUMN(references = customer.key);
    int64_t f ORM_COLUMN(references = customer.name);
};
