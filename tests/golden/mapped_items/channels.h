/* Another project's struct, which keeps what belongs together in arrays. */
#ifndef CHANNELS_H
#define CHANNELS_H

#include <stdint.h>
#include <time.h>

enum side { LOCAL, REMOTE, NUM_SIDES };

typedef time_t moment[NUM_SIDES];

struct point {
    int32_t x, y;
};

struct basepoint {
    uint8_t key[33];
    unsigned is_known : 1;
    struct point at;
};

struct peer {
    char *name;
};

struct channel {
    int64_t id;
    uint64_t next_index[NUM_SIDES];
    struct basepoint bases[NUM_SIDES];
    struct peer *peers[NUM_SIDES];
    moment seen;
    int16_t grid[2][3];
    char labels[2][16];
    uint8_t *scripts[NUM_SIDES];
    enum { CLOSED, OPEN } state[NUM_SIDES];
    struct {
        uint32_t used[2];
    } sizes;
};

#define LAST_LABEL labels[1]

#endif
