/* Keys of bytes: of a fixed size they are parameters of that size, behind a pointer they have one. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

#define TAG_BYTES 4

struct ORM_TABLE(wallet) wallet {
    uint8_t id[32]              ORM_COLUMN(primary_key);
    unsigned char tag[TAG_BYTES] ORM_COLUMN(unique);
    char magic[2]               ORM_COLUMN(type = blob, unique);
    char currency[4]            ORM_COLUMN(unique);
    void *seal                  ORM_COLUMN(unique, size = seal_length);
    size_t seal_length;
};
