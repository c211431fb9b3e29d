/* A schema in memory that may be changed: what the tests of checks and hashes spoil, one fact at a
 * time. Two entities: "parent" (generated key, a text, an enum, a timestamp, a blob, a pointer to a
 * struct) and "child" with a composite key and a reference to parent. */
#ifndef TESTS_UNIT_META_DRAFT_H
#define TESTS_UNIT_META_DRAFT_H

#include <orm/meta.h>

struct draft_nested {
    int32_t inner;
};

struct draft_parent {
    int64_t id;
    char code[8];
    unsigned kind;
    int64_t at;
    void *data;
    size_t data_size;
    struct draft_nested *nested;
    struct draft_child **children;
    struct draft_parent **friends;
    uint32_t child_count;
    int16_t friend_count;
};

struct draft_child {
    int64_t first, second;
    int64_t parent_id;
    bool parent_id_is_null;
    struct draft_parent *parent;
};

enum { PARENT_ID, PARENT_CODE, PARENT_KIND, PARENT_AT, PARENT_DATA, PARENT_INNER, PARENT_FIELDS };
enum { CHILD_FIRST, CHILD_SECOND, CHILD_PARENT, CHILD_FIELDS };

typedef struct draft {
    orm_schema schema;
    const orm_entity *entities[2];
    orm_entity parent, child;
    orm_field parent_fields[PARENT_FIELDS], child_fields[CHILD_FIELDS];
    orm_group groups[2]; /* the second one, in the first, is not used by the parent at first */
    orm_enum labels;
    orm_enum_label label[2];
    orm_dialect_name names[2]; /* used by no one at first */
    orm_value value;           /* null_if of code: "" */
    uint16_t parent_key[1], child_key[2], code_fields[1], reference_from[2], reference_to[2];
    orm_key uniques[1];
    orm_index indexes[1];
    orm_foreign_key references[1];
    /* used by no one at first */
    orm_foreign_table outside;
    const char *outside_columns[1], *texts[2];
    orm_table_statement statements[2];
    uint16_t friend_from[1];
    orm_relation parent_relations[2], child_relations[1]; /* none of them counts at first */
} draft;

/* Fills *d with a schema in order; its pointers lead into *d. */
void draft_init(draft *d);

/* Adds the relations: children and (a child between) friends of the parent; the child's parent. */
void draft_relate(draft *d);

/* Other bytes for a part of a draft; size 0 = no change. */
typedef struct draft_change {
    size_t offset, size;
    const void *bytes;
} draft_change;

/* A change of one member: DRAFT_SET(parent.table, "other"). */
#define DRAFT_SET(member, ...)                                                   \
    {                                                                            \
        .offset = offsetof(draft, member), .size = sizeof(((draft *)0)->member), \
        .bytes = &(const __typeof__(((draft *)0)->member))                       \
        {                                                                        \
            __VA_ARGS__                                                          \
        }                                                                        \
    }

/* Makes two changes. */
void draft_apply(draft *d, const draft_change *changes);

#endif
