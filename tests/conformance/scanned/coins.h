/* Bools in columns of integers, as programs of SQLite have them. */
#ifndef CONFORMANCE_SCANNED_COINS_H
#define CONFORMANCE_SCANNED_COINS_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE(coin) coin {
    int64_t id ORM_COLUMN(primary_key);
    bool is_in_coinbase ORM_COLUMN(as = number, default = true);
    bool spent : 1 ORM_COLUMN(as = number, default = 0);
    bool *maybe ORM_COLUMN(as = number);
    bool seen ORM_COLUMN(as = number, null_flag = not_seen);
    int not_seen;
    bool kept ORM_COLUMN(as = number, null_reads_as = true);
};

struct ORM_TABLE(seat) seat {
    bool is_left ORM_COLUMN(primary_key, as = number);
    bool is_front ORM_COLUMN(unique, as = number);
};

#endif
