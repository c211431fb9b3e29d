/* Finding and opening drivers. Knows their names, nothing of what they do. */
#ifndef ORM_DRIVER_DRIVER_H
#define ORM_DRIVER_DRIVER_H

#include <orm/sys/driver.h>

/* The driver for a URL's scheme; NULL = none. Borrowed, static. */
const orm_driver *orm__driver_for(const char *url);

#endif
