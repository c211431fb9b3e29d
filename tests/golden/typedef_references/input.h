/* A table goes by the names of its typedefs, too. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

typedef struct author_tag author_t;
typedef struct link_tag link_t;

typedef struct ORM_TABLE(book, unique(shelf, place)) book_tag {
    int64_t id          ORM_COLUMN(primary_key);
    int64_t author_id   ORM_COLUMN(references = author_t.id);
    int32_t shelf       ORM_COLUMN();
    int32_t place       ORM_COLUMN();
    author_t *author    ORM_BELONGS_TO(author_id);
    author_t **readers  ORM_MANY_TO_MANY(link_t, from(book_id), to(author_id), count = reader_count);
    size_t reader_count;
} book_t;
typedef book_t paper_t;

struct ORM_TABLE(author) author_tag {
    int64_t id          ORM_COLUMN(primary_key);
    paper_t **papers    ORM_HAS_MANY(paper_t.author_id, count = paper_count);
    size_t paper_count;
};

struct ORM_TABLE(link, foreign_key(shelf, place, references = book_t(shelf, place))) link_tag {
    int64_t book_id     ORM_COLUMN(primary_key, references = book_t.id);
    int64_t author_id   ORM_COLUMN(primary_key, references = author_tag.id);
    int32_t shelf       ORM_COLUMN();
    int32_t place       ORM_COLUMN();
};

/* The tag is a name of the table where its prefix is another. */
struct ORM_TABLE(users, prefix = usr) user {
    int64_t id          ORM_COLUMN(primary_key);
    int64_t friend_id   ORM_COLUMN(null_if = 0, references = user.id);
};
