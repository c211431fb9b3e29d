#include <orm/annotations.h>

union ORM_TABLE(either) either {
    int a;
};
union plain {
    int a ORM_COLUMN();
};
enum ORM_TABLE(color) color { RED };
struct ORM_TABLE(missing) missing;
typedef int number ORM_TABLE(number);
typedef int count ORM_COLUMN();
extern int variable ORM_COLUMN();
void function(int parameter) ORM_TABLE(function);

struct ORM_COLUMN(primary_key) odd {
    int id;
};

struct ORM_TABLE(good) good {
    int id ORM_COLUMN(primary_key);
    int other ORM_TABLE(other);
    int twice ORM_COLUMN() ORM_COLUMN(index);
};

struct ORM_TABLE(first) twice {
    int id ORM_COLUMN(primary_key);
} ORM_TABLE(second);

struct {
    int id ORM_COLUMN(primary_key);
} ORM_TABLE(nameless) object;
