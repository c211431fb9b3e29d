/* Owns the list of URL schemes and the driver of each. */
#include "driver/driver.h"

#include <string.h>

static const struct {
    const char *scheme;
    const orm_driver *driver;
} known[] = {
    { "sqlite:", &orm_driver_sqlite },
    { "postgresql://", &orm_driver_postgresql },
    { "postgres://", &orm_driver_postgresql },
};

const orm_driver *orm__driver_for(const char *url)
{
    for (size_t i = 0; url != NULL && i < sizeof known / sizeof known[0]; i++) {
        if (strncmp(url, known[i].scheme, strlen(known[i].scheme)) == 0) {
            return known[i].driver;
        }
    }
    return NULL;
}

bool orm__driver_has_secret(const orm_parameter_type *types, size_t count)
{
    size_t i = 0;
    while (i < count && !types[i].secret) {
        i++;
    }
    return i < count;
}
