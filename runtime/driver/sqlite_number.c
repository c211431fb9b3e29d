/* Owns the parameters of a text of the program's own, which writes them as it does for every
 * engine: $1, $2, ... SQLite takes these for names, so that it alone decides where in the text
 * there is one. */
#include <stdbool.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/plural.h"
#include "driver/sqlite.h"

/* 0: the name is none of $1, $2, ... as far as they can go. */
static size_t read_number(const char *name)
{
    enum { MOST = 32766 };
    size_t number = 0;
    if (name == NULL || name[0] != '$' || name[1] == '\0') {
        return 0;
    }
    for (const char *digit = name + 1; *digit != '\0'; digit++) {
        if (*digit < '0' || *digit > '9' || number > MOST) {
            return 0;
        }
        number = number * 10 + (size_t)(*digit - '0');
    }
    return number;
}

static orm_status read_one(sqlite3_stmt *stmt, int position, size_t given, size_t *value_out,
                           orm_error *error)
{
    const char *name = sqlite3_bind_parameter_name(stmt, position);
    size_t number = read_number(name);
    if (number == 0) {
        return orm__error_set(error, ORM_MISUSE,
                              "parameter %s: a text of the program's own writes its parameters $1, "
                              "$2, ... on every engine",
                              name == NULL ? "?" : name);
    }
    if (number > given) {
        return orm__error_set(error, ORM_MISUSE, "the text has a parameter $%zu, %zu value%s given",
                              number, given, given == 1 ? " is" : "s are");
    }
    *value_out = number - 1;
    return ORM_OK;
}

static bool is_used(const orm_sqlite_numbers *numbers, size_t value)
{
    size_t i = 0;
    while (i < numbers->count && numbers->values[i] != value) {
        i++;
    }
    return i < numbers->count;
}

orm_status orm__sqlite_number_read(sqlite3_stmt *stmt, size_t given, const orm_allocator *allocator,
                                   orm_sqlite_numbers *numbers, orm_error *error)
{
    size_t count = (size_t)sqlite3_bind_parameter_count(stmt);
    numbers->values = orm__alloc_zeroed(allocator, count, sizeof *numbers->values);
    if (numbers->values == NULL && count > 0) {
        return orm__error_no_memory(error);
    }
    numbers->count = count;
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < count; i++) {
        status = read_one(stmt, (int)i + 1, given, &numbers->values[i], error);
    }
    for (size_t i = 0; status == ORM_OK && i < given; i++) {
        if (!is_used(numbers, i)) {
            status = orm__error_set(error, ORM_MISUSE, "value %zu is given, the text has no $%zu",
                                    i + 1, i + 1);
        }
    }
    return status;
}

void orm__sqlite_number_free(orm_sqlite_numbers *numbers, const orm_allocator *allocator)
{
    orm__alloc_free(allocator, numbers->values, numbers->count * sizeof *numbers->values);
}
