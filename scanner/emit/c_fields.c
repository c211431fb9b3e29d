/* Owns the generated fields: the column half as it was lowered, the layout half as expressions. */
#include <stddef.h>
#include <string.h>

#include "emit/c_parts.h"
#include "emit/flat.h"
#include "emit/writer.h"
#include "model/find.h"
#include "model/kind_array.h"

static void add_names(orm_buffer *flat, const char *name, const orm_dialect_name *names)
{
    if (names == NULL) {
        return;
    }
    scan_flat_label(flat, name);
    orm__buffer_text(flat, "(const orm_dialect_name[]){ ");
    for (; names->dialect != NULL; names++) {
        orm__buffer_text(flat, "{ ");
        scan_flat_text(flat, "dialect", names->dialect);
        scan_flat_text(flat, "name", names->name);
        orm__buffer_text(flat, " }, ");
    }
    orm__buffer_text(flat, "{ .dialect = NULL } }");
}

static const char *default_symbol(orm_default_kind kind)
{
    switch (kind) {
    case ORM_DEFAULT_NONE:
        break;
    case ORM_DEFAULT_VALUE:
        return "ORM_DEFAULT_VALUE";
    case ORM_DEFAULT_NOW:
        return "ORM_DEFAULT_NOW";
    case ORM_DEFAULT_SQL:
        return "ORM_DEFAULT_SQL";
    }
    return "ORM_DEFAULT_NONE";
}

static void add_default(orm_buffer *flat, const orm_default *default_value)
{
    orm_default_kind kind = default_value->kind;
    if (kind == ORM_DEFAULT_NONE && default_value->engines == NULL) {
        return;
    }
    scan_flat_label(flat, "default_value");
    orm__buffer_format(flat, "{ .kind = %s", default_symbol(kind));
    if (kind == ORM_DEFAULT_VALUE ||
        (kind == ORM_DEFAULT_NOW && default_value->value.type != ORM_TYPE_NULL)) {
        orm__buffer_text(flat, ", .value = ");
        scan_writer_value(flat, &default_value->value);
    }
    if (kind == ORM_DEFAULT_SQL) {
        scan_flat_text(flat, "sql", default_value->sql);
    }
    add_names(flat, "engines", default_value->engines);
    orm__buffer_text(flat, " }");
}

static const char *kind_symbol(orm_kind kind)
{
    switch (kind) {
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
#define KIND_CASE(name, text) \
    case ORM_KIND_##name:     \
        return "ORM_KIND_" #name;
        ORM_KIND_MAP(KIND_CASE)
#undef KIND_CASE
    }
    return "ORM_KIND_NONE";
}

static void add_column(orm_buffer *flat, const orm_column *column)
{
    scan_flat_label(flat, "column");
    orm__buffer_text(flat, "{ ");
    scan_flat_text(flat, "name", column->name);
    add_names(flat, "names", column->names);
    scan_flat_label(flat, "kind");
    orm__buffer_text(flat, kind_symbol(column->kind));
    add_names(flat, "types", column->types);
    orm__buffer_text(flat, column->nullable ? ", .nullable = true" : "");
    orm__buffer_text(flat, column->generated ? ", .generated = true" : "");
    scan_flat_number(flat, "precision", column->precision);
    scan_flat_number(flat, "scale", column->scale);
    if (column->labels != NULL) {
        scan_flat_label(flat, "labels");
        orm__buffer_format(flat, "&%s_enum", column->labels->name);
    }
    if (column->element != ORM_KIND_NONE) {
        scan_flat_label(flat, "element");
        orm__buffer_text(flat, kind_symbol(column->element));
    }
    add_default(flat, &column->default_value);
    scan_flat_text(flat, "check", column->check);
    scan_flat_text(flat, "computed", column->computed);
    orm__buffer_text(flat, column->readonly ? ", .readonly = true" : "");
    scan_flat_text(flat, "renamed_from", column->renamed_from);
    orm__buffer_text(flat, column->redact ? ", .redact = true" : "");
    orm__buffer_text(flat, " }");
}

static const char *storage_symbol(orm_storage storage)
{
    switch (storage) {
    case ORM_STORAGE_NONE:
        break;
    case ORM_STORAGE_BOOL:
        return "ORM_STORAGE_BOOL";
    case ORM_STORAGE_INT:
        return "ORM_STORAGE_INT";
    case ORM_STORAGE_UINT:
        return "ORM_STORAGE_UINT";
    case ORM_STORAGE_FLOAT:
        return "ORM_STORAGE_FLOAT";
    case ORM_STORAGE_STRING:
        return "ORM_STORAGE_STRING";
    case ORM_STORAGE_CHARS:
        return "ORM_STORAGE_CHARS";
    case ORM_STORAGE_BLOB:
        return "ORM_STORAGE_BLOB";
    case ORM_STORAGE_BYTES:
        return "ORM_STORAGE_BYTES";
    case ORM_STORAGE_TIMESPEC:
        return "ORM_STORAGE_TIMESPEC";
    case ORM_STORAGE_TIMEVAL:
        return "ORM_STORAGE_TIMEVAL";
    case ORM_STORAGE_INTERVAL:
        return "ORM_STORAGE_INTERVAL";
    case ORM_STORAGE_CHAR:
        return "ORM_STORAGE_CHAR";
    case ORM_STORAGE_SPAN:
        return "ORM_STORAGE_SPAN";
    case ORM_STORAGE_ARRAY:
        return "ORM_STORAGE_ARRAY";
    case ORM_STORAGE_ITEMS:
        return "ORM_STORAGE_ITEMS";
    case ORM_STORAGE_CONVERTED:
        return "ORM_STORAGE_CONVERTED";
    }
    return "ORM_STORAGE_NONE";
}

/* Where a member is and how large, as the compiler knows it. path: "" = all that a pointer points
 * to. */
static void add_position(orm_buffer *flat, const char *c_type, const char *path)
{
    if (path[0] == '\0') {
        scan_flat_label(flat, "size");
        orm__buffer_format(flat, "sizeof(%s)", c_type);
        return;
    }
    scan_flat_label(flat, "offset");
    orm__buffer_format(flat, "offsetof(%s, %s)", c_type, path);
    scan_flat_label(flat, "size");
    orm__buffer_format(flat, "sizeof(((%s *)0)->%s)", c_type, path);
}

static void add_access(orm_buffer *flat, const scan_entity *entity, const char *member)
{
    scan_flat_label(flat, "access");
    orm__buffer_char(flat, '&');
    scan_parts_access_name(flat, "access", entity, member);
}

/* label: of the auxiliary. A blob's size of few bytes cannot be told to be negative without its
 * sign. */
static void add_auxiliary(orm_buffer *flat, const scan_entity *entity, const char *label,
                          const char *name)
{
    const scan_member *member = name == NULL ? NULL : scan_find_member(entity, name);
    if (member == NULL) {
        return;
    }
    bool is_signed = member->type.type_class == SCAN_TYPE_INT && strcmp(label, "length") == 0;
    scan_flat_label(flat, label);
    orm__buffer_text(flat, "{ ");
    if (member->type.bits != 0) {
        add_access(flat, entity, name);
    } else {
        add_position(flat, scan_find_group_type(entity, member->group), member->path);
    }
    orm__buffer_text(flat, is_signed ? ", .is_signed = true }" : " }");
}

static void add_value(orm_buffer *flat, const char *label, bool is_there, const orm_value *value)
{
    if (is_there) {
        scan_flat_label(flat, label);
        orm__buffer_text(flat, "&(const orm_value)");
        scan_writer_value(flat, value);
    }
}

/* The items of an array, or of a blob that counts them, as the compiler knows them. */
static void add_items(orm_buffer *flat, const scan_entity *entity, const scan_field *field)
{
    if (field->item != ORM_STORAGE_NONE) {
        scan_flat_label(flat, "item");
        orm__buffer_text(flat, storage_symbol(field->item));
    } else if (!scan_kind_counts_items(field)) {
        return;
    }
    scan_flat_label(flat, "item_size");
    orm__buffer_format(flat, "sizeof(((%s *)0)->%s[0])", scan_find_group_type(entity, field->group),
                       field->path);
}

static void add_converter(orm_buffer *flat, const scan_converter *converter)
{
    if (converter != NULL) {
        scan_flat_label(flat, "converter");
        orm__buffer_text(flat, "&(const orm_converter){ ");
        scan_flat_text(flat, "name", converter->c_type);
        orm__buffer_text(flat, converter->by_pointer ? ", .by_pointer = true" : "");
        orm__buffer_format(flat, ", .encode = %s, .decode = %s }", converter->encode.name,
                           converter->decode.name);
    }
}

/* Of a char that is a number: it has the sign that the compiler of the tables gives it. */
static const char char_storage[] = "'\\xff' < 0 ? ORM_STORAGE_INT : ORM_STORAGE_UINT";

static void add_layout(orm_buffer *flat, const scan_entity *entity, const scan_field *field)
{
    scan_flat_label(flat, "layout");
    bool is_number = field->storage == ORM_STORAGE_INT || field->storage == ORM_STORAGE_UINT;
    orm__buffer_format(flat, "{ .storage = %s",
                       field->type.is_char && is_number ? char_storage
                                                        : storage_symbol(field->storage));
    scan_flat_number(flat, "group", field->group);
    scan_flat_number(flat, "needed_in", field->needed_in);
    if (field->type.bits != 0) {
        scan_flat_number(flat, "bits", field->type.bits);
        add_access(flat, entity, field->member);
    } else {
        add_position(flat, scan_find_group_type(entity, field->group), field->path);
    }
    add_auxiliary(flat, entity, "length", field->length);
    add_auxiliary(flat, entity, "null_flag", field->null_flag);
    add_value(flat, "null_if", field->has_null_if, &field->null_if);
    add_value(flat, "null_reads_as", field->has_null_reads_as, &field->null_reads_as);
    add_value(flat, "unknown", field->has_unknown, &field->unknown);
    scan_flat_number(flat, "units_per_second", field->units_per_second);
    add_items(flat, entity, field);
    add_converter(flat, field->converter);
    if (field->validate != NULL) {
        scan_flat_label(flat, "validate");
        orm__buffer_text(flat, field->validate);
    }
    orm__buffer_text(flat, " }");
}

void scan_parts_groups(orm_buffer *to, orm_buffer *flat, const scan_entity *entity)
{
    if (entity->group_count == 0) {
        return;
    }
    orm__buffer_format(to, "\nstatic const orm_group %s_groups[] = {\n", entity->name);
    for (uint16_t i = 0; i < entity->group_count; i++) {
        const scan_group *group = &entity->groups[i];
        orm__buffer_text(flat, "{ ");
        scan_flat_text(flat, "member", group->path);
        scan_flat_number(flat, "parent", group->parent);
        orm__buffer_format(flat,
                           ", .offset = offsetof(%s, %s), .size = sizeof(%s), "
                           ".align = _Alignof(%s), .by_pointer = true }",
                           scan_find_group_type(entity, group->parent), group->path, group->c_type,
                           group->c_type);
        scan_flat_end(to, 4, flat);
    }
    orm__buffer_text(to, "};\n");
}

void scan_parts_fields(orm_buffer *to, orm_buffer *flat, const scan_entity *entity,
                       const orm_entity *table)
{
    orm__buffer_format(to, "\nstatic const orm_field %s_fields[] = {\n", entity->name);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        orm__buffer_text(flat, "{ ");
        scan_flat_text(flat, "member", entity->fields[i].member);
        add_column(flat, &table->fields[i].column);
        add_layout(flat, entity, &entity->fields[i]);
        orm__buffer_text(flat, " }");
        scan_flat_end(to, 4, flat);
    }
    orm__buffer_text(to, "};\n");
}

void scan_parts_table_names(orm_buffer *to, orm_buffer *flat, const orm_dialect_name *names)
{
    if (names != NULL) {
        add_names(flat, "tables", names);
        scan_flat_end(to, 4, flat);
    }
}
