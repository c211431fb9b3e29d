/* Fits written values to columns and members. A default is what the database stores, a null_if
 * what the C member holds; an integer is checked against the member in both cases, since a default
 * is read back into it. */
#include "model/value.h"

#include <float.h>
#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/number.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "model/apply.h"
#include "model/fitting.h"
#include "model/kind.h"
#include "model/model.h"

enum { MICROSECONDS = 1000000 };

int64_t scan_value_least(bool is_signed, size_t size)
{
    return is_signed ? -(int64_t)(scan_value_most(true, size))-1 : 0;
}

uint64_t scan_value_most(bool is_signed, size_t size)
{
    unsigned bits = (unsigned)size * 8 - (is_signed ? 1 : 0);
    return UINT64_MAX >> (64 - bits);
}

/* ---- integers ---- */

/* Bytes of the integer that a written number must fit: a struct of a time counts in 64 bits. */
static size_t integer_size(const scan_field *field)
{
    return scan_kind_is_time_struct(&field->type) ? sizeof(int64_t) : field->type.size;
}

static bool report_range(const scan_fitting *f, bool is_signed, uint64_t most)
{
    scan_diag_error(f->context->diag, f->place,
                    "'%s' does not fit '%s', which holds %" PRId64 " to %" PRIu64,
                    f->argument->text, f->field->member,
                    scan_value_least(is_signed, integer_size(f->field)), most);
    return false;
}

static const orm_enum_label *find_label(const scan_enum *enumeration, const char *name)
{
    for (uint16_t i = 0; enumeration != NULL && i < enumeration->label_count; i++) {
        if (strcmp(enumeration->labels[i].name, name) == 0) {
            return &enumeration->labels[i];
        }
    }
    return NULL;
}

/* Offers the enumerators of the field, if it has any. */
static const char *suggest_label(const scan_fitting *f, scan_suggestion *suggestion)
{
    const scan_enum *enumeration = f->field->type.enumeration;
    scan_suggest_init(suggestion, f->argument->text);
    for (uint16_t i = 0; enumeration != NULL && i < enumeration->label_count; i++) {
        scan_suggest_offer(suggestion, enumeration->labels[i].name);
    }
    return scan_suggest_text(suggestion);
}

static void fix(const scan_fitting *f, const scan_suggestion *suggestion)
{
    const char *text = f->argument->text;
    scan_diag_fix(f->context->diag, scan_argument_exactly(f->place, text), suggestion->best);
}

static bool report_no_constant(const scan_fitting *f)
{
    scan_suggestion suggestion;
    if (strcmp(f->argument->text, "now") == 0) {
        scan_diag_error(f->context->diag, f->place,
                        "'now' is the default of a timestamp; add type = timestamp");
        return false;
    }
    scan_diag_error(f->context->diag, f->place,
                    "'%s' is no integer constant that this header knows%s", f->argument->text,
                    suggest_label(f, &suggestion));
    fix(f, &suggestion);
    return false;
}

/* An identifier as C evaluates it: an enumerator, a macro, a constant. */
static bool evaluate_name(const scan_fitting *f, scan_number *number)
{
    const orm_enum_label *label = find_label(f->field->type.enumeration, f->argument->text);
    const scan_evaluator *evaluator = &f->context->evaluator;
    int64_t value = label == NULL ? 0 : label->value;
    bool known = label != NULL || (evaluator->evaluate != NULL &&
                                   evaluator->evaluate(evaluator->ctx, f->argument->text, &value));
    if (!known) {
        return report_no_constant(f);
    }
    number->negative = value < 0;
    number->magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    number->real = (double)value;
    return true;
}

bool scan_value_wanted(const scan_fitting *f, const char *wanted)
{
    scan_diag_error(f->context->diag, f->place, "'%s' is %s; write %s = %s", f->field->member,
                    orm_kind_name(f->field->kind), f->argument->key, wanted);
    return false;
}

/* A number or an identifier that is one. */
static bool read_number(const scan_fitting *f, const char *wanted, scan_number *number)
{
    *number = (scan_number){ .is_real = false };
    switch (f->argument->kind) {
    case SCAN_VALUE_NUMBER:
        return scan_number_read(f->argument->text, number);
    case SCAN_VALUE_NAME:
        return evaluate_name(f, number);
    case SCAN_VALUE_STRING:
    case SCAN_VALUE_LIST:
    case SCAN_VALUE_NONE:
        break;
    }
    return scan_value_wanted(f, wanted);
}

/* An integer between the member's bounds, and not above most. */
static bool read_integer(const scan_fitting *f, bool is_signed, uint64_t most, scan_number *number)
{
    if (!read_number(f, "a whole number", number)) {
        return false;
    }
    if (number->is_real) {
        return scan_value_wanted(f, "a whole number");
    }
    bool wraps = !is_signed && f->field->type.size == 8 && most == UINT64_MAX &&
                 f->argument->kind == SCAN_VALUE_NAME;
    if (wraps && number->negative) { /* ((uint64_t)-1) arrives as -1 */
        number->magnitude = 0 - number->magnitude;
        number->negative = false;
    }
    uint64_t furthest = number->negative ? (is_signed ? most + 1 : 0) : most;
    if (number->overflow || number->magnitude > furthest) {
        return report_range(f, is_signed, most);
    }
    return true;
}

static int64_t signed_value(const scan_number *number)
{
    return number->negative ? (int64_t)(0 - number->magnitude) : (int64_t)number->magnitude;
}

/* ---- one function per kind of value, shared by defaults and null_if ---- */

static bool is_signed_storage(const scan_field *field)
{
    return field->storage == ORM_STORAGE_INT || scan_kind_is_time_struct(&field->type);
}

static bool fit_integer(scan_fitting *f, uint64_t most)
{
    scan_number number;
    bool is_signed = is_signed_storage(f->field);
    if (!read_integer(f, is_signed, most, &number)) {
        return false;
    }
    f->value = is_signed ? orm_value_int(signed_value(&number)) : orm_value_uint(number.magnitude);
    return true;
}

static bool fit_bool(scan_fitting *f)
{
    const scan_argument *argument = f->argument;
    bool is_name = argument->kind == SCAN_VALUE_NAME;
    bool is_true = is_name && strcmp(argument->text, "true") == 0;
    if (!is_true && (!is_name || strcmp(argument->text, "false") != 0)) {
        return scan_value_wanted(f, "true or false");
    }
    f->value = orm_value_bool(is_true);
    return true;
}

static bool fit_real(scan_fitting *f)
{
    scan_number number;
    if (!read_number(f, "a number", &number)) {
        return false;
    }
    bool is_float = f->field->type.size == sizeof(float);
    double most = is_float ? (double)FLT_MAX : DBL_MAX;
    if (number.real > most || number.real < -most) {
        scan_diag_error(f->context->diag, f->place, "'%s' is too large for '%s'", f->argument->text,
                        f->field->member);
        return false;
    }
    /* A float member holds the nearest float: that is what it will be compared with. */
    f->value = orm_value_real(is_float ? (double)(float)number.real : number.real);
    return true;
}

static bool fit_text(scan_fitting *f)
{
    if (f->argument->kind != SCAN_VALUE_STRING) {
        return scan_value_wanted(f, "\"text\"");
    }
    size_t room = f->field->type.count;
    if (f->field->storage == ORM_STORAGE_CHAR && f->argument->size > 1) {
        return scan_value_wanted(f, "\"c\", one character");
    }
    if (f->field->storage == ORM_STORAGE_CHARS && f->argument->size >= room) {
        scan_diag_error(f->context->diag, f->place,
                        "\"%s\" has %zu bytes, but '%s' holds %zu and a NUL", f->argument->text,
                        f->argument->size, f->field->member, room == 0 ? 0 : room - 1);
        return false;
    }
    f->value = orm_value_text(f->argument->text);
    return true;
}

/* ---- defaults ---- */

static bool fit_default_label(scan_fitting *f)
{
    const scan_enum *enumeration = f->field->type.enumeration;
    if (f->argument->kind != SCAN_VALUE_NAME) {
        return scan_value_wanted(f, enumeration->labels[0].name);
    }
    const orm_enum_label *label = find_label(enumeration, f->argument->text);
    if (label == NULL) {
        scan_suggestion suggestion;
        scan_diag_error(f->context->diag, f->place, "'%s' is no enumerator of enum %s%s",
                        f->argument->text, enumeration->name, suggest_label(f, &suggestion));
        fix(f, &suggestion);
        return false;
    }
    f->value = orm_value_text(label->name);
    return true;
}

/* An instant in the member's units, as the database counts it: in microseconds. */
static bool fit_default_instant(scan_fitting *f)
{
    scan_number number;
    uint32_t units = f->field->units_per_second;
    uint64_t factor = units < MICROSECONDS ? MICROSECONDS / units : 1;
    uint64_t divisor = units > MICROSECONDS ? units / MICROSECONDS : 1;
    uint64_t most = scan_value_most(true, integer_size(f->field));
    if (!read_integer(f, true, most, &number)) {
        return false;
    }
    if (number.magnitude % divisor != 0) {
        scan_diag_error(f->context->diag, f->place, "'%s' is not a whole number of microseconds",
                        f->argument->text);
        return false;
    }
    if (number.magnitude > (uint64_t)INT64_MAX / factor) {
        scan_diag_error(f->context->diag, f->place,
                        "'%s' is too far away: timestamps are kept in microseconds",
                        f->argument->text);
        return false;
    }
    f->value = orm_value_int(signed_value(&number) / (int64_t)divisor * (int64_t)factor);
    f->value.type = ORM_TYPE_TIMESTAMP;
    return true;
}

static bool fit_default_integer(scan_fitting *f)
{
    bool is_signed = is_signed_storage(f->field);
    uint64_t most = scan_value_most(is_signed, f->field->type.size);
    if (!fit_integer(f, most > INT64_MAX ? INT64_MAX : most)) {
        return false;
    }
    f->value = orm_value_int(is_signed ? f->value.as.integer : (int64_t)f->value.as.natural);
    return true;
}

static bool fit_default(scan_fitting *f)
{
    switch (f->field->kind) {
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return fit_default_integer(f);
    case ORM_KIND_BOOL:
        return fit_bool(f);
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return fit_real(f);
    case ORM_KIND_TEXT:
    case ORM_KIND_JSON:
        return fit_text(f);
    case ORM_KIND_DATE:
        return scan_value_fit_date(f);
    case ORM_KIND_UUID:
        return scan_value_fit_uuid(f);
    case ORM_KIND_DECIMAL:
        return scan_value_fit_decimal(f);
    case ORM_KIND_ENUM:
        return fit_default_label(f);
    case ORM_KIND_TIMESTAMP:
        return fit_default_instant(f);
    case ORM_KIND_BLOB:
        scan_diag_error(f->context->diag, f->place,
                        "the default of a blob is written in SQL; use default_sql = \"...\"");
        return false;
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return false;
}

/* The time of the statement, cut to what the member counts: it could not be read otherwise. */
static orm_default default_now(const scan_field *field)
{
    orm_default now = { .kind = ORM_DEFAULT_NOW };
    if (field->units_per_second < MICROSECONDS) {
        now.value = orm_value_int(field->units_per_second);
    }
    return now;
}

void scan_value_resolve_default(scan_context *context, scan_field *field)
{
    const scan_argument *argument = scan_argument_find(&field->annotation, "default");
    scan_fitting f = { .context = context, .field = field, .argument = argument };
    f.place = scan_argument_value_place(&field->annotation, argument);
    bool is_now = argument->kind == SCAN_VALUE_NAME && strcmp(argument->text, "now") == 0;
    if (is_now && field->kind == ORM_KIND_TIMESTAMP) {
        field->default_value = default_now(field);
    } else if (fit_default(&f)) {
        field->default_value.kind = ORM_DEFAULT_VALUE;
        field->default_value.value = f.value;
    }
}

/* ---- null_if ---- */

static bool report_null_by_itself(const scan_fitting *f)
{
    scan_diag_error(f->context->diag, f->place, "a NULL pointer is NULL in '%s'; remove null_if",
                    f->field->member);
    return false;
}

static bool fit_null_if(scan_fitting *f)
{
    const scan_field *field = f->field;
    switch (field->storage) {
    case ORM_STORAGE_INT:
    case ORM_STORAGE_UINT:
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return fit_integer(f, scan_value_most(is_signed_storage(field), integer_size(field)));
    case ORM_STORAGE_FLOAT:
        return fit_real(f);
    case ORM_STORAGE_CHARS:
    case ORM_STORAGE_CHAR:
        return fit_text(f);
    case ORM_STORAGE_SPAN:
    case ORM_STORAGE_STRING:
    case ORM_STORAGE_BLOB:
        return report_null_by_itself(f);
    case ORM_STORAGE_BOOL:
    case ORM_STORAGE_BYTES:
        scan_diag_error(f->context->diag, f->place,
                        "null_if is for numbers, enums and char arrays; use null_flag = member");
        return false;
    case ORM_STORAGE_NONE:
        break;
    }
    return false;
}

void scan_value_resolve_null_if(scan_context *context, scan_field *field)
{
    const scan_argument *argument = scan_argument_find(&field->annotation, "null_if");
    scan_fitting f = { .context = context, .field = field, .argument = argument };
    f.place = scan_argument_value_place(&field->annotation, argument);
    if (fit_null_if(&f)) {
        field->null_if = f.value;
    }
}
