/* Without the scanner: the tables that orm-scan would write, written by hand. They are plain
 * constant data (orm/meta.h says what each row means), and as good as generated ones. */
#include "example.h"

struct point {
    int64_t id;
    char *name;
    double x, y;
};

extern const orm_schema map_schema;

#define LAYOUT(kind, type, m)                  \
    .layout = { .storage = ORM_STORAGE_##kind, \
                .offset = offsetof(type, m),   \
                .size = sizeof(((type *)0)->m) }

static const orm_field point_fields[] = {
    { .member = "id",
      .column = { .name = "id", .kind = ORM_KIND_INT64, .generated = true },
      LAYOUT(INT, struct point, id) },
    { .member = "name",
      .column = { .name = "name", .kind = ORM_KIND_TEXT, .nullable = true },
      LAYOUT(STRING, struct point, name) },
    { .member = "x",
      .column = { .name = "x", .kind = ORM_KIND_FLOAT64 },
      LAYOUT(FLOAT, struct point, x) },
    { .member = "y",
      .column = { .name = "y", .kind = ORM_KIND_FLOAT64 },
      LAYOUT(FLOAT, struct point, y) },
};

static const orm_entity point_entity = {
    .schema = &map_schema,
    .name = "point",
    .table = "point",
    .size = sizeof(struct point),
    .align = _Alignof(struct point),
    .fields = point_fields,
    .field_count = sizeof point_fields / sizeof *point_fields,
    .primary_key = { .fields = (const uint16_t[]){ 0 }, .field_count = 1 },
};

const orm_schema map_schema = {
    .meta_version = ORM_META_VERSION,
    .lock = orm_meta_v1,
    .name = "map",
    .entities = (const orm_entity *const[]){ &point_entity },
    .entity_count = 1,
};

static const orm_path point_path = { .entity = &point_entity };
static const orm_real_handle point_x = { { .path = &point_path, .field = 2 } };

static orm_status run(orm_db *db)
{
    struct point points[] = { { .name = "Here", .x = 1.5, .y = -2 }, { .x = -0.25, .y = 1e9 } };
    TRY(orm_insert(db, &point_entity, &points[0]));
    TRY(orm_insert(db, &point_entity, &points[1]));

    orm_rows *rows = NULL;
    const orm_query query = { .where = orm_lt(point_x, 2.0), .order_by = { orm_asc(point_x) } };
    TRY(orm_select(db, &point_entity, &query, &rows));
    for (const struct point *p; (p = orm_rows_next(rows, &point_entity)) != NULL;) {
        printf("%" PRId64 " %s (%g, %g)\n", p->id, p->name != NULL ? p->name : "-", p->x, p->y);
    }
    const orm_status status = orm_rows_status(rows);
    orm_rows_free(rows);
    return status;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &map_schema, run);
}
