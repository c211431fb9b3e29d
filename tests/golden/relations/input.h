/* Every relation: to one and to many, across declarations, to itself, several between two tables, over
 * composite keys, with nested members, through links. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct invoice;
struct profile;
typedef struct badge badge_t;

struct ORM_TABLE(customer) customer {
    int64_t id                ORM_COLUMN(primary_key);
    char *name                ORM_COLUMN(not_null);
    struct invoice **invoices ORM_HAS_MANY(invoice.customer_id, count = invoice_count);
    size_t invoice_count;
    struct invoice *const *paid ORM_HAS_MANY(invoice.payer_id, count = paid_count);
    int8_t paid_count;
    struct profile *profile   ORM_HAS_ONE(profile.customer_id);
    ORM_MANY_TO_MANY(customer_badge, count = badge_count) badge_t **badges;
    unsigned badge_count;
};

struct ORM_TABLE(invoice) invoice {
    int64_t id                      ORM_COLUMN(primary_key);
    int64_t customer_id             ORM_COLUMN(references = customer.id, on_delete = cascade, index);
    int64_t payer_id                ORM_COLUMN(references = customer.id, null_if = 0);
    struct customer *customer       ORM_BELONGS_TO(customer_id);
    const struct customer *payer    ORM_BELONGS_TO(payer_id);
    struct line **lines             ORM_HAS_MANY(line.key.invoice_id = id, count = line_count);
    uint32_t line_count;
};

/* The key is in a struct; a row belongs to an invoice that no foreign key guards. */
struct line_key {
    int64_t invoice_id ORM_COLUMN(primary_key);
    int32_t number     ORM_COLUMN(primary_key);
};

struct ORM_TABLE(line) line {
    struct line_key key       ORM_COLUMN(prefix = "");
    struct invoice *invoice   ORM_BELONGS_TO(key.invoice_id = id);
    struct remark **remarks   ORM_HAS_MANY(remark.invoice_id = key.invoice_id,
                                           remark.line_number = key.number, count = remark_count);
    long remark_count;
    struct note **notes       ORM_HAS_MANY(note.line_number, note.invoice_id, count = note_count);
    short note_count;
    struct badge **badges     ORM_MANY_TO_MANY(line_badge, count = badge_count);
    size_t badge_count;
};

/* The foreign key of two columns says what they lead to, whatever their order. */
struct ORM_TABLE(note, foreign_key(invoice_id, line_number,
                                   references = line(key.invoice_id, key.number))) note {
    int64_t id          ORM_COLUMN(primary_key);
    int32_t line_number ORM_COLUMN();
    int64_t invoice_id  ORM_COLUMN();
    struct line *line   ORM_BELONGS_TO(line_number, invoice_id);
};

struct ORM_TABLE(line_badge, foreign_key(invoice_id, line_number,
                                         references = line(key.invoice_id, key.number))) line_badge {
    int64_t invoice_id  ORM_COLUMN(primary_key);
    int32_t line_number ORM_COLUMN(primary_key);
    int16_t badge_id    ORM_COLUMN(primary_key, references = badge.id);
};

struct ORM_TABLE(remark) remark {
    int64_t id          ORM_COLUMN(primary_key);
    int64_t invoice_id  ORM_COLUMN();
    int32_t line_number ORM_COLUMN();
    struct line *line   ORM_BELONGS_TO(invoice_id = key.invoice_id, line_number = key.number);
};

/* Its primary key is the other's. */
struct ORM_TABLE(profile) profile {
    int64_t customer_id       ORM_COLUMN(primary_key, assigned, references = customer.id);
    struct customer *customer ORM_BELONGS_TO(customer_id);
};

struct ORM_TABLE(badge) badge {
    int16_t id                  ORM_COLUMN(primary_key);
    char code[9]                ORM_COLUMN(unique);
    struct customer **customers ORM_MANY_TO_MANY(customer_badge, count = customer_count);
    size_t customer_count;
};

struct ORM_TABLE(customer_badge) customer_badge {
    int64_t customer_id       ORM_COLUMN(primary_key, references = customer.id);
    char badge_code[9]        ORM_COLUMN(primary_key, references = badge.code);
    int64_t given_at          ORM_COLUMN(type = timestamp); /* of the pair itself */
    struct customer *customer ORM_BELONGS_TO(customer_id);
    struct badge *badge       ORM_BELONGS_TO(badge_code);
};

/* A tree, and friends: both lead to the table itself. */
typedef struct ORM_TABLE(person, prefix = human) {
    int64_t id ORM_COLUMN(primary_key);
} person_t;

struct ORM_TABLE(employee) employee {
    int64_t id                ORM_COLUMN(primary_key);
    int64_t manager_id        ORM_COLUMN(references = employee.id, null_if = 0);
    int64_t person_id         ORM_COLUMN(references = human.id, unique);
    struct employee *manager  ORM_BELONGS_TO(manager_id);
    struct employee **reports ORM_HAS_MANY(employee.manager_id, count = report_count);
    size_t report_count;
    person_t *person          ORM_BELONGS_TO(person_id);
    struct employee **friends ORM_MANY_TO_MANY(friendship, from(employee_id), to(friend_id),
                                               count = friend_count);
    size_t friend_count;
};

struct ORM_TABLE(friendship) friendship {
    int64_t employee_id ORM_COLUMN(primary_key, references = employee.id);
    int64_t friend_id   ORM_COLUMN(primary_key, references = employee.id);
};
