/* Owns what is said of structs that cannot be flattened, and of keys that do not go with one. */
#include "model/flatten_rules.h"

#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "model/converter.h"
#include "model/find.h"

bool scan_flatten_is_several(const scan_struct *nested)
{
    return nested->field_count > 0 || nested->member_count != 1;
}

bool scan_flatten_is_union(const scan_type *type)
{
    return type->type_class == SCAN_TYPE_UNSUPPORTED && type->nested != NULL;
}

void scan_flatten_check_chosen(scan_context *context, const scan_field *chosen)
{
    if (chosen->annotation.argument_count > 0) {
        const scan_argument *first = &chosen->annotation.arguments[0];
        scan_diag_error(context->diag, scan_argument_key_place(&chosen->annotation, first),
                        "ORM_COLUMN() says of '%s' that it is what its union holds; say '%s' where "
                        "the union is a column",
                        chosen->member, first->key == NULL ? "the rest" : first->key);
    }
}

const char *scan_flatten_c_type(const scan_struct *nested)
{
    return nested->c_type == NULL ? "its struct" : nested->c_type;
}

/* The macro that makes a column of the field. */
static const char *macro_of(const scan_field *field)
{
    return field->written == NULL ? "ORM_COLUMN" : "its ORM_MEMBER";
}

/* What joins the field's name and that of a member in it. */
static const char *joint_of(const scan_field *field)
{
    return field->type.type_class == SCAN_TYPE_STRUCT_POINTER ? "->" : ".";
}

void scan_flatten_report_union(scan_context *context, const scan_field *field)
{
    scan_diag_error(context->diag, field->place,
                    "'%s' is a union, which does not say which of its members holds: name the one "
                    "to store, as in ORM_MEMBER(%s%s%s)",
                    field->member, field->written, joint_of(field),
                    field->type.nested->members[0].name);
}

bool scan_flatten_judge_step(scan_context *context, const scan_field *at)
{
    const scan_type *type = &at->type;
    bool is_good = type->type_class != SCAN_TYPE_UNSUPPORTED || scan_flatten_is_union(type);
    if (!is_good) {
        scan_diag_error(context->diag, at->place, "'%s' cannot lead to a column: %s", at->path,
                        type->reason);
    }
    return is_good;
}

/* The first pointer to bytes; else the first integer that seems to say how many they are. NULL =
 * none. */
static const scan_member *find_member(const scan_struct *nested, bool is_bytes)
{
    for (size_t i = 0; i < nested->member_count; i++) {
        scan_type_class own = nested->members[i].type.type_class;
        bool is_length = (own == SCAN_TYPE_INT || own == SCAN_TYPE_UINT) &&
                         scan_find_is_length_name(nested->members[i].name);
        if (is_bytes ? own == SCAN_TYPE_BYTE_POINTER : is_length) {
            return &nested->members[i];
        }
    }
    return NULL;
}

/* Whether a member of it may be a column as it is. */
static bool has_value(const scan_struct *nested)
{
    size_t i = 0;
    while (i < nested->member_count &&
           (nested->members[i].type.type_class == SCAN_TYPE_STRUCT_POINTER ||
            nested->members[i].type.type_class == SCAN_TYPE_UNSUPPORTED)) {
        i++;
    }
    return i < nested->member_count;
}

/* What stands for the others where the first two members are named. */
static const char *more_of(const scan_struct *nested)
{
    return nested->member_count > 2 ? ", ..." : "";
}

void scan_flatten_report_unmarked(scan_context *context, const scan_field *field)
{
    const scan_struct *nested = field->type.nested;
    if (field->is_wrong) { /* what it does not say may be meant */
        return;
    }
    if (field->type.converters.count > 0) {
        scan_diag_error(context->diag, field->place,
                        "'%s' names no converter, and those of %s have names; add converter = %s",
                        field->member, scan_flatten_c_type(nested),
                        field->type.converters.items[0]->name);
        return;
    }
    if (nested->member_count == 0) {
        scan_diag_error(context->diag, field->place,
                        "'%s' holds no member, so there is nothing to store: leave out %s",
                        field->member, macro_of(field));
        return;
    }
    if (!has_value(nested)) {
        scan_diag_error(context->diag, field->place,
                        "'%s' holds nothing that is a column by itself: leave out %s, or write an "
                        "ORM_CONVERTER of %s",
                        field->member, macro_of(field), scan_flatten_c_type(nested));
        return;
    }
    if (nested->flexible != NULL && nested->c_type != NULL) {
        scan_diag_error(context->diag, field->place,
                        "%s of '%s' ends in '%s', which does not know its size: make it one column "
                        "with ORM_CONVERTER(%s *, ...), or name what to store here: columns(%s)",
                        nested->c_type, field->member, nested->flexible, nested->c_type,
                        nested->members[0].name);
        return;
    }
    if (field->written != NULL) {
        scan_diag_error(context->diag, field->place,
                        "'%s' has %zu members; name each to store, as in ORM_MEMBER(%s%s%s), or "
                        "all here: columns(%s, %s%s)",
                        field->member, nested->member_count, field->written, joint_of(field),
                        nested->members[0].name, nested->members[0].name, nested->members[1].name,
                        more_of(nested));
        return;
    }
    const scan_member *bytes = find_member(nested, true), *length = find_member(nested, false);
    if (bytes != NULL && length != NULL) {
        scan_diag_error(context->diag, field->place,
                        "'%s' has %zu members; add ORM_COLUMN() to those of %s, or name here what "
                        "to store: columns(%s), size = %s.%s",
                        field->member, nested->member_count, scan_flatten_c_type(nested),
                        bytes->name, field->member, length->name);
        return;
    }
    scan_diag_error(context->diag, field->place,
                    "'%s' has %zu members; add ORM_COLUMN() to those of %s, or name them here: "
                    "columns(%s, %s%s)",
                    field->member, nested->member_count, scan_flatten_c_type(nested),
                    nested->members[0].name, nested->members[1].name, more_of(nested));
}

bool scan_flatten_judge_bytes(scan_context *context, const scan_field *field)
{
    const scan_struct *nested = field->type.nested;
    if (nested->pointer != NULL) {
        scan_diag_error(context->diag, scan_argument_place_of(&field->annotation, "as"),
                        "%s is more than its bytes: it holds '%s'; name what to store with "
                        "columns(...), or write an ORM_CONVERTER",
                        scan_flatten_c_type(nested), nested->pointer);
    }
    return nested->pointer == NULL;
}

/* The one member of a struct, which nobody asked what it points to. */
static void report_unknown_struct(scan_context *context, const scan_field *field)
{
    if (field->written == NULL) {
        scan_diag_error(context->diag, field->place,
                        "'%s' holds a pointer to a struct without ORM_COLUMN; add it there",
                        field->member);
    } else {
        scan_diag_error(context->diag, field->place,
                        "'%s' holds a pointer to a struct; name each member of that to store, as "
                        "in ORM_MEMBER(%s->...)",
                        field->member, field->written);
    }
}

/* False: reported. */
bool scan_flatten_judge_struct(scan_context *context, const scan_scope *scope,
                               const scan_field *field)
{
    const scan_struct *nested = field->type.nested;
    scan_diag *diag = context->diag;
    if (nested == NULL) {
        report_unknown_struct(context, field);
        return false;
    }
    if (!nested->is_defined) {
        scan_diag_error(diag, field->place,
                        "'%s' points to %s, which these headers do not define; include its "
                        "definition, or leave out %s",
                        field->member, scan_flatten_c_type(nested), macro_of(field));
        return false;
    }
    if (nested->is_table && field->columns == NULL) {
        scan_diag_error(diag, field->place,
                        "%s of '%s' has a table of its own: leave out %s and map the key that "
                        "refers to it, or name what to store here too: columns(%s)",
                        scan_flatten_c_type(nested), field->member, macro_of(field),
                        nested->member_count == 0 ? "id" : nested->members[0].name);
        return false;
    }
    if (field->type.type_class == SCAN_TYPE_STRUCT_POINTER && field->length != NULL &&
        field->columns == NULL) {
        scan_diag_error(
            diag,
            scan_argument_key_place(&field->annotation,
                                    scan_argument_find(&field->annotation, field->length_key)),
            "'%s' points to several of %s, which are not one value: make it a table of its own, or "
            "put it into a struct with its %s, and write an ORM_CONVERTER of that",
            field->member, scan_flatten_c_type(nested), field->length_key);
        return false;
    }
    while (scope != NULL && scope->nested != nested) {
        scope = scope->outer;
    }
    if (scope != NULL) {
        scan_diag_error(diag, field->place,
                        "'%s' leads into %s again, without an end: leave out %s", field->member,
                        scan_flatten_c_type(nested), macro_of(field));
        return false;
    }
    return true;
}

bool scan_flatten_judge_made(scan_context *context, const scan_field *field)
{
    const scan_struct *nested = field->type.nested;
    if (nested->flexible != NULL) {
        scan_diag_error(context->diag, field->place,
                        "'%s' points to %s, which ends in '%s' and so has no size for the library "
                        "to make it: write ORM_CONVERTER(%s *, ...), whose decode makes it",
                        field->member, scan_flatten_c_type(nested), nested->flexible,
                        scan_flatten_c_type(nested));
    }
    return nested->flexible == NULL;
}

static bool judge_shared(scan_context *context, const scan_field *holder, const scan_argument *item,
                         size_t size)
{
    for (const scan_argument *first = holder->columns->arguments; first != item; first++) {
        if (first->key != NULL && strncmp(first->key, item->key, size) == 0 &&
            first->key[size] == '.') {
            scan_diag_error(context->diag, scan_argument_key_place(&holder->annotation, item),
                            "'%s' and '%s' share their memory in a union: remove one", first->key,
                            item->key);
            return false;
        }
    }
    return true;
}

static void report_pointer(scan_context *context, const scan_field *holder,
                           const scan_argument *item, size_t size)
{
    scan_place place = scan_argument_key_place(&holder->annotation, item);
    const char *rest = item->key + size + 1;
    if (holder->written != NULL) {
        scan_diag_error(context->diag, place,
                        "'%.*s' points to a struct, and columns(...) follows no pointer; map what "
                        "lies behind it by its own path: ORM_MEMBER(%s%s%.*s->%s)",
                        (int)size, item->key, holder->written, joint_of(holder), (int)size,
                        item->key, rest);
        return;
    }
    scan_diag_error(
        context->diag, place,
        "'%.*s' points to a struct, and columns(...) follows no pointer; say "
        "ORM_COLUMN(columns(%s)) of it where it is declared, ORM_COLUMN() of what else is "
        "stored there, and leave out columns here",
        (int)size, item->key, rest);
}

bool scan_flatten_judge_way(scan_context *context, const scan_field *holder,
                            const scan_argument *item, const scan_type *type, size_t size)
{
    if (type->type_class == SCAN_TYPE_STRUCT_POINTER) {
        report_pointer(context, holder, item, size);
        return false;
    }
    if (type->nested == NULL) {
        scan_diag_error(context->diag, scan_argument_key_place(&holder->annotation, item),
                        "'%.*s' holds no struct here, so '%s' leads nowhere", (int)size, item->key,
                        item->key);
        return false;
    }
    return !scan_flatten_is_union(type) || judge_shared(context, holder, item, size);
}

bool scan_flatten_judge_item(scan_context *context, const scan_field *holder,
                             const scan_argument *item)
{
    const scan_place place = scan_argument_value_place(&holder->annotation, item);
    bool is_path = item->kind == SCAN_VALUE_NAME && scan_argument_is_path(item->text);
    if (item->key == NULL || item->kind == SCAN_VALUE_NUMBER || is_path) {
        scan_diag_error(context->diag, place,
                        "'columns' names members, and their columns if those are called "
                        "otherwise; write for example columns(city, zip = postcode)");
        return false;
    }
    for (const scan_argument *first = holder->columns->arguments; first != item; first++) {
        if (first->key != NULL && strcmp(first->key, item->key) == 0) {
            scan_diag_error(context->diag, scan_argument_key_place(&holder->annotation, item),
                            "'%s' is named twice; remove one", item->key);
            return false;
        }
    }
    return true;
}

static bool has_converter(const scan_type *type)
{
    return scan_converter_find(&type->converters, NULL) != NULL ||
           scan_converter_find(&type->item_converters, NULL) != NULL;
}

bool scan_flatten_judge_picked(scan_context *context, const scan_field *picked,
                               const scan_argument *item)
{
    const scan_type *type = &picked->type;
    bool is_struct =
        type->type_class == SCAN_TYPE_STRUCT || type->type_class == SCAN_TYPE_STRUCT_POINTER;
    if (!is_struct || type->nested == NULL || !scan_flatten_is_several(type->nested) ||
        picked->representation == SCAN_AS_BYTES || picked->converter_name != NULL ||
        has_converter(type)) {
        return true;
    }
    scan_diag_error(context->diag, picked->place,
                    "'%s' is a struct of several members; name those to store", item->key);
    return false;
}

void scan_flatten_report_unknown(scan_context *context, const scan_struct *nested, const char *name,
                                 scan_place place)
{
    scan_suggestion suggestion;
    scan_suggest_init(&suggestion, name);
    for (size_t i = 0; i < nested->member_count; i++) {
        scan_suggest_offer(&suggestion, nested->members[i].name);
    }
    scan_diag_error(context->diag, place, "%s has no member '%s'%s", scan_flatten_c_type(nested),
                    name, scan_suggest_text(&suggestion));
    scan_diag_fix(context->diag, scan_argument_exactly(place, name), suggestion.near.found);
}
