/* Owns the hash of a schema: all that SQL sees of it, and its relations, in order, and nothing of
 * C's layout or of where the tables are in memory. Numbers are hashed lowest byte first, so that it
 * is the same on every machine. */
#include "base/hash.h"

#include <stddef.h>
#include <stdint.h>

#include "meta/entity.h"

/* An optional fact stands behind a tag of its own and adds nothing where it is absent: so a fact
 * that the contract learns later leaves the hashes of all schemas without it as they are. A tag is
 * never given to another fact. */
typedef enum fact {
    FACT_END = 0, /* of a column, a key, an entity */
    FACT_DIALECT_NAME,
    FACT_NULLABLE,
    FACT_GENERATED,
    FACT_LABELS,
    FACT_DEFAULT,
    FACT_CHECK,
    FACT_NAME,
    FACT_ON_DELETE,
    FACT_ON_UPDATE,
    FACT_COLUMN,
    FACT_PRIMARY_KEY,
    FACT_UNIQUE,
    FACT_INDEX,
    FACT_FOREIGN_KEY,
    FACT_ENTITY,
    FACT_PRECISION,
    FACT_SCALE,
    FACT_COMPUTED,
    FACT_READONLY,
    FACT_VERSION,
    FACT_TABLE_SCHEMA,
    FACT_TABLE_RENAMED_FROM,
    FACT_TABLE_CHECK,
    FACT_STATEMENT,
    FACT_INDEX_IS_UNIQUE,
    FACT_INDEX_WHERE,
    FACT_OUTSIDE,
    FACT_TYPE,
    FACT_ENGINE_DEFAULT,
    FACT_RELATION,
    FACT_LINK,
    FACT_ELEMENT,
    FACT_REDACT,
    FACT_RENAMED_FROM,
    FACT_ENTITY_KIND,
    FACT_PART_OF
} fact;

static uint64_t hash_tag(uint64_t hash, fact tag)
{
    const unsigned char byte = (unsigned char)tag;
    return orm__hash_bytes(hash, &byte, 1);
}

static uint64_t hash_number(uint64_t hash, uint64_t number)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(number >> (8 * i));
    }
    return orm__hash_bytes(hash, bytes, sizeof bytes);
}

/* ---- optional facts: NULL and 0 are absent ------------------------------------------------ */

static uint64_t add_text(uint64_t hash, fact tag, const char *text)
{
    return text == NULL ? hash : orm__hash_text(hash_tag(hash, tag), text);
}

static uint64_t add_number(uint64_t hash, fact tag, uint64_t number)
{
    return number == 0 ? hash : hash_number(hash_tag(hash, tag), number);
}

/* tag: of each row. */
static uint64_t add_rows(uint64_t hash, fact tag, const orm_dialect_name *names)
{
    for (const orm_dialect_name *row = names; row != NULL && row->dialect != NULL; row++) {
        hash = add_text(hash, tag, row->dialect);
        hash = orm__hash_text(hash, row->name);
    }
    return hash;
}

static uint64_t add_names(uint64_t hash, const orm_dialect_name *names)
{
    return add_rows(hash, FACT_DIALECT_NAME, names);
}

static uint64_t add_labels(uint64_t hash, const orm_enum *labels)
{
    if (labels == NULL) {
        return hash;
    }
    hash = add_text(hash, FACT_LABELS, labels->name);
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
    case ORM_TYPE_DATE:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_REAL:
        return hash_number(hash, value->as.natural);
    case ORM_TYPE_INTERVAL:
        return hash_number(hash_number(hash, (uint32_t)value->months), value->as.natural);
    case ORM_TYPE_NULL:
    case ORM_TYPE_LIST:
        break;
    }
    return hash;
}

static uint64_t add_default(uint64_t hash, const orm_default *default_value)
{
    hash = add_number(hash, FACT_DEFAULT, (uint64_t)default_value->kind);
    switch (default_value->kind) {
    case ORM_DEFAULT_VALUE:
        return hash_value(hash, &default_value->value);
    case ORM_DEFAULT_NOW:
        return default_value->value.type == ORM_TYPE_NULL ? hash
                                                          : hash_value(hash, &default_value->value);
    case ORM_DEFAULT_SQL:
        return orm__hash_text(hash, default_value->sql);
    case ORM_DEFAULT_NONE:
        break;
    }
    return hash;
}

/* ---- columns, keys, entities -------------------------------------------------------------- */

static uint64_t add_column(uint64_t hash, const orm_field *field)
{
    const orm_column *column = &field->column;
    hash = add_text(hash, FACT_COLUMN, field->member);
    hash = orm__hash_text(hash, column->name);
    hash = hash_number(hash, (uint64_t)column->kind);
    hash = add_names(hash, column->names);
    hash = add_number(hash, FACT_NULLABLE, column->nullable);
    hash = add_number(hash, FACT_GENERATED, column->generated);
    hash = add_number(hash, FACT_PRECISION, column->precision);
    hash = add_number(hash, FACT_SCALE, column->scale);
    hash = add_labels(hash, column->labels);
    hash = add_number(hash, FACT_ELEMENT, (uint64_t)column->element);
    hash = add_default(hash, &column->default_value);
    hash = add_rows(hash, FACT_ENGINE_DEFAULT, column->default_value.engines);
    hash = add_rows(hash, FACT_TYPE, column->types);
    hash = add_text(hash, FACT_CHECK, column->check);
    hash = add_text(hash, FACT_COMPUTED, column->computed);
    hash = add_number(hash, FACT_READONLY, column->readonly);
    hash = add_number(hash, FACT_REDACT, column->redact);
    hash = add_text(hash, FACT_RENAMED_FROM, column->renamed_from);
    return hash_tag(hash, FACT_END);
}

static uint64_t hash_fields(uint64_t hash, const uint16_t *fields, uint16_t count)
{
    for (uint16_t i = 0; i < count; i++) {
        hash = hash_number(hash, fields[i]);
    }
    return hash;
}

/* A key or an index: nothing where it has no fields. */
static uint64_t add_key(uint64_t hash, fact tag, const char *name, const uint16_t *fields,
                        uint16_t count)
{
    hash = add_number(hash, tag, count);
    hash = hash_fields(hash, fields, count);
    hash = add_text(hash, FACT_NAME, name);
    return count == 0 ? hash : hash_tag(hash, FACT_END);
}

static uint64_t add_index(uint64_t hash, const orm_index *index)
{
    hash = add_number(hash, FACT_INDEX_IS_UNIQUE, index->is_unique);
    hash = add_text(hash, FACT_INDEX_WHERE, index->where);
    return add_key(hash, FACT_INDEX, index->name, index->fields, index->field_count);
}

/* What a foreign key leads to. */
static uint64_t add_target(uint64_t hash, const orm_foreign_key *key)
{
    const orm_foreign_table *outside = key->outside;
    if (outside == NULL) {
        hash = orm__hash_text(hash, key->target->name);
        hash = hash_fields(hash, key->fields, key->field_count);
        return hash_fields(hash, key->target_fields, key->field_count);
    }
    hash = add_text(hash, FACT_OUTSIDE, outside->name);
    hash = add_text(hash, FACT_TABLE_SCHEMA, outside->schema);
    hash = hash_fields(hash, key->fields, key->field_count);
    for (uint16_t i = 0; i < key->field_count; i++) {
        hash = orm__hash_text(hash, outside->columns[i]);
    }
    return hash;
}

static uint64_t add_foreign_key(uint64_t hash, const orm_foreign_key *key)
{
    hash = add_number(hash, FACT_FOREIGN_KEY, key->field_count);
    hash = add_target(hash, key);
    hash = add_text(hash, FACT_NAME, key->name);
    hash = add_number(hash, FACT_ON_DELETE, (uint64_t)key->on_delete);
    hash = add_number(hash, FACT_ON_UPDATE, (uint64_t)key->on_update);
    return hash_tag(hash, FACT_END);
}

static uint64_t add_keys(uint64_t hash, const orm_entity *entity)
{
    const orm_key *primary = &entity->primary_key;
    hash = add_key(hash, FACT_PRIMARY_KEY, primary->name, primary->fields, primary->field_count);
    for (uint16_t i = 0; i < entity->unique_count; i++) {
        const orm_key *key = &entity->uniques[i];
        hash = add_key(hash, FACT_UNIQUE, key->name, key->fields, key->field_count);
    }
    for (uint16_t i = 0; i < entity->index_count; i++) {
        hash = add_index(hash, &entity->indexes[i]);
    }
    for (uint16_t i = 0; i < entity->foreign_key_count; i++) {
        hash = add_foreign_key(hash, &entity->foreign_keys[i]);
    }
    return hash;
}

static uint64_t add_texts(uint64_t hash, const orm_entity *entity)
{
    for (uint16_t i = 0; i < entity->check_count; i++) {
        hash = add_text(hash, FACT_TABLE_CHECK, entity->checks[i]);
    }
    for (uint16_t i = 0; i < entity->statement_count; i++) {
        hash = add_text(hash, FACT_STATEMENT, entity->statements[i].dialect);
        hash = orm__hash_text(hash, entity->statements[i].sql);
    }
    return hash;
}

/* Which relation an index means is part of what two copies of a schema must agree on. */
static uint64_t add_relation(uint64_t hash, const orm_relation *relation)
{
    hash = add_text(hash, FACT_RELATION, relation->member);
    hash = hash_number(hash, (uint64_t)relation->kind);
    hash = orm__hash_text(hash, relation->target->name);
    hash = hash_number(hash, relation->field_count);
    hash = hash_fields(hash, relation->fields, relation->field_count);
    hash = hash_number(hash, relation->target_field_count);
    hash = hash_fields(hash, relation->target_fields, relation->target_field_count);
    if (relation->link.entity != NULL) {
        hash = add_text(hash, FACT_LINK, relation->link.entity->name);
        hash = hash_fields(hash, relation->link.fields, relation->field_count);
        hash = hash_fields(hash, relation->link.target_fields, relation->target_field_count);
    }
    return hash_tag(hash, FACT_END);
}

static uint64_t add_relations(uint64_t hash, const orm_entity *entity)
{
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        hash = add_relation(hash, &entity->relations[i]);
    }
    return hash;
}

static uint64_t add_entity(uint64_t hash, const orm_entity *entity)
{
    hash = add_text(hash, FACT_ENTITY, entity->name);
    hash = orm__hash_text(hash, entity->table);
    hash = add_names(hash, entity->tables);
    hash = add_number(hash, FACT_ENTITY_KIND, (uint64_t)entity->kind);
    hash = add_text(hash, FACT_PART_OF, entity->part_of == NULL ? NULL : entity->part_of->name);
    hash = add_text(hash, FACT_TABLE_SCHEMA, entity->table_schema);
    hash = add_text(hash, FACT_TABLE_RENAMED_FROM, entity->renamed_from);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        hash = add_column(hash, &entity->fields[i]);
    }
    hash = add_number(add_keys(hash, entity), FACT_VERSION, entity->version);
    hash = add_texts(hash, entity);
    return hash_tag(add_relations(hash, entity), FACT_END);
}

uint64_t orm__entity_schema_hash(const orm_schema *schema)
{
    if (schema->hash != 0) {
        return schema->hash;
    }
    uint64_t hash = orm__hash_text(ORM_HASH_START, schema->name);
    for (uint16_t i = 0; i < schema->entity_count; i++) {
        hash = add_entity(hash, schema->entities[i]);
    }
    return hash == 0 ? 1 : hash; /* 0 says "not computed" */
}
