/* Lengths of mapped members: where they may lie, and what is said where none is named. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct text {
    uint8_t *data;
    uint32_t flags, len;
    int32_t tag;
};

struct bare {
    uint8_t *data;
    double tag;
};

struct row {
    int64_t id;
    struct text in, *out;
    struct bare bare;
    const struct text fixed;
    union {
        struct text held;
        uint32_t word;
    };
    char **names;
    uint8_t *bytes;
};

ORM_MAP(none, struct row)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(in.data);
    ORM_MEMBER(out->data);
    ORM_MEMBER(bare.data);
    ORM_MEMBER(names);
}

ORM_MAP(picked, struct row)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(in, columns(data = body, tag));
    ORM_MEMBER(out, columns(data));
    ORM_MEMBER(bare, columns(data, tag));
}

ORM_MAP(elsewhere, struct row)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(in.data, size = held.lenn);
    ORM_MEMBER(out->data, size = in.len);
    ORM_MEMBER(bare.data, size = out->len);
    ORM_MEMBER(held.data, size = fixed.len);
    ORM_MEMBER(bytes, size = word.len);
}
