/* Fits written values to columns and members. A default is what the database stores, a null_if
 * what the C member holds; an integer is checked against the member in both cases, since a default
 * is read back into it. */
#include "model/value.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/fold.h"
#include "annotation/number.h"
#include "base/buffer.h"
#include "base/plural.h"
#include "diag.h"
#include "model/apply.h"
#include "model/find.h"
#include "model/fitting.h"
#include "model/kind.h"
#include "model/model.h"

enum { MICROSECONDS = 1000000 };

static scan_fitting fitting_of(scan_context *context, const scan_field *field, const char *key)
{
    const scan_argument *argument = scan_argument_find(&field->annotation, key);
    return (scan_fitting){ .context = context,
                           .field = field,
                           .argument = argument,
                           .place = scan_argument_value_place(&field->annotation, argument) };
}

bool scan_value_wanted(const scan_fitting *f, const char *wanted)
{
    scan_diag_error(f->context->diag, f->place, "'%s' is %s; write %s = %s", f->field->member,
                    orm_kind_name(f->field->kind), f->argument->key, wanted);
    return false;
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

/* How many of a column's units are a microsecond, which is the least that its time can be. */
static uint64_t units_per_microsecond(const scan_field *field)
{
    uint32_t units = field->units_per_second;
    return units > MICROSECONDS ? units / MICROSECONDS : 1;
}

static bool judge_whole(const scan_fitting *f, const scan_number *number)
{
    if (number->magnitude % units_per_microsecond(f->field) == 0) {
        return true;
    }
    scan_diag_error(f->context->diag, f->place, "'%s' is not a whole number of microseconds",
                    f->argument->text);
    return false;
}

static bool fit_integer(scan_fitting *f, uint64_t most)
{
    scan_number number;
    bool is_signed = is_signed_storage(f->field);
    if (!scan_value_read_integer(f, is_signed, most, &number) ||
        (f->field->storage == ORM_STORAGE_TIMEVAL && !judge_whole(f, &number))) {
        return false;
    }
    f->value = is_signed ? orm_value_int(signed_value(&number)) : orm_value_uint(number.magnitude);
    return true;
}

static void propose(const scan_fitting *f, const char *meant)
{
    scan_diag_fix(f->context->diag, scan_argument_exactly(f->place, f->argument->text), meant);
}

static bool fit_bool(scan_fitting *f)
{
    const scan_argument *argument = f->argument;
    bool is_name = argument->kind == SCAN_VALUE_NAME;
    bool is_true = is_name && strcmp(argument->text, "true") == 0;
    if (!is_true && (!is_name || strcmp(argument->text, "false") != 0)) {
        bool is_digit = argument->kind == SCAN_VALUE_NUMBER && argument->size == 1;
        (void)scan_value_wanted(f, "true or false");
        propose(f, !is_digit                  ? NULL
                   : argument->text[0] == '0' ? "false"
                   : argument->text[0] == '1' ? "true"
                                              : NULL);
        return false;
    }
    f->value = orm_value_bool(is_true);
    return true;
}

/* The same where the database has a number of it. */
static bool fit_numbered_bool(scan_fitting *f)
{
    scan_number number = { .is_real = true };
    bool is_word = f->argument->kind == SCAN_VALUE_NAME || f->argument->kind == SCAN_VALUE_NUMBER;
    if (is_word && !scan_value_read_number(f, "true or false", &number)) {
        return false;
    }
    if (number.is_real || number.negative || number.overflow || number.magnitude > 1) {
        scan_diag_error(f->context->diag, f->place, "'%s' is a bool; write %s = true or false",
                        f->field->member, f->argument->key);
        return false;
    }
    f->value = orm_value_bool(number.magnitude == 1);
    return true;
}

/* NaN can say that there is no value, but is none: SQLite has no NaN, and nothing is equal to
 * it. */
static bool is_refused_nan(const scan_fitting *f, double real)
{
    if (!isnan(real) || strcmp(f->argument->key, "null_if") == 0) {
        return false;
    }
    scan_diag_error(f->context->diag, f->place,
                    "'%s' is NaN, which SQLite does not have; where it stands for NULL, write "
                    "null_if = %s",
                    f->argument->text, f->argument->text);
    return true;
}

/* Whether a whole number, which whoever writes it means as it stands, has become another. */
static bool is_rounded(const scan_number *number, double value)
{
    double size = value < 0 ? -value : value;
    return !number->is_real && !number->overflow &&
           (size >= 0x1p64 || (uint64_t)size != number->magnitude);
}

/* Infinity has a name; digits that come to it are a mistake, in C as well. */
static bool is_too_large(const scan_fitting *f, double real, double most)
{
    bool is_infinity = isinf(real) && scan_argument_name(f->argument) != NULL;
    return !is_infinity && (real > most || real < -most);
}

static bool fit_real(scan_fitting *f)
{
    scan_number number;
    if (!scan_value_read_number(f, "a number", &number) || is_refused_nan(f, number.real)) {
        return false;
    }
    bool is_float = f->field->type.size == sizeof(float);
    bool is_default = strcmp(f->argument->key, "default") == 0;
    if (is_too_large(f, number.real, is_float ? (double)FLT_MAX : DBL_MAX)) {
        scan_diag_error(f->context->diag, f->place, "'%s' is too large for '%s'", f->argument->text,
                        f->field->member);
        return false;
    }
    /* A float member holds the nearest float: that is what it will be compared with. */
    double value = is_float ? (double)scan_number_single(&number) : number.real;
    if (is_float && !is_default && is_rounded(&number, value)) {
        scan_diag_error(f->context->diag, f->place, "no float is %s, so '%s' never holds it",
                        f->argument->text, f->field->member);
        return false;
    }
    f->value = orm_value_real(value);
    return true;
}

/* Text without quotes is a name. */
static bool want_text(const scan_fitting *f)
{
    bool is_name = f->argument->kind == SCAN_VALUE_NAME;
    orm_buffer quoted;
    scan_diag_buffer_init(f->context->diag, &quoted);
    bool is_macro = is_name && scan_find_is_macro_name(f->argument->text);
    orm__buffer_format(&quoted, "\"%s\"", is_name ? f->argument->text : "text");
    size_t size = quoted.size;
    orm__buffer_text(&quoted, is_macro ? "; where that is a macro, write its text" : "");
    const char *text = orm__buffer_string(&quoted);
    if (text != NULL) {
        (void)scan_value_wanted(f, text);
        propose(f, is_name ? orm_arena_copy(f->context->arena, text, size) : NULL);
    }
    orm__buffer_fini(&quoted);
    return false;
}

static bool fit_text(scan_fitting *f)
{
    if (f->argument->kind != SCAN_VALUE_STRING) {
        return want_text(f);
    }
    size_t room = f->field->type.count;
    if (f->field->storage == ORM_STORAGE_CHAR && f->argument->size > 1) {
        return scan_value_wanted(f, "\"c\", one character");
    }
    if (f->field->storage == ORM_STORAGE_CHARS && f->argument->size >= room) {
        scan_diag_error(f->context->diag, f->place,
                        "\"%s\" has %zu byte%s, but '%s' holds %zu and a NUL", f->argument->text,
                        f->argument->size, orm__plural(f->argument->size), f->field->member,
                        room == 0 ? 0 : room - 1);
        return false;
    }
    f->value = orm_value_text(f->argument->text);
    return true;
}

/* ---- defaults ---- */

/* An instant in the member's units, as the database counts it: in microseconds. */
static bool fit_default_instant(scan_fitting *f)
{
    scan_number number;
    uint32_t units = f->field->units_per_second;
    uint64_t factor = units < MICROSECONDS ? MICROSECONDS / units : 1;
    uint64_t divisor = units_per_microsecond(f->field);
    uint64_t most = scan_value_most(true, scan_value_bits(f->field));
    if (!scan_value_read_integer(f, true, most, &number) || !judge_whole(f, &number)) {
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
    if (scan_kind_is_numbered_bool(f->field)) {
        bool fits = fit_numbered_bool(f);
        f->value = orm_value_int(fits && f->value.as.boolean);
        return fits;
    }
    bool is_signed = is_signed_storage(f->field);
    uint64_t most = scan_value_most(is_signed, scan_value_bits(f->field));
    if (!fit_integer(f, most > INT64_MAX ? INT64_MAX : most)) {
        return false;
    }
    f->value = orm_value_int(is_signed ? f->value.as.integer : (int64_t)f->value.as.natural);
    return !scan_kind_has_labels(f->field) || scan_value_judge_label(f);
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
    case ORM_KIND_INTERVAL:
        return scan_value_fit_interval(f);
    case ORM_KIND_ENUM:
        return scan_value_fit_label(f);
    case ORM_KIND_TIMESTAMP:
        return fit_default_instant(f);
    case ORM_KIND_BLOB:
        scan_diag_error(f->context->diag, f->place,
                        "the default of a blob is written in SQL; use default_sql = \"...\"");
        return false;
    case ORM_KIND_ARRAY:
        scan_diag_error(f->context->diag, f->place,
                        "the default of an array is written in SQL; use default_sql = \"...\"");
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
    scan_fitting f = fitting_of(context, field, "default");
    bool is_name = f.argument->kind == SCAN_VALUE_NAME;
    bool is_now = is_name && strcmp(f.argument->text, "now") == 0;
    if (is_name && orm__fold_is_same(f.argument->text, "null")) {
        scan_diag_error(context->diag, f.place,
                        "NULL is what a column without a default has; remove default");
    } else if (is_now && field->kind == ORM_KIND_TIMESTAMP) {
        field->default_value = default_now(field);
    } else if (fit_default(&f)) {
        field->default_value.kind = ORM_DEFAULT_VALUE;
        field->default_value.value = f.value;
    }
}

/* ---- what the member holds: null_if, null_reads_as, unknown ---- */

static bool report_null_by_itself(const scan_fitting *f)
{
    scan_diag_error(f->context->diag, f->place, "a NULL pointer is NULL in '%s'; remove %s",
                    f->field->member, f->argument->key);
    return false;
}

/* A bool has no value to spare, but one that a NULL can be read as. */
static bool fit_other(scan_fitting *f)
{
    bool is_read_only = strcmp(f->argument->key, "null_reads_as") == 0;
    bool is_behind = f->field->group != 0 && f->field->path != NULL && f->field->path[0] == '\0';
    if (is_behind) { /* a pointer of its own, which is its NULL */
        return report_null_by_itself(f);
    }
    if (is_read_only && f->field->storage == ORM_STORAGE_BOOL) {
        return scan_kind_is_numbered_bool(f->field) ? fit_numbered_bool(f) : fit_bool(f);
    }
    scan_diag_error(f->context->diag, f->place,
                    "%s is for numbers, %senums and char arrays; use null_flag = member",
                    f->argument->key, is_read_only ? "bools, " : "");
    return false;
}

static bool fit_member(scan_fitting *f)
{
    const scan_field *field = f->field;
    switch (field->storage) {
    case ORM_STORAGE_INT:
    case ORM_STORAGE_UINT:
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return fit_integer(f, scan_value_most(is_signed_storage(field), scan_value_bits(field)));
    case ORM_STORAGE_FLOAT:
        return fit_real(f);
    case ORM_STORAGE_CHARS:
    case ORM_STORAGE_CHAR:
        return fit_text(f);
    case ORM_STORAGE_SPAN:
    case ORM_STORAGE_ITEMS:
    case ORM_STORAGE_STRING:
    case ORM_STORAGE_BLOB:
        return report_null_by_itself(f);
    case ORM_STORAGE_BOOL:
    case ORM_STORAGE_INTERVAL:
    case ORM_STORAGE_ARRAY:
    case ORM_STORAGE_BYTES:
        return fit_other(f);
    case ORM_STORAGE_CONVERTED: /* model/converter has refused it */
    case ORM_STORAGE_NONE:
        break;
    }
    return false;
}

void scan_value_resolve_null_if(scan_context *context, scan_field *field)
{
    scan_fitting f = fitting_of(context, field, "null_if");
    if (fit_member(&f)) {
        field->null_if = f.value;
    }
}

void scan_value_resolve_null_reads_as(scan_context *context, scan_field *field)
{
    scan_fitting f = fitting_of(context, field, "null_reads_as");
    bool is_enum = field->type.type_class == SCAN_TYPE_ENUM && scan_kind_has_labels(field);
    if (fit_member(&f) && (!is_enum || scan_value_judge_label(&f))) {
        field->null_reads_as = f.value;
    }
}

void scan_value_resolve_unknown(scan_context *context, scan_field *field)
{
    scan_fitting f = fitting_of(context, field, "unknown");
    bool is_enum = field->type.type_class == SCAN_TYPE_ENUM && scan_kind_has_labels(field);
    const orm_enum_label *label = is_enum ? scan_value_read_label(&f) : NULL;
    if (label != NULL) {
        field->unknown = orm_value_int(label->value);
    }
}
