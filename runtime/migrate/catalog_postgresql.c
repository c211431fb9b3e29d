/* Owns the questions to PostgreSQL's catalogue, versions 13 to 18. What only later versions have is
 * read through to_jsonb, which leaves it out before. */
#include "migrate/catalog.h"
#include "migrate/fit.h"

#define FROM_THE_TABLE               \
    " FROM pg_catalog.pg_class AS r" \
    " JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace"
#define IS_THE_TABLE " n.nspname = $1 AND r.relname = $2"
#define IS_ENFORCED " coalesce((to_jsonb(c) ->> 'conenforced')::boolean, true)"

/* NULL: by bytes, or by the numbers of characters, which is the same order in UTF-8. */
#define DATABASE_COLLATION                                                                 \
    "SELECT CASE coalesce(to_jsonb(b) ->> 'datlocprovider', 'c') WHEN 'b' THEN NULL"       \
    " WHEN 'i' THEN coalesce(to_jsonb(b) ->> 'datlocale', to_jsonb(b) ->> 'daticulocale')" \
    " ELSE nullif(nullif(b.datcollate::text, 'C'), 'POSIX') END"                           \
    " FROM pg_catalog.pg_database AS b WHERE b.datname = current_database()"
#define COLLATION                                                                            \
    "CASE WHEN k.collname IS NULL OR k.collname IN ('C', 'POSIX', 'ucs_basic', 'pg_c_utf8')" \
    " THEN NULL WHEN k.collname = 'default' THEN (" DATABASE_COLLATION ")"                   \
    " ELSE k.collname::text || CASE WHEN k.collisdeterministic THEN ''"                      \
    " ELSE ', not deterministic' END END"

/* The type of a column, and what is under it as long as that is a domain. */
#define UNDER_DOMAINS                                                                       \
    "WITH RECURSIVE under(type, kind, modifier, not_null, next, given) AS"                  \
    " (SELECT s.oid, s.typtype, a.atttypmod, s.typnotnull, s.typbasetype, s.typtypmod"      \
    " FROM pg_catalog.pg_type AS s WHERE s.oid = a.atttypid UNION ALL"                      \
    " SELECT s.oid, s.typtype, under.given, under.not_null OR s.typnotnull, s.typbasetype," \
    " s.typtypmod FROM under JOIN pg_catalog.pg_type AS s ON s.oid = under.next"            \
    " WHERE under.kind = 'd') SELECT * FROM under WHERE kind <> 'd'"

/* As conditions of the column. */
#define CHECKS_OF_DOMAINS                                                                 \
    "SELECT c.conname::text, regexp_replace(pg_get_expr(c.conbin, 0), '\\mVALUE\\M',"     \
    " replace(quote_ident(a.attname), '\\', '\\\\'), 'g'), c.convalidated" FROM_THE_TABLE \
    " JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid"                            \
    " CROSS JOIN LATERAL (WITH RECURSIVE under(type, next) AS"                            \
    " (SELECT s.oid, s.typbasetype FROM pg_catalog.pg_type AS s WHERE s.oid = a.atttypid" \
    " UNION ALL SELECT s.oid, s.typbasetype FROM under"                                   \
    " JOIN pg_catalog.pg_type AS s ON s.oid = under.next) SELECT type FROM under) AS u"   \
    " JOIN pg_catalog.pg_constraint AS c ON c.contypid = u.type"                          \
    " WHERE" IS_THE_TABLE " AND a.attnum > 0 AND NOT a.attisdropped AND c.contype = 'c'"

static const char *const aliases[] = { "timestamptz",
                                       "timestamp with time zone",
                                       "timestamptz[]",
                                       "timestamp with time zone[]",
                                       "serial",
                                       "integer",
                                       "bigserial",
                                       "bigint",
                                       "smallserial",
                                       "smallint",
                                       NULL };

const orm_catalog_questions orm__catalog_postgresql = {
    .dialect = "postgresql",
    .table = "SELECT n.nspname::text, r.relname::text, CASE r.relkind WHEN 'r' THEN 'table'"
             " WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view' WHEN 'm' THEN"
             " 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence'"
             " WHEN 'c' THEN 'composite type' ELSE 'index' END,"
             " pg_relation_is_updatable(r.oid::regclass, false) & 28 = 28, false" FROM_THE_TABLE
             " WHERE r.oid = to_regclass(coalesce(quote_ident($1) || '.', '') || quote_ident($2))",
    .created_by = NULL,
    .columns =
        "SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull OR u.not_null,"
        " CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,"
        " CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,"
        " CASE WHEN a.attidentity = 'a' THEN 2 WHEN a.attidentity = 'd'"
        " OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%' THEN 1 ELSE 0 END, " COLLATION ","
        " t.typname::text, CASE t.typcategory WHEN 'A' THEN e.typname::text END,"
        " CASE WHEN u.modifier < 0 THEN NULL WHEN coalesce(e.typname, t.typname) IN"
        " ('varchar', 'bpchar') THEN u.modifier - 4 ELSE u.modifier END,"
        " CASE WHEN u.modifier >= 4 THEN (u.modifier - 4) >> 16 END,"
        " CASE WHEN u.modifier >= 4 THEN (((u.modifier - 4) & 2047) # 1024) - 1024 END,"
        " (SELECT array_agg(l.enumlabel::text ORDER BY l.enumsortorder)"
        " FROM pg_catalog.pg_enum AS l WHERE l.enumtypid = t.oid), NULL::integer" FROM_THE_TABLE
        " JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid"
        " CROSS JOIN LATERAL (" UNDER_DOMAINS ") AS u"
        " JOIN pg_catalog.pg_type AS t ON t.oid = u.type"
        " LEFT JOIN pg_catalog.pg_type AS e ON e.oid = t.typelem AND t.typcategory = 'A'"
        " LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
        " LEFT JOIN pg_catalog.pg_collation AS k ON k.oid = a.attcollation"
        " WHERE" IS_THE_TABLE " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
    .keys =
        "SELECT x.relname::text, CASE WHEN i.indisprimary THEN 'p' WHEN c.contype = 'u' THEN 'u'"
        " ELSE 'i' END, i.indisunique, pg_get_expr(i.indpred, i.indrelid), a.attname::text,"
        " i.indoption[k.n - 1] & 1 = 1, m.amname = 'btree' AND i.indisvalid,"
        " coalesce(c.condeferrable, false),"
        " coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),"
        " NULL::text" FROM_THE_TABLE " JOIN pg_catalog.pg_index AS i ON i.indrelid = r.oid"
        " JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid"
        " JOIN pg_catalog.pg_am AS m ON m.oid = x.relam"
        " CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(number, n)"
        " LEFT JOIN pg_catalog.pg_attribute AS a"
        " ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number > 0"
        " LEFT JOIN pg_catalog.pg_constraint AS c ON c.conindid = i.indexrelid"
        " AND c.conrelid = i.indrelid AND c.contype IN ('p', 'u', 'x')"
        " WHERE" IS_THE_TABLE " AND k.n <= i.indnkeyatts ORDER BY x.relname, k.n",
    .before_condition = NULL,
    /* A constraint on a partitioned target has copies for its partitions. The letters of actions
     * are in the order of orm_action. */
    .foreign_keys =
        "SELECT c.conname::text, a.attname::text, v.nspname::text,"
        " pg_table_is_visible(c.confrelid), t.relname::text, b.attname::text,"
        " position(c.confdeltype::text IN 'arcnd') - 1,"
        " position(c.confupdtype::text IN 'arcnd') - 1, c.convalidated, "
        "c.condeferred" FROM_THE_TABLE " JOIN pg_catalog.pg_constraint AS c ON c.conrelid = r.oid"
        " JOIN pg_catalog.pg_class AS t ON t.oid = c.confrelid"
        " JOIN pg_catalog.pg_namespace AS v ON v.oid = t.relnamespace"
        " CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(own, other, n)"
        " JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.own"
        " JOIN pg_catalog.pg_attribute AS b ON b.attrelid = c.confrelid AND b.attnum = k.other"
        " WHERE" IS_THE_TABLE " AND c.contype = 'f' AND" IS_ENFORCED
        " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS p"
        " WHERE p.oid = c.conparentid AND p.conrelid = c.conrelid) ORDER BY c.conname, k.n",
    .checks =
        "SELECT c.conname::text, pg_get_expr(c.conbin, c.conrelid), c.convalidated" FROM_THE_TABLE
        " JOIN pg_catalog.pg_constraint AS c ON c.conrelid = r.oid"
        " WHERE" IS_THE_TABLE " AND c.contype = 'c' AND" IS_ENFORCED " UNION ALL " CHECKS_OF_DOMAINS
        " ORDER BY 1",
    .names = "SELECT r.relname::text" FROM_THE_TABLE
             " WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f') AND $2 IS NOT NULL AND"
             " CASE WHEN $1 IS NULL THEN pg_table_is_visible(r.oid) ELSE n.nspname = $1 END"
             " ORDER BY r.relname",
    .explain = "EXPLAIN (VERBOSE, COSTS OFF) SELECT ",
    .aliases = aliases,
    .says_collations = false,
    .fit = orm__fit_postgresql,
};
