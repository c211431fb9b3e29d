/* Names so long that no line holds two of them. */
#include <orm/annotations.h>
#include <stdint.h>

enum a_rather_long_enumeration_name_for_a_column {
    A_RATHER_LONG_ENUMERATOR_THAT_DOES_NOT_FIT_ON_A_LINE_TWICE_FIRST,
    A_RATHER_LONG_ENUMERATOR_THAT_DOES_NOT_FIT_ON_A_LINE_TWICE_SECOND
};

struct ORM_TABLE(name = "a table name that has some length to it", prefix = long_one)
    a_struct_whose_name_is_about_as_long_as_names_get_in_practice {
    int64_t the_first_part_of_a_key_whose_name_is_longer_than_most ORM_COLUMN(primary_key);
    int64_t the_second_part_of_a_key_whose_name_is_longer_than_most ORM_COLUMN(primary_key);
    enum a_rather_long_enumeration_name_for_a_column
        an_enumeration_member_with_quite_a_name ORM_COLUMN(
            default = A_RATHER_LONG_ENUMERATOR_THAT_DOES_NOT_FIT_ON_A_LINE_TWICE_SECOND);
    char *a_unique_member_that_has_a_name_of_its_own_length ORM_COLUMN(unique);
};
