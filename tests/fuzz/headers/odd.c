/* Owns what breaks annotations: words, arguments, and members of any type. */
#include "odd.h"

/* clang-format off */
static const char *const words[] = {
    "primary_key", "assigned", "not_null", "unique", "index", "default", "null_if", "null_flag",
    "size", "count", "type", "timestamp", "date", "uuid", "decimal", "json", "blob", "precision",
    "scale", "unit", "as", "flags", "unknown", "prefix", "columns", "references", "computed",
    "readonly", "version", "name", "0", "-1", "9223372036854775808", "1e400", "\"\"", "\"{\"",
    "\"'\"", "\"\\x80\"", ",", "=", ".", "true", "now", "m0", "t0", "t1.m0", "INT64_MIN", "0x",
    "1.5", "int", "\"a\" \"b\"", "- 1", "/* */", "orm_x", "bytes", "number", "ns", "converter",
    "written", "from", "to", "where", "schema", "foreign_key", "unique", "check", "set_null",
    "set_default", "redact", "null_reads_as", "references_table", "m0.value", "base.m0", "(m0)",
    "(m0, m0)", "()", "(m0 = m0)",
};

static const char *const arguments[] = {
    "primary_key", "assigned", "not_null", "unique", "unique = place", "index",
    "index = \"a place\"", "default = 1", "default = -1.5", "default = \"a\"", "default = now",
    "default = true", "default = e0_A", "default_sql = \"NULL\"", "sqlite_default = \"NULL\"",
    "postgresql_default = \"NULL\"", "check = \"{odd} IS NOT NULL\"", "computed = \"NULL\"",
    "computed = \"{odd}\"", "readonly", "version", "redact", "renamed_from = older",
    "references = t0.m0", "on_delete = cascade",
    "on_delete = set_null", "null_if = 0", "null_if = -1", "null_if = 300", "null_if = \"\"",
    "null_if = e0_A", "null_reads_as = 1", "null_reads_as = \"x\"", "null_reads_as = true",
    "null_flag = odd_flag", "null_flag = odd_n", "size = odd_n", "count = odd_n", "as = bytes",
    "as = bytes", "as = number, unit = ns", "as = number, unit = s", "converter = written",
    "converter = missing", "on_update = set_default", "columns()", "columns(a, b = other)",
    "columns(units)", "columns(x.y)", "name = odd_flag", "default_sql = \"NULL\", default = 0",
    "type = timestamp", "type = timestamp", "type = date", "type = uuid",
    "type = decimal, precision = 5", "type = decimal, precision = 18, scale = 18", "type = json",
    "type = blob", "precision = 3", "unit = s", "unit = ns", "as = number", "as = flags",
    "unknown = e0_U", "prefix = odd_", "prefix = \"\"", "columns(x)", "columns(value = other)",
    "name = \"\"", "name = \"odd \\\"column\"", "sqlite_name = rowid", "postgresql_name = xmin",
    "sqlite_type = ANY", "sqlite_type = \"TEXT COLLATE NOCASE\"",
};

/* Of ORM_TABLE, and of relations. */
static const char *const others[] = {
    "schema = fuzz_1", "index(m0)", "index(m0, m0)", "index(odd)", "unique(odd)", "unique()",
    "unique(m0, where = \"1 = 1\")", "unique(odd, name = \"\")", "check = \"1 = 1\"",
    "check = \"{odd} IS NULL\"", "check = \"{t0}\"", "sqlite_ddl = \"SELECT {odd}\"",
    "sqlite_ddl = \"SELECT 1\"", "postgresql_ddl = \"SELECT 1\"", "columns = camelCase",
    "prefix = t0", "prefix = odd", "renamed_from = t0", "foreign_key(odd, references = t0(m0))",
    "foreign_key(m0, odd, references = t0(m0, m0))", "foreign_key(odd, references = t0)",
    "foreign_key(m0, references = t0(m0), on_delete = set_null)", "count = odd_n", "from(m0)",
    "from(odd, m0)", "to(m0)", "to(odd = m0)", "t0.m0", "t0.m0 = m0", "m0 = m0", "odd", "t0",
};

static const char *const relations[] = {
    "struct t0 *odd ORM_BELONGS_TO", "struct t1 *odd ORM_HAS_ONE", "struct t0 **odd ORM_HAS_MANY",
    "struct t1 **odd ORM_MANY_TO_MANY", "struct missing **odd ORM_HAS_MANY",
    "const struct t0 *odd ORM_HAS_ONE", "struct raw *odd ORM_BELONGS_TO", "int odd ORM_HAS_ONE",
    "ORM_HAS_MANY(t0.m0) struct t0 **odd ORM_COLUMN",
};

static const char *const types[] = {
    "int8_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint64_t", "long", "bool", "float",
    "double", "char", "signed char", "char *", "const char *", "char *const",
    "const char *const *", "char **", "void *", "uint8_t *", "const uint8_t *", "int8_t *",
    "int *", "const int64_t *", "double *", "bool *", "float **", "time_t", "time_t *",
    "struct timespec", "struct timeval", "struct timespec *", "enum e0", "enum e0 *", "enum e1",
    "const int32_t", "volatile int", "_Atomic int", "long double", "struct missing *",
    "struct t0 *", "struct { int x; }", "struct { int x, y; }", "struct { const char *value; }",
    "struct { uint8_t u[16]; }", "struct { int x ORM_COLUMN(); double *value ORM_COLUMN(); }",
    "union { int x; float y; }", "int (*)", "raw", "raw", "raw *", "const raw *", "struct amount",
    "struct amount *", "struct chars *", "struct chars", "color", "color *", "cents", "enum mood",
    "union either", "union either *", "union { int x ORM_COLUMN(); float y; }",
    "union { int x ORM_COLUMN(); float y ORM_COLUMN(); }",
    "struct { union { int x; float y ORM_COLUMN(); }; }", "struct { struct amount value; }",
    "struct { struct { raw value; } value; }", "struct timespec const", "struct timeval *",
    "orm_interval", "orm_interval *", "struct { orm_interval value; }",
    "struct { int32_t *x ORM_COLUMN(count = n); double *y ORM_COLUMN(count = n); int n; }",
};

static const char *const suffixes[] = {
    "", "", "", "", "", "[1]", "[16]", "[11]", "[2][3]", "[0]", " : 1", " : 5",
};
/* clang-format on */

#define DRAW(d, table) ((table)[dice_below(d, (unsigned)(sizeof(table) / sizeof(table)[0]))])

void odd_print_word(FILE *to, dice *d)
{
    (void)fputs(DRAW(d, words), to);
}

void odd_print_argument(FILE *to, dice *d)
{
    (void)fputs(dice_one_in(d, 4) ? DRAW(d, others) : DRAW(d, arguments), to);
}

static void print_relation(FILE *to, dice *d)
{
    (void)fprintf(to, "    size_t odd_n;\n    %s(", DRAW(d, relations));
    unsigned count = 1 + dice_below(d, 3);
    for (unsigned i = 0; i < count; i++) {
        (void)fprintf(to, "%s%s", i == 0 ? "" : ", ",
                      dice_one_in(d, 3) ? "count = odd_n" : DRAW(d, others));
    }
    (void)fputs(");\n", to);
}

void odd_print_member(FILE *to, dice *d)
{
    if (dice_one_in(d, 6)) {
        print_relation(to, d);
        return;
    }
    unsigned count = dice_below(d, 4);
    const char *type = DRAW(d, types);
    const char *suffix = DRAW(d, suffixes);
    (void)fprintf(to, "    size_t odd_n; bool odd_flag;\n    %s odd%s ORM_COLUMN(", type, suffix);
    for (unsigned i = 0; i < count; i++) {
        (void)fputs(i == 0 ? "" : ", ", to);
        odd_print_argument(to, d);
    }
    (void)fputs(");\n", to);
}
