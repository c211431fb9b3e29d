/* All of a header's problems in one run, with tabs and umlauts before the caret. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
	int64_t	id ORM_COLUMN(primary_key, size = n);
    char *name /* "Größe" */ ORM_COLUMN(defualt = "x");
};

struct ORM_TABLE(customer) invoice {
    int64_t
        customer_id
        ORM_COLUMN(references = customer.id,
                   on_delete = casade,
                   index);
};
