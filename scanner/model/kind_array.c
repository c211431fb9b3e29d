/* Owns the items of arrays: which C types they may be, and how each is kept. */
#include "model/kind_array.h"

#include <string.h>

#include "annotation/argument.h"
#include "diag.h"
#include "meta/check_column.h"
#include "model/kind.h"
#include "model/model.h"

const scan_type *scan_kind_single(const scan_type *type)
{
    bool is_array = type->type_class == SCAN_TYPE_ARRAY ||
                    type->type_class == SCAN_TYPE_TEXT_POINTER ||
                    type->type_class == SCAN_TYPE_SCALAR_POINTER;
    return is_array && type->pointee != NULL ? type->pointee : type;
}

bool scan_kind_has_bytes(const scan_type *type)
{
    const scan_type *item = scan_kind_single(type);
    return item != type && item->type_class != SCAN_TYPE_CHAR_POINTER;
}

bool scan_kind_counts_items(const scan_field *field)
{
    bool is_blob = field->storage == ORM_STORAGE_BLOB || field->storage == ORM_STORAGE_BYTES;
    return is_blob && field->length != NULL && strcmp(field->length_key, "count") == 0 &&
           scan_kind_has_bytes(&field->type);
}

/* Whether type = ... is about an array's items. False: reported. */
static bool judge_asked(scan_context *context, const scan_field *field)
{
    if (field->asked == ORM_KIND_NONE || field->asked == ORM_KIND_TIMESTAMP) {
        return true;
    }
    scan_diag_error(context->diag, scan_argument_place_of(&field->annotation, "type"),
                    "'%s' is an array: its items can be timestamps, and all of it a blob",
                    field->member);
    return false;
}

orm_kind scan_kind_array(scan_context *context, scan_field *field)
{
    scan_field item = *field;
    item.type = *scan_kind_single(&field->type);
    item.length = NULL;
    if (item.type.type_class == SCAN_TYPE_ENUM) {
        scan_diag_error(context->diag, field->place,
                        "'%s' is an array of enums, which no column checks: make its items "
                        "integers",
                        field->member);
        return ORM_KIND_NONE;
    }
    if (!judge_asked(context, field)) {
        return ORM_KIND_NONE;
    }
    scan_kind_resolve(context, &item);
    if (item.kind != ORM_KIND_NONE && !orm__check_is_element(item.kind)) {
        scan_diag_error(context->diag, field->place,
                        "the items of '%s' are %ss; those of an array are booleans, numbers, "
                        "texts or timestamps",
                        field->member, orm_kind_name(item.kind));
        return ORM_KIND_NONE;
    }
    field->element = item.kind;
    field->item = item.storage;
    field->units_per_second = item.units_per_second;
    return item.kind == ORM_KIND_NONE ? ORM_KIND_NONE : ORM_KIND_ARRAY;
}
