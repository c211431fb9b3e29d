/* Owns the generated functions that read and write bit-fields, the only ones that do anything. */
#include <stddef.h>

#include "emit/c_parts.h"
#include "model/find.h"
#include "model/symbol.h"

/* Names of the library's, so that they are none of the program's. */
void scan_parts_access_name(orm_buffer *to, const char *what, const scan_entity *entity,
                            const scan_field *field)
{
    orm__buffer_format(to, "orm_%s_%s__", what, entity->name);
    scan_symbol_append(to, field->member);
}

static void write_get(orm_buffer *to, const scan_entity *entity, const scan_field *field)
{
    orm__buffer_text(to, "\nstatic uint64_t ");
    scan_parts_access_name(to, "get", entity, field);
    orm__buffer_format(to,
                       "(const void *row)\n{\n    const %s *in = row;\n"
                       "    return (uint64_t)in->%s;\n}\n",
                       scan_find_group_type(entity, field->group), field->path);
}

static void write_set(orm_buffer *to, const scan_entity *entity, const scan_field *field)
{
    const char *value = field->storage == ORM_STORAGE_INT ? "(int64_t)value" : "value";
    orm__buffer_text(to, "\nstatic bool ");
    scan_parts_access_name(to, "set", entity, field);
    orm__buffer_format(to,
                       "(void *row, uint64_t value)\n{\n    %s *in = row;\n"
                       "    in->%s = %s;\n    return (uint64_t)in->%s == value;\n}\n",
                       scan_find_group_type(entity, field->group), field->path, value, field->path);
}

static void write_pair(orm_buffer *to, const scan_entity *entity, const scan_field *field)
{
    orm__buffer_text(to, "\nstatic const orm_access ");
    scan_parts_access_name(to, "access", entity, field);
    orm__buffer_text(to, " = {\n    .get = ");
    scan_parts_access_name(to, "get", entity, field);
    orm__buffer_text(to, ",\n    .set = ");
    scan_parts_access_name(to, "set", entity, field);
    orm__buffer_text(to, ",\n};\n");
}

void scan_parts_accesses(orm_buffer *to, const scan_entity *entity)
{
    bool has_any = false;
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const scan_field *field = &entity->fields[i];
        if (field->type.bits == 0) {
            continue;
        }
        orm__buffer_text(to, has_any ? ""
                                     : "\n/* What a bit-field cannot hold is told by what it "
                                       "holds then. */\n"
                                       "#pragma GCC diagnostic push\n"
                                       "#pragma GCC diagnostic ignored \"-Wconversion\"\n");
        has_any = true;
        write_get(to, entity, field);
        write_set(to, entity, field);
        write_pair(to, entity, field);
    }
    orm__buffer_text(to, has_any ? "\n#pragma GCC diagnostic pop\n" : "");
}
