#include <orm/annotations.h>
#include <stdint.h>

enum twice { ONE = 1, UNO = 1 };
struct address { int32_t zip ORM_COLUMN(); int32_t city ORM_COLUMN(); };

struct ORM_TABLE(customer,
                 index(nmae),
                 index(),
                 index,
                 unique = name,
                 unique(name, name),
                 unique(plain),
                 unique(address),
                 index("name"),
                 index(name, were = "1"),
                 index(name, where = 1),
                 index(name, where = "1", where = "2"),
                 unique(email),
                 unique(name, country), unique(name, country),
                 index(name), index(name, name = second), index(country, name = second),
                 unique(twice),
                 name = again,
                 columns = kebab,
                 schema = pg_own, schema = two,
                 renamed_from = customer)
customer {
    int64_t id        ORM_COLUMN(primary_key);
    char *name        ORM_COLUMN();
    char *email       ORM_COLUMN(unique);
    char country[3]   ORM_COLUMN();
    enum twice twice  ORM_COLUMN();
    int32_t plain;
    struct address address ORM_COLUMN();
};
