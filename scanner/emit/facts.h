/* What the outputs for people and tools ask of the tables. */
#ifndef SCANNER_EMIT_FACTS_H
#define SCANNER_EMIT_FACTS_H

#include <orm/meta.h>

/* What a column holds: the name of its kind, of an array that of its items and a mark behind it
 * ("[]"). */
const char *scan_facts_kind(const orm_column *column);
const char *scan_facts_kind_mark(const orm_column *column);

/* As in annotations: "cascade". */
const char *scan_facts_action(orm_action action);

/* As in annotations, in lower case: "has_many". */
const char *scan_facts_relation(orm_relation_kind kind);

/* What C calls the way over a foreign key and the way back, to be written one behind the other:
 * "invoice", " / ", "lines". "" = there is nothing. */
typedef struct scan_ways {
    bool are_called;
    const char *forward, *between, *backward;
} scan_ways;

scan_ways scan_facts_ways(const orm_entity *entity, const orm_foreign_key *key);

/* Part of the primary key; part of a foreign key; a unique key by itself. */
bool scan_facts_is_key(const orm_entity *entity, uint16_t field);
bool scan_facts_is_foreign(const orm_entity *entity, uint16_t field);
bool scan_facts_is_unique(const orm_entity *entity, uint16_t field);

/* At most one row has the same values in the columns of a foreign key. */
bool scan_facts_is_single(const orm_entity *entity, const orm_foreign_key *key);

/* A foreign key that may be NULL. */
bool scan_facts_is_optional(const orm_entity *entity, const orm_foreign_key *key);

/* "table", "part", "view", "result". Static. */
const char *scan_facts_entity_kind(const orm_entity *entity);

/* Whether diagrams show it: a table, or a view. */
bool scan_facts_is_drawn(const orm_entity *entity);

#endif
