/* Owns the functions orm_calculate_integer(sign, a, b, low, high) and orm_calculate_real(sign, a,
 * b, is_float), through which an assignment calculates: SQLite's operators make a real of an
 * integer that is too large, an infinity of a real, and a number of any text. Here all that is an
 * error. NULL of NULL. */
#include <math.h>
#include <stdbool.h>

#include "driver/sqlite.h"

enum { ARG_SIGN, ARG_LEFT, ARG_RIGHT, ARG_LOW, ARG_HIGH };
enum { ARG_IS_FLOAT = ARG_LOW, REAL_ARGS = ARG_IS_FLOAT + 1, INTEGER_ARGS = ARG_HIGH + 1 };

static void fail(sqlite3_context *context, const char *message)
{
    sqlite3_result_error(context, message, -1);
    sqlite3_result_error_code(context, SQLITE_MISMATCH);
}

static char sign_of(sqlite3_value *value)
{
    const unsigned char *text = sqlite3_value_text(value);
    return text == NULL ? '\0' : (char)text[0];
}

static bool has_null(sqlite3_value **args)
{
    return sqlite3_value_type(args[ARG_LEFT]) == SQLITE_NULL ||
           sqlite3_value_type(args[ARG_RIGHT]) == SQLITE_NULL;
}

/* ---- integers ---- */

/* As a row's is read: a column of somebody else's may hold a whole number as a real, which from
 * 2^53 on may have been rounded. */
static bool read_integer(sqlite3_value *value, int64_t *integer_out)
{
    const double first_rounded = 9007199254740992.0;
    if (sqlite3_value_type(value) == SQLITE_INTEGER) {
        *integer_out = sqlite3_value_int64(value);
        return true;
    }
    double real = sqlite3_value_double(value);
    if (sqlite3_value_type(value) != SQLITE_FLOAT || real <= -first_rounded ||
        real >= first_rounded || (double)(int64_t)real != real) {
        return false;
    }
    *integer_out = (int64_t)real;
    return true;
}

/* False: it is beyond 64 bits. */
static bool calculate(char sign, int64_t left, int64_t right, int64_t *result_out)
{
    switch (sign) {
    case '+':
        return !__builtin_add_overflow(left, right, result_out);
    case '-':
        return !__builtin_sub_overflow(left, right, result_out);
    default:
        return !__builtin_mul_overflow(left, right, result_out);
    }
}

static void calculate_integer(sqlite3_context *context, int argc, sqlite3_value **args)
{
    int64_t left, right, result;
    (void)argc;
    if (has_null(args)) {
        return;
    }
    if (!read_integer(args[ARG_LEFT], &left) || !read_integer(args[ARG_RIGHT], &right)) {
        fail(context, "a column of a calculation holds no integer");
    } else if (!calculate(sign_of(args[ARG_SIGN]), left, right, &result) ||
               result < sqlite3_value_int64(args[ARG_LOW]) ||
               result > sqlite3_value_int64(args[ARG_HIGH])) {
        fail(context, "integer out of range");
    } else {
        sqlite3_result_int64(context, result);
    }
}

/* ---- reals ---- */

static bool is_number(sqlite3_value *value)
{
    int type = sqlite3_value_type(value);
    return type == SQLITE_FLOAT || type == SQLITE_INTEGER;
}

static double calculate_double(char sign, double left, double right)
{
    switch (sign) {
    case '+':
        return left + right;
    case '-':
        return left - right;
    default:
        return left * right;
    }
}

/* NULL: the result is what it should be, up to rounding. */
static const char *find_problem(char sign, double left, double right, double result)
{
    if (isnan(result)) {
        return "the result is no number";
    }
    if (isinf(result) && !isinf(left) && !isinf(right)) {
        return "value out of range: overflow";
    }
    bool is_lost = sign == '*' && result == 0 && left != 0 && right != 0;
    return is_lost ? "value out of range: underflow" : NULL;
}

/* The same of a double that becomes a float. */
static const char *find_problem_in_float(double wide, float narrow)
{
    if (isinf(narrow) && !isinf(wide)) {
        return "value out of range: overflow";
    }
    return narrow == 0 && wide != 0 ? "value out of range: underflow" : NULL;
}

static void calculate_real(sqlite3_context *context, int argc, sqlite3_value **args)
{
    (void)argc;
    if (has_null(args)) {
        return;
    }
    if (!is_number(args[ARG_LEFT]) || !is_number(args[ARG_RIGHT])) {
        fail(context, "a column of a calculation holds no number");
        return;
    }
    char sign = sign_of(args[ARG_SIGN]);
    double left = sqlite3_value_double(args[ARG_LEFT]);
    double right = sqlite3_value_double(args[ARG_RIGHT]);
    double result = calculate_double(sign, left, right);
    const char *problem = find_problem(sign, left, right, result);
    if (problem == NULL && sqlite3_value_int(args[ARG_IS_FLOAT]) != 0) {
        float narrow = (float)result;
        problem = find_problem_in_float(result, narrow);
        result = narrow;
    }
    if (problem != NULL) {
        fail(context, problem);
    } else {
        sqlite3_result_double(context, result);
    }
}

int orm__sqlite_calculate_register(sqlite3 *handle)
{
    /* for statements alone: a schema that called one would be of no use to others */
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    int code = sqlite3_create_function_v2(handle, "orm_calculate_integer", INTEGER_ARGS, flags,
                                          NULL, calculate_integer, NULL, NULL, NULL);
    return code != SQLITE_OK
               ? code
               : sqlite3_create_function_v2(handle, "orm_calculate_real", REAL_ARGS, flags, NULL,
                                            calculate_real, NULL, NULL, NULL);
}
