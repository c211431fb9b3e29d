/* Owns the node that ends every list of an expression. */
#include <orm/expr.h>

const orm_expr orm_expr_end = { .op = ORM_OP_END };
