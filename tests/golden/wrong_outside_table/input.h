/* Tables that are referenced by their names, though structs of this target map them. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(outputs, foreign_key(year, number, references_table = "books.blocks(year, nth)"),
                 foreign_key(year, number, references_table = "blocks(year, nth)", name = other)) output {
    int64_t id         ORM_COLUMN(primary_key);
    int64_t channel_id ORM_COLUMN(references_table = "channels(id)");
    int64_t peer_id    ORM_COLUMN(references_table = "peers(id)");
    int32_t year       ORM_COLUMN();
    int32_t number     ORM_COLUMN();
};

/* What can be no key refers to nothing, in whatever table. */
struct ORM_TABLE(tags, foreign_key(year, codes, references_table = "cities(year, codes)"),
                 foreign_key(year, words, references_table = "cities(year, words)")) tag {
    int64_t id       ORM_COLUMN(primary_key);
    int32_t year     ORM_COLUMN();
    int32_t codes[3] ORM_COLUMN(references_table = "city(id)");
    char *words      ORM_COLUMN(type = json, references_table = "city(words)");
};

struct ORM_TABLE(channels) channel { int64_t dbid ORM_COLUMN(primary_key, name = id); };
struct ORM_TABLE(blocks, schema = books) block {
    int32_t year   ORM_COLUMN(primary_key);
    int32_t number ORM_COLUMN(primary_key, name = nth);
};
