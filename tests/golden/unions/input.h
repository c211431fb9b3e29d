/* Unions of which one member says that it is what is stored. */
#include <orm/annotations.h>
#include <stdint.h>

struct sha256 {
    union {
        uint32_t words[8];
        uint8_t bytes[32] ORM_COLUMN();
    } u;
};
struct txid { struct sha256 sha; };
struct outpoint { struct txid txid; uint32_t n; };

/* Nobody marked it, so each use names a member. */
struct id { union { uint64_t number; uint8_t bytes[8]; } u; };

union either { double real ORM_COLUMN(); int64_t integer; };

struct ORM_TABLE(payment) payment {
    struct sha256 hash ORM_COLUMN(primary_key);
    struct txid *parent ORM_COLUMN(references = payment.hash);
    struct outpoint *paid ORM_COLUMN(columns(txid = paid_txid, n = paid_outnum));
    struct outpoint spent ORM_COLUMN(columns(txid.sha.u.words = spent_words));
    struct id first ORM_COLUMN(columns(u.number = first));
    struct id second ORM_COLUMN(columns(u.bytes = second));
    union either value ORM_COLUMN(check = "{value} >= 0");
};
