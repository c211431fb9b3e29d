/* What another project's header looks like: nothing of it is annotated. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum lib_state { LIB_NEW, LIB_OPEN, LIB_CLOSED };

struct lib_hash {
    unsigned char bytes[20];
};

struct lib_owner {
    char *name;
    int64_t born;
    struct lib_owner *boss;
};

struct lib_buffer {
    unsigned char *data;
    size_t used, room;
};

typedef struct {
    int32_t x, y;
} lib_point;

struct lib_file {
    int64_t number;
    struct {
        struct lib_hash tree;
        struct timespec at;
    } commit;
    struct lib_owner *owner;
    struct lib_buffer content;
    union {
        char text[16];
        int64_t words[2];
    };
    union lib_address {
        unsigned char octets[4];
        uint32_t number;
    } address;
    enum lib_state state;
    lib_point at;
    struct lib_hash id;
    int is_hidden;
    void (*changed)(struct lib_file *);
};

#define commit_time commit.at.tv_sec
#define lib_octets address.octets

#endif
