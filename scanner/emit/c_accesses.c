/* Owns the generated functions that read and write bit-fields, the only ones that do anything. */
#include <stddef.h>

#include "emit/c_parts.h"
#include "emit/emit.h"
#include "model/find.h"
#include "model/symbol.h"

/* A bit-field: a column's own, or its null flag. */
typedef struct reached {
    const char *member;
    const char *path;
    uint16_t group;
    bool is_signed;
} reached;

/* Names of the library's, so that they are none of the program's. */
void scan_parts_access_name(orm_buffer *to, const char *what, const scan_entity *entity,
                            const char *member)
{
    orm__buffer_format(to, "orm_%s_%s__", what, entity->name);
    scan_symbol_append(to, member);
}

static void write_get(orm_buffer *to, const scan_entity *entity, const reached *at)
{
    orm__buffer_text(to, "\nstatic uint64_t ");
    scan_parts_access_name(to, "get", entity, at->member);
    orm__buffer_format(to,
                       "(const void *row)\n{\n    const %s *in = row;\n"
                       "    return (uint64_t)in->%s;\n}\n",
                       scan_find_group_type(entity, at->group), at->path);
}

static void write_set(orm_buffer *to, const scan_entity *entity, const reached *at)
{
    const char *value = at->is_signed ? "(int64_t)value" : "value";
    orm__buffer_text(to, "\nstatic bool ");
    scan_parts_access_name(to, "set", entity, at->member);
    orm__buffer_format(to,
                       "(void *row, uint64_t value)\n{\n    %s *in = row;\n"
                       "    in->%s = %s;\n    return (uint64_t)in->%s == value;\n}\n",
                       scan_find_group_type(entity, at->group), at->path, value, at->path);
}

static void write_pair(orm_buffer *to, const scan_entity *entity, const reached *at)
{
    orm__buffer_text(to, "\nstatic const orm_access ");
    scan_parts_access_name(to, "access", entity, at->member);
    orm__buffer_text(to, " = {\n    .get = ");
    scan_parts_access_name(to, "get", entity, at->member);
    orm__buffer_text(to, ",\n    .set = ");
    scan_parts_access_name(to, "set", entity, at->member);
    orm__buffer_text(to, ",\n};\n");
}

static void write_all(orm_buffer *to, const scan_entity *entity, const reached *at)
{
    write_get(to, entity, at);
    write_set(to, entity, at);
    write_pair(to, entity, at);
}

/* NULL: it has none, or one with an address. */
static const scan_member *flag_of(const scan_entity *entity, const scan_field *field)
{
    const scan_member *flag =
        field->null_flag == NULL ? NULL : scan_find_member(entity, field->null_flag);
    return flag != NULL && flag->type.bits != 0 ? flag : NULL;
}

static bool has_any(const scan_entity *entity)
{
    uint16_t i = 0;
    while (i < entity->field_count && entity->fields[i].type.bits == 0 &&
           flag_of(entity, &entity->fields[i]) == NULL) {
        i++;
    }
    return i < entity->field_count;
}

static void write_accesses(orm_buffer *to, const scan_entity *entity, const scan_field *field)
{
    const scan_member *flag = flag_of(entity, field);
    if (field->type.bits != 0) {
        const reached at = { field->member, field->path, field->group,
                             field->storage == ORM_STORAGE_INT };
        write_all(to, entity, &at);
    }
    if (flag != NULL) {
        const reached at = { field->null_flag, flag->path, flag->group,
                             flag->type.type_class == SCAN_TYPE_INT };
        write_all(to, entity, &at);
    }
}

void scan_parts_accesses(orm_buffer *to, const scan_entity *entity)
{
    static const char *const warnings[] = { "-Wconversion", "-Wshadow", NULL };
    if (!has_any(entity)) {
        return;
    }
    scan_emit_begin_quiet(
        to, "Setters convert, and read back whether the bit-field holds the value.", warnings);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        write_accesses(to, entity, &entity->fields[i]);
    }
    scan_emit_end_quiet(to);
}
