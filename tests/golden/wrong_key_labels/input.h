/* A key is stored by one name: two names of one value would be two keys. */
#include <orm/annotations.h>

enum al { ONE = 1, UNO = 1, TWO = 2 };
typedef enum { NORTH, SOUTH, UP = NORTH } side;

struct ORM_TABLE(first) first {
    enum al c      ORM_COLUMN(primary_key);
    side side      ORM_COLUMN(index, unique = place);
    side place     ORM_COLUMN(unique = place);
    side other     ORM_COLUMN(index);
    side number    ORM_COLUMN(unique, as = number);
};

struct ORM_TABLE(second) second {
    enum al first_c    ORM_COLUMN(references = first.c);
    int number         ORM_COLUMN(primary_key);
};
