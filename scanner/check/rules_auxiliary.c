/* Rules for the members beside a column: sizes and null flags. */
#include "check/rules.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "diag.h"
#include "model/find.h"
#include "model/model.h"

static bool needs_size(const scan_field *field)
{
    return field->storage == ORM_STORAGE_BLOB && field->kind != ORM_KIND_NONE;
}

/* The member that size names is the length of this one. */
static bool takes_size(const scan_field *field)
{
    return needs_size(field) || field->storage == ORM_STORAGE_SPAN;
}

static void check_size(const scan_subject *s)
{
    const scan_field *field = s->field;
    if (needs_size(field) && scan_argument_find(&field->annotation, "size") == NULL) {
        scan_diag_error(s->context->diag, field->place,
                        "the bytes behind '%s' have no length; add size = member", field->member);
    }
    if (field->length == NULL || field->kind == ORM_KIND_NONE || takes_size(field)) {
        return;
    }
    scan_diag_error(s->context->diag, scan_check_place(s, "size"),
                    "'size' is the length of what a pointer to bytes or text points to, and '%s' "
                    "is none; remove it",
                    field->member);
}

/* The members beside a field, by key. */
enum { USES = 2 };
static const char *const use_keys[USES] = { "size", "null_flag" };

static const char *used_by(const scan_field *field, size_t use)
{
    const char *size = takes_size(field) ? field->length : NULL;
    return use == 0 ? size : field->null_flag;
}

/* True where the other's use is that of the same member: reported. */
static bool is_same_use(const scan_subject *s, size_t use, const scan_field *other,
                        size_t other_use)
{
    const char *member = used_by(s->field, use), *used = used_by(other, other_use);
    if (used == NULL || strcmp(used, member) != 0) {
        return false;
    }
    scan_diag_error(s->context->diag, scan_check_place(s, use_keys[use]),
                    "'%s' already serves another column; give '%s' a member of its own", member,
                    s->field->member);
    scan_diag_note(s->context->diag,
                   scan_argument_place_of(&other->annotation, use_keys[other_use]),
                   "it serves '%s' here", other->member);
    return true;
}

/* A member serves one column: against the uses before this one. */
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
    scan_diag_error(s->context->diag, scan_check_place(s, use_keys[use]),
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
        scan_diag_error(s->context->diag, scan_check_place(s, use_keys[use]),
                        "'%s' cannot be its own %s; name another member", member, use_keys[use]);
        return;
    }
    const scan_member *beside = scan_find_member(s->entity, member);
    bool is_behind = scan_find_is_pointer(s->entity, s->field);
    if (beside != NULL && beside->group != s->field->group && !is_behind) {
        scan_diag_error(s->context->diag, scan_check_place(s, use_keys[use]),
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
    check_size(s);
    for (size_t use = 0; use < USES; use++) {
        check_use(s, use);
    }
}
