/* Owns the relations in the model as JSON. */
#include "emit/model_json_relation.h"

#include <stddef.h>

#include "emit/facts.h"

void scan_json_members(scan_json *json, const char *key, const orm_entity *entity,
                       const uint16_t *fields, uint16_t count)
{
    scan_json_in_line(json);
    scan_json_open_list(json, key);
    for (uint16_t i = 0; i < count; i++) {
        scan_json_text(json, NULL, entity->fields[fields[i]].member);
    }
    scan_json_close_list(json);
}

static void write_link(scan_json *json, const orm_relation *relation)
{
    const orm_entity *link = relation->link.entity;
    if (link == NULL) {
        scan_json_text(json, "link", NULL);
        return;
    }
    scan_json_open_object(json, "link");
    scan_json_text(json, "entity", link->name);
    scan_json_members(json, "members", link, relation->link.fields, relation->field_count);
    scan_json_members(json, "target_members", link, relation->link.target_fields,
                      relation->target_field_count);
    scan_json_close_object(json);
}

static void write_relation(scan_json *json, const orm_entity *entity, const orm_relation *relation,
                           const scan_relation *source)
{
    scan_json_open_object(json, NULL);
    scan_json_text(json, "member", relation->member);
    scan_json_text(json, "kind", scan_facts_relation(relation->kind));
    scan_json_text(json, "count", source->count);
    scan_json_members(json, "members", entity, relation->fields, relation->field_count);
    scan_json_text(json, "target", relation->target->name);
    scan_json_members(json, "target_members", relation->target, relation->target_fields,
                      relation->target_field_count);
    write_link(json, relation);
    scan_json_close_object(json);
}

void scan_json_relations(scan_json *json, const orm_entity *entity, const scan_entity *source)
{
    scan_json_open_list(json, "relations");
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        write_relation(json, entity, &entity->relations[i], &source->relations[i]);
    }
    scan_json_close_list(json);
}
