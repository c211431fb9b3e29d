/* Two columns of one key hold the same values, not only values of one kind. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/time.h>
#include <time.h>

struct hash {
    uint8_t bytes[20];
};
orm_encode_fn encode_hash;
orm_decode_fn decode_hash;
ORM_CONVERTER(struct hash, encode = encode_hash, decode = decode_hash, kind = text, name = hex);
ORM_CONVERTER(struct hash, encode = encode_hash, decode = decode_hash, kind = text, name = base64);

enum tier { TIER_BASIC, TIER_GOLD };
enum mood { MOOD_GOOD, MOOD_BAD };

struct ORM_TABLE(price, unique(amount, at)) price {
    int64_t amount         ORM_COLUMN(primary_key, assigned, type = decimal, precision = 10, scale = 2);
    struct timespec at     ORM_COLUMN(unique, as = number, unit = ns);
    int64_t seen           ORM_COLUMN(unique, type = timestamp, unit = us);
    uint8_t key[4]         ORM_COLUMN(unique);
    struct hash hash       ORM_COLUMN(unique, converter = hex);
    enum tier tier         ORM_COLUMN(unique, as = number);
    uint8_t any[8]         ORM_COLUMN(unique, size = any_size);
    uint8_t any_size;
    struct offer **offers  ORM_HAS_MANY(offer.plain = amount, count = offer_count);
    size_t offer_count;
};

struct ORM_TABLE(offer, foreign_key(pair, pair_at, references = price(amount, at))) offer {
    int64_t id             ORM_COLUMN(primary_key);
    int64_t amount         ORM_COLUMN(references = price.amount, type = decimal, precision = 10, scale = 3);
    int64_t small          ORM_COLUMN(references = price.amount, type = decimal, precision = 9, scale = 2);
    int64_t large          ORM_COLUMN(references = price.amount, type = decimal, precision = 18, scale = 2);
    int64_t plain          ORM_COLUMN(type = decimal, precision = 10, scale = 0);
    int64_t pair           ORM_COLUMN(type = decimal, precision = 10, scale = 1);
    struct timeval pair_at ORM_COLUMN(as = number, unit = us);
    struct timespec at     ORM_COLUMN(references = price.at, as = number, unit = s);
    int64_t number         ORM_COLUMN(references = price.at);
    time_t seen            ORM_COLUMN(references = price.seen, type = timestamp);
    struct timespec finer  ORM_COLUMN(references = price.seen);
    uint8_t key[5]         ORM_COLUMN(references = price.key);
    uint8_t at_most[3]     ORM_COLUMN(references = price.key, size = at_most_size);
    uint8_t at_most_size;
    uint8_t *any_key       ORM_COLUMN(references = price.key, size = any_key_size);
    size_t any_key_size;
    uint8_t fits[8]        ORM_COLUMN(references = price.any);
    uint8_t too_long[9]    ORM_COLUMN(references = price.any);
    struct hash hash       ORM_COLUMN(references = price.hash, converter = base64);
    enum mood mood         ORM_COLUMN(references = price.tier, as = number);
    int16_t tier           ORM_COLUMN(references = price.tier);
    enum tier label        ORM_COLUMN(references = price.tier);
    struct price *of_plain ORM_BELONGS_TO(plain = amount);
};
