#ifndef CITY_H
#define CITY_H

#include <orm/annotations.h>
#include <stdint.h>
#include "country.h"

struct country;

struct ORM_TABLE(city) city {
    int64_t id              ORM_COLUMN(primary_key);
    int64_t country_id      ORM_COLUMN(references = country.id);
    struct country *country ORM_BELONGS_TO(country_id);
    struct country *rules   ORM_HAS_ONE(country.capital_id);
};

#endif
