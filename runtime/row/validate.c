/* Owns the calls of validators. */
#include "row/validate.h"

#include <orm/hooks.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"

orm_status orm_validate_fail(orm_error *error, const char *format, ...)
{
    char message[sizeof error->message];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return orm__error_set(error, ORM_REFUSED, "%s", message);
}

orm_status orm__validate_value(const orm_field *field, const orm_value *value, orm_error *error)
{
    orm_error own = { .status = ORM_OK };
    if (value->type == ORM_TYPE_NULL) {
        return ORM_OK;
    }
    orm_status status = field->layout.validate(field, value, &own);
    if (status >= 0) {
        return ORM_OK;
    }
    return orm__error_set(error, status, "%s",
                          own.status == status ? own.message : orm_status_text(status));
}
