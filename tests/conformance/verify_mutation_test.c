/* One table made otherwise in one way: exactly that is told, and nothing else. The text that
 * creates the tables is changed in one place, so that each case says what it is about. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/engine.h"
#include "test_volumes.orm.h"

typedef struct edit {
    const char *from, *to; /* from NULL = nothing to ask of this engine; "" = at the end */
} edit;

typedef struct mutation {
    edit sqlite, postgresql;
    orm_difference_kind kind;
    orm_severity severity;
    const char *column;  /* NULL = the table */
    const char *mention; /* in the message */
} mutation;

#define BOTH(...)    \
    { __VA_ARGS__ }, \
    {                \
        __VA_ARGS__  \
    }
#define NOTE ORM_SEVERITY_NOTE
#define WARNING ORM_SEVERITY_WARNING
#define ERROR ORM_SEVERITY_ERROR
#define NO_EDIT { NULL, NULL }

static const mutation tables[] = {
    { BOTH("\"loan\" (", "\"loans\" ("), ORM_DIFFERENCE_TABLE_MISSING, ERROR, NULL, "loans" },
    { BOTH("", "DROP TABLE loan; CREATE VIEW loan AS"
               " SELECT shelf_id AS volume_id, place AS number FROM volume GROUP BY 1, 2"),
      ORM_DIFFERENCE_TABLE_FORM, ERROR, NULL, "view" },
    { NO_EDIT,
      { "", "DROP TABLE loan; CREATE VIEW loan AS"
            " SELECT shelf_id AS volume_id, place AS number FROM volume" },
      ORM_DIFFERENCE_TABLE_FORM,
      WARNING,
      NULL,
      "view" },
    { NO_EDIT,
      { "", "DROP TABLE loan; CREATE SEQUENCE loan" },
      ORM_DIFFERENCE_TABLE_FORM,
      ERROR,
      NULL,
      "sequence" },
};

static const mutation columns[] = {
    { { "    \"remark\" TEXT,\n", "" },
      { "    \"remark\" text COLLATE \"C\",\n", "" },
      ORM_DIFFERENCE_COLUMN_MISSING,
      ERROR,
      "remark",
      "remark" },
    { BOTH("    \"weight\"", "\"more\" INTEGER NOT NULL, \"weight\""), ORM_DIFFERENCE_COLUMN_EXTRA,
      ERROR, "more", "inserts fail" },
    { BOTH("    \"weight\"", "\"more\" INTEGER NOT NULL DEFAULT 1, \"weight\""),
      ORM_DIFFERENCE_COLUMN_EXTRA, NOTE, "more", "no member" },
    { BOTH("    \"weight\"", "\"more\" INTEGER, \"weight\""), ORM_DIFFERENCE_COLUMN_EXTRA, NOTE,
      "more", "no member" },
    { { "\"place\" INTEGER", "\"place\" TEXT" },
      { "\"place\" integer", "\"place\" text" },
      ORM_DIFFERENCE_COLUMN_TYPE,
      ERROR,
      "place",
      "int32" },
    { { "\"place\" INTEGER", "\"place\" BLOB" },
      { "\"place\" integer", "\"place\" text" },
      ORM_DIFFERENCE_COLUMN_TYPE,
      ERROR,
      "place",
      "expected" },
    { NO_EDIT,
      { "\"place\" integer", "\"place\" smallint" },
      ORM_DIFFERENCE_COLUMN_TYPE,
      WARNING,
      "place",
      "refused" },
    { { "\"place\" INTEGER", "\"place\" ANY" },
      NO_EDIT,
      ORM_DIFFERENCE_COLUMN_TYPE,
      NOTE,
      "place",
      "ANY" },
    { NO_EDIT,
      { "\"place\" integer", "\"place\" bigint" },
      ORM_DIFFERENCE_COLUMN_TYPE,
      WARNING,
      "place",
      "cannot be read" },
    { { "\"weight\" REAL", "\"weight\" INTEGER" },
      { "\"weight\" double precision", "\"weight\" real" },
      ORM_DIFFERENCE_COLUMN_TYPE,
      ERROR,
      "weight",
      "float64" },
    { { "\"price\" INTEGER", "\"price\" REAL" },
      { "numeric(10, 2)", "numeric(10, 1)" },
      ORM_DIFFERENCE_COLUMN_TYPE,
      ERROR,
      "price",
      "decimal" },
    { NO_EDIT,
      { "numeric(10, 2)", "numeric(8, 2)" },
      ORM_DIFFERENCE_COLUMN_TYPE,
      WARNING,
      "price",
      "numeric(8,2)" },
    { { "\"bought_at\" INTEGER", "\"bought_at\" REAL" },
      { "timestamptz", "timestamptz(0)" },
      ORM_DIFFERENCE_COLUMN_TYPE,
      ERROR,
      "bought_at",
      "rounded" },
    { NO_EDIT,
      { "timestamptz", "timestamp" },
      ORM_DIFFERENCE_COLUMN_TYPE,
      NOTE,
      "bought_at",
      "UTC" },
    { { "\"remark\" TEXT", "\"remark\" INTEGER" },
      { "\"remark\" text COLLATE \"C\"", "\"remark\" jsonb" },
      ORM_DIFFERENCE_COLUMN_TYPE,
      ERROR,
      "remark",
      "text" },
    { NO_EDIT,
      { "\"isbn\" text", "\"isbn\" varchar(10)" },
      ORM_DIFFERENCE_COLUMN_LENGTH,
      WARNING,
      "isbn",
      "13 bytes" },
    { NO_EDIT,
      { "\"remark\" text", "\"remark\" varchar(10)" },
      ORM_DIFFERENCE_COLUMN_LENGTH,
      NOTE,
      "remark",
      "varying(10)" },
    { { "\"isbn\" TEXT", "\"isbn\" TEXT COLLATE NOCASE" },
      { "\"isbn\" text COLLATE \"C\"", "\"isbn\" text COLLATE \"en-x-icu\"" },
      ORM_DIFFERENCE_COLUMN_COLLATION,
      NOTE,
      "isbn",
      "bytes" },
};

static const mutation values[] = {
    { { "\"remark\" TEXT", "\"remark\" TEXT NOT NULL" },
      { "\"remark\" text COLLATE \"C\"", "\"remark\" text COLLATE \"C\" NOT NULL" },
      ORM_DIFFERENCE_COLUMN_NULL,
      WARNING,
      "remark",
      "NOT NULL" },
    { { "\"place\" INTEGER NOT NULL", "\"place\" INTEGER" },
      { "\"place\" integer NOT NULL", "\"place\" integer" },
      ORM_DIFFERENCE_COLUMN_NULL,
      WARNING,
      "place",
      "cannot be read" },
    { BOTH("DEFAULT 5000", "DEFAULT 5"), ORM_DIFFERENCE_COLUMN_DEFAULT, WARNING, "most", "5000" },
    { BOTH("DEFAULT 5000", ""), ORM_DIFFERENCE_COLUMN_DEFAULT, WARNING, "most", "5000" },
    { BOTH("DEFAULT 'STAGE_NEW'", "DEFAULT 'STAGE_READ'"), ORM_DIFFERENCE_COLUMN_DEFAULT, WARNING,
      "stage", "STAGE_NEW" },
    { { "\"place\" INTEGER NOT NULL", "\"place\" INTEGER NOT NULL DEFAULT 7" },
      { "\"place\" integer NOT NULL", "\"place\" integer NOT NULL DEFAULT 7" },
      ORM_DIFFERENCE_COLUMN_DEFAULT,
      NOTE,
      "place",
      "7" },
    { BOTH("\"pages\" * 2", "\"pages\" * 3"), ORM_DIFFERENCE_COLUMN_COMPUTED, WARNING, "twice",
      "3" },
    { BOTH("GENERATED ALWAYS AS (\"pages\" * 2) STORED NOT NULL", "NOT NULL"),
      ORM_DIFFERENCE_COLUMN_COMPUTED, ERROR, "twice", "inserts fail" },
    { BOTH("GENERATED ALWAYS AS (\"pages\" * 2) STORED NOT NULL", "NOT NULL DEFAULT 0"),
      ORM_DIFFERENCE_COLUMN_COMPUTED, WARNING, "twice", "stays" },
    { { "\"place\" INTEGER NOT NULL", "\"place\" INTEGER AS (\"pages\") STORED NOT NULL" },
      { "\"place\" integer", "\"place\" integer GENERATED ALWAYS AS (\"pages\") STORED" },
      ORM_DIFFERENCE_COLUMN_COMPUTED,
      ERROR,
      "place",
      "updates fail" },
    { BOTH(", 'STAGE_LENT'", ""), ORM_DIFFERENCE_COLUMN_LABELS, WARNING, "stage", "STAGE_LENT" },
    { BOTH("'STAGE_LENT'", "'STAGE_LENT', 'it''s lost'"), ORM_DIFFERENCE_COLUMN_LABELS, WARNING,
      "stage", "it's lost" },
    { { "\"id\" INTEGER PRIMARY KEY,\n    \"title\"", "\"id\" INT PRIMARY KEY,\n    \"title\"" },
      { "GENERATED BY DEFAULT AS IDENTITY NOT NULL,\n    \"title\"", "NOT NULL,\n    \"title\"" },
      ORM_DIFFERENCE_GENERATED_KEY,
      ERROR,
      "id",
      "does not generate" },
    { NO_EDIT,
      { "GENERATED BY DEFAULT AS IDENTITY NOT NULL,\n    \"title\"",
        "GENERATED ALWAYS AS IDENTITY NOT NULL,\n    \"title\"" },
      ORM_DIFFERENCE_GENERATED_KEY,
      WARNING,
      "id",
      "ALWAYS" },
    { NO_EDIT,
      { "\"place\" integer", "\"place\" integer GENERATED ALWAYS AS IDENTITY" },
      ORM_DIFFERENCE_GENERATED_KEY,
      ERROR,
      "place",
      "ALWAYS" },
};

static const mutation keys[] = {
    { BOTH("PRIMARY KEY (\"volume_id\", \"number\")", "PRIMARY KEY (\"number\")"),
      ORM_DIFFERENCE_PRIMARY_KEY, ERROR, "volume_id, number", "several rows" },
    { BOTH("PRIMARY KEY (\"volume_id\", \"number\")", "UNIQUE (\"number\", \"volume_id\")"),
      ORM_DIFFERENCE_PRIMARY_KEY, WARNING, "volume_id, number", "no primary key" },
    { BOTH(",\n    CONSTRAINT \"loan_pkey\" PRIMARY KEY (\"volume_id\", \"number\")", ""),
      ORM_DIFFERENCE_PRIMARY_KEY, ERROR, "volume_id, number", "no primary key" },
    { NO_EDIT,
      { "PRIMARY KEY (\"volume_id\", \"number\")",
        "PRIMARY KEY (\"volume_id\", \"number\") DEFERRABLE" },
      ORM_DIFFERENCE_PRIMARY_KEY,
      WARNING,
      "volume_id, number",
      "DEFERRABLE" },
    { BOTH("    CONSTRAINT \"volume_isbn_key\" UNIQUE (\"isbn\"),\n", ""), ORM_DIFFERENCE_UNIQUE,
      WARNING, "isbn", "alike" },
    { NO_EDIT,
      { "UNIQUE (\"isbn\")", "UNIQUE (\"isbn\") DEFERRABLE" },
      ORM_DIFFERENCE_UNIQUE,
      WARNING,
      "isbn",
      "DEFERRABLE" },
    { BOTH("UNIQUE (\"isbn\")", "UNIQUE (\"isbn\"), UNIQUE (\"title\")"), ORM_DIFFERENCE_UNIQUE,
      NOTE, "title", "does not have" },
    { BOTH(",\n    CONSTRAINT \"volume_shelf_id_fkey\" FOREIGN KEY (\"shelf_id\") REFERENCES"
           " \"shelf\" (\"id\") ON DELETE CASCADE",
           ""),
      ORM_DIFFERENCE_FOREIGN_KEY, WARNING, "shelf_id", "no foreign key" },
    { BOTH("ON DELETE CASCADE", "ON DELETE SET NULL"), ORM_DIFFERENCE_FOREIGN_KEY, WARNING,
      "shelf_id", "SET NULL" },
    { BOTH("ON DELETE CASCADE", "ON DELETE CASCADE ON UPDATE RESTRICT"), ORM_DIFFERENCE_FOREIGN_KEY,
      WARNING, "shelf_id", "RESTRICT on update" },
    { NO_EDIT,
      { "ON DELETE CASCADE", "ON DELETE CASCADE INITIALLY DEFERRED" },
      ORM_DIFFERENCE_FOREIGN_KEY,
      NOTE,
      "shelf_id",
      "DEFERRED" },
    { NO_EDIT,
      { "", "ALTER TABLE volume DROP CONSTRAINT volume_shelf_id_fkey;"
            " ALTER TABLE volume ADD FOREIGN KEY (shelf_id) REFERENCES shelf ON DELETE CASCADE"
            " NOT VALID" },
      ORM_DIFFERENCE_FOREIGN_KEY,
      WARNING,
      "shelf_id",
      "NOT VALID" },
    { BOTH("REFERENCES \"shelf\"", "REFERENCES \"volume\""), ORM_DIFFERENCE_FOREIGN_KEY, WARNING,
      "shelf_id", "REFERENCES volume" },
    { BOTH("PRIMARY KEY (\"volume_id\", \"number\")",
           "PRIMARY KEY (\"volume_id\", \"number\"),"
           " FOREIGN KEY (\"volume_id\") REFERENCES \"volume\" (\"id\")"),
      ORM_DIFFERENCE_FOREIGN_KEY, NOTE, "volume_id", "does not have" },
};

static const mutation others[] = {
    { BOTH("CREATE INDEX IF NOT EXISTS \"volume_title_pages_idx\" ON \"volume\" (\"title\","
           " \"pages\");\n",
           ""),
      ORM_DIFFERENCE_INDEX, NOTE, "title, pages", "slow" },
    { BOTH("(\"title\", \"pages\")", "(\"title\", \"pages\" DESC)"), ORM_DIFFERENCE_INDEX, NOTE,
      "title, pages", "descends" },
    { BOTH("CREATE UNIQUE INDEX", "CREATE INDEX"), ORM_DIFFERENCE_INDEX, WARNING, "shelf_id, place",
      "alike" },
    { BOTH("WHERE \"pages\" > 0", "WHERE \"pages\" > 1"), ORM_DIFFERENCE_INDEX, WARNING,
      "shelf_id, place", "pages\" > 0" },
    { BOTH(" WHERE \"pages\" > 0", ""), ORM_DIFFERENCE_INDEX, WARNING, "shelf_id, place",
      "only of" },
    { BOTH("", "CREATE INDEX lowered ON volume (lower(title))"), ORM_DIFFERENCE_INDEX, NOTE,
      "(expression)", "does not have" },
    { NO_EDIT,
      { "ON \"volume\" (\"title\", \"pages\")", "ON \"volume\" USING brin (title, pages)" },
      ORM_DIFFERENCE_INDEX,
      NOTE,
      "title, pages",
      "no such index" },
    { BOTH("\"pages\" >= 0", "\"pages\" > 0"), ORM_DIFFERENCE_CHECK, WARNING, NULL, ">= 0" },
    { BOTH("    CONSTRAINT \"volume_pages_check\" CHECK (\"pages\" >= 0),\n", ""),
      ORM_DIFFERENCE_CHECK, WARNING, NULL, ">= 0" },
    { BOTH("    CONSTRAINT \"volume_stage_check\" CHECK (\"stage\" IN ('STAGE_NEW', 'STAGE_READ',"
           " 'STAGE_LENT')),\n",
           ""),
      ORM_DIFFERENCE_CHECK, WARNING, NULL, "STAGE_LENT" },
    { NO_EDIT,
      { "", "ALTER TABLE volume DROP CONSTRAINT volume_pages_check;"
            " ALTER TABLE volume ADD CONSTRAINT volume_pages_check CHECK (pages >= 0)"
            " NOT VALID" },
      ORM_DIFFERENCE_CHECK,
      WARNING,
      NULL,
      "NOT VALID" },
    { NO_EDIT,
      { "", "ALTER TABLE volume DROP CONSTRAINT volume_stage_check;"
            " ALTER TABLE volume ADD CHECK (stage IN ('STAGE_NEW', 'STAGE_READ', 'STAGE_LENT'))"
            " NOT VALID" },
      ORM_DIFFERENCE_CHECK,
      WARNING,
      NULL,
      "NOT VALID" },
    { NO_EDIT,
      { "", "DROP DOMAIN IF EXISTS brief, short; CREATE DOMAIN short AS text COLLATE \"C\""
            " CHECK (length(VALUE) < 9); CREATE DOMAIN brief AS short;"
            " ALTER TABLE volume ALTER remark TYPE brief" },
      ORM_DIFFERENCE_CHECK,
      NOTE,
      NULL,
      "length(remark) < 9" },
    { NO_EDIT,
      { "", "ALTER TABLE volume DROP CONSTRAINT volume_stage_check; CREATE DOMAIN age AS text"
            " COLLATE \"C\" CHECK (VALUE IN ('STAGE_NEW', 'STAGE_READ'));"
            " ALTER TABLE volume ALTER stage TYPE age" },
      ORM_DIFFERENCE_COLUMN_LABELS,
      WARNING,
      "stage",
      "STAGE_LENT" },
    { BOTH("CHECK (\"pages\" >= 0)", "CHECK (\"pages\" >= 0), CHECK (\"place\" < 9)"),
      ORM_DIFFERENCE_CHECK, NOTE, NULL, "9" },
};

/* ---- running them ---- */

static void run_edited(engine_fixture *fx, const char *text, const edit *e)
{
    const char *at = e->from[0] == '\0' ? text + strlen(text) : strstr(text, e->from);
    if (at == NULL) {
        fail_msg("nothing to change: %s", e->from);
        return;
    }
    size_t size = strlen(text) + strlen(e->to) + 1;
    char *edited = malloc(size);
    assert_non_null(edited);
    (void)snprintf(edited, size, "%.*s%s%s", (int)(at - text), text, e->to, at + strlen(e->from));
    orm_status status = orm_exec(fx->db, edited);
    if (status != ORM_OK) {
        print_message("%s\n", edited);
    }
    free(edited);
    assert_ok(fx->db, status);
}

static void check(engine_fixture *fx, const mutation *m, const edit *e)
{
    const orm_difference *list = NULL;
    size_t count = 0;
    assert_ok(fx->db, orm_verify(fx->db, &test_volumes_schema, fx->arena, &list, &count));
    for (size_t i = 0; i < count; i++) {
        const orm_difference *d = &list[i];
        if (count != 1 || d->kind != m->kind || d->severity != m->severity) {
            print_message("%s -> %s\n  %s, %s: %s\n", e->from, e->to,
                          orm_difference_kind_name(d->kind), orm_severity_name(d->severity),
                          d->message);
        }
    }
    if (count != 1) {
        fail_msg("%s -> %s: %zu differences", e->from, e->to, count);
    }
    assert_int_equal(list[0].kind, m->kind);
    assert_int_equal(list[0].severity, m->severity);
    assert_int_equal(list[0].column == NULL, m->column == NULL);
    if (m->column != NULL) {
        assert_string_equal(list[0].column, m->column);
    }
    assert_mentions(list[0].message, m->mention);
    assert_mentions(list[0].message, list[0].table);
    assert_null(strchr(list[0].message, '\n'));
    assert_string_equal(list[0].entity->name, list[0].table);
}

static void run_each(engine_fixture *fx, const mutation *mutations, size_t count)
{
    char *text = NULL;
    assert_int_equal(
        orm_schema_sql(&test_volumes_schema, orm_db_dialect(fx->db), NULL, &text, NULL), ORM_OK);
    for (size_t i = 0; i < count; i++) {
        const mutation *m = &mutations[i];
        const edit *e = engine_is_sqlite() ? &m->sqlite : &m->postgresql;
        if (e->from != NULL) {
            assert_ok(fx->db, orm_begin(fx->db, NULL));
            run_edited(fx, text, e);
            check(fx, m, e);
            assert_ok(fx->db, orm_rollback(fx->db));
        }
    }
    orm_text_free(NULL, text);
}

#define RUN_EACH(fx, list) run_each(fx, list, sizeof(list) / sizeof((list)[0]))

static void test_b168_tables(void **state)
{
    RUN_EACH(*state, tables);
}

static void test_b168_columns(void **state)
{
    RUN_EACH(*state, columns);
}

static void test_b168_values_of_columns(void **state)
{
    RUN_EACH(*state, values);
}

static void test_b168_keys(void **state)
{
    RUN_EACH(*state, keys);
}

static void test_b168_indexes_and_checks(void **state)
{
    RUN_EACH(*state, others);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b168_tables),
    ENGINE_TEST(test_b168_columns),
    ENGINE_TEST(test_b168_values_of_columns),
    ENGINE_TEST(test_b168_keys),
    ENGINE_TEST(test_b168_indexes_and_checks),
};

ENGINE_MAIN(tests)
