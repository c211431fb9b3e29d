/* Owns the rules of converters. */
#include "model/converter.h"

#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "base/decimal.h"
#include "diag.h"
#include "model/find.h"
#include "model/model.h"
#include "model/sound.h"

/* ---- each by itself ---- */

static scan_place place_of(const scan_converter *converter, const char *key)
{
    const scan_argument *argument = scan_argument_find(&converter->annotation, key);
    return argument == NULL ? converter->place
                            : scan_argument_place_of(&converter->annotation, key);
}

static void demand_keys(scan_context *context, const scan_converter *converter)
{
    static const char *const needed[] = { "encode = function", "decode = function", "kind = text" };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        char key[8] = "";
        memcpy(key, needed[i], strcspn(needed[i], " "));
        if (!scan_argument_says(&converter->annotation, key)) {
            scan_diag_error(context->diag, converter->place,
                            "the converter of '%s' lacks '%s'; add %s", converter->c_type, key,
                            needed[i]);
        }
    }
}

/* type: as orm/converter.h calls it. */
static void judge_function(scan_context *context, const scan_converter *converter, const char *key,
                           const char *type, const scan_function *function)
{
    if (function->name == NULL || (function->is_right && !function->is_private)) {
        return;
    }
    scan_place place = place_of(converter, key);
    if (function->is_right) {
        scan_diag_error(context->diag, place, SCAN_FUNCTION_IS_PRIVATE, function->name);
        scan_diag_note(context->diag, function->place, "'%s' is declared here", function->name);
        return;
    }
    if (!function->is_declared) {
        scan_diag_error(context->diag, place,
                        "no function '%s' is declared here; before ORM_CONVERTER write: %s %s;",
                        function->name, type, function->name);
        return;
    }
    scan_diag_error(context->diag, place,
                    "'%s' does not have the parameters and the result of %s in orm/converter.h",
                    function->name, type);
    scan_diag_note(context->diag, function->place, "'%s' is declared here", function->name);
}

static void judge_digits(scan_context *context, const scan_converter *converter)
{
    bool is_decimal = converter->kind == ORM_KIND_DECIMAL;
    bool is_good = converter->precision >= 1 && converter->precision <= ORM_DECIMAL_PRECISION &&
                   converter->scale <= converter->precision;
    bool is_said = scan_argument_says(&converter->annotation, "precision");
    bool is_reported = is_said && converter->precision == 0; /* when it was read */
    if (is_decimal && !is_good && !is_reported) {
        scan_diag_error(context->diag, place_of(converter, is_said ? "precision" : "kind"),
                        "a decimal has 1 to 18 digits, of which at most all stand behind the "
                        "point; write precision = 12, scale = 2");
    }
    if (!is_decimal && (is_said || scan_argument_says(&converter->annotation, "scale"))) {
        scan_diag_error(context->diag, place_of(converter, is_said ? "precision" : "scale"),
                        "precision and scale are for kind = decimal; remove them");
    }
}

/* ---- among themselves ---- */

/* of: all those of one C type. */
static void judge_twins(scan_context *context, const scan_converters *of)
{
    for (size_t i = 1; i < of->count; i++) {
        size_t first = 0;
        while (!scan_find_is_same(of->items[first]->name, of->items[i]->name)) {
            first++;
        }
        if (first < i) {
            scan_diag_error(context->diag, of->items[i]->place,
                            "'%s' has a converter already; give this one a name = ... of its own, "
                            "and name it at the members: converter = ...",
                            of->items[i]->c_type);
            scan_diag_note(context->diag, of->items[first]->place, "the other one is here");
        }
    }
}

void scan_converter_judge_all(scan_context *context, const scan_model *model)
{
    for (size_t i = 0; i < model->converter_count; i++) {
        scan_converter *converter = model->converters[i];
        size_t errors = scan_diag_error_count(context->diag);
        demand_keys(context, converter);
        judge_function(context, converter, "encode", "orm_encode_fn", &converter->encode);
        judge_function(context, converter, "decode", "orm_decode_fn", &converter->decode);
        judge_digits(context, converter);
        if (converter->siblings.count > 0 && converter->siblings.items[0] == converter) {
            judge_twins(context, &converter->siblings);
        }
        scan_sound_note(context, errors, &converter->is_wrong);
    }
}

/* ---- members ---- */

const scan_converter *scan_converter_find(const scan_converters *all, const char *name)
{
    size_t i = 0;
    while (i < all->count && !scan_find_is_same(all->items[i]->name, name)) {
        i++;
    }
    return i < all->count ? all->items[i] : NULL;
}

void scan_converter_choose(scan_field *field)
{
    const scan_converter *found =
        scan_converter_find(&field->type.converters, field->converter_name);
    if (found != NULL && (field->columns == NULL || field->converter_name != NULL)) {
        field->converter = found;
        field->type.type_class = SCAN_TYPE_CONVERTED;
    }
}

void scan_converter_demand(scan_context *context, const scan_field *field)
{
    const char *wanted = field->converter_name;
    const scan_converters *all = &field->type.converters;
    if (wanted == NULL || field->converter != NULL) {
        return;
    }
    scan_suggestion suggestion;
    scan_suggest_init(&suggestion, wanted);
    for (size_t i = 0; i < all->count; i++) {
        scan_suggest_offer(&suggestion, all->items[i]->name);
    }
    scan_place place = scan_argument_place_of(&field->annotation, "converter");
    const char *meant = scan_suggest_text(&suggestion);
    bool has_own = meant[0] == '\0' && scan_converter_find(all, NULL) != NULL;
    scan_diag_error(context->diag, place, "the type of '%s' has no converter '%s'%s", field->member,
                    wanted, has_own ? "; it has one without a name: leave out converter" : meant);
    scan_diag_fix(context->diag, scan_argument_exactly(place, wanted), suggestion.near.found);
}

/* Whether all of it is a pointer, which knows no count. */
static bool is_pointer(const scan_type *type)
{
    return type->type_class == SCAN_TYPE_CHAR_POINTER ||
           type->type_class == SCAN_TYPE_BYTE_POINTER ||
           type->type_class == SCAN_TYPE_TEXT_POINTER ||
           type->type_class == SCAN_TYPE_SCALAR_POINTER;
}

bool scan_converter_judge_items(scan_context *context, const scan_field *field)
{
    const scan_converter *of_item = scan_converter_find(&field->type.item_converters, NULL);
    if (of_item == NULL || field->asked == ORM_KIND_BLOB) {
        return true;
    }
    if (is_pointer(&field->type)) {
        scan_diag_error(context->diag, field->place,
                        "'%s' may point to several of '%s', whose converter makes a column of one: "
                        "put the pointer and its count into a struct with a converter of its own",
                        field->member, of_item->c_type);
    } else {
        scan_diag_error(context->diag, field->place,
                        "'%s' holds %zu of '%s', whose converter makes a column of one: write a "
                        "converter of the whole, for a typedef of %s[%zu] or a struct around it",
                        field->member, field->type.count, of_item->c_type, of_item->c_type,
                        field->type.count);
    }
    scan_diag_note(context->diag, of_item->place, "the converter is here");
    return false;
}

/* What the converter says once for all members of its type, and what it takes from them. */
static void refuse_keys(scan_context *context, const scan_field *field)
{
    static const char *const keys[] = { "type",    "unit",          "precision", "scale",
                                        "as",      "size",          "count",     "default",
                                        "null_if", "null_reads_as", "unknown" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const scan_argument *argument = scan_argument_find(&field->annotation, keys[i]);
        if (argument == NULL) {
            continue;
        }
        bool is_null = strncmp(keys[i], "null_", 5) == 0;
        const char *instead = strcmp(keys[i], "default") == 0 ? "write default_sql"
                              : is_null                       ? "use null_flag = member"
                                                              : "remove it";
        scan_diag_error(context->diag, scan_argument_key_place(&field->annotation, argument),
                        "'%s' does not go with the converter of '%s'; %s", keys[i],
                        field->converter->c_type, instead);
    }
}

void scan_converter_resolve(scan_context *context, scan_field *field)
{
    const scan_converter *converter = field->converter;
    refuse_keys(context, field);
    if (field->type.bits != 0) {
        scan_diag_error(context->diag, field->place,
                        "'%s' is a bit-field, which has no address for the converter of '%s'; make "
                        "it a plain member",
                        field->member, converter->c_type);
        return;
    }
    if (field->default_value.kind == ORM_DEFAULT_VALUE) {
        field->default_value.kind = ORM_DEFAULT_NONE;
    }
    field->has_null_if = field->has_null_reads_as = field->has_unknown = false;
    field->length = NULL;
    field->types = field->types == NULL ? converter->types : field->types;
    field->kind = converter->kind;
    field->storage = ORM_STORAGE_CONVERTED;
    field->precision = converter->precision;
    field->scale = converter->scale;
    field->units_per_second = converter->kind == ORM_KIND_TIMESTAMP ? 1000000 : 0;
}
