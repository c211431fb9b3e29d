/* Owns the tables of the trees: one entity, made anew for each schema that is asked for. */
#include "models/tree.h"

#include "models/odd.h"

static const uint16_t first_field[] = { 0 }, second_field[] = { 1 };

static const orm_value none = { .type = ORM_TYPE_INT, .as.integer = -1 };

static const orm_field fields[] = {
    ODD_FIELD(struct branch, id, INT64, INT, .nullable = false),
    { .member = "parent_id",
      .column = { .name = "parent_id", .kind = ORM_KIND_INT64, .nullable = true },
      .layout = { .storage = ORM_STORAGE_INT,
                  .offset = offsetof(struct branch, parent_id),
                  .size = sizeof(int64_t),
                  .null_if = &none } },
};

static orm_schema schema;
static orm_entity branch_entity;

const orm_schema *tree_schema(orm_action on_delete)
{
    static orm_foreign_key parent;
    static const orm_entity *const entities[] = { &branch_entity };
    parent = (orm_foreign_key){ .fields = second_field,
                                .target = &branch_entity,
                                .target_fields = first_field,
                                .field_count = 1,
                                .on_delete = on_delete,
                                .on_update = on_delete };
    branch_entity = (orm_entity){ .schema = &schema,
                                  .name = "branch",
                                  .table = "branch",
                                  .size = sizeof(struct branch),
                                  .align = _Alignof(struct branch),
                                  .fields = fields,
                                  .field_count = 2,
                                  .primary_key = { .fields = first_field, .field_count = 1 },
                                  .foreign_keys = &parent,
                                  .foreign_key_count = 1 };
    schema = (orm_schema){ .meta_version = ORM_META_VERSION,
                           .lock = orm_meta_v1,
                           .name = "tree",
                           .entities = entities,
                           .entity_count = 1 };
    return &schema;
}
