/* Mappings of structs that have no annotation, as few as show every way into them. */
#include <orm/annotations.h>

struct owner {
    char *name;
    int age;
};

struct thing {
    long number;
    struct owner *owner;
    struct {
        unsigned char *data;
        int size;
    } content;
    struct owner *past[2];
};

ORM_MAP(thing, struct thing, name = things)
{
    ORM_MEMBER(number, primary_key, assigned);
    ORM_MEMBER(owner->name, check = "{owner.name} <> ''");
    ORM_MEMBER(owner->age);
    ORM_MEMBER(content.data, size = content.size);
    ORM_MEMBER(past[1]->age);
}
