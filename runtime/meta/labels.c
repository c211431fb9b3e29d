/* Owns the search for labels that are alike, of an enum of any size and without memory of its
 * own. */
#include "meta/labels.h"

#include <stdbool.h>
#include <string.h>

#include "base/hash.h"

enum {
    PORTION = 2048,     /* labels that are looked for at a time */
    SLOTS = 2 * PORTION /* half of them stay empty, so that each search ends soon */
};

/* What makes two labels alike. */
typedef struct likeness {
    uint64_t (*hash)(const orm_enum_label *label);
    bool (*is_same)(const orm_enum_label *a, const orm_enum_label *b);
} likeness;

static uint64_t hash_name(const orm_enum_label *label)
{
    return orm__hash_text(ORM_HASH_START, label->name);
}

static bool is_same_name(const orm_enum_label *a, const orm_enum_label *b)
{
    return strcmp(a->name, b->name) == 0;
}

static uint64_t hash_value(const orm_enum_label *label)
{
    return orm__hash_bytes(ORM_HASH_START, &label->value, sizeof label->value);
}

static bool is_same_value(const orm_enum_label *a, const orm_enum_label *b)
{
    return a->value == b->value;
}

/* The slot of what is like the label, or an empty one. slots: 1 + indexes. */
static uint16_t *find_slot(uint16_t *slots, const orm_enum_label *labels, uint16_t label,
                           const likeness *like)
{
    size_t at = (size_t)(like->hash(&labels[label]) % SLOTS);
    while (slots[at] != 0 && !like->is_same(&labels[slots[at] - 1], &labels[label])) {
        at = (at + 1) % SLOTS;
    }
    return &slots[at];
}

/* The first label before the end that is like one of the portion that begins at start, and comes
 * behind it; the end = there is none. */
static uint32_t find_in_portion(const orm_enum *labels, uint32_t start, uint32_t end,
                                const likeness *like)
{
    uint16_t slots[SLOTS] = { 0 };
    for (uint32_t i = start; i < end; i++) {
        uint16_t *slot = find_slot(slots, labels->labels, (uint16_t)i, like);
        if (*slot != 0) {
            return i;
        }
        *slot = i - start < PORTION ? (uint16_t)(i + 1) : 0;
    }
    return end;
}

/* Each portion is compared with itself and with all that follow it. */
static uint16_t find_same(const orm_enum *labels, const likeness *like)
{
    uint32_t found = labels->label_count;
    for (uint32_t start = 0; start < found; start += PORTION) {
        found = find_in_portion(labels, start, found, like);
    }
    return (uint16_t)found;
}

uint16_t orm__labels_find_same_name(const orm_enum *labels)
{
    return find_same(labels, &(likeness){ hash_name, is_same_name });
}

uint16_t orm__labels_find_same_value(const orm_enum *labels)
{
    return find_same(labels, &(likeness){ hash_value, is_same_value });
}
