/* The rule for the two columns of a key: that they hold the same values in the same form. SQL
 * compares what is stored, and knows nothing of scales and units. */
#include "check/rules.h"

#include <stdint.h>
#include <stdio.h>

#include <orm/sys/dialect.h>

#include "base/plural.h"
#include "check/own_type.h"
#include "diag.h"
#include "meta/entity.h"
#include "model/kind.h"
#include "model/model.h"

/* In what two columns differ: "is" int32, "is" int64. */
typedef struct difference {
    const char *verb;
    char from[96], to[96];
    const char *same; /* what both need */
} difference;

/* Whatever two columns differ in, this is how it is told. False: they do not. */
typedef bool compare_fn(const scan_field *from, const scan_field *to, difference *found);

static void tell(difference *found, const char *verb, const char *same)
{
    found->verb = verb;
    found->same = same;
}

static void tell_texts(difference *found, const char *from, const char *to)
{
    (void)snprintf(found->from, sizeof found->from, "%s", from);
    (void)snprintf(found->to, sizeof found->to, "%s", to);
}

static void tell_counts(difference *found, const char *format, size_t from, size_t to)
{
    (void)snprintf(found->from, sizeof found->from, format, from);
    (void)snprintf(found->to, sizeof found->to, format, to);
}

/* ---- kinds ---- */

/* A wider integer will do: it holds every key. */
static bool compare_kinds(const scan_field *from, const scan_field *to, difference *found)
{
    unsigned from_bits = scan_kind_integer_bits(from->kind);
    unsigned to_bits = scan_kind_integer_bits(to->kind);
    bool are_integers = from_bits != 0 && to_bits != 0;
    tell(found, "is", "type");
    tell_texts(found, orm_kind_name(from->kind), orm_kind_name(to->kind));
    return are_integers ? from_bits < to_bits : from->kind != to->kind;
}

static bool compare_enums(const scan_field *from, const scan_field *to, difference *found)
{
    const scan_enum *one = from->type.enumeration, *other = to->type.enumeration;
    bool are_enums =
        from->type.type_class == SCAN_TYPE_ENUM && to->type.type_class == SCAN_TYPE_ENUM;
    if (!are_enums || one == NULL || other == NULL || one == other) {
        return false;
    }
    tell(found, "is of the enum", "type");
    tell_texts(found, one->name, other->name);
    return true;
}

/* ---- numbers that count something ---- */

static bool compare_decimals(const scan_field *from, const scan_field *to, difference *found)
{
    if (from->kind != ORM_KIND_DECIMAL) {
        return false;
    }
    if (from->scale != to->scale) {
        tell(found, "has a scale of", "scale");
        tell_counts(found, "%zu", from->scale, to->scale);
        return true;
    }
    tell(found, "has a precision of", "precision");
    tell_counts(found, "%zu", from->precision, to->precision);
    return from->precision < to->precision;
}

static const char *unit_name(uint32_t units_per_second)
{
    return units_per_second == 1         ? "seconds"
           : units_per_second == 1000    ? "milliseconds"
           : units_per_second == 1000000 ? "microseconds"
                                         : "nanoseconds";
}

static bool is_instant(const scan_field *field)
{
    return field->storage != ORM_STORAGE_CONVERTED && field->kind == ORM_KIND_TIMESTAMP;
}

/* A plain integer may count anything. */
static bool counts_time(const scan_field *field)
{
    return field->kind == ORM_KIND_INT64 && scan_kind_is_time_struct(&field->type);
}

/* What a column of instants can tell apart; no engine keeps more than microseconds. */
static uint32_t fineness(const scan_field *field)
{
    return field->units_per_second < 1000000 ? field->units_per_second : 1000000;
}

static bool compare_units(const scan_field *from, const scan_field *to, difference *found)
{
    tell(found, "counts", "unit");
    tell_texts(found, unit_name(from->units_per_second), unit_name(to->units_per_second));
    if (is_instant(from) && is_instant(to)) {
        return fineness(from) < fineness(to);
    }
    return counts_time(from) && counts_time(to) && from->units_per_second != to->units_per_second;
}

/* ---- sizes ---- */

/* Bytes of a blob. */
typedef struct range {
    size_t least, most;
} range;

static range range_of(const scan_field *field)
{
    if (field->storage != ORM_STORAGE_BYTES) {
        return (range){ .most = SIZE_MAX };
    }
    size_t most = field->type.size;
    return (range){ .least = field->length == NULL ? most : 0, .most = most };
}

static bool compare_sizes(const scan_field *from, const scan_field *to, difference *found)
{
    range one = range_of(from), other = range_of(to);
    tell(found, "has", "size");
    (void)snprintf(found->from, sizeof found->from, "%zu byte%s", one.most, orm__plural(one.most));
    (void)snprintf(found->to, sizeof found->to, "%zu byte%s", other.most, orm__plural(other.most));
    return one.least > other.most || other.least > one.most;
}

/* ---- converters ---- */

static const char *converter_name(const scan_field *field)
{
    return field->converter->name == NULL ? "that of all members" : field->converter->name;
}

/* One type has several because each writes it in a way of its own. What those of two types write is
 * theirs to know. */
static bool compare_converters(const scan_field *from, const scan_field *to, difference *found)
{
    const scan_converter *one = from->converter, *other = to->converter;
    bool is_one_type = one != NULL && other != NULL && one != other && one->siblings.count > 0 &&
                       other->siblings.count > 0 &&
                       one->siblings.items[0] == other->siblings.items[0];
    if (is_one_type) {
        tell(found, "goes through the converter", "converter");
        tell_texts(found, converter_name(from), converter_name(to));
    }
    return is_one_type;
}

/* ---- types of their own ---- */

static bool compare_own_types(const scan_field *from, const scan_field *to, difference *found)
{
    const char *one = orm__entity_name(from->types, NULL, "postgresql");
    const char *other = orm__entity_name(to->types, NULL, "postgresql");
    const char *own = orm_dialect_find("postgresql")->type_of(from->kind);
    tell(found, "has on PostgreSQL the type", "postgresql_type");
    tell_texts(found, one == NULL ? own : one, other == NULL ? own : other);
    return from->kind == to->kind && !scan_own_type_compares(one, other, from->kind);
}

/* ---- all of it ---- */

static const char *dot(const scan_side *side)
{
    return side->entity[0] == '\0' ? "" : ".";
}

void scan_check_values(scan_context *context, scan_place place, const scan_side *from,
                       const scan_side *to)
{
    static compare_fn *const compare[] = { compare_kinds,    compare_enums, compare_decimals,
                                           compare_units,    compare_sizes, compare_converters,
                                           compare_own_types };
    bool is_known = from->field->kind != ORM_KIND_NONE && to->field->kind != ORM_KIND_NONE;
    size_t i = 0, count = is_known ? sizeof compare / sizeof *compare : 0;
    difference found;
    while (i < count && !compare[i](from->field, to->field, &found)) {
        i++;
    }
    if (i < count) {
        scan_diag_error(context->diag, place,
                        "'%s%s%s' %s %s but '%s%s%s' %s %s; give both the same %s", from->entity,
                        dot(from), from->field->member, found.verb, found.from, to->entity, dot(to),
                        to->field->member, found.verb, found.to, found.same);
        scan_diag_note(context->diag, to->field->place, "'%s' is declared here", to->field->member);
    }
}
