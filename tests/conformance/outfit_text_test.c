/* A property of texts in PostgreSQL's types: what orm-scan lets pass gives each text back, or
 * another spelling of the same value, which the text finds; or the server refuses it. What orm-scan
 * refuses gives one back as another, and a type that no other member can have even one for two
 * values. */
#include <stdlib.h>
#include <string.h>

#include "check/own_type.h"
#include "support/engine.h"
#include "test_scanned.orm.h"
#include "wardrobe.h"

/* ---- the types ---- */

typedef enum habit {
    EXACT,
    BLANKS,  /* as EXACT, but for blanks at the end */
    SPELLED, /* gives a value back in its own spelling */
    ENDOWED, /* as SPELLED at best, but members of another kind can have it, or arrays */
    LOSSY    /* takes two values for one */
} habit;

static const struct {
    const char *name;
    habit habit;
} types[] = {
    /* clang-format off */
    { "text", EXACT }, { "text COLLATE \"C\"", EXACT }, { "varchar", EXACT },
    { "pg_catalog.varchar", EXACT }, { "name", EXACT }, { "json", EXACT }, { "xml", EXACT },
    { "mood", EXACT }, { "code", EXACT }, { "\"odd[]\"", EXACT },
    { "varchar(5)", BLANKS }, { "character varying (4)", BLANKS }, { "char(5)", BLANKS },
    { "character(70)", BLANKS }, { "bpchar", BLANKS },
    { "uuid", SPELLED }, { "inet", SPELLED }, { "pg_catalog.INET", SPELLED }, { "cidr", SPELLED }, { "macaddr", SPELLED },
    { "macaddr8", SPELLED }, { "bit", SPELLED }, { "bit(8)", SPELLED }, { "varbit", SPELLED },
    { "bit varying(8)", SPELLED }, { "numeric", SPELLED }, { "decimal", SPELLED },
    { "int4range", SPELLED }, { "int8range", SPELLED }, { "numrange", SPELLED },
    { "int4multirange", SPELLED }, { "int8multirange", SPELLED }, { "nummultirange", SPELLED },
    { "tsquery", SPELLED }, { "jsonpath", SPELLED }, { "pg_lsn", SPELLED },
    { "pg_snapshot", SPELLED }, { "txid_snapshot", SPELLED },
    { "smallint", ENDOWED }, { "integer", ENDOWED }, { "bigint", ENDOWED }, { "INT4", ENDOWED },
    { "\"int4\"", ENDOWED }, { "pg_catalog.int8", ENDOWED }, { "serial", ENDOWED }, { "oid", ENDOWED },
    { "real", ENDOWED }, { "float(24)", ENDOWED }, { "double  precision", ENDOWED },
    { "float", ENDOWED }, { "boolean", ENDOWED }, { "bytea", ENDOWED }, { "jsonb", ENDOWED },
    { "numeric(10,1)", ENDOWED }, { "DECIMAL ( 20 , 4 )", ENDOWED }, { "numeric(12)", ENDOWED },
    { "numeric(3,-2)", ENDOWED }, { "date", ENDOWED }, { "timestamp", ENDOWED },
    { "timestamp(0)", ENDOWED }, { "timestamptz", ENDOWED }, { "timestamptz(2)", ENDOWED },
    { "text[]", ENDOWED }, { "_text", ENDOWED }, { "varchar(5)[]", ENDOWED }, { "integer ARRAY", ENDOWED },
    { "\"char\"[]", ENDOWED }, { "mood[]", ENDOWED }, { "bytea[]", ENDOWED }, { "jsonb[]", ENDOWED },
    { "uuid[]", ENDOWED }, { "int2vector", ENDOWED },
    { "\"char\"", LOSSY }, { "pg_catalog.\"char\"", LOSSY }, { "pg_catalog.char", LOSSY },
    { "time", LOSSY }, { "time(0)", LOSSY }, { "timetz", LOSSY }, { "time with time zone", LOSSY },
    { "interval", LOSSY }, { "interval(0)", LOSSY }, { "interval day to second(3)", LOSSY },
    { "money", LOSSY }, { "tsvector", LOSSY }, { "point", LOSSY }, { "line", LOSSY },
    { "lseg", LOSSY }, { "box", LOSSY }, { "path", LOSSY }, { "polygon", LOSSY },
    { "circle", LOSSY }, { "tsrange", LOSSY }, { "tstzrange", LOSSY }, { "daterange", LOSSY },
    { "tsmultirange", LOSSY }, { "tstzmultirange", LOSSY }, { "datemultirange", LOSSY },
    { "regclass", LOSSY }, { "regcollation", LOSSY }, { "regconfig", LOSSY },
    { "regdictionary", LOSSY }, { "regnamespace", LOSSY }, { "regoper", LOSSY },
    { "regoperator", LOSSY }, { "regproc", LOSSY }, { "regprocedure", LOSSY },
    { "regrole", LOSSY }, { "regtype", LOSSY }, { "xid", LOSSY }, { "xid8", LOSSY },
    { "cid", LOSSY }, { "tid", LOSSY }, { "oidvector", LOSSY }, { "aclitem", LOSSY },
    /* clang-format on */
};

/* The server compares none of them. */
static const char *const without_equality[] = { "json", "xml", "jsonpath", "pg_snapshot",
                                                "txid_snapshot" };

/* Types that only the database knows. */
static const char own_types[] = "CREATE TYPE mood AS ENUM ('hello', 'Hello', '1');"
                                "CREATE DOMAIN code AS text CHECK (VALUE <> '007');"
                                "CREATE DOMAIN \"odd[]\" AS varchar(40)";

/* ---- the texts ---- */

#define MORE_THAN_63 "0123456789012345678901234567890123456789012345678901234567890123456789"

static const struct {
    const char *text, *value; /* that it spells in the types that take it; NULL: the text itself */
} texts[] = {
    /* clang-format off */
    { "", 0 }, { " ", "" }, { "hello", 0 }, { "Hello", 0 }, { "hallo", 0 }, { "a", 0 }, { "a         ", "a" },
    { "  hello", "hello" }, { "a b", 0 }, { "a b a", 0 }, { "'", 0 }, { "\\", 0 }, { "\\x6869", 0 },
    { "hi", 0 }, { "\t\n", "" }, { "Gr\xC3\xBC\xC3\x9F" "e", 0 }, { MORE_THAN_63, 0 },
    { "1", 0 }, { "0", 0 }, { "7", 0 }, { "007", "7" }, { " 7 ", "7" }, { "+7", "7" }, { "-2", 0 },
    { "1.5", 0 }, { "1.50", "1.5" }, { "1.55", 0 }, { "100", 0 }, { "1e2", "100" }, { "0.1", 0 },
    { "0.10000000000000000001", 0 }, { "4294967294", 0 }, { "16777217", 0 }, { "NaN", 0 },
    { "12345678901234567890123456789", 0 }, { "$1.5", 0 }, { "$1.555", 0 }, { "$1.56", 0 },
    { "true", 0 }, { "t", "true" }, { "yes", "true" }, { "null", 0 }, { "now", 0 },
    { "2024-01-01", 0 }, { "2024-01-01 10:00:00", 0 }, { "2024-01-01 10:00:00+02", 0 },
    { "2024-01-01 10:00:00.0000001", 0 }, { "2024-01-01T10:00:00Z", 0 }, { "infinity", 0 },
    { "10:00:00", 0 }, { "10:00", "10:00:00" }, { "24:00:00", 0 }, { "10:00:00.0000001", 0 },
    { "10:00:00.0000002", 0 }, { "1 day", 0 }, { "P1D", "1 day" },
    { "10.0.0.1", 0 }, { "10.0.0.1/32", "10.0.0.1" }, { "10.0.0.0/8", 0 }, { "10/8", "10.0.0.0/8" },
    { "::FFFF", 0 }, { "::ffff", "::FFFF" },
    { "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", 0 },
    { "a0eebc999c0b4ef8bb6d6bb9bd380a11", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11" },
    { "08:00:2b:01:02:03", 0 }, { "08002B-010203", "08:00:2b:01:02:03" },
    { "08:00:2b:ff:fe:01:02:03", "08:00:2b:01:02:03" }, /* is how the longer one has it */
    { "101", 0 }, { "B101", "101" }, { "B1", "1" }, { "x5", 0 }, { "11000101", 0 }, { "xC5", "11000101" },
    { "{1,2}", 0 }, { "{ 1, 2 }", "{1,2}" }, { "{hello}", 0 }, { "{\"hello\"}", "{hello}" },
    { "{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11" },
    { "{\"a\":1}", 0 }, { "{ \"a\" : 1 }", "{\"a\":1}" }, { "[1, 2]", 0 }, { "{\"a\":2,\"a\":1}", 0 },
    { "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>", 0 }, { "<a/>", 0 }, { "<a></a>", 0 },
    { "(0.1,0.2)", 0 }, { "(0.10000000000000000001,0.2)", 0 }, { "((0.1,0.2),(3,4))", 0 },
    { "((0.10000000000000000001,0.2),(3,4))", 0 }, { "<(0.1,0.2),1>", 0 }, { "{1,1,0.1}", 0 },
    { "<(0.10000000000000000001,0.2),1>", 0 }, { "{1,1,0.10000000000000000001}", 0 },
    { "[1,5]", 0 }, { "[1,6)", "[1,5]" }, { "empty", 0 }, { "(5,5)", "empty" }, { "(1.5,2.50]", 0 },
    { "{[1,3],[2,7]}", 0 }, { "{[1,7]}", "{[1,3],[2,7]}" },
    { "[2024-01-01 10:00:00.0000001,)", 0 }, { "[2024-01-01 10:00:00,)", 0 },
    { "[2024-01-01,)", 0 }, { "{[2024-01-01 10:00:00.0000001,)}", 0 },
    { "{[2024-01-01 10:00:00,)}", 0 }, { "{[2024-01-01,)}", 0 },
    { "a & (b | c)", 0 }, { "'a' & ( 'b' | 'c' )", "a & (b | c)" }, { "(a & b) & c", 0 },
    { "!a <-> b:AB*", 0 }, { "$.a", 0 }, { "$ . \"a\"", "$.a" }, { "strict $.a[*] ? (@ > 1.50)", 0 },
    { "0/16B3748", 0 }, { "0/016b3748", "0/16B3748" }, { "10:20:10,15", 0 },
    { "10:20:10,10,15", "10:20:10,15" }, { "(4294967295,1)", 0 }, { "(-1,1)", 0 }, { "1 2", 0 },
    { "1  2", "1 2" }, { "-1", 0 }, { "4294967295", 0 }, { "18446744073709551615", 0 },
    { "pg_class", 0 }, { "pg_catalog.pg_class", 0 }, { "pg_catalog.now", 0 }, { "int4", 0 },
    { "integer", 0 }, { "\"C\"", 0 }, { "pg_catalog.\"C\"", 0 }, { "english", 0 },
    { "pg_catalog.english", 0 }, { "simple", 0 }, { "pg_catalog.simple", 0 }, { "pg_catalog", 0 },
    { "\"pg_catalog\"", 0 }, { "||/", 0 }, { "pg_catalog.||/", 0 }, { "+(int4,int4)", 0 },
    { "+(integer,integer)", 0 }, { "sin(float8)", 0 }, { "sin(double precision)", 0 },
    { "postgres", 0 }, { "\"postgres\"", 0 }, { "postgres=r", 0 }, { "postgres=r/postgres", 0 },
    /* clang-format on */
};

enum { TYPES = sizeof types / sizeof types[0], TEXTS = sizeof texts / sizeof texts[0] };

static const char *value_of(size_t i)
{
    return texts[i].value != NULL ? texts[i].value : texts[i].text;
}

/* ---- what becomes of them ---- */

/* Of all texts in one type. */
typedef struct worn {
    struct outfit_text found[TEXTS];
    bool is_stored[TEXTS];
    size_t stored;
    size_t changed; /* came back as another text */
    size_t cut;     /* of these, without blanks at the end, and else the same */
    size_t asked;   /* found by a condition */
    size_t lost;    /* not found by it, or stored again come back as a third text */
    size_t merged;  /* two values that came back as one */
} worn;

static bool is_cut(const char *text, const char *found)
{
    size_t size = strlen(found);
    return strncmp(text, found, size) == 0 && text[size + strspn(text + size, " ")] == '\0';
}

/* What came back is what comes back, once it is stored itself. */
static bool is_settled(engine_fixture *fx, const wardrobe *w, const struct outfit_text *found)
{
    struct outfit_text again = *found, last = { 0 };
    return wardrobe_put(fx, w, (char *)&again) == ORM_OK &&
           wardrobe_get(fx, w, (const char *)&again, (char *)&last) == ORM_OK &&
           strcmp(last.value, found->value) == 0;
}

static void wear_one(engine_fixture *fx, const wardrobe *w, size_t i, worn *all)
{
    struct outfit_text row = { 0 }, *found = &all->found[i];
    (void)strcpy(row.value, texts[i].text);
    orm_status stored = wardrobe_put(fx, w, (char *)&row);
    if (stored != ORM_OK) {
        assert_true(stored != ORM_MISUSE && stored != ORM_NO_MEMORY);
        return;
    }
    assert_ok(fx->db, wardrobe_get(fx, w, (const char *)&row, (char *)found));
    bool is_same = strcmp(row.value, found->value) == 0, is_found;
    orm_status asked = wardrobe_ask(fx, w, (const char *)&row, &is_found);
    all->is_stored[i] = true;
    all->stored++;
    all->changed += !is_same;
    all->cut += !is_same && is_cut(row.value, found->value);
    all->asked += is_found;
    all->lost += (asked == ORM_OK && !is_found) || !is_settled(fx, w, found);
}

static void wear(engine_fixture *fx, const char *type, worn *all)
{
    wardrobe w;
    memset(all, 0, sizeof *all);
    wardrobe_open(&w, &outfit_text_entity, type);
    assert_ok(fx->db, orm_create_all(fx->db, &w.schema));
    for (size_t i = 0; i < TEXTS; i++) {
        wear_one(fx, &w, i, all);
        for (size_t j = 0; all->is_stored[i] && j < i; j++) {
            all->merged += all->is_stored[j] && strcmp(value_of(i), value_of(j)) != 0 &&
                           strcmp(all->found[i].value, all->found[j].value) == 0;
        }
    }
    assert_ok(fx->db, orm_drop_all(fx->db, &w.schema));
}

/* ---- the property ---- */

static bool has_equality(const char *type)
{
    bool has_none = false;
    for (size_t i = 0; i < sizeof without_equality / sizeof without_equality[0]; i++) {
        has_none = has_none || strcmp(without_equality[i], type) == 0;
    }
    return !has_none;
}

static bool holds(const worn *all, size_t type)
{
    bool is_asked = (all->asked > 0) == has_equality(types[type].name);
    switch (types[type].habit) {
    case EXACT:
        return all->stored > 0 && all->changed == 0 && all->lost == 0 && is_asked;
    case BLANKS: /* a condition may have more of them than the column has */
        return all->cut > 0 && all->changed == all->cut && is_asked;
    case SPELLED:
        return all->changed > 0 && all->merged == 0 && all->lost == 0 && is_asked;
    case ENDOWED:
        return all->changed > 0;
    case LOSSY:
        return all->merged > 0;
    }
    return false;
}

/* Multiranges are of version 14, negative scales of 15. */
static bool is_known(engine_fixture *fx, const char *type)
{
    int version = atoi(engine_ask(fx, fx->db, "current_setting('server_version_num')"));
    return (version >= 140000 || strstr(type, "multirange") == NULL) &&
           (version >= 150000 || strstr(type, ",-") == NULL);
}

static bool is_let(const char *type, orm_storage storage)
{
    return scan_own_type_postgresql(type, ORM_KIND_TEXT, ORM_KIND_NONE, storage, 0) ==
           SCAN_OWN_TYPE_FITS;
}

static void test_a_text_comes_back_or_its_type_is_refused(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_exec(fx->db, NULL, own_types);
    static worn all;
    size_t wrong = 0;
    for (size_t i = 0; i < TYPES; i++) {
        if (!is_known(fx, types[i].name)) {
            continue;
        }
        bool is_right = is_let(types[i].name, ORM_STORAGE_CHARS) == (types[i].habit <= SPELLED);
        wear(fx, types[i].name, &all);
        if (!is_right || !holds(&all, i)) {
            print_error("%s%s: %zu stored, %zu changed, %zu cut, %zu asked, %zu lost, %zu merged\n",
                        types[i].name, is_right ? "" : " is misjudged", all.stored, all.changed,
                        all.cut, all.asked, all.lost, all.merged);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* ---- a char, whose texts are short ---- */

static size_t wear_letter(engine_fixture *fx, const wardrobe *w, char letter, const char *type)
{
    struct outfit_letter row = { .value = letter }, found = { 0 };
    bool is_same = wardrobe_put(fx, w, (char *)&row) != ORM_OK ||
                   (wardrobe_get(fx, w, (const char *)&row, (char *)&found) == ORM_OK &&
                    (found.value == letter || (letter == ' ' && found.value == '\0')));
    if (!is_same) {
        print_error("%s: '%c' came back as '%c'\n", type, letter, found.value);
    }
    return is_same ? 0 : 1;
}

static void test_a_char_comes_back_or_its_type_is_refused(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_exec(fx->db, NULL, own_types);
    static const char letters[] = " ac-17t\\'{"; /* and the empty text */
    size_t wrong = 0;
    for (size_t i = 0; i < TYPES; i++) {
        if (!is_known(fx, types[i].name)) {
            continue;
        }
        wardrobe w;
        wardrobe_open(&w, &outfit_letter_entity, types[i].name);
        assert_ok(fx->db, orm_create_all(fx->db, &w.schema));
        for (size_t j = 0; is_let(types[i].name, ORM_STORAGE_CHAR) && j < sizeof letters; j++) {
            wrong += wear_letter(fx, &w, letters[j], types[i].name);
        }
        assert_ok(fx->db, orm_drop_all(fx->db, &w.schema));
    }
    assert_int_equal(wrong, 0);
    assert_true(is_let("\"char\"", ORM_STORAGE_CHAR) && is_let("char(1)", ORM_STORAGE_CHAR));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_text_comes_back_or_its_type_is_refused),
    ENGINE_TEST(test_a_char_comes_back_or_its_type_is_refused),
};

ENGINE_MAIN(tests)
