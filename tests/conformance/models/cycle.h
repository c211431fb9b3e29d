/* Two tables that reference each other, and one with a default of every kind; tables by hand. */
#ifndef CONFORMANCE_MODELS_CYCLE_H
#define CONFORMANCE_MODELS_CYCLE_H

#include <orm.h>
#include <time.h>

struct land {
    int64_t id;
    int64_t capital_id; /* -> town.id, ON DELETE SET NULL; 0 = NULL */
};

struct town {
    int64_t id;
    int64_t land_id; /* -> land.id, ON DELETE RESTRICT */
};

struct preset {
    int64_t id;
    char *text;
    int64_t number;
    double real;
    bool flag;
    void *data;
    size_t data_size;
    int64_t at;
    int64_t made_at;
    int64_t made_ms; /* in milliseconds */
    time_t made_s;
    int32_t computed;
};

/* A table that has nothing to do with the others, to make their order interesting. */
struct lone {
    int64_t id;
};

extern const orm_schema cycle_schema;
extern const orm_entity land_entity, town_entity, preset_entity, lone_entity;

#endif
