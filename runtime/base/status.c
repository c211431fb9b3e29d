/* Owns the names and texts of statuses, from the one list in orm/error.h. */
#include <orm/error.h>

const char *orm_status_name(orm_status status)
{
    switch (status) {
#define STATUS_NAME(name, value, text) \
    case ORM_##name:                   \
        return "ORM_" #name;
        ORM_STATUS_MAP(STATUS_NAME)
#undef STATUS_NAME
    }
    return "ORM_?";
}

const char *orm_status_text(orm_status status)
{
    switch (status) {
#define STATUS_TEXT(name, value, text) \
    case ORM_##name:                   \
        return text;
        ORM_STATUS_MAP(STATUS_TEXT)
#undef STATUS_TEXT
    }
    return "unknown status";
}

bool orm_status_is_retryable(orm_status status)
{
    return status == ORM_SERIALIZATION || status == ORM_BUSY;
}
