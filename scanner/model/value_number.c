/* Owns written numbers: digits and constants of C, and the bounds of the member that they are
 * for. */
#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/fold.h"
#include "diag.h"
#include "model/fitting.h"
#include "model/kind.h"
#include "model/value.h"
#include "model/written.h"

int64_t scan_value_least(bool is_signed, unsigned bits)
{
    return is_signed ? -(int64_t)scan_value_most(true, bits) - 1 : 0;
}

uint64_t scan_value_most(bool is_signed, unsigned bits)
{
    return (UINT64_MAX >> (64 - bits)) >> (is_signed ? 1 : 0);
}

unsigned scan_value_bits(const scan_field *field)
{
    bool is_whole = field->type.bits == 0;
    return scan_kind_is_time_struct(&field->type) ? 64
           : is_whole                             ? 8 * (unsigned)field->type.size
                                                  : field->type.bits;
}

static bool report_range(const scan_fitting *f, bool is_signed, uint64_t most)
{
    scan_diag_error(f->context->diag, f->place,
                    "'%s' does not fit '%s', which holds %" PRId64 " to %" PRIu64,
                    f->argument->text, f->field->member,
                    scan_value_least(is_signed, scan_value_bits(f->field)), most);
    return false;
}

static bool is_now(const char *text)
{
    return strcmp(text, "now") == 0 || orm__fold_is_same(text, "CURRENT_TIMESTAMP");
}

static bool report_no_constant(const scan_fitting *f)
{
    scan_suggestion suggestion;
    const char *text = f->argument->text;
    if (is_now(text)) {
        bool is_default = strcmp(f->argument->key, "default") == 0;
        bool is_time = f->field->kind == ORM_KIND_TIMESTAMP;
        scan_diag_error(f->context->diag, f->place, "'%s' is %s", text,
                        !is_default ? "for a default only; write a number"
                        : is_time   ? "called now here; write default = now"
                        : strcmp(text, "now") == 0
                            ? "the default of a timestamp; add type = timestamp"
                            : "the default of a timestamp; write default = now, type = timestamp");
        return false;
    }
    if (strcmp(text, "NULL") == 0) {
        scan_diag_error(f->context->diag, f->place,
                        "NULL is no number; write the one that stands for it in '%s', or name a "
                        "member that says it: null_flag = member",
                        f->field->member);
        return false;
    }
    if (scan_written_has_constant(f->context, f->argument->text)) {
        return false;
    }
    scan_diag_error(f->context->diag, f->place, "'%s' is no %s constant that this header knows%s",
                    f->argument->text,
                    f->field->storage == ORM_STORAGE_FLOAT ? "numeric" : "integer",
                    scan_value_suggest_label(f, &suggestion));
    scan_value_fix(f, &suggestion);
    return false;
}

bool scan_value_evaluate(const scan_context *context, const scan_argument *argument,
                         scan_number *number_out)
{
    const scan_evaluator *evaluator = &context->evaluator;
    const char *name = scan_argument_name(argument);
    if (name == NULL) {
        return argument->kind == SCAN_VALUE_NUMBER && scan_number_read(argument->text, number_out);
    }
    bool known =
        evaluator->evaluate != NULL && evaluator->evaluate(evaluator->ctx, name, number_out);
    if (known && argument->text[0] == '-') {
        /* of the value, where C's own rules might wrap */
        number_out->negative = !number_out->negative && number_out->magnitude != 0;
        bool is_zero = !number_out->is_real && number_out->real == 0;
        number_out->real = is_zero ? 0 : -number_out->real;
    }
    return known;
}

static void take_label(const orm_enum_label *label, scan_number *number)
{
    number->negative = label->value < 0;
    number->magnitude = label->value < 0 ? 0 - (uint64_t)label->value : (uint64_t)label->value;
    number->real = (double)label->value;
}

/* An identifier as C evaluates it: an enumerator, a macro, a constant. */
static bool evaluate_name(const scan_fitting *f, scan_number *number)
{
    const orm_enum_label *label =
        scan_value_find_label(f->field->type.enumeration, f->argument->text);
    if (label != NULL) {
        take_label(label, number);
        return true;
    }
    return scan_value_evaluate(f->context, f->argument, number) || report_no_constant(f);
}

/* A number in quotes, and what SQL calls now, are meant without. */
static bool report_string(const scan_fitting *f, const char *wanted)
{
    scan_number number;
    const char *text = f->argument->text;
    bool is_time = f->field->kind == ORM_KIND_TIMESTAMP && strcmp(f->argument->key, "default") == 0;
    bool is_number = scan_number_read(text, &number);
    return scan_value_wanted(f, is_number ? text : is_time ? "now, or a whole number" : wanted);
}

bool scan_value_read_number(const scan_fitting *f, const char *wanted, scan_number *number)
{
    *number = (scan_number){ .is_real = false };
    switch (f->argument->kind) {
    case SCAN_VALUE_NUMBER:
    case SCAN_VALUE_NAME:
        return evaluate_name(f, number);
    case SCAN_VALUE_STRING:
        return report_string(f, wanted);
    case SCAN_VALUE_LIST:
    case SCAN_VALUE_NONE:
        break;
    }
    return scan_value_wanted(f, wanted);
}

bool scan_value_read_integer(const scan_fitting *f, bool is_signed, uint64_t most,
                             scan_number *number)
{
    if (!scan_value_read_number(f, "a whole number", number)) {
        return false;
    }
    if (number->is_real) {
        return scan_value_wanted(f, "a whole number");
    }
    uint64_t furthest = number->negative ? (is_signed ? most + 1 : 0) : most;
    if (number->overflow || number->magnitude > furthest) {
        return report_range(f, is_signed, most);
    }
    return true;
}
