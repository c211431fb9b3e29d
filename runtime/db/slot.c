/* Owns the slots: which schemas the handle has met, and where each operation's statement is. */
#include "db/slot.h"

#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "db/db.h"
#include "meta/entity.h"
#include "row/plan_step.h"

static size_t slots_of(const orm_entity *entity)
{
    return (size_t)ORM_SLOT_FIND_BY + entity->unique_count;
}

static void drop_statements(orm_db *db, orm_slot_schema *schema)
{
    for (size_t i = 0; schema->slots != NULL && i < schema->slot_count; i++) {
        orm__cache_drop(&db->cache, schema->slots[i]);
        schema->slots[i] = NULL;
    }
}

void orm__slot_forget(orm_db *db)
{
    for (size_t i = 0; i < db->slots.count; i++) {
        drop_statements(db, &db->slots.schemas[i]);
    }
}

static void free_schema(orm_db *db, orm_slot_schema *schema)
{
    drop_statements(db, schema);
    for (uint16_t i = 0; schema->plans != NULL && i < schema->entity_count; i++) {
        orm__plan_free_all(schema->plans[i], &db->allocator);
    }
    orm__alloc_free(&db->allocator, schema->plans, schema->entity_count * sizeof *schema->plans);
    orm__alloc_free(&db->allocator, schema->slots, schema->slot_count * sizeof *schema->slots);
    orm__alloc_free(&db->allocator, schema->first, schema->entity_count * sizeof *schema->first);
}

void orm__slot_fini(orm_db *db)
{
    for (size_t i = 0; i < db->slots.count; i++) {
        free_schema(db, &db->slots.schemas[i]);
    }
    orm__alloc_free(&db->allocator, db->slots.schemas,
                    db->slots.capacity * sizeof *db->slots.schemas);
    db->slots = (orm_slots){ .count = 0 };
}

static orm_status add_schema(orm_db *db, const orm_schema *schema, uint64_t hash, orm_error *error)
{
    orm_slots *slots = &db->slots;
    void *schemas = slots->schemas;
    if (!orm__alloc_grow(&db->allocator, &schemas, &slots->capacity, slots->count + 1,
                         sizeof *slots->schemas)) {
        return orm__error_no_memory(error);
    }
    slots->schemas = schemas;
    orm_slot_schema added = { .schema = schema,
                              .stated_hash = schema->hash,
                              .hash = hash,
                              .entity_count = schema->entity_count };
    added.first = orm__alloc_array(&db->allocator, schema->entity_count, sizeof *added.first);
    for (uint16_t i = 0; added.first != NULL && i < schema->entity_count; i++) {
        added.first[i] = added.slot_count;
        added.slot_count += slots_of(schema->entities[i]);
    }
    added.slots = orm__alloc_zeroed(&db->allocator, added.slot_count, sizeof *added.slots);
    added.plans = orm__alloc_zeroed(&db->allocator, added.entity_count, sizeof *added.plans);
    if (added.first == NULL || added.slots == NULL || added.plans == NULL) {
        free_schema(db, &added);
        return orm__error_no_memory(error);
    }
    slots->last = slots->count;
    slots->schemas[slots->count++] = added;
    return ORM_OK;
}

/* It is not the schema that was asked for last: the same schema may have come from another
 * library. */
static orm_status meet_schema(orm_db *db, const orm_schema *schema, orm_error *error)
{
    orm_slots *slots = &db->slots;
    for (size_t i = 0; i < slots->count; i++) {
        if (orm__slot_is_known_as(&slots->schemas[i], schema)) {
            slots->last = i;
            return ORM_OK;
        }
    }
    orm_status status = orm__entity_check_schema(schema, error);
    if (status != ORM_OK) {
        return status;
    }
    uint64_t hash = orm__entity_schema_hash(schema);
    for (size_t i = 0; i < slots->count; i++) {
        if (slots->schemas[i].hash == hash) {
            slots->schemas[i].schema = schema;
            slots->schemas[i].stated_hash = schema->hash;
            slots->last = i;
            return ORM_OK;
        }
    }
    return add_schema(db, schema, hash, error);
}

static bool is_own(const orm_entity *entity)
{
    const orm_schema *schema = entity->schema;
    return entity->index < schema->entity_count && schema->entities[entity->index] == entity;
}

/* Nearly every call is about the schema that the last one was about. */
static inline bool is_met(const orm_db *db, const orm_entity *entity)
{
    const orm_slots *slots = &db->slots;
    return entity != NULL && entity->schema != NULL && slots->last < slots->count &&
           orm__slot_is_known_as(&slots->schemas[slots->last], entity->schema) && is_own(entity);
}

orm_status orm__slot_meet(orm_db *db, const orm_entity *entity, orm_error *error)
{
    if (is_met(db, entity)) {
        return ORM_OK;
    }
    if (entity == NULL || entity->schema == NULL) {
        return orm__error_set(error, ORM_MISUSE, "%s",
                              entity == NULL ? "the entity is NULL" : "the entity has no schema");
    }
    orm_status status = meet_schema(db, entity->schema, error);
    if (status == ORM_OK && !is_own(entity)) {
        status = orm__error_set(error, ORM_MISUSE, "the entity is not the one that its schema has");
    }
    return status;
}

orm_status orm__slot_meet_for(orm_db *db, const orm_entity *entity, orm_use use, orm_error *error)
{
    orm_status status = orm__slot_meet(db, entity, error);
    return status == ORM_OK ? orm__use_check(entity, use, error) : status;
}

const orm_plan *orm__slot_plan(orm_db *db, const orm_entity *entity)
{
    orm_plan **plans = db->slots.schemas[db->slots.last].plans;
    return orm__plan_find(&plans[entity->index], entity, &db->allocator);
}

/* True where the driver tells the key that the database generates for this entity. */
static bool tells_key(orm_db *db, const orm_entity *entity)
{
    const orm_driver *driver = db->link->driver;
    const orm_field *generated = orm__entity_generated(entity);
    const char *dialect = db->dialect->name;
    return generated != NULL && driver->knows_inserted_key != NULL &&
           driver->knows_inserted_key(db->link, orm__entity_table(entity, dialect),
                                      orm__entity_column(&generated->column, dialect));
}

/* That there should be one row of the key, which is a single column. */
static void tell_sought(const orm_db *db, const orm_entity *entity)
{
    const orm_driver *driver = db->link->driver;
    const char *dialect = db->dialect->name;
    if (driver->seeks_one != NULL && entity->primary_key.field_count == 1) {
        const orm_field *key = &entity->fields[entity->primary_key.fields[0]];
        driver->seeks_one(db->link, orm__entity_table(entity, dialect),
                          orm__entity_column(&key->column, dialect));
    }
}

/* What the driver has been told of a statement that is not prepared after all: the next one is
 * another. */
static void withdraw(const orm_db *db)
{
    const orm_driver *driver = db->link->driver;
    if (driver->knows_inserted_key != NULL) {
        (void)driver->knows_inserted_key(db->link, NULL, NULL);
    }
    if (driver->seeks_one != NULL) {
        driver->seeks_one(db->link, NULL, NULL);
    }
}

static orm_status render(orm_db *db, const orm_entity *entity, unsigned op, bool key_is_told,
                         orm_error *error)
{
    orm_sql *sql = &db->sql;
    switch (op) {
    case ORM_SLOT_INSERT:
        return orm__sql_insert(sql, db->dialect, entity,
                               key_is_told ? ORM_SQL_KEY_LEFT_OUT : ORM_SQL_KEY_RETURNED, error);
    case ORM_SLOT_INSERT_WITH_KEY:
        return orm__sql_insert(sql, db->dialect, entity, ORM_SQL_KEY_STORED, error);
    case ORM_SLOT_FIND:
        return orm__sql_find(sql, db->dialect, entity, &entity->primary_key, error);
    case ORM_SLOT_UPDATE:
        return orm__sql_update(sql, db->dialect, entity, error);
    case ORM_SLOT_DELETE:
        return orm__sql_delete(sql, db->dialect, entity, error);
    case ORM_SLOT_DELETE_KEY:
        return orm__sql_delete_key(sql, db->dialect, entity, error);
    case ORM_SLOT_EXISTS:
        return orm__sql_exists(sql, db->dialect, entity, error);
    default:
        return orm__sql_find(sql, db->dialect, entity, &entity->uniques[op - ORM_SLOT_FIND_BY],
                             error);
    }
}

/* The types of the rendered parameters, in scratch memory. */
static orm_parameter_type *types_of(orm_db *db, const orm_entity *entity)
{
    size_t count = db->sql.param_count;
    orm_parameter_type *types = orm__arena_zeroed(db->scratch, count, sizeof *types);
    for (size_t i = 0; types != NULL && i < count; i++) {
        const orm_column *column = &entity->fields[db->sql.params[i].field].column;
        types[i] = (orm_parameter_type){
            .kind = column->kind,
            .element = column->element,
            .secret = column->redact,
            .own_type = orm__entity_type(column, db->dialect->name) != NULL,
        };
    }
    return types;
}

static orm_status note_fields(orm_db *db, orm_statement *statement)
{
    size_t count = db->sql.param_count;
    if (count == 0) {
        return ORM_OK;
    }
    statement->fields = orm__alloc_array(&db->allocator, count, sizeof *statement->fields);
    if (statement->fields == NULL) {
        return ORM_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        statement->fields[i] = db->sql.params[i].field;
        if (db->sql.params[i].source == ORM_SQL_NEXT) {
            statement->next = (uint16_t)(i + 1);
        }
    }
    return ORM_OK;
}

/* Of the text that was rendered last. */
static orm_status prepare_rendered(orm_db *db, const orm_entity *entity, unsigned op,
                                   orm_statement **statement_out, orm_error *error)
{
    orm_parameter_type *types = types_of(db, entity);
    if (types == NULL) {
        return orm__error_no_memory(error);
    }
    if (op == ORM_SLOT_FIND || op == ORM_SLOT_EXISTS) {
        tell_sought(db, entity);
    }
    orm_statement *statement = NULL;
    const orm_statement_text text = orm__db_statement_text(db, types);
    orm_status status = orm__cache_prepare(&db->cache, &text, &statement, error);
    if (status != ORM_OK) {
        error->sql = orm__buffer_string(&db->sql.text);
        return status;
    }
    if (note_fields(db, statement) != ORM_OK) {
        orm__cache_release(&db->cache, statement);
        return orm__error_no_memory(error);
    }
    *statement_out = statement;
    return ORM_OK;
}

static orm_status prepare(orm_db *db, const orm_entity *entity, unsigned op,
                          orm_statement **statement_out, orm_error *error)
{
    bool key_is_told = op == ORM_SLOT_INSERT && tells_key(db, entity);
    orm_statement *statement = NULL;
    orm_status status = render(db, entity, op, key_is_told, error);
    if (status == ORM_OK) {
        status = prepare_rendered(db, entity, op, &statement, error);
    }
    if (status != ORM_OK || statement == NULL) {
        withdraw(db);
        return status;
    }
    statement->tells_key = key_is_told;
    *statement_out = statement;
    return ORM_OK;
}

/* Of an entity whose schema was asked for last. */
static orm_statement **find_slot(orm_db *db, const orm_entity *entity, unsigned op)
{
    orm_slot_schema *schema = &db->slots.schemas[db->slots.last];
    return &schema->slots[schema->first[entity->index] + op];
}

/* The slot's statement, or one of its own where that is in use. */
static orm_status look_for(orm_db *db, const orm_entity *entity, unsigned op,
                           orm_statement **statement_out, orm_error *error)
{
    orm_statement **slot = find_slot(db, entity, op);
    if (*slot != NULL && !(*slot)->in_use) {
        db->cache.counts.hits++;
        *statement_out = *slot;
        return ORM_OK;
    }
    orm_statement *fresh = NULL;
    orm_status status = prepare(db, entity, op, &fresh, error);
    if (status == ORM_OK && fresh != NULL) {
        if (*slot == NULL && db->cache.limit > 0) {
            fresh->is_single_use = false;
            *slot = fresh;
        }
        *statement_out = fresh;
    }
    return status;
}

static orm_use use_of(unsigned op)
{
    if (op >= ORM_SLOT_FIND) {
        return ORM_USE_READ;
    }
    return op == ORM_SLOT_INSERT || op == ORM_SLOT_INSERT_WITH_KEY ? ORM_USE_INSERT
                                                                   : ORM_USE_CHANGE;
}

orm_status orm__slot_acquire(orm_db *db, const orm_entity *entity, unsigned op,
                             orm_statement **statement_out, orm_error *error)
{
    orm_statement *statement = NULL;
    orm_status status = orm__slot_meet_for(db, entity, use_of(op), error);
    const orm_plan *plan = status == ORM_OK ? orm__slot_plan(db, entity) : NULL;
    if (status == ORM_OK) {
        status = plan == NULL ? orm__error_no_memory(error)
                              : look_for(db, entity, op, &statement, error);
    }
    if (status == ORM_OK && statement != NULL) {
        statement->plan = plan;
        statement->in_use = true;
        *statement_out = statement;
    }
    return status;
}

void orm__slot_discard(orm_db *db, const orm_entity *entity, unsigned op, orm_statement *statement)
{
    orm_statement **slot = find_slot(db, entity, op);
    if (*slot == statement) {
        *slot = NULL;
        statement->is_single_use = true;
    }
    orm__cache_release(&db->cache, statement);
}

size_t orm__slot_count(const orm_db *db, uint64_t *again_out)
{
    size_t count = 0;
    *again_out = 0;
    for (size_t i = 0; i < db->slots.count; i++) {
        const orm_slot_schema *schema = &db->slots.schemas[i];
        for (size_t k = 0; k < schema->slot_count; k++) {
            count += schema->slots[k] != NULL;
            *again_out += orm__cache_prepared_again(&db->cache, schema->slots[k]);
        }
    }
    return count;
}
