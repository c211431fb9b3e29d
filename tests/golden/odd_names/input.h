/* Names that mean something in the languages of the outputs. */
#include <orm/annotations.h>
#include <stdint.h>

enum many { MANY_A, MANY_B };

struct ORM_TABLE("Order %|`\" <b>&\\") one {
    int64_t pk ORM_COLUMN(primary_key, name = "P|K`<&>");
    enum many many ORM_COLUMN(check = "{many} <> 'A|`B'");
};

struct ORM_TABLE(node) node {
    int64_t id ORM_COLUMN(primary_key, assigned, references = one.pk, on_update = cascade);
    int64_t up ORM_COLUMN(references = node.id, null_if = 0, sqlite_name = "UP");
    char *note ORM_COLUMN(unique, index = by_note, default_sql = "'a\tb'");
};
