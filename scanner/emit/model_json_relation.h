/* The part of the model as JSON that speaks of relations, and what it shares with the rest. */
#ifndef SCANNER_EMIT_MODEL_JSON_RELATION_H
#define SCANNER_EMIT_MODEL_JSON_RELATION_H

#include "emit/json.h"
#include "model/model.h"

/* The list "relations" of an entity. */
void scan_json_relations(scan_json *json, const orm_entity *entity, const scan_entity *source);

/* A list of members, in one line. */
void scan_json_members(scan_json *json, const char *key, const orm_entity *entity,
                       const uint16_t *fields, uint16_t count);

#endif
