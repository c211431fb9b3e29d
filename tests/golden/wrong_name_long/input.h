/* PostgreSQL keeps 63 bytes of a name. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(postgresql_name = a_table_whose_name_goes_on_until_it_is_longer_than_any_should_be)
    customer {
    int64_t a_member_whose_name_goes_on_until_it_is_longer_than_a_name_should_be ORM_COLUMN();
    int64_t id ORM_COLUMN(unique = a_key_whose_name_goes_on_until_it_is_longer_than_any_name_should_be);
};
