/* Macros of the program's whose names the generated tables use. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

#define check my_check
#define index(list, at) ((list)[at])
#define name my_name
#define size 12
#define kind "kind"
#define value +
#define layout
#define in for (;;)

/* These replace no parameter of the generated calls. */
#define row row
#define key my_key
#define db(x) (x)
#define rows 2
static const int most = rows;
#undef rows

enum colour { RED ORM_LABEL("red"), BLUE };

struct ORM_TABLE(thing, check = "{id} > 0", index(colour, flag)) thing {
    int64_t id ORM_COLUMN(primary_key, check = "{id} <> 7");
    int32_t my_size ORM_COLUMN(name = size, default = 1);
    enum colour colour ORM_COLUMN(index);
    bool flag : 1 ORM_COLUMN();
    char *check ORM_COLUMN();
};
