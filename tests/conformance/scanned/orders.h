/* An order with all kinds of columns, parts of it, a view over a join and one that sums up. */
#ifndef CONFORMANCE_SCANNED_ORDERS_H
#define CONFORMANCE_SCANNED_ORDERS_H

#include <orm/annotations.h>
#include <orm/hooks.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Refuses 66.66. */
orm_validate_fn order_cents_check;

enum order_state { ORDER_OPEN, ORDER_PAID, ORDER_SENT };

struct order_address {
    char *street ORM_COLUMN();
    char zip[8] ORM_COLUMN();
};

struct ORM_TABLE(order_row, unique(buyer, number)) order_row {
    int64_t id ORM_COLUMN(primary_key, postgresql_name = order_id);
    char *buyer ORM_COLUMN(not_null, postgresql_name = buyer_name);
    int32_t number ORM_COLUMN();
    enum order_state state ORM_COLUMN(default = ORDER_OPEN);
    int64_t placed_at ORM_COLUMN(type = timestamp, unit = s, null_if = 0);
    int64_t cents ORM_COLUMN(type = decimal, precision = 12, scale = 2,
                             validate = order_cents_check);
    double weight ORM_COLUMN(default = 0);
    bool gift ORM_COLUMN(default = false);
    void *note ORM_COLUMN(size = note_size);
    size_t note_size;
    int32_t *parts ORM_COLUMN(count = part_count);
    size_t part_count;
    struct order_address to ORM_COLUMN(prefix = ship_);
    char *secret ORM_COLUMN(redact);
    int64_t twice ORM_COLUMN(computed = "{id} * 2");
    int32_t changes ORM_COLUMN(version);
};

struct ORM_TABLE(part_of = order_row) order_state_part {
    int64_t id ORM_COLUMN();
    enum order_state state ORM_COLUMN();
    int64_t placed_at ORM_COLUMN(null_if = 0);
    int64_t cents ORM_COLUMN();
    int32_t changes ORM_COLUMN();
};

struct ORM_TABLE(part_of = order_row) order_ship {
    int64_t key ORM_COLUMN(name = id);
    struct order_address to ORM_COLUMN();
    int32_t *parts ORM_COLUMN(count = n);
    uint8_t n;
    char *secret ORM_COLUMN();
    int64_t twice ORM_COLUMN();
    int64_t changes ORM_COLUMN();
};

struct ORM_TABLE(part_of = order_row) order_buyer {
    char buyer[64] ORM_COLUMN();
    int32_t number ORM_COLUMN();
};

struct ORM_TABLE(order_item) order_item {
    int64_t id ORM_COLUMN(primary_key);
    int64_t order_id ORM_COLUMN(references = order_row.id);
    int64_t count ORM_COLUMN();
};

/* Over the join. */
struct ORM_TABLE(order_line, view) order_line {
    int64_t item_id ORM_COLUMN(primary_key);
    char *buyer ORM_COLUMN(not_null);
    enum order_state state ORM_COLUMN();
    int64_t count ORM_COLUMN();
};

struct ORM_TABLE(order_total, view, sqlite_name = OrderTotal) order_total {
    char *buyer ORM_COLUMN(primary_key);
    int64_t orders ORM_COLUMN();
    int64_t items ORM_COLUMN(null_if = -1);
};

struct ORM_TABLE(state_count, result) state_count {
    enum order_state state ORM_COLUMN();
    int64_t orders ORM_COLUMN(name = n);
};

#endif
