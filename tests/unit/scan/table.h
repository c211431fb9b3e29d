/* Each thing that ORM_TABLE can say of a whole table. */
#include <orm/annotations.h>

struct ORM_TABLE(account, schema = books, renamed_from = old, columns = camelCase,
                 unique(bank, number), unique(number, where = "{bank} > 0"),
                 index(number, name = by_number), check = "{bank} > 0",
                 foreign_key(bank, number, references = account(bank, number), name = self),
                 sqlite_ddl = "CREATE INDEX own ON account ({number})",
                 sqlite_ddl = "CREATE TRIGGER gone AFTER DELETE ON account BEGIN SELECT 1; END",
                 sqlite_ddl = "ALTER TABLE account ADD COLUMN more INTEGER",
                 foreign_key(number, bank, references_table = "a.b(c, d)")) account {
    int bank ORM_COLUMN(references_table = "bank(id)");
    int number ORM_COLUMN();
};
