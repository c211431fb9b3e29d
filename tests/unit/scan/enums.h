/* Enums in each way that they are stored, and bit-fields. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

enum level { LEVEL_LOW ORM_LABEL("low"), LEVEL_HIGH = 5, LEVEL_OTHER };

struct ORM_TABLE(signal) signal {
    int64_t id ORM_COLUMN(primary_key);
    enum level level ORM_COLUMN(unknown = LEVEL_OTHER, default = LEVEL_LOW);
    enum level number : 4 ORM_COLUMN(as = number, null_reads_as = LEVEL_HIGH);
    int few : 3 ORM_COLUMN(null_flag = none);
    bool none : 1;
};
