/* C storage: the bytes of one member to a raw value and back. Is handed the places in memory; where
 * they are is meta/field's, and so is how NULL looks. */
#ifndef ORM_META_STORAGE_H
#define ORM_META_STORAGE_H

#include <orm/arena.h>
#include <orm/error.h>
#include <orm/meta.h>
#include <string.h>

/* A member in memory, and the one beside it that its layout calls length. Two words: they travel in
 * registers. */
typedef struct orm_spot {
    unsigned char *at;
    unsigned char *length;
} orm_spot;

/* Reads the member; *raw_out borrows from it. Errors: CONVERSION; MISUSE for ARRAY and ITEMS, whose
 * items are read one by one (meta/items). */
orm_status orm__storage_read(const orm_layout *layout, orm_spot spot, orm_value *raw_out,
                             orm_error *error);

/* Whether a value other than NULL can be kept, without loss. Errors: CONVERSION with the reason. */
orm_status orm__storage_check(const orm_layout *layout, const orm_value *raw, orm_error *error);

/* The integers that a member of INT or UINT holds, as far as int64_t goes; of others all of it. */
void orm__storage_range(const orm_layout *layout, int64_t *low_out, int64_t *high_out);

/* Writes a value that passed the check. arena: for STRING, BLOB and SPAN. Errors: NO_MEMORY,
 * MISUSE. */
orm_status orm__storage_write(const orm_layout *layout, orm_spot spot, const orm_value *raw,
                              orm_arena *arena, orm_error *error);

/* Zeroes the member: NULL pointers, size 0. */
void orm__storage_clear(const orm_layout *layout, orm_spot spot);

/* The last char that is a text by itself. */
enum { ORM_STORAGE_LAST_ASCII = 0x7F };

/* Bytes that the length of a blob or a text counts. */
static inline size_t orm__storage_unit(const orm_layout *layout)
{
    return layout->item_size == 0 ? 1 : layout->item_size;
}

/* The largest size or count that the member holds; what is larger is a negative number. */
size_t orm__storage_largest_length(const orm_auxiliary *length);

/* Whether a float keeps this number exactly; NaN and the infinities count as kept. */
bool orm__storage_is_float(double real);

/* Integers of 1, 2, 4 or 8 bytes, such as flags and sizes. Inline: where the size is a constant,
 * they are one load and one store. */
static inline uint64_t orm__storage_read_natural(const unsigned char *at, size_t size)
{
    uint8_t one;
    uint16_t two;
    uint32_t four;
    uint64_t eight;
    switch (size) {
    case 1:
        memcpy(&one, at, sizeof one);
        return one;
    case 2:
        memcpy(&two, at, sizeof two);
        return two;
    case 4:
        memcpy(&four, at, sizeof four);
        return four;
    default:
        memcpy(&eight, at, sizeof eight);
        return eight;
    }
}

/* Writes the low bytes of value: of a negative number too, in two's complement. */
static inline void orm__storage_write_natural(unsigned char *at, size_t size, uint64_t value)
{
    uint8_t one = (uint8_t)value;
    uint16_t two = (uint16_t)value;
    uint32_t four = (uint32_t)value;
    switch (size) {
    case 1:
        memcpy(at, &one, sizeof one);
        break;
    case 2:
        memcpy(at, &two, sizeof two);
        break;
    case 4:
        memcpy(at, &four, sizeof four);
        break;
    default:
        memcpy(at, &value, sizeof value);
        break;
    }
}

#endif
