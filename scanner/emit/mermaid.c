/* Owns the entity diagram for Mermaid. Its names are C's, the entities' in quotes since many words
 * of Mermaid cannot stand alone; where the database has another name, that stands beside. */
#include <string.h>

#include "emit/emit.h"
#include "emit/facts.h"
#include "model/symbol.h"

/* Between double quotes. There is no escape for what cannot stand there. */
static void write_safe(orm_buffer *to, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        bool can_stand = (unsigned char)*c >= ' ' && *c != '"' && *c != '%' && *c != '\\';
        orm__buffer_char(to, can_stand ? *c : '_');
    }
}

static void write_quoted(orm_buffer *to, const char *text)
{
    orm__buffer_char(to, '"');
    write_safe(to, text);
    orm__buffer_char(to, '"');
}

/* A key's mark, in whatever case. */
static bool is_mark(const char *name)
{
    return strlen(name) == 2 && strchr("pPfFuU", name[0]) != NULL && strchr("kK", name[1]) != NULL;
}

static void write_name(orm_buffer *to, const char *member)
{
    scan_symbol_append(to, member);
    orm__buffer_text(to, is_mark(member) ? "_" : "");
}

/* Whether the name of a member is written as its column is called. */
static bool is_named_so(const char *member, const char *column)
{
    const char *rest = member;
    char next = scan_symbol_next(&rest);
    while (next != '\0' && next == *column) {
        next = scan_symbol_next(&rest);
        column++;
    }
    return next == *column && !is_mark(member);
}

static void write_marks(orm_buffer *to, const orm_entity *entity, uint16_t field)
{
    const char *before = " ";
    if (scan_facts_is_key(entity, field)) {
        orm__buffer_format(to, "%sPK", before);
        before = ", ";
    }
    if (scan_facts_is_foreign(entity, field)) {
        orm__buffer_format(to, "%sFK", before);
        before = ", ";
    }
    if (scan_facts_is_unique(entity, field)) {
        orm__buffer_format(to, "%sUK", before);
    }
}

static void write_column(orm_buffer *to, const orm_entity *entity, uint16_t index)
{
    const orm_field *field = &entity->fields[index];
    orm__buffer_format(to, "        %s%s ", scan_facts_kind(&field->column),
                       scan_facts_kind_mark(&field->column));
    write_name(to, field->member);
    write_marks(to, entity, index);
    if (!is_named_so(field->member, field->column.name)) {
        orm__buffer_char(to, ' ');
        write_quoted(to, field->column.name);
    }
    orm__buffer_char(to, '\n');
}

static void write_entity(orm_buffer *to, const orm_entity *entity)
{
    orm__buffer_format(to, "    \"%s\"", entity->name);
    bool is_view = entity->kind == ORM_ENTITY_VIEW;
    if (is_view || strcmp(entity->table, entity->name) != 0) {
        orm__buffer_format(to, "[\"%s", is_view ? "view " : "");
        write_safe(to, entity->table);
        orm__buffer_text(to, "\"]");
    }
    orm__buffer_text(to, " {\n");
    for (uint16_t i = 0; i < entity->field_count; i++) {
        write_column(to, entity, i);
    }
    orm__buffer_text(to, "    }\n");
}

/* A table that no struct maps has a blank in its name here, which C's names never have. */
static void write_target(orm_buffer *to, const orm_foreign_key *key)
{
    orm__buffer_char(to, '"');
    if (key->outside == NULL) {
        orm__buffer_text(to, key->target->name);
    } else {
        orm__buffer_text(to, "table ");
        write_safe(to, key->outside->schema == NULL ? "" : key->outside->schema);
        orm__buffer_text(to, key->outside->schema == NULL ? "" : ".");
        write_safe(to, key->outside->name);
    }
    orm__buffer_char(to, '"');
}

static void write_columns(orm_buffer *to, const orm_entity *entity, const orm_foreign_key *key)
{
    for (uint16_t i = 0; i < key->field_count; i++) {
        orm__buffer_text(to, i == 0 ? "" : ", ");
        write_safe(to, entity->fields[key->fields[i]].column.name);
    }
}

/* Where C calls neither way anything, the columns' names. */
static void write_label(orm_buffer *to, const orm_entity *entity, const orm_foreign_key *key)
{
    const scan_ways ways = scan_facts_ways(entity, key);
    if (!ways.are_called) {
        write_columns(to, entity, key);
        return;
    }
    orm__buffer_format(to, "%s%s%s", ways.forward, ways.between, ways.backward);
}

/* Over a link: dotted, beside the link's own lines. */
static void write_links(orm_buffer *to, const orm_entity *entity)
{
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        const orm_relation *relation = &entity->relations[i];
        if (relation->kind == ORM_RELATION_MANY_TO_MANY && scan_facts_is_drawn(relation->target)) {
            orm__buffer_format(to, "    \"%s\" }o..o{ \"%s\" : \"%s\"\n", entity->name,
                               relation->target->name, relation->member);
        }
    }
}

static void write_relationships(orm_buffer *to, const orm_entity *entity)
{
    for (uint16_t i = 0; i < entity->foreign_key_count; i++) {
        const orm_foreign_key *key = &entity->foreign_keys[i];
        orm__buffer_text(to, "    ");
        write_target(to, key);
        orm__buffer_format(to, " %s--%s \"%s\" : \"",
                           scan_facts_is_optional(entity, key) ? "|o" : "||",
                           scan_facts_is_single(entity, key) ? "o|" : "o{", entity->name);
        write_label(to, entity, key);
        orm__buffer_text(to, "\"\n");
    }
    write_links(to, entity);
}

orm_status scan_emit_mermaid(orm_buffer *to, const scan_emit *emit, orm_error *error)
{
    (void)error;
    const orm_schema *schema = emit->schema;
    scan_emit_banner(to, emit, "%%", "");
    orm__buffer_text(to, "erDiagram\n");
    for (uint16_t i = 0; i < schema->entity_count; i++) {
        if (scan_facts_is_drawn(schema->entities[i])) {
            write_entity(to, schema->entities[i]);
        }
    }
    for (uint16_t i = 0; i < schema->entity_count; i++) {
        if (scan_facts_is_drawn(schema->entities[i])) {
            write_relationships(to, schema->entities[i]);
        }
    }
    return ORM_OK;
}
