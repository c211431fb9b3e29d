/* Rules for the members beside a column: sizes, counts and null flags. */
#include "check/rules.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "diag.h"
#include "model/find.h"
#include "model/model.h"

static bool has_items(const scan_field *field)
{
    return field->storage == ORM_STORAGE_ITEMS || field->storage == ORM_STORAGE_ARRAY;
}

static bool needs_length(const scan_field *field)
{
    bool is_bytes = field->storage == ORM_STORAGE_BLOB && field->kind != ORM_KIND_NONE;
    return is_bytes || field->storage == ORM_STORAGE_ITEMS;
}

/* The member that size or count names is the length of this one. */
static bool takes_length(const scan_field *field)
{
    bool is_part = field->storage == ORM_STORAGE_BYTES && field->kind == ORM_KIND_BLOB;
    return needs_length(field) || has_items(field) || is_part || field->storage == ORM_STORAGE_SPAN;
}

static void check_length_key(const scan_subject *s)
{
    const scan_field *field = s->field;
    if (scan_check_says(field, "size") && scan_check_says(field, "count")) {
        scan_diag_error(s->context->diag, scan_check_place(s, "count"),
                        "size and count both say how long '%s' is; remove one", field->member);
    } else if (has_items(field) && scan_check_says(field, "size")) {
        const scan_argument *size = scan_argument_find(&field->annotation, "size");
        scan_place place = scan_argument_key_place(&field->annotation, size);
        scan_diag_error(s->context->diag, place,
                        "'size' counts bytes, and '%s' is an array: its items are counted by "
                        "'count'",
                        field->member);
        scan_diag_fix(s->context->diag, scan_argument_exactly(place, "size"), "count");
    }
}

static void check_length(const scan_subject *s)
{
    const scan_field *field = s->field;
    if (needs_length(field) && !scan_check_says(field, "size") &&
        !scan_check_says(field, "count")) {
        scan_check_missing_length(s);
    }
    check_length_key(s);
    if (field->length == NULL || field->kind == ORM_KIND_NONE || takes_length(field)) {
        return;
    }
    scan_diag_error(s->context->diag, scan_check_place(s, field->length_key),
                    "'%s' says how long bytes, a text or an array are, and '%s' is none of these; "
                    "remove it",
                    field->length_key, field->member);
}

/* The members beside a field: its length, its null flag. */
enum { LENGTH, NULL_FLAG, USES };

static const char *use_key(const scan_field *field, size_t use)
{
    return use == LENGTH ? field->length_key : "null_flag";
}

static const char *used_by(const scan_field *field, size_t use)
{
    const char *length = takes_length(field) ? field->length : NULL;
    return use == LENGTH ? length : field->null_flag;
}

/* True where the other's use is that of the same member: reported. */
static bool is_same_use(const scan_subject *s, size_t use, const scan_field *other,
                        size_t other_use)
{
    const char *member = used_by(s->field, use), *used = used_by(other, other_use);
    bool is_common =
        use == LENGTH && other_use == LENGTH && has_items(s->field) && has_items(other);
    if (used == NULL || strcmp(used, member) != 0 || is_common) {
        return false;
    }
    scan_diag_error(s->context->diag, scan_check_place(s, use_key(s->field, use)),
                    "'%s' already serves another column; give '%s' a member of its own", member,
                    s->field->member);
    scan_diag_note(s->context->diag,
                   scan_argument_place_of(&other->annotation, use_key(other, other_use)),
                   "it serves '%s' here", other->member);
    return true;
}

/* A member serves one column, but for a count of arrays: against the uses before this one. */
static void check_served_once(const scan_subject *s, size_t use)
{
    size_t index = (size_t)(s->field - s->entity->fields);
    for (size_t i = 0; i < index * USES + use; i++) {
        if (is_same_use(s, use, &s->entity->fields[i / USES], i % USES)) {
            return;
        }
    }
}

/* A member that is a column holds that column's value: on load one of the two would overwrite the
 * other. */
static bool is_column(const scan_subject *s, size_t use, const char *member)
{
    uint16_t index = scan_find_field(s->entity, member);
    if (index == s->entity->field_count) {
        return false;
    }
    scan_diag_error(s->context->diag, scan_check_place(s, use_key(s->field, use)),
                    "'%s' is a column of its own; give '%s' a member without %s", member,
                    s->field->member, scan_find_column_macro(s->entity));
    scan_diag_note(s->context->diag, s->entity->fields[index].place, "'%s' is declared here",
                   member);
    return true;
}

static void check_use(const scan_subject *s, size_t use)
{
    const char *member = used_by(s->field, use);
    if (member == NULL) {
        return;
    }
    if (strcmp(member, s->field->member) == 0) {
        scan_diag_error(s->context->diag, scan_check_place(s, use_key(s->field, use)),
                        "'%s' cannot be its own %s; name another member", member,
                        use_key(s->field, use));
        return;
    }
    const scan_member *beside = scan_find_member(s->entity, member);
    bool is_behind = scan_find_is_pointer(s->entity, s->field);
    if (beside == NULL) { /* reported */
        return;
    }
    if (beside->group != s->field->group && !is_behind) {
        scan_diag_error(s->context->diag, scan_check_place(s, use_key(s->field, use)),
                        "'%s' is not in the struct that '%s' is in: a pointer lies between them",
                        member, s->field->member);
        return;
    }
    if (!is_column(s, use, member)) {
        check_served_once(s, use);
    }
}

void scan_check_auxiliary(const scan_subject *s)
{
    check_length(s);
    for (size_t use = 0; use < USES; use++) {
        check_use(s, use);
    }
}
