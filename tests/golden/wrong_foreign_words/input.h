/* Keys that other mappers and SQL have: each is answered with what to write here. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer, primary_key(id, region), table_name = customers) customer {
    int64_t id ORM_COLUMN(pk, autoincrement);
    int64_t region ORM_COLUMN(Primary, AUTO_INCREMENT);
    char *name ORM_COLUMN(column = full_name, nullable = false);
    char *nick ORM_COLUMN(required, length = 20);
    char *note ORM_COLUMN(null, size = 20);
    int64_t parent ORM_COLUMN(fk = customer.id);
    int64_t owner ORM_COLUMN(foreign_key = customer.id, on_delete = cascade);
    int64_t friend ORM_COLUMN(ref);
    int64_t other ORM_COLUMN(nothing_like_it);
};

struct ORM_TABLE(line, tablename = lines, fk(customer, references = customer(id)), key(at)) line {
    int64_t at ORM_COLUMN(primary_key);
    int64_t customer ORM_COLUMN();
};

struct plain { int64_t at; };

ORM_MAP(mapped, struct plain, pk = at)
{
    ORM_MEMBER(at, pk);
}
