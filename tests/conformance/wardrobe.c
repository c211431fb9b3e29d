/* Owns tables of one column whose type is the engine's own, and the storing of one row there. */
#include "wardrobe.h"

#include <stdio.h>
#include <string.h>

void wardrobe_open(wardrobe *w, const orm_entity *entity, const char *type)
{
    static unsigned number;
    number++;
    (void)snprintf(w->table, sizeof w->table, "outfit%u", number);
    w->types[0] = (orm_dialect_name){ engine_is_sqlite() ? "sqlite" : "postgresql", type };
    w->types[1] = (orm_dialect_name){ NULL, NULL };
    memcpy(w->fields, entity->fields, sizeof w->fields);
    w->fields[WARDROBE_VALUE].column.types = w->types;
    w->entity = *entity;
    w->entity.schema = &w->schema;
    w->entity.index = 0;
    w->entity.table = w->table;
    w->entity.fields = w->fields;
    w->entities[0] = &w->entity;
    w->schema = *entity->schema;
    w->schema.hash = number;
    w->schema.entities = w->entities;
    w->schema.entity_count = 1;
}

bool wardrobe_is_same(const orm_field *field, const char *a, const char *b)
{
    a += field->layout.offset;
    b += field->layout.offset;
    return field->layout.storage == ORM_STORAGE_CHARS ? strcmp(a, b) == 0
                                                      : memcmp(a, b, field->layout.size) == 0;
}

static int64_t integer_of(const char *at, size_t size)
{
    int16_t i16;
    int32_t i32;
    int64_t i64;
    memcpy(&i16, at, sizeof i16);
    memcpy(&i32, at, size >= sizeof i32 ? sizeof i32 : sizeof i16);
    memcpy(&i64, at, size >= sizeof i64 ? sizeof i64 : sizeof i16);
    return size == sizeof i16 ? i16 : size == sizeof i32 ? i32 : i64;
}

/* The row's value as an operand; of type NULL where no condition takes it. */
static orm_operand operand_of(const orm_field *field, const char *row)
{
    const char *at = row + field->layout.offset;
    orm_operand operand = { .type = ORM_TYPE_NULL, .data = at, .size = field->layout.size };
    switch ((int)field->layout.storage) {
    case ORM_STORAGE_BOOL:
        operand.type = ORM_TYPE_BOOL;
        operand.integer = *at != 0;
        break;
    case ORM_STORAGE_INT:
    case ORM_STORAGE_UINT:
        operand.type = ORM_TYPE_INT;
        operand.integer = integer_of(at, field->layout.size);
        break;
    case ORM_STORAGE_FLOAT:
        operand.type = ORM_TYPE_REAL;
        operand.real = field->layout.size == sizeof(float)
                           ? (double)*(const float *)(const void *)at
                           : *(const double *)(const void *)at;
        break;
    case ORM_STORAGE_CHARS:
        operand.type = field->column.kind == ORM_KIND_JSON ? ORM_TYPE_NULL : ORM_TYPE_TEXT;
        break;
    case ORM_STORAGE_BYTES:
        operand.type = ORM_TYPE_BLOB;
        break;
    default: /* arrays */
        break;
    }
    return operand;
}

orm_status wardrobe_put(engine_fixture *fx, const wardrobe *w, char *row)
{
    return orm_insert(fx->db, &w->entity, row);
}

orm_status wardrobe_get(engine_fixture *fx, const wardrobe *w, const char *row, char *found)
{
    const orm_value key[] = { orm_value_int(integer_of(row, sizeof(int64_t))) };
    return orm_find(fx->db, &w->entity, key, found, fx->arena);
}

orm_status wardrobe_ask(engine_fixture *fx, const wardrobe *w, const char *row, bool *is_found)
{
    const orm_path path = { .entity = &w->entity };
    const orm_handle handle = { .path = &path, .field = WARDROBE_VALUE };
    const orm_expr column = { .op = ORM_OP_COLUMN, .column = &handle };
    const orm_expr value = { .op = ORM_OP_VALUE,
                             .operand = operand_of(&w->fields[WARDROBE_VALUE], row) };
    const orm_expr equal = { .op = ORM_OP_EQ, .left = &column, .right = &value };
    int64_t count = 1;
    orm_status status =
        value.operand.type == ORM_TYPE_NULL
            ? ORM_OK
            : orm_count(fx->db, &w->entity, &(orm_query){ .where = &equal }, &count);
    *is_found = status == ORM_OK && count > 0;
    return status;
}
