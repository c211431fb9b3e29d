/* Names that differ by their schema are one where there are no schemas. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(entry, schema = books, index(id, name = by_id)) entry {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(entry, schema = archive, prefix = old, index(id, name = by_id)) old_entry {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(entry, schema = archive, sqlite_name = third) third {
    int64_t id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(fourth, schema = a_name_of_more_than_sixty_three_bytes_which_postgresql_would_cut_off) fourth {
    int64_t id ORM_COLUMN(primary_key);
};
