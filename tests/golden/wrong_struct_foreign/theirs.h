#pragma once
struct blob {
    unsigned char *data;
    unsigned used;
    char *name;
};
