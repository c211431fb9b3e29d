/* Parts of a table: structs with some of its columns. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tier { TIER_BASIC, TIER_GOLD };

struct address {
    char *city ORM_COLUMN(not_null, index);
    char zip[8] ORM_COLUMN();
};

struct ORM_TABLE(sqlite_name = "Customer", postgresql_name = customer_row, schema = crm, unique(name, tier)) customer {
    int64_t id ORM_COLUMN(primary_key, sqlite_name = "CustomerId");
    char *name ORM_COLUMN(not_null, sqlite_name = "FullName", postgresql_name = full_name);
    char *email ORM_COLUMN(unique, postgresql_type = "varchar(80)");
    enum tier tier ORM_COLUMN(default = TIER_BASIC);
    struct address home ORM_COLUMN(prefix = lives_);
    int64_t seen_at ORM_COLUMN(type = timestamp, unit = ms, null_if = 0);
    int64_t limit_cents ORM_COLUMN(type = decimal, precision = 12, scale = 2, check = "{limit_cents} >= 0");
    char *password ORM_COLUMN(redact);
    int64_t doubled ORM_COLUMN(computed = "{id} * 2");
    int32_t visits ORM_COLUMN(default = 0);
    uint32_t changes ORM_COLUMN(version);
};

/* Key and version: it can be written. */
struct ORM_TABLE(customer_name, part_of = customer) customer_name {
    int64_t id ORM_COLUMN();
    char *name ORM_COLUMN();
    enum tier tier ORM_COLUMN();
    uint32_t changes ORM_COLUMN();
};

/* Without the version: no change goes past it. Other names, a wider type, a key that is said. */
struct ORM_TABLE(part_of = customer) customer_visits {
    int64_t key ORM_COLUMN(name = id, primary_key);
    int64_t visits ORM_COLUMN();
    int64_t doubled ORM_COLUMN();
    int64_t seen_at ORM_COLUMN(null_reads_as = -1);
    int64_t limit_cents ORM_COLUMN();
};

/* Without the key: it is read. */
struct ORM_TABLE(part_of = customer) customer_card {
    char name[40] ORM_COLUMN();
    char *email ORM_COLUMN();
    char *password ORM_COLUMN();
    struct address home ORM_COLUMN();
};

struct ORM_TABLE(seat) seat {
    int32_t row ORM_COLUMN(primary_key);
    char letter[2] ORM_COLUMN(primary_key);
    char *owner ORM_COLUMN();
    int64_t customer_id ORM_COLUMN(references = customer.id);
    struct customer_name *customer ORM_BELONGS_TO(customer_id = id);
};

/* A key that could be NULL anywhere else. */
struct ORM_TABLE(word) word {
    char *text ORM_COLUMN(primary_key);
    char *meaning ORM_COLUMN();
};

struct ORM_TABLE(part_of = word) word_alone {
    char *text ORM_COLUMN();
};

struct ORM_TABLE(part_of = seat) seat_owner {
    int32_t row ORM_COLUMN(primary_key);
    char letter[2] ORM_COLUMN(primary_key);
    char *owner ORM_COLUMN();
};

/* Of a struct that is mapped. */
struct file {
    struct { int64_t inode; } at;
    struct { int64_t inode; int64_t time; } of;
    char name[32];
};

ORM_MAP(file, struct file, name = files)
{
    ORM_MEMBER(at.inode, primary_key, assigned);
    ORM_MEMBER(of.inode);
    ORM_MEMBER(of.time, type = timestamp, unit = us);
    ORM_MEMBER(name, name = path);
}

ORM_MAP(file_time, struct file, part_of = file)
{
    ORM_MEMBER(at.inode);
    ORM_MEMBER(of.time);
    ORM_MEMBER(name);
}

/* It leads to the whole, whose struct the part has, too. */
struct ORM_TABLE(reader) reader {
    int64_t id ORM_COLUMN(primary_key);
    int64_t inode ORM_COLUMN();
    struct file *file ORM_BELONGS_TO(inode = at.inode);
};
