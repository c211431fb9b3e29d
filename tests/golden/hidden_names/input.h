/* What the program calls as the generated calls call their parameters: variables, functions, enumerators,
 * types. */
#include <orm/annotations.h>
#include <stdint.h>

struct server;
extern struct server *db;
enum stage { row, query };
typedef enum stage arena;
int rows(int count_out);
struct key;
enum { by_id, size_of_token };

struct ORM_TABLE(ticket) ticket {
    int64_t id      ORM_COLUMN(primary_key);
    uint8_t *token  ORM_COLUMN(size = length, not_null, unique);
    unsigned length;
    arena stage     ORM_COLUMN();
    unsigned open : 1 ORM_COLUMN();
};
