/* Names of the generated code that the headers declare themselves, or what they include. */
#include <orm/annotations.h>
#include <stdint.h>
#include "helpers.h"

struct ORM_TABLE() customer {
    int64_t id ORM_COLUMN(primary_key);
    int64_t number ORM_COLUMN(unique);
};

int customer_insert(struct customer *customer);
struct customer_columns {
    int id;
};
extern int customer_;
#define customer_find_by_number(number) 1

struct ORM_TABLE(orders, prefix = purchase) order {
    int64_t id ORM_COLUMN(primary_key);
};

typedef int purchase_entity;

struct ORM_TABLE() helped {
    int64_t id ORM_COLUMN(primary_key);
};

struct point {
    int x;
};

ORM_MAP(spot, struct point) {
    ORM_MEMBER(x, primary_key);
}
enum { spot_count = 3 };

extern int input_schema;

/* What the file of the tables keeps to itself. */
enum mode { MODE_A, MODE_B };
enum bits { BIT_A = 1, BIT_B = 2 };
struct ORM_TABLE() kept {
    int64_t id ORM_COLUMN(primary_key);
    int64_t other ORM_COLUMN(references = customer.id, index);
    int64_t third ORM_COLUMN(unique);
    enum mode mode ORM_COLUMN();
    enum bits bits ORM_COLUMN(as = flags);
};
extern const char *const mode_labels[];
extern const char *const bits_labels[];
enum { kept_uniques = 1 };
int kept_indexes(void);
int kept_foreign_keys(void);
int kept_groups(void);
int kept_checks(void);
#define mode_enum 1

/* Of the header that is generated. */
#define INPUT_ORM_H
