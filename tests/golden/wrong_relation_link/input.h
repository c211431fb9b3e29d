/* Structs between two tables that do not link them. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tag;

struct ORM_TABLE(post) post {
    int64_t id                 ORM_COLUMN(primary_key);
    struct tag **a             ORM_MANY_TO_MANY(post_tags, count = a_count);
    size_t a_count;
    struct tag **b             ORM_MANY_TO_MANY(half, count = b_count);
    size_t b_count;
    struct tag **c             ORM_MANY_TO_MANY(post_tag, from(tag_id), count = c_count);
    size_t c_count;
    struct tag **d             ORM_MANY_TO_MANY(post_tag, to(tag), count = d_count);
    size_t d_count;
    struct tag **e             ORM_MANY_TO_MANY(post_tag, to(), count = e_count);
    size_t e_count;
    struct tag **f             ORM_MANY_TO_MANY(post_tag, to("tag_id"), count = f_count);
    size_t f_count;
    struct tag **g             ORM_MANY_TO_MANY(post_tag, from(post_id, post_id), count = g_count);
    size_t g_count;
};

struct ORM_TABLE(tag) tag {
    int64_t id                 ORM_COLUMN(primary_key);
};

struct ORM_TABLE(half) half {
    int64_t id                 ORM_COLUMN(primary_key);
    int64_t tag_id             ORM_COLUMN(references = tag.id);
};

struct ORM_TABLE(post_tag) post_tag {
    int64_t post_id            ORM_COLUMN(primary_key, references = post.id);
    int64_t tag_id             ORM_COLUMN(primary_key, references = tag.id);
};
