/* columns(...) that names what is not there, twice, or not one column. */
#include <orm/annotations.h>
#include <stdint.h>

struct txid { uint8_t bytes[32]; };
struct outpoint { struct txid txid; uint32_t n; struct { int32_t x; int32_t y; } at; };

struct ORM_TABLE(payment) payment {
    int64_t id ORM_COLUMN(primary_key);
    struct outpoint a ORM_COLUMN(columns(txd = a_txid, n));
    struct outpoint *b ORM_COLUMN(columns(n = b_n, txid.byte = b_txid, n.x));
    struct outpoint c ORM_COLUMN(columns(n, n = twice));
    struct outpoint d ORM_COLUMN(columns());
    struct outpoint e ORM_COLUMN(columns(at, "n"));
    struct outpoint f ORM_COLUMN(columns(n = 1, txid = a.b));
    struct outpoint g ORM_COLUMN(columns = n);
    struct outpoint h ORM_COLUMN(columns(n = a_n, txid = b_n));
    int64_t plain ORM_COLUMN(columns(n));
};
