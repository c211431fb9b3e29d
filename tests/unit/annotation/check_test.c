/* Every rule of a resolved model: what it says, and where. Each case is a model of text and the
 * messages it must give, all of them and in order. */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* clang-format off */
static const world_case cases[] = {
    { "two ways of NULL",
      "struct s()\n"
      "int64 a(not_null, null_if = 0)\n"
      "int64 b(primary_key, null_if = 0)\n"
      "int64 c(null_if = 0, null_flag = n)\n"
      "text d(null_flag = m)\n"
      "int64 e(null_flag = has_e)\n"
      "uint8 n\n"
      "uint8 m\n"
      "bool has_e\n",
      "input.h:2:29: error: 'a' is not_null, so 'null_if' can never be; remove "
      "one\n"
      "input.h:3:32: error: 'b' is a key and never NULL; remove null_if\n"
      "input.h:4:34: error: null_if and null_flag both say how NULL looks; remove "
      "one\n"
      "input.h:5:20: error: a NULL pointer is NULL in 'd'; remove null_flag\n"
      "input.h:6:21: warning: 'has_e' is non-zero where 'e' IS NULL, which its "
      "name denies; name it e_is_null, for example\n"
      "4 errors and 1 warning\n" },
    { "words that need another",
      "struct s()\n"
      "int64 a(assigned)\n"
      "int64 b(unit = s)\n"
      "text e(type = blob, size = n, unit = s)\n"
      "int64 c(default = 1, default_sql = \"1\")\n"
      "int64 d(check = \" \", default_sql = \"\")\n"
      "uint32 n\n",
      "input.h:2:9: error: 'assigned' is for primary keys; write primary_key, "
      "assigned\n"
      "input.h:3:16: error: 'unit' is for timestamps; add type = timestamp\n"
      "input.h:4:38: error: 'unit' is for timestamps; add type = timestamp\n"
      "input.h:5:36: error: default and default_sql both say the default; remove "
      "one\n"
      "input.h:6:17: error: 'check' is empty; write an SQL expression or remove "
      "it\n"
      "input.h:6:36: error: 'default_sql' is empty; write an SQL expression or "
      "remove it\n"
      "6 errors\n" },
    { "a default of a generated key",
      "struct s()\n"
      "int64 a(primary_key, default = 5)\n",
      "input.h:2:32: error: the database generates 'a', so its default is never "
      "used; remove it, or write primary_key, assigned\n"
      "1 error\n" },
    { "a generated key that references",
      "struct s()\n"
      "int64 a(primary_key, references = t.a)\n"
      "struct t()\n"
      "int64 a(primary_key, default_sql = \"1\")\n",
      "input.h:2:35: error: a key that references another is not generated; write "
      "primary_key, assigned\n"
      "input.h:4:36: error: the database generates 'a', so its default is never "
      "used; remove it, or write primary_key, assigned\n"
      "2 errors\n" },
    { "auxiliary members",
      "struct s()\n"
      "blob a()\n"
      "bool b(size = n)\n"
      "int64 c(size = n)\n"
      "blob d(size = d_sise)\n"
      "blob e(size = name)\n"
      "blob f(size = flag)\n"
      "int64 g(null_flag = g)\n"
      "int64 h(null_flag = ratio)\n"
      "int64 n\n"
      "int64 d_size\n"
      "text name\n"
      "bool flag\n"
      "double ratio\n",
      "input.h:2:6: error: the bytes behind 'a' have no length; add size = member, an integer that "
      "lies beside it, or leave it out\n"
      "input.h:3:15: error: 'size' says how long bytes, a text or an array are, "
      "and 'b' is none of these; remove it\n"
      "input.h:4:16: error: 'size' says how long bytes, a text or an array are, "
      "and 'c' is none of these; remove it\n"
      "input.h:5:15: error: struct s has no member 'd_sise'; did you mean "
      "'d_size'?\n"
      "input.h:6:15: error: 'name' cannot be the size of 'e'; name a member that "
      "is an integer\n"
      "input.h:12:6: note: 'name' is declared here\n"
      "input.h:7:15: error: 'flag' cannot be the size of 'f'; name a member that "
      "is an integer\n"
      "input.h:13:6: note: 'flag' is declared here\n"
      "input.h:8:21: error: 'g' cannot be its own null_flag; name another member\n"
      "input.h:9:21: error: 'ratio' cannot be the null flag of 'h'; name a member "
      "that is an integer or a bool\n"
      "input.h:14:8: note: 'ratio' is declared here\n"
      "8 errors\n" },
    { "auxiliary members used twice",
      "struct s()\n"
      "blob a(size = n)\n"
      "blob b(size = n)\n"
      "int64 c(null_flag = n)\n"
      "blob d(size = m, null_flag = m)\n"
      "uint32 n\n"
      "uint32 m\n",
      "input.h:3:15: error: 'n' already serves another column; give 'b' a member "
      "of its own\n"
      "input.h:2:15: note: it serves 'a' here\n"
      "input.h:4:21: error: 'n' already serves another column; give 'c' a member "
      "of its own\n"
      "input.h:2:15: note: it serves 'a' here\n"
      "input.h:5:30: error: a NULL pointer is NULL in 'd'; remove null_flag\n"
      "input.h:5:30: error: 'm' already serves another column; give 'd' a member "
      "of its own\n"
      "input.h:5:15: note: it serves 'd' here\n"
      "4 errors\n" },
    { "references",
      "struct s()\n"
      "int64 id(primary_key)\n"
      "int64 a(references = t)\n"
      "int64 b(references = tt.id)\n"
      "int64 c(references = t.idd)\n"
      "int64 d(references = t.note)\n"
      "int64 e(references = t.name)\n"
      "text f(references = t.id)\n"
      "int32 g(references = t.id)\n"
      "int64 h(references = u.a)\n"
      "int64 i(references = \"t.id\")\n"
      "int64 j(references = tees.id)\n"
      "int64 k(references = v)\n"
      "struct t(tees)\n"
      "int64 id(primary_key)\n"
      "text name()\n"
      "text note\n"
      "struct u()\n"
      "int64 a(primary_key)\n"
      "int64 b(primary_key)\n"
      "struct v()\n"
      "int64 a()\n",
      "input.h:3:22: error: 't' is a struct; say which column it is: references = "
      "t.id\n"
      "input.h:4:22: error: no struct 'tt' with ORM_TABLE is in this target\n"
      "input.h:5:22: error: struct t has no member 'idd'; did you mean 'id'?\n"
      "input.h:6:22: error: 't.note' is no column; add ORM_COLUMN() to it\n"
      "input.h:7:22: error: 't.name' is not unique; only a whole primary key or a "
      "unique column can be referenced\n"
      "input.h:16:6: note: add unique here, if it is\n"
      "input.h:7:22: error: 'e' is int64 but 't.name' is text; give both the same "
      "type\n"
      "input.h:16:6: note: 'name' is declared here\n"
      "input.h:8:21: error: 'f' is text but 't.id' is int64; give both the same "
      "type\n"
      "input.h:15:7: note: 'id' is declared here\n"
      "input.h:9:22: error: 'g' is int32 but 't.id' is int64; give both the same "
      "type\n"
      "input.h:15:7: note: 'id' is declared here\n"
      "input.h:10:22: error: 'u.a' is a part of a primary key; only a whole "
      "primary key or a unique column can be referenced\n"
      "input.h:19:7: note: add unique here, if it is\n"
      "input.h:11:22: error: 'references' takes a name without quotes; write references = "
      "t.id\n"
      "input.h:12:22: error: no struct 'tees' with ORM_TABLE is in this target; "
      "did you mean 't'?\n"
      "input.h:13:22: error: 'v' is a struct; say which column it is: references = "
      "v.member\n"
      "12 errors\n" },
    { "actions of references",
      "struct s()\n"
      "int64 id(primary_key)\n"
      "int64 a(references = s.id, on_delete = set_null)\n"
      "int64 b(references = s.id, on_update = set_default)\n"
      "int64 c(on_delete = cascade)\n"
      "text d(not_null, references = s.e, on_delete = set_null)\n"
      "text e(unique)\n"
      "int64 k(references = s.l)\n"
      "int64 l(unique = alone)\n"
      "tier f(references = s.g)\n"
      "mood g(unique)\n"
      "int64 h(references = s.i)\n"
      "int64 i(unique = both)\n"
      "int64 j(unique = both)\n",
      "input.h:3:40: error: 'a' is never NULL, so it cannot be set to it; say how "
      "NULL looks with null_if or null_flag, or use cascade\n"
      "input.h:4:40: error: 'b' has no default to be set to; add default = ...\n"
      "input.h:5:9: error: 'on_delete' needs a reference; add references = "
      "entity.member\n"
      "input.h:6:48: error: 'd' is never NULL, so it cannot be set to it; remove "
      "not_null, or use cascade\n"
      "input.h:10:21: error: 'f' is of the enum tier but 's.g' is of the enum mood; give both the "
      "same type\n"
      "input.h:11:6: note: 'g' is declared here\n"
      "input.h:12:22: error: 's.i' is not unique; only a whole primary key or a "
      "unique column can be referenced\n"
      "input.h:13:7: note: add unique here, if it is\n"
      "6 errors\n" },
    { "braces in SQL texts",
      "struct s()\n"
      "int64 price(check = \"{prize} >= 0 AND {note} = 1 AND { = 1\")\n"
      "int64 b(check = \"} x\", default_sql = \"{price} + {nothing}\")\n"
      "int64 c(check = \"{{}} {c}\")\n"
      "int64 d(check = \"{b} {{ {d} }} {e}\")\n"
      "text note\n",
      "input.h:2:21: error: '{prize}' is no member of struct s; did you mean "
      "'price'?\n"
      "input.h:2:21: error: '{note}' is no column; add ORM_COLUMN() to it\n"
      "input.h:2:21: error: a '{' without its '}' in 'check'; double it to mean "
      "the brace itself\n"
      "input.h:3:17: error: a '}' without its '{' in 'check'; double it to mean "
      "the brace itself\n"
      "input.h:3:38: error: a default cannot read a column, on neither engine; "
      "remove '{price}'\n"
      "input.h:3:38: error: '{nothing}' is no member of struct s\n"
      "input.h:5:17: error: '{e}' is no member of struct s\n"
      "7 errors\n" },
    { "structs without columns",
      "struct s()\n"
      "struct t()\n"
      "int64 a\n",
      "input.h:1:8: error: struct s has no column; add ORM_COLUMN() to the members "
      "to store\n"
      "input.h:2:8: error: struct t has no column; add ORM_COLUMN() to the members "
      "to store\n"
      "2 errors\n" },
    { "names of columns",
      "struct s(t)\n"
      "int64 a()\n"
      "struct t()\n"
      "int64 a(name = \"\")\n"
      "int64 b(name = x)\n"
      "int64 c(name = X)\n"
      "int64 d(sqlite_name = x)\n"
      "int64 e(name = a)\n"
      "int64 xmin()\n"
      "int64 ctid(postgresql_name = c_tid)\n"
      "int64 g(unique, sqlite_name = g_g, name = x)\n",
      "input.h:3:8: error: the table name 't' is taken by the table 't'; choose "
      "another\n"
      "input.h:1:10: note: 't' is here\n"
      "input.h:4:16: error: the column has an empty name; write one\n"
      "input.h:6:16: error: the column name 'X' differs only by case from the "
      "column 'x'; choose another\n"
      "input.h:5:16: note: 'x' is here\n"
      "input.h:7:23: error: the column name 'x' is taken by the column 'x'; choose "
      "another\n"
      "input.h:5:16: note: 'x' is here\n"
      "input.h:9:7: error: PostgreSQL has a column 'xmin' in each table; add "
      "postgresql_name = ...\n"
      "input.h:11:43: error: the column name 'x' is taken by the column 'x'; "
      "choose another\n"
      "input.h:5:16: note: 'x' is here\n"
      "6 errors\n" },
    { "names of tables and indexes",
      "struct s(sqlite_stat)\n"
      "int64 aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg()\n"
      "int64 b(postgresql_name = "
      "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg)\n"
      "int64 c(index = s2, unique = s3)\n"
      "struct s2()\n"
      "int64 a(index = S3, unique = \"sqlite_x\")\n",
      "input.h:1:10: error: SQLite keeps names that begin with sqlite_ for itself; "
      "choose another for the table\n"
      "input.h:2:7: error: the column name "
      "'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg' has 64 "
      "bytes, but postgresql keeps 63; shorten it\n"
      "input.h:3:27: error: the column name "
      "'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg' has 64 "
      "bytes, but postgresql keeps 63; shorten it\n"
      "input.h:3:27: error: the column name "
      "'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg' is taken "
      "by the column "
      "'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg'; choose "
      "another\n"
      "input.h:2:7: note: "
      "'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg' is here\n"
      "input.h:5:8: error: the table name 's2' is taken by the index 's2'; choose "
      "another\n"
      "input.h:4:17: note: 's2' is here\n"
      "input.h:6:17: error: the index name 'S3' differs only by case from the "
      "unique constraint 's3'; choose another\n"
      "input.h:4:30: note: 's3' is here\n"
      "input.h:6:30: error: SQLite keeps names that begin with sqlite_ for itself; "
      "choose another for the unique constraint\n"
      "7 errors\n" },
    { "generated names",
      "typedef shop_schema()\n"
      "int64 x()\n"
      "typedef shop_entities()\n"
      "int64 x()\n"
      "struct a(prefix = b)\n"
      "int64 x()\n"
      "struct b()\n"
      "int64 x()\n"
      "typedef c_entity()\n"
      "int64 x()\n"
      "struct c()\n"
      "int64 x(unique)\n"
      "struct c_columns()\n"
      "int64 x()\n"
      "struct c_find_by(prefix = c_find_by)\n"
      "int64 entity(unique)\n",
      "input.h:1:8: error: 'shop_schema' would be generated, but it is a type; "
      "call the target something else\n"
      "input.h:3:8: error: 'shop_entities' would be generated, but it is a type; "
      "call the target something else\n"
      "input.h:7:8: error: the prefix 'b' is taken by struct a; add prefix = name\n"
      "input.h:5:19: note: struct a is here\n"
      "input.h:11:8: error: struct c_columns would be generated, but it exists; "
      "add prefix = name\n"
      "input.h:11:8: error: 'c_entity' would be generated, but it is a type; "
      "add prefix = name\n"
      "5 errors\n" },
    { "generated names of unique keys",
      "struct c()\n"
      "int64 entity(unique)\n"
      "int64 a_and_b(unique)\n"
      "int64 a(unique = u)\n"
      "int64 b(unique = u)\n"
      "struct c_find_by()\n"
      "int64 x()\n",
      "input.h:1:8: error: the generated name 'c_find_by_a_and_b' would exist "
      "twice; rename a member of the two unique keys\n"
      "input.h:6:8: error: the generated name 'c_find_by_entity' would exist "
      "twice; add prefix = name\n"
      "2 errors\n" },
    { "a needless unique, and syntax",
      "struct s()\n"
      "int64 id(primary_key, unique)\n"
      "int64 b(null_if = )\n"
      "int64 c(name = x y)\n",
      "input.h:2:23: warning: the primary key is unique already; remove unique\n"
      "input.h:3:19: error: expected a name, a number or a string after '=', found "
      "the end\n"
      "input.h:4:18: error: expected ',', found 'y'\n"
      "2 errors and 1 warning\n" },
    { "defaults that read as NULL",
      "struct s()\n"
      "int64 a(default = 0, null_if = 0)\n"
      "tier b(default = TIER_GOLD, null_if = 1)\n"
      "time c(type = timestamp, default = 5, null_if = 5)\n"
      "char[3] d(default = \"x\", null_if = \"x\")\n"
      "double e(default = 1, null_if = 1.0)\n"
      "int64 f(default = 1, null_if = 0)\n"
      "uint64 g(default = 1, null_if = 1)\n",
      "input.h:2:19: error: the default of 'a' is its null_if and would read as "
      "NULL; change one\n"
      "input.h:3:18: error: the default of 'b' is its null_if and would read as "
      "NULL; change one\n"
      "input.h:4:36: error: the default of 'c' is its null_if and would read as "
      "NULL; change one\n"
      "input.h:5:21: error: the default of 'd' is its null_if and would read as "
      "NULL; change one\n"
      "input.h:6:20: error: the default of 'e' is its null_if and would read as "
      "NULL; change one\n"
      "input.h:8:20: error: the default of 'g' is its null_if and would read as "
      "NULL; change one\n"
      "6 errors\n" },
};
/* clang-format on */

static void every_problem_is_reported(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        world_assert(&cases[i]);
    }
}

/* A struct of an included header belongs to another target. */
static void foreign_structs_are_named(void **state)
{
    (void)state;
    const char *foreign[] = { "customer" };
    world w;
    world_open_with(&w, "struct invoice()\nint64 customer_id(references = customer.id)\n", foreign,
                    1);
    assert_string_equal(w.messages,
                        "input.h:2:32: error: 'customer' belongs to the target that owns its "
                        "header; a reference stays within one target\n"
                        "1 error\n");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_problem_is_reported),
        cmocka_unit_test(foreign_structs_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
