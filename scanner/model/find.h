/* Finding entities, fields and members of a model by name. */
#ifndef SCANNER_MODEL_FIND_H
#define SCANNER_MODEL_FIND_H

#include "annotation/suggest.h"
#include "model/model.h"

/* NULL = none. Borrowed. An entity goes by its name, and by the names of its typedefs. */
scan_entity *scan_find_entity(const scan_model *model, const char *name);
const scan_member *scan_find_member(const scan_entity *entity, const char *name);

/* The member that the way to this one comes to, as far as the entity knows it; NULL = none.
 * Borrowed. */
const scan_member *scan_find_way(orm_arena *arena, const scan_entity *entity, const char *name);

/* The index of the field, or field_count where there is none. */
uint16_t scan_find_field(const scan_entity *entity, const char *member);

/* The end of a message about a name that was not found. Borrowed from the suggestion. */
const char *scan_find_similar_member(const scan_entity *entity, const char *name,
                                     scan_suggestion *suggestion);
const char *scan_find_similar_field(const scan_entity *entity, const char *name,
                                    scan_suggestion *suggestion);

/* The name of an entity that is meant; a table's name counts as its entity's. */
const char *scan_find_similar_entity(const scan_model *model, const char *name,
                                     scan_suggestion *suggestion);

/* Whether a name is written as those of macros are: "MAX_SIZE". */
bool scan_find_is_macro_name(const char *name);

/* Whether a member's name is one that lengths have: "data_len". */
bool scan_find_is_length_name(const char *name);

/* Whether two names are one; that there is none is one, too. */
bool scan_find_is_same(const char *a, const char *b);

/* True for an annotated struct of a header that is merely included. */
bool scan_find_is_foreign(const scan_model *model, const char *name);

/* True where the field is the whole primary key, or unique by itself. */
bool scan_find_is_key(const scan_entity *entity, uint16_t field);

/* The member of the first field that is such a key, for messages. Borrowed. */
const char *scan_find_key_member(const scan_entity *entity);

/* Behind the last point: "city" of "address.city". Borrowed from it. */
const char *scan_find_last_name(const char *member);

/* What makes a member of the entity a column: "ORM_COLUMN". Static. */
const char *scan_find_column_macro(const scan_entity *entity);

/* What a field's column is called, and its columns begin with, unless the annotation says.
 * Borrowed. */
const char *scan_find_label(const scan_field *field);

/* True where the field is what its own pointer points to: its NULL is that pointer's. */
bool scan_find_is_pointer(const scan_entity *entity, const scan_field *field);

/* How C spells the struct that a group's members are in; of 0 the entity's own. Borrowed. */
const char *scan_find_group_type(const scan_entity *entity, uint16_t group);

/* How many fields the primary key has. */
uint16_t scan_find_key_size(const scan_entity *entity);

/* The place of a field in a list; count = it is not there. */
uint16_t scan_find_place(const uint16_t *fields, uint16_t count, uint16_t field);

#endif
