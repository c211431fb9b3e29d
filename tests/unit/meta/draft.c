/* Owns the contents of the schema that tests spoil. */
#include "draft.h"

#include <string.h>

static void fill_labels(draft *d)
{
    d->label[0] = (orm_enum_label){ "SMALL", 0 };
    d->label[1] = (orm_enum_label){ "LARGE", 5 };
    d->labels = (orm_enum){ .name = "size", .labels = d->label, .label_count = 2 };
}

static void fill_groups(draft *d)
{
    d->groups[0] = (orm_group){ .member = "nested",
                                .offset = offsetof(struct draft_parent, nested),
                                .size = sizeof(struct draft_nested),
                                .align = _Alignof(struct draft_nested),
                                .by_pointer = true };
    d->groups[1] = (orm_group){ .member = "deeper",
                                .parent = 1,
                                .size = sizeof(struct draft_nested),
                                .align = _Alignof(struct draft_nested) };
}

static void fill_parent(draft *d)
{
    d->value = orm_value_text("");
    d->parent_fields[PARENT_ID] = (orm_field){
        .member = "id",
        .column = { .name = "id", .kind = ORM_KIND_INT64, .generated = true },
        .layout = { .storage = ORM_STORAGE_INT, .size = 8 },
    };
    d->parent_fields[PARENT_CODE] = (orm_field){
        .member = "code",
        .column = { .name = "code", .kind = ORM_KIND_TEXT, .nullable = true },
        .layout = { .storage = ORM_STORAGE_CHARS,
                    .offset = offsetof(struct draft_parent, code),
                    .size = 8,
                    .null_if = &d->value },
    };
    d->parent_fields[PARENT_KIND] = (orm_field){
        .member = "kind",
        .column = { .name = "kind",
                    .kind = ORM_KIND_ENUM,
                    .labels = &d->labels,
                    .default_value = { .kind = ORM_DEFAULT_VALUE,
                                       .value = orm_value_text("LARGE") } },
        .layout = { .storage = ORM_STORAGE_UINT,
                    .offset = offsetof(struct draft_parent, kind),
                    .size = sizeof(unsigned) },
    };
    d->parent_fields[PARENT_AT] = (orm_field){
        .member = "at",
        .column = { .name = "at",
                    .kind = ORM_KIND_TIMESTAMP,
                    .default_value = { .kind = ORM_DEFAULT_NOW, .value = orm_value_int(1000) } },
        .layout = { .storage = ORM_STORAGE_INT,
                    .offset = offsetof(struct draft_parent, at),
                    .size = 8,
                    .units_per_second = 1000 },
    };
    d->parent_fields[PARENT_DATA] = (orm_field){
        .member = "data",
        .column = { .name = "data", .kind = ORM_KIND_BLOB, .check = "length({data}) < 10" },
        .layout = { .storage = ORM_STORAGE_BLOB,
                    .offset = offsetof(struct draft_parent, data),
                    .size = sizeof(void *),
                    .length = { .offset = offsetof(struct draft_parent, data_size),
                                .size = sizeof(size_t) } },
    };
    d->parent_fields[PARENT_INNER] = (orm_field){
        .member = "nested.inner",
        .column = { .name = "nested_inner", .kind = ORM_KIND_INT32, .nullable = true },
        .layout = { .storage = ORM_STORAGE_INT, .group = 1, .size = 4 },
    };
}

static void fill_spare(draft *d)
{
    d->outside_columns[0] = "id";
    d->outside = (orm_foreign_table){ .name = "city", .columns = d->outside_columns };
    d->texts[0] = "{id} > 0";
    d->texts[1] = "{id} > 1";
    d->statements[0] = (orm_table_statement){ .dialect = "sqlite", .sql = "SELECT {id}" };
    d->statements[1] = (orm_table_statement){ .dialect = "postgresql", .sql = "SELECT {id}" };
}

static void fill_child(draft *d)
{
    d->child_fields[CHILD_FIRST] = (orm_field){
        .member = "first",
        .column = { .name = "first", .kind = ORM_KIND_INT64 },
        .layout = { .storage = ORM_STORAGE_INT, .size = 8 },
    };
    d->child_fields[CHILD_SECOND] = (orm_field){
        .member = "second",
        .column = { .name = "second", .kind = ORM_KIND_INT64 },
        .layout = { .storage = ORM_STORAGE_INT,
                    .offset = offsetof(struct draft_child, second),
                    .size = 8 },
    };
    d->child_fields[CHILD_PARENT] = (orm_field){
        .member = "parent_id",
        .column = { .name = "parent_id", .kind = ORM_KIND_INT64, .nullable = true },
        .layout = { .storage = ORM_STORAGE_INT,
                    .offset = offsetof(struct draft_child, parent_id),
                    .size = 8,
                    .null_flag = { .offset = offsetof(struct draft_child, parent_id_is_null),
                                   .size = sizeof(bool) } },
    };
}

static void fill_keys(draft *d)
{
    d->parent_key[0] = PARENT_ID;
    d->child_key[0] = CHILD_FIRST;
    d->child_key[1] = CHILD_SECOND;
    d->code_fields[0] = PARENT_CODE;
    d->reference_from[0] = CHILD_PARENT;
    d->reference_to[0] = PARENT_ID;
    d->uniques[0] = (orm_key){ .fields = d->code_fields, .field_count = 1 };
    d->indexes[0] = (orm_index){ .fields = d->child_key + 1, .field_count = 1 };
    d->references[0] = (orm_foreign_key){ .fields = d->reference_from,
                                          .target = &d->parent,
                                          .target_fields = d->reference_to,
                                          .field_count = 1,
                                          .on_delete = ORM_ACTION_SET_NULL };
}

static void fill_relations(draft *d)
{
    d->friend_from[0] = CHILD_FIRST;
    d->parent_relations[0] = (orm_relation){
        .member = "children",
        .kind = ORM_RELATION_HAS_MANY,
        .target = &d->child,
        .fields = d->reference_to,
        .field_count = 1,
        .target_fields = d->reference_from,
        .target_field_count = 1,
        .offset = offsetof(struct draft_parent, children),
        .count = { .offset = offsetof(struct draft_parent, child_count), .size = sizeof(uint32_t) },
    };
    d->parent_relations[1] = (orm_relation){
        .member = "friends",
        .kind = ORM_RELATION_MANY_TO_MANY,
        .target = &d->parent,
        .fields = d->parent_key,
        .field_count = 1,
        .target_fields = d->parent_key,
        .target_field_count = 1,
        .link = { .entity = &d->child,
                  .fields = d->friend_from,
                  .target_fields = d->reference_from },
        .offset = offsetof(struct draft_parent, friends),
        .count = { .offset = offsetof(struct draft_parent, friend_count),
                   .size = sizeof(int16_t),
                   .is_signed = true },
    };
    d->child_relations[0] = (orm_relation){
        .member = "parent",
        .kind = ORM_RELATION_BELONGS_TO,
        .target = &d->parent,
        .fields = d->reference_from,
        .field_count = 1,
        .target_fields = d->reference_to,
        .target_field_count = 1,
        .offset = offsetof(struct draft_child, parent),
    };
}

void draft_relate(draft *d)
{
    d->parent.relation_count = 2;
    d->child.relation_count = 1;
}

void draft_init(draft *d)
{
    *d = (draft){ .schema = { .name = "" } };
    fill_labels(d);
    fill_groups(d);
    fill_parent(d);
    fill_child(d);
    fill_keys(d);
    fill_spare(d);
    fill_relations(d);
    d->names[0] = (orm_dialect_name){ "sqlite", "Other" };
    d->parent = (orm_entity){ .schema = &d->schema,
                              .name = "parent",
                              .table = "parents",
                              .size = sizeof(struct draft_parent),
                              .align = _Alignof(struct draft_parent),
                              .fields = d->parent_fields,
                              .field_count = PARENT_FIELDS,
                              .groups = d->groups,
                              .group_count = 1,
                              .primary_key = { .fields = d->parent_key, .field_count = 1 },
                              .uniques = d->uniques,
                              .unique_count = 1,
                              .relations = d->parent_relations };
    d->child = (orm_entity){ .schema = &d->schema,
                             .index = 1,
                             .name = "child",
                             .table = "children",
                             .size = sizeof(struct draft_child),
                             .align = _Alignof(struct draft_child),
                             .fields = d->child_fields,
                             .field_count = CHILD_FIELDS,
                             .primary_key = { .fields = d->child_key, .field_count = 2 },
                             .indexes = d->indexes,
                             .index_count = 1,
                             .foreign_keys = d->references,
                             .foreign_key_count = 1,
                             .relations = d->child_relations };
    d->entities[0] = &d->parent;
    d->entities[1] = &d->child;
    d->schema = (orm_schema){ .meta_version = ORM_META_VERSION,
                              .lock = orm_meta_v1,
                              .name = "draft",
                              .entities = d->entities,
                              .entity_count = 2 };
}

void draft_apply(draft *d, const draft_change *changes)
{
    for (int i = 0; i < 2; i++) {
        if (changes[i].size > 0) {
            memcpy((unsigned char *)d + changes[i].offset, changes[i].bytes, changes[i].size);
        }
    }
}
