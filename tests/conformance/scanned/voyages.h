/* Structs of other people's headers, mapped from here. */
#ifndef CONFORMANCE_SCANNED_VOYAGES_H
#define CONFORMANCE_SCANNED_VOYAGES_H

#include <orm/annotations.h>
#include <sys/stat.h>
#include "voyage.h"

ORM_MAP(st, struct stat, name = files)
{
    ORM_MEMBER(st_dev, primary_key);
    ORM_MEMBER(st_ino, primary_key);
    ORM_MEMBER(st_mode);
    ORM_MEMBER(st_size, check = "{st_size} >= 0");
    ORM_MEMBER(st_mtime, type = timestamp, index);
    ORM_MEMBER(st_ctim, null_flag = st_nlink);
}

ORM_MAP(voyage, struct voyage)
{
    ORM_MEMBER(number, primary_key, assigned);
    ORM_MEMBER(voyage_owner_name, unique);
    ORM_MEMBER(owner->since, type = timestamp, unit = s);
    ORM_MEMBER(owner->boss->name);
    ORM_MEMBER(from.street, not_null, default = "?");
    ORM_MEMBER(from.at.lat, check = "{from.at.lat} BETWEEN -90 AND 90");
    ORM_MEMBER(to->at.lon, name = far);
    ORM_MEMBER(label.bytes, size = label.used);
    ORM_MEMBER(code);
    ORM_MEMBER(fare->words);
    ORM_MEMBER(weight, null_flag = weightless);
    ORM_MEMBER(state);
}

/* The same struct as another table, with a key that the database makes. */
ORM_MAP(draft, struct voyage, name = voyage_drafts)
{
    ORM_MEMBER(number, primary_key);
    ORM_MEMBER(weight);
    ORM_MEMBER(owner->since, references = voyage.number);
    ORM_MEMBER(to, columns(street = goal));
    ORM_MEMBER(as_number);
    ORM_MEMBER(fare->cents);
}

/* Items of arrays. */
ORM_MAP(leg, struct voyage, name = voyage_legs)
{
    ORM_MEMBER(number, primary_key);
    ORM_MEMBER(miles[OUT]);
    ORM_MEMBER(miles[HOME], unique, check = "{miles[1]} >= {miles[0]}");
    ORM_MEMBER(legs[HOME].ship);
    ORM_MEMBER(legs[HOME].captain->name);
    ORM_MEMBER(legs[OUT].captain->boss->name);
    ORM_MEMBER(legs[HOME].is_paid);
    ORM_MEMBER(legs[OUT].seal, size = legs[0].seal_size);
}

/* What holds in a union without a name, with its length and what says that it is NULL. */
struct tub {
    int64_t id;
    union {
        struct {
            char *label;
            size_t size;
            int none;
            int32_t tare;
            int16_t *marks;
            uint16_t marked;
        };
        int64_t unused;
    };
};
ORM_MAP(tub, struct tub)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(label, size = size);
    ORM_MEMBER(tare, null_flag = none);
    ORM_MEMBER(marks, count = marked);
}

/* A length in a struct of a union, and in a struct by value, of which nothing else is stored. */
struct bale {
    int64_t id;
    union {
        struct {
            int32_t kind;
            uint32_t size;
        } head;
        int64_t unused;
    };
    uint8_t *body;
};
ORM_MAP(bale, struct bale)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(body, size = head.size);
}

struct bundle_head {
    uint16_t size, kind;
};
struct ORM_TABLE(bundle) bundle {
    int64_t id ORM_COLUMN(primary_key);
    struct bundle_head head;
    char *body ORM_COLUMN(size = head.size);
};

#endif
