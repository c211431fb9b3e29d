/* Owns the range that blobs with a common beginning make. */
#include "sql/prefix.h"

#include "sql/leaf.h"

/* Bytes without those at their end that nothing is greater than. */
static size_t size_of_rising(const char *bytes, size_t size)
{
    while (size > 0 && (unsigned char)bytes[size - 1] == UINT8_MAX) {
        size--;
    }
    return size;
}

size_t orm__prefix_beyond(char *bytes, size_t size)
{
    size_t rising = size_of_rising(bytes, size);
    if (rising > 0) {
        bytes[rising - 1] = (char)(unsigned char)((unsigned char)bytes[rising - 1] + 1U);
    }
    return rising;
}

static void write_bound(const orm_writer *writer, uint16_t field, const char *comparison,
                        const orm_sql_param *bound)
{
    orm__writer_column(writer, field);
    orm__writer_text(writer, comparison);
    orm__writer_param(writer, bound);
}

orm_status orm__prefix_write(const orm_writer *writer, uint16_t field, const orm_operand *prefix)
{
    const orm_sql_param first = { .source = ORM_SQL_OPERAND, .field = field, .operand = prefix };
    const orm_sql_param beyond = { .source = ORM_SQL_BEYOND, .field = field, .operand = prefix };
    if (writer->entity->fields[field].column.kind != ORM_KIND_BLOB) {
        return orm__leaf_refuse(writer, field, "a beginning for a column that holds no blob");
    }
    if (prefix->size == 0) {
        orm__leaf_write_certain(writer, field, true);
        return ORM_OK;
    }
    if (prefix->data == NULL) {
        return orm__leaf_refuse(writer, field, "the beginning is NULL");
    }
    if (size_of_rising(prefix->data, prefix->size) == 0) {
        write_bound(writer, field, " >= ", &first);
        return ORM_OK;
    }
    orm__writer_text(writer, "(");
    write_bound(writer, field, " >= ", &first);
    orm__writer_text(writer, " AND ");
    write_bound(writer, field, " < ", &beyond);
    orm__writer_text(writer, ")");
    return ORM_OK;
}
