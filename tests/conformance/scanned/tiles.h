/* Bit-fields of every width, in the struct, in a struct inside it and behind a pointer. */
#ifndef CONFORMANCE_SCANNED_TILES_H
#define CONFORMANCE_SCANNED_TILES_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

enum tile_color { TILE_RED ORM_LABEL("red"), TILE_BLUE, TILE_GREEN };

struct tile_edge {
    unsigned width : 5 ORM_COLUMN();
    int height : 5 ORM_COLUMN(null_if = -16);
    bool is_cut : 1 ORM_COLUMN();
    double angle ORM_COLUMN(null_flag = no_angle);
    unsigned no_angle : 1;
};

struct ORM_TABLE(tile) tile {
    unsigned x : 12 ORM_COLUMN(primary_key, assigned);
    int y : 20 ORM_COLUMN(primary_key);
    bool is_laid : 1 ORM_COLUMN(default = true);
    bool is_old : 1 ORM_COLUMN(null_flag = no_age);
    int no_age : 1;
    bool is_seen : 1; /* no column: left alone */
    int sign : 1 ORM_COLUMN();
    unsigned number : 31 ORM_COLUMN(unique);
    int64_t far : 40 ORM_COLUMN();
    uint64_t wide : 63 ORM_COLUMN();
    uint64_t all : 64 ORM_COLUMN();
    int64_t whole : 64 ORM_COLUMN();
    enum tile_color color : 3 ORM_COLUMN();
    enum tile_color shade : 3 ORM_COLUMN(as = number, null_reads_as = TILE_GREEN);
    struct tile_edge edge ORM_COLUMN();
    struct tile_edge *back ORM_COLUMN();
};

struct ORM_TABLE(chip) chip {
    unsigned id : 2 ORM_COLUMN(primary_key);
    unsigned tile : 31 ORM_COLUMN(references = tile.number, on_delete = cascade);
};

#endif
