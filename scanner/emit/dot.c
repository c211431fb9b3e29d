/* Owns the entity diagram for Graphviz: a node for each table and view, an edge with crow's feet
 * for each foreign key. Nodes are C names, quoted since "node" is a word of Graphviz, and ports are
 * numbers, so that a table may be called anything. */
#include "emit/emit.h"
#include "emit/facts.h"

/* Text inside a label of HTML. */
static void write_html(orm_buffer *to, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        switch (*c) {
        case '&':
            orm__buffer_text(to, "&amp;");
            break;
        case '<':
            orm__buffer_text(to, "&lt;");
            break;
        case '>':
            orm__buffer_text(to, "&gt;");
            break;
        default:
            orm__buffer_char(to, *c);
            break;
        }
    }
}

/* Text inside a quoted name. */
static void write_escaped(orm_buffer *to, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        orm__buffer_text(to, *c == '"' || *c == '\\' ? "\\" : "");
        orm__buffer_char(to, *c);
    }
}

static void write_column(orm_buffer *to, const orm_entity *entity, uint16_t index)
{
    const orm_column *column = &entity->fields[index].column;
    bool is_key = scan_facts_is_key(entity, index);
    orm__buffer_format(to, "        <tr><td align=\"left\" port=\"c%u\">%s", (unsigned)index,
                       is_key ? "<u>" : "");
    write_html(to, column->name);
    orm__buffer_format(to, "%s</td><td align=\"left\">%s%s%s</td></tr>\n", is_key ? "</u>" : "",
                       scan_facts_kind(column), scan_facts_kind_mark(column),
                       column->nullable ? "?" : "");
}

static void write_node(orm_buffer *to, const orm_entity *entity)
{
    orm__buffer_format(
        to, "    \"%s\" [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\">\n",
        entity->name);
    bool is_view = entity->kind == ORM_ENTITY_VIEW;
    orm__buffer_format(to, "        <tr><td colspan=\"2\" bgcolor=\"lightgrey\"><%s>",
                       is_view ? "i" : "b");
    write_html(to, entity->table);
    orm__buffer_format(to, "</%s></td></tr>\n", is_view ? "i" : "b");
    for (uint16_t i = 0; i < entity->field_count; i++) {
        write_column(to, entity, i);
    }
    orm__buffer_text(to, "    </table>>];\n");
}

/* A table that no struct maps is a node of its name alone; its blank is in no C name. */
static void write_target(orm_buffer *to, const orm_foreign_key *key)
{
    const orm_foreign_table *outside = key->outside;
    if (outside == NULL) {
        orm__buffer_format(to, "\"%s\":c%u", key->target->name, (unsigned)key->target_fields[0]);
        return;
    }
    orm__buffer_text(to, "\"table ");
    write_escaped(to, outside->schema == NULL ? "" : outside->schema);
    orm__buffer_text(to, outside->schema == NULL ? "" : ".");
    write_escaped(to, outside->name);
    orm__buffer_char(to, '"');
}

static void write_label(orm_buffer *to, const orm_entity *entity, const orm_foreign_key *key)
{
    const scan_ways ways = scan_facts_ways(entity, key);
    if (ways.are_called) {
        orm__buffer_format(to, ", label=\"%s%s%s\"", ways.forward, ways.between, ways.backward);
    }
}

/* Over a link: dashed, beside the link's own edges. */
static void write_links(orm_buffer *to, const orm_entity *entity)
{
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        const orm_relation *relation = &entity->relations[i];
        if (relation->kind == ORM_RELATION_MANY_TO_MANY && scan_facts_is_drawn(relation->target)) {
            orm__buffer_format(to,
                               "    \"%s\" -> \"%s\" [arrowtail=crowodot, arrowhead=crowodot, "
                               "style=dashed, constraint=false, label=\"%s\"];\n",
                               entity->name, relation->target->name, relation->member);
        }
    }
}

static void write_edges(orm_buffer *to, const orm_entity *entity)
{
    for (uint16_t i = 0; i < entity->foreign_key_count; i++) {
        const orm_foreign_key *key = &entity->foreign_keys[i];
        orm__buffer_format(to, "    \"%s\":c%u -> ", entity->name, (unsigned)key->fields[0]);
        write_target(to, key);
        orm__buffer_format(to, " [arrowtail=%s, arrowhead=%s",
                           scan_facts_is_single(entity, key) ? "teeodot" : "crowodot",
                           scan_facts_is_optional(entity, key) ? "teeodot" : "teetee");
        write_label(to, entity, key);
        orm__buffer_text(to, "];\n");
    }
}

orm_status scan_emit_dot(orm_buffer *to, const scan_emit *emit, orm_error *error)
{
    (void)error;
    const orm_schema *schema = emit->schema;
    scan_emit_banner(to, emit, "//", "");
    orm__buffer_format(to, "digraph \"%s\" {\n    graph [rankdir=RL];\n    node [shape=plain];\n",
                       emit->symbol);
    orm__buffer_text(to, "    edge [dir=both];\n");
    for (uint16_t i = 0; i < schema->entity_count; i++) {
        if (scan_facts_is_drawn(schema->entities[i])) {
            write_node(to, schema->entities[i]);
        }
    }
    for (uint16_t i = 0; i < schema->entity_count; i++) {
        if (scan_facts_is_drawn(schema->entities[i])) {
            write_edges(to, schema->entities[i]);
            write_links(to, schema->entities[i]);
        }
    }
    orm__buffer_text(to, "}\n");
    return ORM_OK;
}
