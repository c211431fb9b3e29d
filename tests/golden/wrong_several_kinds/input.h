/* One run tells errors of every kind: the compiler's, of syntax, of words, of rules, of lost annotations and of SQL. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(compiled) compiled {
    int64_t id ORM_COLUMN(primary_key);
    nowhere_t when ORM_COLUMN();
    int32_t rank ORM_COLUMN(uniqe);
};

void lose(int count ORM_COLUMN());

struct ORM_TABLE(worded) worded {
    int64_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(default = 'x', not_nul);
    int32_t rank ORM_COLUMN(check = {rank} > 0, default = "low", index);
    int32_t flag ORM_COLUMN(null_flag = no_flag);
    int64_t compiled_id ORM_COLUMN(references = compiled.idd);
};

struct ORM_TABLE(ruled) ruled {
    int64_t id ORM_COLUMN(assigned);
    int64_t worded_id ORM_COLUMN(references = worded.rank);
};

struct ORM_TABLE(tried, check = "rank > > 1", index(rank, where = "rank >"), sqlite_ddl = "SELECT") tried {
    int64_t id ORM_COLUMN(primary_key);
    int64_t ruled_id ORM_COLUMN(references = ruled.id);
    int32_t rank ORM_COLUMN(check = "rnk > 0", default_sql = "1 +");
    struct ruled *ruled ORM_BELONGS_TO(ruled_id);
};
