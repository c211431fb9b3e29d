/* A header as another project has it: nothing of it is annotated, and it is not ours to change. */
#ifndef CONFORMANCE_SCANNED_VOYAGE_H
#define CONFORMANCE_SCANNED_VOYAGE_H

#include <stddef.h>
#include <stdint.h>

enum voyage_leg_index { OUT, HOME, VOYAGE_LEGS };

enum voyage_state { VOYAGE_NEW, VOYAGE_SENT, VOYAGE_LOST };

struct voyage_place {
    char *street;
    struct {
        double lat, lon;
    } at;
};

struct voyage_owner {
    char *name;
    int64_t since;
    struct voyage_owner *boss;
};

struct voyage {
    int64_t number;
    struct voyage_owner *owner;
    struct voyage_place from, *to;
    struct {
        unsigned char *bytes;
        size_t used, room;
    } label;
    union {
        char code[8];
        uint64_t as_number;
    };
    union voyage_fare {
        uint64_t cents;
        char words[24];
    } *fare;
    int32_t weight;
    int weightless;
    enum voyage_state state;
    void *private_data;
    uint64_t miles[VOYAGE_LEGS];
    struct voyage_leg {
        char ship[12];
        struct voyage_owner *captain;
        unsigned is_paid : 1;
        unsigned char *seal;
        size_t seal_size;
    } legs[VOYAGE_LEGS];
};

#define voyage_owner_name owner->name

#endif
