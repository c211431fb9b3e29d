/* Names of columns in a style, for members that are not named. */
#include <orm/annotations.h>
#include <stdint.h>

struct object_id {
    uint8_t hash[4] ORM_COLUMN(name = oid, renamed_from = sha, unique = by_hash);
    int32_t algo    ORM_COLUMN(sqlite_name = algorithm);
};

struct place {
    char *zip_code ORM_COLUMN();
    int32_t geoLat ORM_COLUMN(name = "Latitude");
};

struct ORM_TABLE(camel, columns = camelCase) camel {
    int64_t id             ORM_COLUMN(primary_key);
    int64_t customer_id    ORM_COLUMN();
    int64_t HTTPServer     ORM_COLUMN();
    int64_t utf8_name_     ORM_COLUMN(check = "{utf8_name_} > 0");
    int64_t already_named  ORM_COLUMN(name = already_named);
    int64_t sqlite_named   ORM_COLUMN(sqlite_name = sqlite_named);
    struct place home      ORM_COLUMN();
    struct place work_site ORM_COLUMN(prefix = office_);
    struct object_id oid   ORM_COLUMN();
    struct object_id old   ORM_COLUMN(prefix = old);
    struct { struct object_id id ORM_COLUMN(prefix = own); struct object_id two ORM_COLUMN(columns(hash = second)); } both ORM_COLUMN();
    struct place *none     ORM_COLUMN(prefix = "");
};

struct ORM_TABLE(pascal, columns = PascalCase) pascal {
    int64_t customer_id   ORM_COLUMN(primary_key);
    int64_t userID2       ORM_COLUMN();
    struct place work_site ORM_COLUMN();
};

struct ORM_TABLE(snake, columns = snake_case) snake {
    int64_t customerId    ORM_COLUMN(primary_key);
    int64_t HTTPServerURL ORM_COLUMN();
    int64_t i64Value      ORM_COLUMN();
    int64_t _             ORM_COLUMN();
    struct place workSite ORM_COLUMN();
};

struct ORM_TABLE(plain, columns = as_is) plain {
    int64_t customerId ORM_COLUMN(primary_key);
};
