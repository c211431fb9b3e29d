/* What passes the rules is never refused behind them: random models are resolved and checked, and
 * those without an error must pass the runtime's own check of schemas and lower to DDL on every
 * engine. */
#include "world.h"

#include <orm/sys/dialect.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "meta/entity.h"
#include "model/lower.h"
#include "sql/ddl.h"
#include "sql/lower.h"

enum { MODELS = 8000, COLUMNS = 4 };

static uint64_t state_of_random = 20;

static size_t below(size_t limit)
{
    state_of_random = state_of_random * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (size_t)((state_of_random >> 33) % limit);
}

#define PICK(list) ((list)[below(sizeof(list) / sizeof *(list))])

static const char *pick_type(void)
{
    static const char *const types[] = { "int8",     "int16",  "int32",  "int64",   "uint8",
                                         "uint16",   "uint32", "uint64", "bool",    "float",
                                         "double",   "text",   "blob",   "char[3]", "time",
                                         "bytes[4]", "tier",   "mood",   "int64",   "text" };
    return PICK(types);
}

static const char *pick_argument(void)
{
    static const char *const arguments[] = {
        "primary_key",
        "assigned",
        "not_null",
        "unique",
        "index",
        "unique = both",
        "index = pair",
        "default = 1",
        "default = -1",
        "default = 200",
        "default = true",
        "default = \"x\"",
        "default = \"long text\"",
        "default = TIER_GOLD",
        "default = now",
        "default = 1.5",
        "default_sql = \"1 + 1\"",
        "default_sql = \"{a}\"",
        "check = \"{b} > 0\"",
        "check = \"{q} > 0\"",
        "references = first.a",
        "references = second.b",
        "references = second.a",
        "on_delete = cascade",
        "on_delete = set_null",
        "on_update = set_default",
        "null_if = 0",
        "null_if = 1",
        "null_if = \"x\"",
        "null_if = NO_ID",
        "null_flag = n0",
        "null_flag = n1",
        "size = n0",
        "size = n1",
        "type = timestamp",
        "type = blob",
        "unit = ms",
        "as = number",
        "name = A",
        "name = z",
        "sqlite_name = Z",
        "postgresql_name = \"a b\"",
    };
    return PICK(arguments);
}

static const char *pick_table_argument(void)
{
    static const char *const arguments[] = {
        "index(a, b)",
        "index(b)",
        "index(a, where = \"{b} > 0\")",
        "index(a, where = \"{q} > 0\", name = both)",
        "unique(a)",
        "unique(a, b)",
        "unique(b, a)",
        "unique(a, where = \"{a} > 0\")",
        "unique(b, name = A)",
        "foreign_key(a, references = first(a))",
        "foreign_key(a, b, references = first(a, b))",
        "foreign_key(b, a, references = second(b, a), on_delete = set_null)",
        "foreign_key(a, b, references_table = \"x.y(z, w)\", on_update = set_default)",
        "check = \"{a} > {b}\"",
        "check = \"{a} > 0\"",
        "schema = one",
        "schema = \"\"",
        "name = twin",
        "renamed_from = old",
        "columns = PascalCase",
        "columns = snake_case",
        "sqlite_ddl = \"SELECT {a}\"",
        "postgresql_ddl = \"SELECT {{}}\"",
    };
    return PICK(arguments);
}

static void write_struct(char *text, size_t size, const char *name)
{
    size_t used = strlen(text);
    used += (size_t)snprintf(text + used, size - used, "struct %s(", name);
    for (size_t j = below(3), k = 0; k < j; k++) {
        used += (size_t)snprintf(text + used, size - used, "%s%s", k == 0 ? "" : ", ",
                                 pick_table_argument());
    }
    used += (size_t)snprintf(text + used, size - used, ")\n");
    for (size_t i = 0; i < 1 + below(COLUMNS); i++) {
        used += (size_t)snprintf(text + used, size - used, "%s %c(", pick_type(), (int)('a' + i));
        for (size_t j = below(3), k = 0; k < j; k++) {
            used += (size_t)snprintf(text + used, size - used, "%s%s", k == 0 ? "" : ", ",
                                     pick_argument());
        }
        used += (size_t)snprintf(text + used, size - used, ")\n");
    }
    (void)snprintf(text + used, size - used, "uint32 n0\nuint16 n1\n");
}

static void require_ok(orm_status status, const orm_error *error, const char *text)
{
    if (status != ORM_OK) {
        fail_msg("the runtime refuses: %s\n%s", error->message, text);
    }
}

static void assert_creates(const orm_schema *schema, const orm_dialect *dialect, orm_arena *arena,
                           const char *text)
{
    orm_rel_schema relational;
    orm_error error = { .status = ORM_OK };
    require_ok(orm__lower_schema(schema, dialect, arena, &relational, &error), &error, text);
    orm_buffer ddl;
    orm__buffer_init(&ddl, NULL);
    orm__ddl_create(&ddl, dialect, &relational);
    assert_non_null(strstr(orm__buffer_string(&ddl), "CREATE TABLE"));
    orm__buffer_fini(&ddl);
}

/* True where the model was good. */
static bool try_model(const char *text)
{
    world w;
    world_open(&w, text);
    bool good = scan_diag_error_count(w.diag) == 0;
    if (good) {
        const orm_schema *schema = scan_lower_model(&w.model, w.arena);
        orm_error error = { .status = ORM_OK };
        assert_non_null(schema);
        require_ok(orm__entity_check_schema(schema, &error), &error, text);
        assert_creates(schema, &orm_dialect_sqlite, w.arena, text);
        assert_creates(schema, &orm_dialect_postgresql, w.arena, text);
    }
    world_close(&w);
    return good;
}

static void what_passes_is_never_refused_later(void **state)
{
    (void)state;
    size_t good = 0;
    for (size_t i = 0; i < MODELS; i++) {
        char text[4000] = "";
        write_struct(text, sizeof text, "first");
        write_struct(text, sizeof text, "second");
        good += try_model(text);
    }
    print_message("%zu of %d models were good\n", good, MODELS);
    assert_true(good > MODELS / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_passes_is_never_refused_later) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
