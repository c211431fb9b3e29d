#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(order, unique(number, year), unique(year, where = "{number} = 1")) order {
    int64_t id      ORM_COLUMN(primary_key);
    int32_t number  ORM_COLUMN();
    int16_t year    ORM_COLUMN();
    char *text      ORM_COLUMN();
};

struct ORM_TABLE(line,
                 foreign_key(number, year),
                 foreign_key(number, year, references = order),
                 foreign_key(number, year, references = ordre(number, year)),
                 foreign_key(number, year, references = order(number, yaer)),
                 foreign_key(number, year, references = order(number)),
                 foreign_key(number, year, references = order()),
                 foreign_key(year, references = order(year)),
                 foreign_key(number, text, references = order(number, year)),
                 foreign_key(number, year, references = order(number, year), on_delete = set_null),
                 foreign_key(number, year, references = order(number, year), name = b, on_update = set_default),
                 foreign_key(number, year, references = order(number, year), references_table = "city(a, b)"),
                 foreign_key(number, year, references_table = "city(a)"),
                 foreign_key(number, year, references_table = "city"),
                 foreign_key(number, year, references = order(number, year), on_delete = remove),
                 foreign_key(year, number, references = order(year, number)),
                 foreign_key(year, number, name = a, references = order(year, number)),
                 foreign_key(year, number, references = order(year, number)))
line {
    int64_t id      ORM_COLUMN(primary_key);
    int32_t number  ORM_COLUMN(references_table = "a.b.c");
    int16_t year    ORM_COLUMN(references_table = "city(a, b)");
    char *text      ORM_COLUMN(references = order.id, references_table = "city(a)");
    int64_t alone   ORM_COLUMN(on_delete = cascade);
    int64_t nulled  ORM_COLUMN(references_table = "city(id)", on_delete = set_null);
    int64_t twice   ORM_COLUMN(references_table = "city(id) city(id)");
};

/* What the database alone writes is changed by no other row; what both engines have a default for can be set to it. */
struct ORM_TABLE(part,
                 foreign_key(number, next, references = order(number, year), on_update = cascade),
                 foreign_key(number, year, references = order(number, year), name = c, on_delete = set_default))
part {
    int64_t id      ORM_COLUMN(primary_key);
    int32_t number  ORM_COLUMN(sqlite_default = "1", postgresql_default = "1");
    int16_t year    ORM_COLUMN(default = 1);
    int16_t next    ORM_COLUMN(computed = "{year} + 1");
};

/* Tables that no struct maps, with a name or a column that is none. */
struct ORM_TABLE(outside) outside {
    int64_t id ORM_COLUMN(primary_key);
    int64_t a  ORM_COLUMN(references_table = "city()");
    int64_t b  ORM_COLUMN(references_table = "(id)");
    int64_t c  ORM_COLUMN(references_table = ".city(id)");
    int64_t d  ORM_COLUMN(references_table = "shop. (id)");
    int64_t e  ORM_COLUMN(references_table = "city(id");
    int64_t f  ORM_COLUMN(references_table = "city)(id)");
    int64_t g  ORM_COLUMN(references_table = " shop . city ( id )");
};
