/* What ORM_TABLE says of a whole table: schema, keys and indexes of several columns, checks, SQL of its own. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(account, schema = accounting, renamed_from = "Accounts",
                 unique(country, number),
                 unique(owner, where = "{closed_at} IS NULL"),
                 index(country, owner, where = "{balance} < 0 AND {closed_at} IS NULL", name = account_overdrawn),
                 index(opened_at),
                 check = "{closed_at} IS NULL OR {closed_at} >= {opened_at}",
                 check = "{number} > 0",
                 sqlite_ddl = "CREATE INDEX account_lower ON account (lower({owner}))",
                 sqlite_ddl = "CREATE TRIGGER account_log AFTER DELETE ON account BEGIN SELECT 1; SELECT '{{}}'; END",
                 postgresql_ddl = "CREATE INDEX account_lower ON accounting.account (lower({owner}))")
account {
    int64_t id        ORM_COLUMN(primary_key);
    char country[3]   ORM_COLUMN(references_table = "public.country (code)", on_update = cascade);
    int32_t number    ORM_COLUMN();
    char *owner       ORM_COLUMN(postgresql_name = holder, not_null);
    int64_t balance   ORM_COLUMN();
    int64_t opened_at ORM_COLUMN();
    int64_t closed_at ORM_COLUMN(null_if = 0);
};

/* The same name as a table of another schema, where there are schemas. */
struct ORM_TABLE(entry, schema = accounting, sqlite_name = account_entry,
                 foreign_key(country, number, references = account(country, number),
                             on_delete = cascade, name = entry_account),
                 foreign_key(city_country, city_code, references_table = "city(country, code)",
                             on_delete = set_null),
                 unique(amount, at.day))
entry {
    int64_t id            ORM_COLUMN(primary_key);
    char country[3]       ORM_COLUMN();
    int32_t number        ORM_COLUMN();
    char city_country[3]  ORM_COLUMN(null_if = "");
    int32_t city_code     ORM_COLUMN(null_if = 0);
    int64_t amount        ORM_COLUMN();
    struct { int32_t day; int32_t second; } at ORM_COLUMN(columns(day));
};

struct ORM_TABLE(name = entry, prefix = note, index(text)) note {
    int64_t id ORM_COLUMN(primary_key);
    char *text ORM_COLUMN();
};
