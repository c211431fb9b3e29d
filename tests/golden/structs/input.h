/* Structs in structs: by value and by pointer, two levels, one type twice, wrappers, picked members. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum color { RED, GREEN };

/* One member: one column. */
struct amount_msat { uint64_t millisatoshis; };
struct sha256 { uint8_t u[32]; };
struct sha256_double { struct sha256 sha; };
struct bitcoin_txid { struct sha256_double shad; };
struct timeabs { struct timespec ts; };
typedef struct { char *text; } label;

struct bitcoin_outpoint {
    struct bitcoin_txid txid;
    uint32_t n;
};

/* Columns that several tables share. */
struct base {
    int64_t id ORM_COLUMN(primary_key);
    int64_t version ORM_COLUMN(default = 1);
};

struct geo {
    double lat ORM_COLUMN(check = "{lat} BETWEEN -90 AND 90 AND '{{' <> ''");
    double lon ORM_COLUMN(name = longitude);
};

struct photo {
    uint8_t *bytes ORM_COLUMN(size = size);
    size_t size;
    enum color tint ORM_COLUMN(null_flag = no_tint);
    bool no_tint;
    int32_t *stars ORM_COLUMN(not_null); /* NULL where there is no photo */
};

struct address {
    char *street ORM_COLUMN(not_null);
    char zip[8] ORM_COLUMN(index = by_zip, postgresql_name = postcode);
    struct geo pos ORM_COLUMN();
    struct photo *photo ORM_COLUMN();
    void *cache;
};

struct ORM_TABLE(customer) customer {
    struct base base ORM_COLUMN(prefix = "");
    char *name ORM_COLUMN();
    struct address home ORM_COLUMN();
    struct address *work ORM_COLUMN(prefix = office_);
    struct { int32_t x ORM_COLUMN(); int32_t y ORM_COLUMN(); } at ORM_COLUMN();
    int64_t *age ORM_COLUMN();
    enum color *favourite ORM_COLUMN(default = GREEN);
    const double *score ORM_COLUMN(not_null, index);
    struct timespec *seen ORM_COLUMN(type = timestamp);
};

struct ORM_TABLE(payment) payment {
    struct bitcoin_txid id ORM_COLUMN(primary_key);
    struct amount_msat amount ORM_COLUMN(check = "{amount} > 0", unique);
    struct amount_msat *fee ORM_COLUMN();
    struct bitcoin_txid *parent ORM_COLUMN(references = payment.id, on_delete = set_null);
    struct bitcoin_outpoint *paid ORM_COLUMN(columns(txid = paid_txid, n = paid_outnum));
    struct bitcoin_outpoint funding ORM_COLUMN(columns(txid.shad = funding, n));
    struct customer *payer ORM_COLUMN(columns(base.id = payer_id));
    struct timeabs at ORM_COLUMN(type = timestamp);
    label note ORM_COLUMN();
};
