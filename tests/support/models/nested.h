/* A person of structs in structs, and a payment of wrappers: nested tables as orm-scan makes them. */
#ifndef NESTED_H
#define NESTED_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mood { MOOD_CALM, MOOD_WILD };

/* The columns that each table has. */
struct base {
    int64_t id ORM_COLUMN(primary_key);
    int32_t revision ORM_COLUMN();
};

struct point {
    double lat ORM_COLUMN(check = "{lat} BETWEEN -90 AND 90");
    double lon ORM_COLUMN(null_if = -1000);
};

struct picture {
    uint8_t *bytes ORM_COLUMN(size = size);
    size_t size;
    int32_t width ORM_COLUMN(null_flag = no_width);
    bool no_width;
};

struct address {
    char *city ORM_COLUMN(not_null, index = by_city);
    char zip[8] ORM_COLUMN();
    struct point at ORM_COLUMN();
    struct point *exact ORM_COLUMN();
    struct picture *picture ORM_COLUMN();
    int unmapped;
};

struct ORM_TABLE(person) person {
    struct base base ORM_COLUMN(prefix = "");
    struct address home ORM_COLUMN();
    struct address *work ORM_COLUMN(prefix = office_);
    int64_t *age ORM_COLUMN();
    enum mood *mood ORM_COLUMN();
    bool *active ORM_COLUMN();
    double *score ORM_COLUMN(not_null);
};

struct sha256 {
    uint8_t u[32];
};
struct txid {
    struct sha256 sha;
};
struct amount {
    uint64_t sat;
};
struct outpoint {
    struct txid txid;
    uint32_t n;
};

struct ORM_TABLE(payment) payment {
    struct txid id ORM_COLUMN(primary_key);
    struct amount amount ORM_COLUMN(unique, check = "{amount} > 0");
    struct amount *fee ORM_COLUMN();
    struct txid *parent ORM_COLUMN(references = payment.id, on_delete = set_null);
    struct outpoint *paid ORM_COLUMN(columns(txid = paid_txid, n = paid_outnum));
    struct outpoint funding ORM_COLUMN(columns(n));
    struct person *payer ORM_COLUMN(columns(base.id = payer_id));
};

#endif
