/* Bools that are stored as numbers: plain, as bit-fields, behind pointers, nullable, as keys. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

enum { SHOWN = 1 };

struct ORM_TABLE(utxo) utxo {
    int64_t id            ORM_COLUMN(primary_key);
    bool is_in_coinbase   ORM_COLUMN(as = number, default = true);
    bool spent            ORM_COLUMN(as = number, default = 0, index);
    bool shown            ORM_COLUMN(as = number, default = SHOWN);
    bool reserved : 1     ORM_COLUMN(as = number, default = 1);
    bool *maybe           ORM_COLUMN(as = number, default = false);
    bool seen             ORM_COLUMN(as = number, null_flag = not_seen);
    bool not_seen : 1;
    bool kept             ORM_COLUMN(as = number, null_reads_as = true, default = 0);
    bool lost             ORM_COLUMN(as = number, null_reads_as = 0, name = "Lost");
    bool plain            ORM_COLUMN();
};

struct ORM_TABLE(side) side {
    bool is_left  ORM_COLUMN(primary_key, as = number);
    bool is_up    ORM_COLUMN(unique, as = number, postgresql_type = integer);
};
