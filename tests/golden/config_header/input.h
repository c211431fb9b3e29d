/* Needs another header before it. */
#include <orm/annotations.h>

struct ORM_TABLE(setting) setting {
    SETTING_ID id ORM_COLUMN(primary_key);
};
