/* What is wrong inside of a nested struct is said there, once, however often it is used. */
#include <orm/annotations.h>
#include <stdint.h>

struct photo {
    void *bytes ORM_COLUMN(size = sise);
    uint32_t size;
    int32_t width ORM_COLUMN(uniqe);
    int32_t height ORM_COLUMN(check = "{heigth} > 0");
    char *author ORM_COLUMN(references = person.name);
};

struct ORM_TABLE(album) album {
    int64_t id ORM_COLUMN(primary_key);
    struct photo front ORM_COLUMN();
    struct photo *back ORM_COLUMN();
    int64_t twin ORM_COLUMN(references = album.front.widht);
};
