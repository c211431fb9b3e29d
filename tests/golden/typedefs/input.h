/* Typedefs of the program are seen through, those of system headers are kept. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef int64_t user_id_t;
typedef user_id_t owner_id_t;
typedef unsigned long long counter_t;
typedef char code_t[3];
typedef char *string_t;
typedef const char *label_t;
typedef unsigned char byte_t;
typedef byte_t digest_t[16];
typedef enum { RED, GREEN } color_t;
typedef color_t paint_t;
typedef bool flag_t;
typedef double price_t;

typedef struct {
    owner_id_t id        ORM_COLUMN(primary_key);
    counter_t counter    ORM_COLUMN();
    code_t code          ORM_COLUMN();
    string_t name        ORM_COLUMN();
    label_t label        ORM_COLUMN(not_null);
    digest_t digest      ORM_COLUMN();
    paint_t paint        ORM_COLUMN();
    flag_t flag          ORM_COLUMN();
    price_t price        ORM_COLUMN();
    off_t position       ORM_COLUMN();
    const byte_t *bytes  ORM_COLUMN(size = byte_count);
    size_t byte_count;
    const uint8_t *more  ORM_COLUMN(size = more_count);
    uint32_t more_count;
    __typeof__(int32_t) of_type ORM_COLUMN();
} thing_t ORM_TABLE(thing);
