/* Every place where ORM_TABLE and ORM_COLUMN may stand. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(before_tag) before_tag {
    int64_t id ORM_COLUMN(primary_key);
};

struct behind_brace {
    int64_t id ORM_COLUMN(primary_key);
} ORM_TABLE(behind_brace);

typedef struct ORM_TABLE(typedef_struct) {
    int64_t id ORM_COLUMN(primary_key);
} typedef_struct;

typedef struct {
    int64_t id ORM_COLUMN(primary_key);
} ORM_TABLE(typedef_brace) typedef_brace;

typedef struct {
    int64_t id ORM_COLUMN(primary_key);
} typedef_end ORM_TABLE(typedef_end);

ORM_TABLE(typedef_start)
typedef struct {
    int64_t id ORM_COLUMN(primary_key);
} typedef_start;

typedef ORM_TABLE(typedef_middle) struct {
    int64_t id ORM_COLUMN(primary_key);
} typedef_middle;

typedef struct ORM_TABLE(tagged) tagged {
    int64_t id ORM_COLUMN(primary_key);
} tagged_t;

struct ORM_TABLE(declared) declared;
struct declared {
    int64_t id ORM_COLUMN(primary_key);
};

typedef struct forward forward;
struct ORM_TABLE(forward) forward {
    int64_t id ORM_COLUMN(primary_key);
};

struct outer {
    struct ORM_TABLE(inner) inner {
        int64_t id ORM_COLUMN(primary_key);
    } member;
};

struct ORM_TABLE(columns) columns {
    ORM_COLUMN(primary_key) int64_t before_type;
    int64_t ORM_COLUMN() before_name;
    int64_t behind_name ORM_COLUMN();
    char text[8] ORM_COLUMN(not_null);
    char ORM_COLUMN() code[8];
    int32_t a ORM_COLUMN(name = first), b ORM_COLUMN(name = second), unmapped;
    ORM_COLUMN() int32_t c, d;
};
