/* Owns the typed calls of the generated header: functions of one line that name the entity. */
#include <string.h>

#include "emit/c_parts.h"
#include "emit/key.h"
#include "emit/writer.h"
#include "model/call.h"
#include "model/symbol.h"

/* The calls of one entity: where they go, and the parts of the one that is being written. */
typedef struct call_writer {
    orm_buffer *to;
    const scan_entity *entity;
    const orm_entity *table;
    orm_buffer name, parameters, key, arguments; /* of the function that is being written */
    orm_buffer open;                             /* one to work in */
    const char *local;                           /* a statement of it; NULL = none */
} call_writer;

/* The function whose parts have been written: NAME(PARAMETERS) calls orm_VERB(ARGUMENTS). */
static void end_one_liner(call_writer *writer, const char *verb)
{
    orm_buffer *parts[] = { &writer->name, &writer->parameters, &writer->key, &writer->arguments };
    const char *texts[4];
    for (size_t i = 0; i < 4; i++) {
        texts[i] = orm__buffer_string(parts[i]);
        if (texts[i] == NULL) {
            writer->to->failed = true;
            return;
        }
    }
    orm_buffer *open = &writer->open;
    orm__buffer_reset(open);
    orm__buffer_format(open, "\nORM_MUST_CHECK static inline orm_status %s(", texts[0]);
    scan_writer_fill(writer->to, orm__buffer_string(open), texts[1], ")");
    orm__buffer_text(writer->to, "{\n");
    if (texts[2][0] != '\0') {
        scan_writer_fill(writer->to, "    const orm_value key[] = { ", texts[2], " };");
    }
    if (writer->local != NULL) {
        orm__buffer_format(writer->to, "    %s\n", writer->local);
    }
    orm__buffer_reset(open);
    orm__buffer_format(open, "    return orm_%s(", verb);
    scan_writer_fill(writer->to, orm__buffer_string(open), texts[3], ");");
    orm__buffer_text(writer->to, "}\n");
    for (size_t i = 0; i < 4; i++) {
        orm__buffer_reset(parts[i]);
    }
}

/* The key's columns behind the parameters so far, and as the values of the array "key". */
static void add_key(call_writer *writer, const orm_key *key)
{
    for (uint16_t i = 0; i < key->field_count; i++) {
        const scan_field *field = &writer->entity->fields[key->fields[i]];
        orm__buffer_text(&writer->parameters, ", ");
        scan_key_parameter(&writer->parameters, field);
        orm__buffer_text(&writer->key, i > 0 ? ", " : "");
        scan_key_value(&writer->key, field);
    }
}

/* @ and #, as of scan_call.parameters. */
static void add_parameters(call_writer *writer, const char *form)
{
    for (const char *c = form; *c != '\0'; c++) {
        if (*c == '@') {
            orm__buffer_text(&writer->parameters, writer->entity->c_type);
        } else if (*c != '#') {
            orm__buffer_char(&writer->parameters, *c);
        } else if (writer->table->version == 0) {
            orm__buffer_text(&writer->parameters, "const ");
        }
    }
}

static void write_call(call_writer *writer, const scan_call *call)
{
    const char *name = writer->entity->name;
    orm__buffer_format(&writer->name, "%s_%s", name, call->verb);
    orm__buffer_text(&writer->parameters, "orm_db *db");
    orm__buffer_format(&writer->arguments, "db, &%s_entity", name);
    if (call->by_key) {
        add_key(writer, &writer->table->primary_key);
        orm__buffer_text(&writer->arguments, ", key");
    }
    if (call->parameters[0] != '\0') {
        orm__buffer_text(&writer->parameters, ", ");
        add_parameters(writer, call->parameters);
        orm__buffer_format(&writer->arguments, ", %s", call->arguments);
    }
    writer->local = call->local;
    end_one_liner(writer, call->verb);
    writer->local = NULL;
}

static void write_find_by(call_writer *writer, uint16_t unique)
{
    const scan_entity *entity = writer->entity;
    const orm_key *key = &writer->table->uniques[unique];
    orm__buffer_format(&writer->name, "%s_find_by", entity->name);
    for (uint16_t i = 0; i < key->field_count; i++) {
        orm__buffer_text(&writer->name, i > 0 ? "_and_" : "_");
        scan_symbol_append(&writer->name, entity->fields[key->fields[i]].member);
    }
    orm__buffer_text(&writer->parameters, "orm_db *db");
    add_key(writer, key);
    orm__buffer_format(&writer->parameters, ", %s *row_out, orm_arena *arena", entity->c_type);
    orm__buffer_format(&writer->arguments, "db, &%s_entity, %u, key, row_out, arena", entity->name,
                       (unsigned)unique);
    end_one_liner(writer, "find_by");
}

static void write_finds_by(call_writer *writer)
{
    for (uint16_t i = 0; i < writer->table->unique_count; i++) {
        write_find_by(writer, i);
    }
}

static void write_next(call_writer *writer)
{
    const scan_entity *entity = writer->entity;
    orm__buffer_format(&writer->name, "\nstatic inline %s *%s_next(", entity->c_type, entity->name);
    orm__buffer_format(&writer->key, "    return (%s *)orm_rows_next(", entity->c_type);
    orm__buffer_format(&writer->arguments, "rows, &%s_entity", entity->name);
    const char *open = orm__buffer_string(&writer->name);
    const char *call = orm__buffer_string(&writer->key);
    const char *arguments = orm__buffer_string(&writer->arguments);
    if (open == NULL || call == NULL || arguments == NULL) {
        writer->to->failed = true;
        return;
    }
    scan_writer_fill(writer->to, open, "orm_rows *rows", ")");
    orm__buffer_text(writer->to, "{\n");
    scan_writer_fill(writer->to, call, arguments, ");");
    orm__buffer_text(writer->to, "}\n");
}

static void write_calls(call_writer *writer)
{
    const scan_callable about = scan_call_about(writer->entity);
    for (const scan_call *call = scan_calls; call < scan_calls + SCAN_CALLS; call++) {
        if (scan_call_is_made(call, &about)) {
            write_call(writer, call);
        }
        if (strcmp(call->verb, "find") == 0) {
            write_finds_by(writer);
        }
    }
    write_next(writer);
}

void scan_parts_calls(orm_buffer *to, const scan_entity *entity, const orm_entity *table)
{
    call_writer writer = { .to = to, .entity = entity, .table = table };
    orm_buffer *parts[] = { &writer.name, &writer.parameters, &writer.key, &writer.arguments,
                            &writer.open };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        orm__buffer_init(parts[i], &to->allocator);
    }
    write_calls(&writer);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        orm__buffer_fini(parts[i]);
    }
}
