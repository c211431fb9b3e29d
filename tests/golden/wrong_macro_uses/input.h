/* Macros that would replace what the tables call by its name in the program. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mode { MODE_OFF, MODE_ON, MODE_SLOW, MODE_FAST };

struct money {
    int64_t cents;
};
orm_status money_encode(const orm_slot *from, orm_value *to, orm_arena *arena, orm_error *error);
orm_status money_decode(const orm_value *from, orm_slot *to, orm_arena *arena, orm_error *error);
ORM_CONVERTER(struct money, kind = int64, encode = money_encode, decode = money_decode);

struct inner {
    uint32_t value ORM_COLUMN();
};
struct way {
    struct inner first ORM_COLUMN();
    struct inner *second ORM_COLUMN();
};

typedef struct ORM_TABLE() document {
    int64_t id ORM_COLUMN(primary_key);
    uint8_t *bytes ORM_COLUMN(size = length);
    size_t length, capacity;
    int64_t origin_id ORM_COLUMN(references = document.id);
    int32_t number ORM_COLUMN(null_flag = is_missing);
    bool is_missing : 1, is_old : 1;
    enum mode mode ORM_COLUMN();
    enum mode slow_mode ORM_COLUMN();
    struct money price ORM_COLUMN();
    struct way way ORM_COLUMN();
    struct document *origin ORM_BELONGS_TO(origin_id);
    struct document **copies ORM_HAS_MANY(document.origin_id, count = copy_count);
    uint64_t copy_count;
    int16_t *steps ORM_COLUMN(count = step_count);
    uint32_t step_count;
    uint16_t flags[4] ORM_COLUMN();
} document;

struct frame {
    int32_t key;
    int32_t places[2];
    struct inner *end;
};

ORM_MAP(shown, struct frame)
{
    ORM_MEMBER(key, primary_key);
    ORM_MEMBER(places[1]);
    ORM_MEMBER(end->value);
}

#define length capacity
#define is_missing is_old
#define copy_count 16
#define first second
#define value first.value
#define places end
#define document frame
#define inner outer
#define uint16_t(x) x
#define uint64_t int64_t
#define money_encode 0
#define money_decode other_decode
#define MODE_ON MODE_SLOW
#define MODE_SLOW "slow"

/* These do no harm. */
struct ORM_TABLE() kept {
    int64_t id ORM_COLUMN(primary_key);
    uint8_t *data ORM_COLUMN(size = size);
    size_t size, spare;
    int8_t code ORM_COLUMN();
};
#define MODE_OFF 0
#define MODE_FAST (MODE_OFF + 3)
#define int8_t __typeof__((int8_t)0)
#define size(x) x
#define data data
#define code 2
#undef code
#define spare 16
#define extra 16
