/* Owns the questions to SQLite's catalogue, from 3.37 on (table_list). Conditions, computed values
 * and collations are in no pragma: they are read from the text of CREATE TABLE. */
#include "migrate/catalog.h"
#include "migrate/fit.h"

/* In the order of orm_action, eleven letters each. */
#define ACTIONS "'NO ACTION  RESTRICT   CASCADE    SET NULL   SET DEFAULT'"

static const char *const no_aliases[] = { NULL };

const orm_catalog_questions orm__catalog_sqlite = {
    .dialect = "sqlite",
    .table = "SELECT schema, name, CASE type WHEN 'virtual' THEN 'virtual table' ELSE type END, 0,"
             " strict FROM pragma_table_list WHERE name = ?2 COLLATE NOCASE AND ?1 IS NULL"
             " ORDER BY schema = 'temp' DESC, schema = 'main' DESC LIMIT 1",
    .created_by = "SELECT sql, (SELECT count(*) FROM @.sqlite_schema AS t WHERE t.type = 'trigger'"
                  " AND t.tbl_name = s.name COLLATE NOCASE AND t.sql LIKE '%INSTEAD%OF%')"
                  " FROM @.sqlite_schema AS s WHERE s.type IN ('table', 'view')"
                  " AND s.name = ?2 COLLATE NOCASE AND ?1 IS NOT NULL",
    .columns = "SELECT name, type, \"notnull\", CASE hidden WHEN 0 THEN dflt_value END,"
               " CASE WHEN hidden > 1 THEN '' END, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, pk"
               " FROM pragma_table_xinfo(?2, ?1) WHERE hidden <> 1 ORDER BY cid",
    .keys = "SELECT l.name, CASE l.origin WHEN 'pk' THEN 'p' WHEN 'u' THEN 'u' ELSE 'i' END,"
            " l.\"unique\", s.sql, x.name, x.\"desc\", 1, 0, 0,"
            " CASE WHEN x.coll <> 'BINARY' THEN x.coll END"
            " FROM pragma_index_list(?2, ?1) AS l JOIN pragma_index_xinfo(l.name, ?1) AS x"
            " LEFT JOIN @.sqlite_schema AS s ON s.type = 'index' AND s.name = l.name"
            " WHERE x.key = 1 ORDER BY l.seq, x.seqno",
    .before_condition = "WHERE",
    .foreign_keys = "SELECT CAST(f.id AS TEXT), f.\"from\", ?1, 1, f.\"table\","
                    " coalesce(f.\"to\", (SELECT p.name FROM pragma_table_xinfo(f.\"table\", ?1)"
                    " AS p WHERE p.pk = f.seq + 1)),"
                    " (instr(" ACTIONS ", f.on_delete) - 1) / 11,"
                    " (instr(" ACTIONS ", f.on_update) - 1) / 11, 1, 0"
                    " FROM pragma_foreign_key_list(?2, ?1) AS f ORDER BY f.id, f.seq",
    .checks = NULL,
    .names = "SELECT name FROM pragma_table_list WHERE type IN ('table', 'view', 'virtual')"
             " AND coalesce(?1, ?2) IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    .explain = NULL,
    .aliases = no_aliases,
    .says_collations = true,
    .fit = orm__fit_sqlite,
};
