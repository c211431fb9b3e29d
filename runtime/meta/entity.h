/* Looking things up in the tables of the contract, and checking that they make sense. Reads the
 * column half and the keys; offsets belong to meta/field. */
#ifndef ORM_META_ENTITY_H
#define ORM_META_ENTITY_H

#include <orm/error.h>
#include <orm/meta.h>

/* The name of a table or column for a dialect; dialect NULL = the general one. Borrowed. */
const char *orm__entity_name(const orm_dialect_name *names, const char *general,
                             const char *dialect);
const char *orm__entity_table(const orm_entity *entity, const char *dialect);
const char *orm__entity_column(const orm_column *column, const char *dialect);

/* The SQL type that the column has on a dialect instead of its kind's; NULL = the kind's.
 * Borrowed. */
const char *orm__entity_type(const orm_column *column, const char *dialect);

/* The field whose member path is member; NULL = none. Borrowed. */
const orm_field *orm__entity_field(const orm_entity *entity, const char *member, size_t size);

/* True where the field at this index belongs to the primary key. */
bool orm__entity_is_key(const orm_entity *entity, uint16_t field);

/* True where only the database writes the column: no INSERT and no UPDATE names it. */
bool orm__entity_is_filled(const orm_column *column);

/* The field that the database generates; NULL = none. Borrowed. */
const orm_field *orm__entity_generated(const orm_entity *entity);

/* Checks all tables of a schema: version, indexes in range, keys, storage that fits the kind, names
 * that are there and differ (also by more than case). MISUSE with the entity and member at
 * fault. */
orm_status orm__entity_check_schema(const orm_schema *schema, orm_error *error);

/* The hash of all column halves: the generated one, or computed where that is 0. */
uint64_t orm__entity_schema_hash(const orm_schema *schema);

#endif
