/* The parameters of a URL that are Corm's own: those that begin with orm_. */
#ifndef ORM_DB_URL_H
#define ORM_DB_URL_H

#include <orm/db.h>

/* Takes them from a URL of an engine that knows parameters, and puts what they say into the
 * options, unless these say something themselves. *url: owned, of the allocator; may be replaced.
 * Errors: MISUSE (an unknown one, an unknown value), NO_MEMORY. */
orm_status orm__url_take_own(const orm_allocator *allocator, char **url, orm_options *options,
                             orm_error *error);

#endif
