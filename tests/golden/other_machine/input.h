/* Scanned for a machine with smaller pointers than this one's. */
#include <orm/annotations.h>

struct place {
    char *street ORM_COLUMN();
    int number ORM_COLUMN();
};

struct ORM_TABLE(parcel) parcel {
    long long id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null, unique, check = "{name} <> ''");
    char code[3] ORM_COLUMN();
    unsigned char *data ORM_COLUMN(size = data_size, type = blob);
    unsigned data_size;
    char *tags[2] ORM_COLUMN();
    char **words ORM_COLUMN(count = word_count);
    int word_count;
    double *weight ORM_COLUMN();
    struct place from ORM_COLUMN();
    struct place *to ORM_COLUMN();
};
