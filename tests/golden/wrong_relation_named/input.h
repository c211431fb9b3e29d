/* Relations where a column is wanted: what is said is the column that the relation has. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(customer, check = "{invoices} IS NULL", unique(badges)) customer {
    int64_t id                ORM_COLUMN(primary_key);
    struct invoice **invoices ORM_HAS_MANY(invoice.customer_id, count = invoice_count);
    size_t invoice_count;
    struct badge **badges     ORM_MANY_TO_MANY(customer_badge, count = badge_count);
    size_t badge_count;
};

struct ORM_TABLE(invoice,
                 check = "{customer} > 0",
                 index(customer),
                 unique(id, where = "{customer} IS NULL"),
                 foreign_key(customer, references = customer(invoices)),
                 foreign_key(place, references_table = "place(country, code)"),
                 postgresql_ddl = "COMMENT ON COLUMN invoice.{customer} IS 'x'")
invoice {
    int64_t id                ORM_COLUMN(primary_key);
    int64_t customer_id       ORM_COLUMN(references = customer.id);
    int64_t double_id         ORM_COLUMN(computed = "2 * {customer}");
    int64_t other             ORM_COLUMN(references = invoice.customer);
    int64_t many              ORM_COLUMN(references = customer.invoices);
    char country[3]           ORM_COLUMN(check = "{place} <> ''");
    int32_t code              ORM_COLUMN();
    struct customer *customer ORM_BELONGS_TO(customer_id);
    struct place *place       ORM_BELONGS_TO(country = country, code = code);
    struct customer *payer    ORM_BELONGS_TO(payer_id);
    struct customer *whose    ORM_BELONGS_TO(customer = id);
    int64_t of_payer          ORM_COLUMN(check = "{payer} > 0");
};

struct ORM_TABLE(place, unique(country, code)) place {
    int64_t id      ORM_COLUMN(primary_key);
    char country[3] ORM_COLUMN();
    int32_t code    ORM_COLUMN();
};

struct ORM_TABLE(customer_badge) customer_badge {
    int64_t customer_id ORM_COLUMN(primary_key, references = customer.id);
    int64_t badge_id    ORM_COLUMN(primary_key, references = badge.id);
};

struct ORM_TABLE(badge) badge {
    int64_t id ORM_COLUMN(primary_key);
};
