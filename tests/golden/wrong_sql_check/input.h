/* Conditions that SQLite does not take: each is found beside good ones, and in tables with relations. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct account;
struct ORM_TABLE(plain) plain {
    int64_t id ORM_COLUMN(primary_key, check = "{id} > 0");
    struct account **accounts ORM_HAS_MANY(account.plain_id, count = account_count);
    size_t account_count;
};

struct place {
    int32_t x ORM_COLUMN(check = "{x} > 0");
    int32_t y ORM_COLUMN(check = "{y} > z");
};

struct ORM_TABLE(account) account {
    int64_t id ORM_COLUMN(primary_key);
    int64_t cents ORM_COLUMN(check = "{cents} >= 0");
    int64_t limit ORM_COLUMN(check = "{limit} > total");
    int64_t percent ORM_COLUMN(index,
                               check = "{percent} BETWEEN 0 AN 100");
    char *name ORM_COLUMN(check = "char_lenght({name}) < 80");
    int64_t best ORM_COLUMN(check = "{best} = max({best})");
    int64_t mean ORM_COLUMN(check = "{mean} <= avg({mean})");
    int64_t least ORM_COLUMN(check = "{least} > (SELECT 1)");
    char *note ORM_COLUMN(check = "{note} <> 'none");
    int64_t open ORM_COLUMN(check = "{open} > > 0");
    int64_t at ORM_COLUMN(default_sql = "now()", check = "{at} > ");
    struct place home ORM_COLUMN();
    struct place *work ORM_COLUMN();
    int64_t plain_id ORM_COLUMN(references = plain.id, check = "{plain_id} > 0");
    struct plain *plain ORM_BELONGS_TO(plain_id);
};
