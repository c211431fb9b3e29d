/* A C operand of an expression as a value: the one reading of orm_operand. Borrows what the operand
 * points to. */
#ifndef ORM_SQL_OPERAND_H
#define ORM_SQL_OPERAND_H

#include <orm/expr.h>
#include <orm/value.h>

/* Of everything but a LIST, which gives NULL. */
static inline orm_value orm__operand_value(const orm_operand *operand)
{
    switch (operand->type) {
    case ORM_TYPE_BOOL:
        return orm_value_bool(operand->integer != 0);
    case ORM_TYPE_INT:
        return orm_value_int(operand->integer);
    case ORM_TYPE_UINT:
        return orm_value_uint((uint64_t)operand->integer);
    case ORM_TYPE_REAL:
        return orm_value_real(operand->real);
    case ORM_TYPE_TEXT:
        return orm_value_text((const char *)operand->data);
    case ORM_TYPE_BLOB:
        return orm_value_blob(operand->data, operand->size);
    case ORM_TYPE_INTERVAL:
        return operand->data == NULL ? orm_value_null()
                                     : orm_value_interval(*(const orm_interval *)operand->data);
    case ORM_TYPE_NULL:
    case ORM_TYPE_TIMESTAMP:
    case ORM_TYPE_DATE:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    return orm_value_null();
}

#endif
