/* The grammar of arguments; each annotation is read on its own. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key,);
    int64_t a ORM_COLUMN(default == 1);
    int64_t b ORM_COLUMN(name x);
    int64_t c ORM_COLUMN(default = (1 + 1));
    int64_t d ORM_COLUMN(default = -"x");
    int64_t e ORM_COLUMN(default = 12abc);
    char *f ORM_COLUMN(default = "\q");
    char *g ORM_COLUMN(default = 'x');
    char *g2 ORM_COLUMN(default = L"x");
    char *g3 ORM_COLUMN(default = u8"x" u"y");
    char *h ORM_COLUMN(  references   =   customer.   );
    char *i ORM_COLUMN(index(a, b(c)));
    char *j ORM_COLUMN(name(a));
};
