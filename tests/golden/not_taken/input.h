/* What may have such a name: declarations of what is generated, another space of names, what the compiler does not
 * see. */
#include <orm.h>
#include <stdint.h>

struct ORM_TABLE() node {
    int64_t id ORM_COLUMN(primary_key, assigned);
    int64_t node_insert;
};

ORM_BEGIN_DECLS
extern const orm_schema input_schema;
extern const orm_entity node_entity;
extern const struct node_columns node_;
ORM_END_DECLS
struct node_columns;

#ifndef __cplusplus
struct node_update {
    int node_find;
};
#endif

/* What only other tables have. */
int node_groups(void);
int node_insert_with_key(void);

struct ORM_TABLE() leaf {
    int64_t number ORM_COLUMN();
};
int leaf_find(void);
int leaf_delete(void);

int node_insert_all(int node_insert);

#if 0
#define node_select 1
int node_delete(void);
#endif
/* #define node_count 1 */
#define NODE node_count
