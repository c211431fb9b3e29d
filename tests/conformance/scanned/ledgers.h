/* What ORM_TABLE says of a whole table: a schema, keys and indexes of several columns, checks,
 * statements, references to a table that no struct maps, a style of names. */
#ifndef CONFORMANCE_SCANNED_LEDGERS_H
#define CONFORMANCE_SCANNED_LEDGERS_H

#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(
    ledger, schema = "the Books", unique(country_code, number),
    unique(owner_name, where = "{closed_at} IS NULL"),
    index(owner_name, country_code, where = "{closed_at} IS NOT NULL", name = "closed ones"),
    check = "{closed_at} IS NULL OR {closed_at} >= {opened_at}",
    sqlite_ddl = "CREATE TABLE ledger_made (nth INTEGER)",
    sqlite_ddl = "INSERT INTO ledger_made SELECT count(*) FROM ledger_made",
    sqlite_ddl = "CREATE TRIGGER ledger_names AFTER INSERT ON ledger WHEN NEW.{owner_name} = 'log'"
                 " BEGIN INSERT INTO ledger_made VALUES (99); END",
    postgresql_ddl = "CREATE TABLE public.ledger_made (nth integer)",
    postgresql_ddl = "INSERT INTO public.ledger_made SELECT count(*) FROM public.ledger_made",
    postgresql_ddl = "CREATE FUNCTION public.ledger_log() RETURNS trigger LANGUAGE plpgsql AS $$"
                     " BEGIN INSERT INTO public.ledger_made VALUES (99); RETURN NULL; END $$",
    postgresql_ddl =
        "CREATE TRIGGER ledger_names AFTER INSERT ON \"the Books\".ledger FOR EACH ROW"
        " WHEN (NEW.{owner_name} = 'log') EXECUTE FUNCTION public.ledger_log()") ledger {
    int64_t id ORM_COLUMN(primary_key);
    char country_code[3] ORM_COLUMN(references_table = "public.country(code)", on_update = cascade);
    int32_t number ORM_COLUMN();
    char *owner_name ORM_COLUMN(not_null);
    int64_t opened_at ORM_COLUMN(default = 0);
    int64_t closed_at ORM_COLUMN(null_if = 0);
};

struct ORM_TABLE(ledger_line, schema = "the Books",
                 foreign_key(number, country, references = ledger(number, country_code),
                             on_delete = cascade, on_update = cascade),
                 foreign_key(city_country, city_code,
                             references_table = "public.city(country, code)",
                             on_delete = set_null)) ledger_line {
    int64_t id ORM_COLUMN(primary_key);
    char country[3] ORM_COLUMN();
    int32_t number ORM_COLUMN();
    char city_country[3] ORM_COLUMN(null_if = "");
    int32_t city_code ORM_COLUMN(null_if = 0);
};

/* Of the same name where tables are in schemas. */
struct ORM_TABLE(ledger, sqlite_name = other_ledger, prefix = other_ledger, columns = as_is,
                 index(owner_name)) other_ledger {
    int64_t id ORM_COLUMN(primary_key);
    char *owner_name ORM_COLUMN();
};

#endif
