/* What is no table: parts, a view, a result. */
#include <orm/annotations.h>

struct place {
    char *city ORM_COLUMN();
};

struct ORM_TABLE(account, schema = books, sqlite_name = "Account", unique(bank, number)) account {
    int id ORM_COLUMN(primary_key, sqlite_name = "AccountId");
    int bank ORM_COLUMN();
    int number ORM_COLUMN(unique, default = 1);
    char *note ORM_COLUMN(postgresql_type = "varchar(9)", redact);
    struct place at ORM_COLUMN(prefix = p_);
    long twice ORM_COLUMN(computed = "{id} * 2");
};

struct ORM_TABLE(part_of = account) account_part {
    int key ORM_COLUMN(name = id);
    int bank ORM_COLUMN();
    long number ORM_COLUMN();
    char *note ORM_COLUMN();
    struct place at ORM_COLUMN();
    long twice ORM_COLUMN();
};

struct ORM_TABLE(account_view, view) account_view {
    int id ORM_COLUMN(primary_key);
    struct account *account ORM_BELONGS_TO(id = id);
};

struct ORM_TABLE(account_line, result) account_line {
    int id ORM_COLUMN();
};
