/* Owns the hash of a schema: all that SQL sees of it, in order, and nothing of C's layout or of where the
 * tables are in memory. Numbers are hashed lowest byte first, so that it is the same on every machine. */
#include "base/hash.h"

#include <stddef.h>
#include <stdint.h>

#include "meta/entity.h"

static uint64_t hash_number(uint64_t hash, uint64_t number)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(number >> (8 * i));
    }
    return orm__hash_bytes(hash, bytes, sizeof bytes);
}

static uint64_t hash_names(uint64_t hash, const orm_dialect_name *names)
{
    for (const orm_dialect_name *row = names; row != NULL && row->dialect != NULL; row++) {
        hash = orm__hash_text(hash, row->dialect);
        hash = orm__hash_text(hash, row->name);
    }
    return orm__hash_text(hash, NULL);
}

static uint64_t hash_labels(uint64_t hash, const orm_enum *labels)
{
    if (labels == NULL) {
        return orm__hash_text(hash, NULL);
    }
    hash = orm__hash_text(hash, labels->name);
    hash = hash_number(hash, labels->label_count);
    for (uint16_t i = 0; i < labels->label_count; i++) {
        hash = orm__hash_text(hash, labels->labels[i].name);
        hash = hash_number(hash, (uint64_t)labels->labels[i].value);
    }
    return hash;
}

static uint64_t hash_value(uint64_t hash, const orm_value *value)
{
    hash = hash_number(hash, (uint64_t)value->type);
    hash = hash_number(hash, value->size);
    switch (value->type) {
    case ORM_TYPE_TEXT:
    case ORM_TYPE_BLOB:
    case ORM_TYPE_OTHER:
        return orm__hash_bytes(hash, value->as.data, value->size);
    case ORM_TYPE_BOOL:
        return hash_number(hash, value->as.boolean);
    case ORM_TYPE_INT:
    case ORM_TYPE_UINT:
    case ORM_TYPE_TIMESTAMP:
    case ORM_TYPE_REAL:
        return hash_number(hash, value->as.natural);
    case ORM_TYPE_NULL:
    case ORM_TYPE_LIST:
        break;
    }
    return hash;
}

static uint64_t hash_column(uint64_t hash, const orm_column *column)
{
    hash = orm__hash_text(hash, column->name);
    hash = hash_names(hash, column->names);
    hash = hash_number(hash, (uint64_t)column->kind);
    hash = hash_number(hash, column->nullable);
    hash = hash_number(hash, column->generated);
    hash = hash_labels(hash, column->labels);
    hash = hash_number(hash, (uint64_t)column->default_value.kind);
    hash = hash_value(hash, &column->default_value.value);
    hash = orm__hash_text(hash, column->default_value.sql);
    return orm__hash_text(hash, column->check);
}

static uint64_t hash_fields(uint64_t hash, const uint16_t *fields, uint16_t count)
{
    hash = hash_number(hash, count);
    for (uint16_t i = 0; i < count; i++) {
        hash = hash_number(hash, fields[i]);
    }
    return hash;
}

static uint64_t hash_key(uint64_t hash, const orm_key *key)
{
    return hash_fields(orm__hash_text(hash, key->name), key->fields, key->field_count);
}

static uint64_t hash_foreign_key(uint64_t hash, const orm_foreign_key *key)
{
    hash = orm__hash_text(hash, key->name);
    hash = orm__hash_text(hash, key->target->name);
    hash = hash_fields(hash, key->fields, key->field_count);
    hash = hash_fields(hash, key->target_fields, key->field_count);
    hash = hash_number(hash, (uint64_t)key->on_delete);
    return hash_number(hash, (uint64_t)key->on_update);
}

static uint64_t hash_keys(uint64_t hash, const orm_entity *entity)
{
    hash = hash_key(hash, &entity->primary_key);
    hash = hash_number(hash, entity->unique_count);
    for (uint16_t i = 0; i < entity->unique_count; i++) {
        hash = hash_key(hash, &entity->uniques[i]);
    }
    hash = hash_number(hash, entity->index_count);
    for (uint16_t i = 0; i < entity->index_count; i++) {
        const orm_index *index = &entity->indexes[i];
        hash = hash_fields(orm__hash_text(hash, index->name), index->fields, index->field_count);
    }
    hash = hash_number(hash, entity->foreign_key_count);
    for (uint16_t i = 0; i < entity->foreign_key_count; i++) {
        hash = hash_foreign_key(hash, &entity->foreign_keys[i]);
    }
    return hash;
}

static uint64_t hash_entity(uint64_t hash, const orm_entity *entity)
{
    hash = orm__hash_text(hash, entity->name);
    hash = orm__hash_text(hash, entity->table);
    hash = hash_names(hash, entity->tables);
    hash = hash_number(hash, entity->field_count);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        hash = orm__hash_text(hash, entity->fields[i].member);
        hash = hash_column(hash, &entity->fields[i].column);
    }
    return hash_keys(hash, entity);
}

uint64_t orm__entity_schema_hash(const orm_schema *schema)
{
    if (schema->hash != 0) {
        return schema->hash;
    }
    uint64_t hash = orm__hash_text(ORM_HASH_START, schema->name);
    hash = hash_number(hash, schema->entity_count);
    for (uint16_t i = 0; i < schema->entity_count; i++) {
        hash = hash_entity(hash, schema->entities[i]);
    }
    return hash == 0 ? 1 : hash; /* 0 says "not computed" */
}
