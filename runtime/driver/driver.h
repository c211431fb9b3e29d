/* Finding and opening drivers, and what several of them ask. */
#ifndef ORM_DRIVER_DRIVER_H
#define ORM_DRIVER_DRIVER_H

#include <orm/sys/driver.h>

/* The driver for a URL's scheme; NULL = none. Borrowed, static. */
const orm_driver *orm__driver_for(const char *url);

/* Whether a value of one of the parameters is not to be shown. */
bool orm__driver_has_secret(const orm_parameter_type *types, size_t count);

#endif
