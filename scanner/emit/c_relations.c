/* Owns the generated relations: where they lead as it was lowered, their members as expressions. */
#include <stddef.h>

#include "emit/c_parts.h"
#include "emit/flat.h"
#include "emit/writer.h"
#include "model/find.h"

static const char *kind_symbol(orm_relation_kind kind)
{
    switch (kind) {
    case ORM_RELATION_NONE:
        break;
    case ORM_RELATION_BELONGS_TO:
        return "ORM_RELATION_BELONGS_TO";
    case ORM_RELATION_HAS_ONE:
        return "ORM_RELATION_HAS_ONE";
    case ORM_RELATION_HAS_MANY:
        return "ORM_RELATION_HAS_MANY";
    case ORM_RELATION_MANY_TO_MANY:
        return "ORM_RELATION_MANY_TO_MANY";
    }
    return "ORM_RELATION_NONE";
}

static void add_fields(orm_buffer *flat, const char *name, const uint16_t *fields, uint16_t count)
{
    scan_flat_label(flat, name);
    scan_writer_indexes(flat, fields, count);
}

static void add_link(orm_buffer *flat, const orm_relation *relation)
{
    if (relation->link.entity == NULL) {
        return;
    }
    scan_flat_label(flat, "link");
    orm__buffer_format(flat, "{ .entity = &%s_entity", relation->link.entity->name);
    add_fields(flat, "fields", relation->link.fields, relation->field_count);
    add_fields(flat, "target_fields", relation->link.target_fields, relation->target_field_count);
    orm__buffer_text(flat, " }");
}

static void add_count(orm_buffer *flat, const scan_entity *entity, const char *name)
{
    const scan_member *member = name == NULL ? NULL : scan_find_member(entity, name);
    if (member != NULL) {
        scan_flat_label(flat, "count");
        orm__buffer_format(flat, "{ .offset = offsetof(%s, %s), .size = sizeof(((%s *)0)->%s)%s }",
                           entity->c_type, member->path, entity->c_type, member->path,
                           member->type.type_class == SCAN_TYPE_INT ? ", .is_signed = true" : "");
    }
}

static void write_relation(orm_buffer *to, orm_buffer *flat, const scan_entity *entity,
                           const orm_relation *relation, const scan_relation *source)
{
    orm__buffer_text(flat, "{ ");
    scan_flat_text(flat, "member", relation->member);
    scan_flat_label(flat, "kind");
    orm__buffer_text(flat, kind_symbol(relation->kind));
    scan_flat_label(flat, "target");
    orm__buffer_format(flat, "&%s_entity", relation->target->name);
    add_fields(flat, "fields", relation->fields, relation->field_count);
    scan_flat_number(flat, "field_count", relation->field_count);
    add_fields(flat, "target_fields", relation->target_fields, relation->target_field_count);
    scan_flat_number(flat, "target_field_count", relation->target_field_count);
    add_link(flat, relation);
    scan_flat_label(flat, "offset");
    orm__buffer_format(flat, "offsetof(%s, %s)", entity->c_type, source->member);
    add_count(flat, entity, source->count);
    orm__buffer_text(flat, " }");
    scan_flat_end(to, 4, flat);
}

void scan_parts_relations(orm_buffer *to, orm_buffer *flat, const scan_entity *entity,
                          const orm_entity *table)
{
    if (table->relation_count == 0) {
        return;
    }
    orm__buffer_format(to, "\nstatic const orm_relation %s_relations[] = {\n", table->name);
    for (uint16_t i = 0; i < table->relation_count; i++) {
        write_relation(to, flat, entity, &table->relations[i], &entity->relations[i]);
    }
    orm__buffer_text(to, "};\n");
}
