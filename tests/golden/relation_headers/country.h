/* Each of the two headers includes the other. */
#ifndef COUNTRY_H
#define COUNTRY_H

#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>
#include "city.h"

struct ORM_TABLE(country) country {
    int64_t id           ORM_COLUMN(primary_key);
    int64_t capital_id   ORM_COLUMN(references = city.id, unique, null_if = 0);
    struct city *capital ORM_BELONGS_TO(capital_id);
    struct city **cities ORM_HAS_MANY(city.country_id, count = city_count);
    size_t city_count;
};

#endif
