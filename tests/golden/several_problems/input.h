/* All that is wrong in one run: what the compiler refuses in one struct hides no other's problems,
 * and nothing is said of what only seems wrong because of it. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(account) account {
    int64_t id   ORM_COLUMN(primary_key);
    money_t sum  ORM_COLUMN(default = 5, not_nul);
    char name[8] ORM_COLUMN(size = id);
};

struct ORM_TABLE(entry) entry {
    int64_t id         ORM_COLUMN(primary_key;);
    int64_t account_id ORM_COLUMN(references = account.id);
    int64_t sum        ORM_COLUMN(references = account.sum);
};

struct purse {
    coin_t *coins ORM_COLUMN();
    int count     ORM_COLUMN(nul_if = 0);
};

struct ORM_TABLE(owner) owner {
    int64_t id          ORM_COLUMN(primary_key);
    struct purse *purse ORM_COLUMN();
    int64_t entry_id    ORM_COLUMN(references = entry.id);
};

struct ORM_TABLE(payer) payer {
    int64_t id          ORM_COLUMN(primary_key);
    struct account *own ORM_COLUMN(columns(id = account_id, sum = account_sum));
};

struct ORM_TABLE(voucher) voucher {
    int64_t id              ORM_COLUMN(primary_key);
    int64_t account_id      ORM_COLUMN(references = account.id);
    struct account *account ORM_BELONGS_TO(account_id);
    struct entry **entries  ORM_HAS_MANY(entry.account_id, count = entry_count);
    struct entry **same     ORM_HAS_MANY(entri.account_id, count = same_count);
    size_t entry_count, same_count;
};

struct ORM_TABLE(holiday) holiday {
    int64_t id       ORM_COLUMN(primary_key);
    int64_t owner_id ORM_COLUMN(references = owner.ident, on_delete = set_null);
    int32_t days     ORM_COLUMN(default = "many");
    int32_t ends     ORM_COLUMN(type = timestamp);
};

struct ORM_TABLE(visit) visit {
    int64_t id         ORM_COLUMN(primary_key);
    int64_t holiday_id ORM_COLUMN(references = holliday.id);
}
