/* Expressions that would not end where their parentheses do. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(good, check = "({a} > 0) AND '(' <> ')'", index(a, where = "lower(\"n(\") <> ';'")) good {
    int64_t id ORM_COLUMN(primary_key);
    int64_t a ORM_COLUMN(default_sql = "(1 + (2))", postgresql_default = "E'\\')'::int");
    int64_t c ORM_COLUMN(check = "{c} > 0 /* ( */ AND {c} < 9 -- ) it's\n AND 1");
    char *b ORM_COLUMN(check = "{b} <> '{{b}}' AND '' <> {b} AND {b} NOT LIKE 'it''s {{%'");
    char *n ORM_COLUMN(name = "n(", postgresql_default = "$$)$$");
};

struct ORM_TABLE(bad, check = "{a} > 0), CHECK (1", index(a, where = "({a} > 1")) bad {
    int64_t id ORM_COLUMN(primary_key);
    int64_t a ORM_COLUMN(default_sql = "1), foo INTEGER DEFAULT (1");
    int64_t b ORM_COLUMN(check = "{b} > 0)");
    int64_t c ORM_COLUMN(computed = "{b} + 1; DROP TABLE good");
    int64_t d ORM_COLUMN(sqlite_default = "((1)", postgresql_default = "1)");
    char *e ORM_COLUMN(check = "{e} <> 'a''(' AND ({e} <> ')'");
    int64_t f ORM_COLUMN(check = "{f} > 0 -- never", default_sql = "1 /* one");
    char *g ORM_COLUMN(check = "{g} = '' OR {g} LIKE '%{g}%'", default_sql = "'{}'");
    int64_t h ORM_COLUMN(check = "{h} > 0 /* a /* b */", default_sql = "1 /* / * */ /* /*/ + 1");
    char *i ORM_COLUMN(check = "{i} <> 'a'{i}");
};
