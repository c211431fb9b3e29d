#include <stdint.h>

typedef struct lib_file {
    int64_t number;
    int64_t folder_number;
    char name[32];
} lib_file;
