/* The parts of the generated tables that belong to one entity. flat: an empty buffer to work in. */
#ifndef SCANNER_EMIT_C_PARTS_H
#define SCANNER_EMIT_C_PARTS_H

#include "base/buffer.h"
#include "model/model.h"

/* Static assertions for each mapped member and the size of the struct. */
void scan_parts_assertions(orm_buffer *to, orm_buffer *flat, const scan_model *model,
                           const scan_entity *entity);

/* Static assertions for the functions of all converters that a column has. */
void scan_parts_converters(orm_buffer *to, const scan_model *model);

/* NAME_groups, if there are any. */
void scan_parts_groups(orm_buffer *to, orm_buffer *flat, const scan_entity *entity);

/* The functions that reach bit-fields, if there are any. */
void scan_parts_accesses(orm_buffer *to, const scan_entity *entity);

/* The name of one of them: what is "get", "set", or "access" for the pair. */
void scan_parts_access_name(orm_buffer *to, const char *what, const scan_entity *entity,
                            const char *member);

/* NAME_fields: both halves. */
void scan_parts_fields(orm_buffer *to, orm_buffer *flat, const scan_entity *entity,
                       const orm_entity *table);

/* ".tables = ..." of an entity, nothing for NULL. */
void scan_parts_table_names(orm_buffer *to, orm_buffer *flat, const orm_dialect_name *names);

/* NAME_uniques, NAME_indexes, NAME_foreign_keys, NAME_checks, NAME_statements, as far as there are
 * any. */
void scan_parts_keys(orm_buffer *to, orm_buffer *flat, const orm_entity *table);

/* NAME_relations, if there are any. */
void scan_parts_relations(orm_buffer *to, orm_buffer *flat, const scan_entity *entity,
                          const orm_entity *table);

/* The typed calls of the generated header. */
void scan_parts_calls(orm_buffer *to, const scan_entity *entity, const orm_entity *table);

#endif
