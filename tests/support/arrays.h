/* One array member of any layout in the middle of bytes that nobody may touch, for tests of what
 * lies between it and its column. */
#ifndef TESTS_SUPPORT_ARRAYS_H
#define TESTS_SUPPORT_ARRAYS_H

#include <orm/meta.h>

enum {
    ARRAYS_AT = 16, /* the member */
    ARRAYS_ROOM = 96,
    ARRAYS_COUNT_AT = 120,
    ARRAYS_FLAG_AT = 136,
    ARRAYS_SIZE = 144,
    ARRAYS_MOST = 8 /* items of T[N] */
};

/* What an item is in C, and the kind of column that it would be. */
typedef struct arrays_item {
    orm_kind kind;
    orm_storage storage;
    size_t size;
    uint32_t units_per_second;
} arrays_item;

extern const arrays_item arrays_items[];
extern const size_t arrays_item_count;

typedef struct arrays_subject {
    orm_field field;
    orm_group group; /* used where the field is behind a pointer */
    orm_entity entity;
    unsigned char bytes[ARRAYS_SIZE], before[ARRAYS_SIZE];
    void *outer; /* the row of a field that is behind a pointer: leads to bytes */
} arrays_subject;

/* An array of such items, in all else at random: T[N] or behind a pointer, with a count of some
 * size or without one, with a null flag, behind a pointer to its struct. Its bytes are random.
 * Pointers lead into *subject. */
void arrays_init(arrays_subject *subject, const arrays_item *item, uint64_t *seed);

/* What is to be called its row. */
void *arrays_row(arrays_subject *subject);

/* How many items it can have: most, and of T[N] without a count no fewer either. */
size_t arrays_most(const arrays_subject *subject);
bool arrays_is_exact(const arrays_subject *subject);

/* A value that the item holds as it is: raw. room: for its text. */
enum { ARRAYS_TEXT = 16 };
orm_value arrays_value(const arrays_item *item, char room[ARRAYS_TEXT], uint64_t *seed);

/* Remembers the bytes; fails where another one than those of the member, its count and its flag has
 * changed since; where any has. */
void arrays_remember(arrays_subject *subject);
void arrays_assert_outside(const arrays_subject *subject);
void arrays_assert_same(const arrays_subject *subject);

#endif
