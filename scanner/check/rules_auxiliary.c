/* Rules for the members beside a column: sizes and null flags. */
#include "check/rules.h"

#include <string.h>

#include "annotation/argument.h"

static bool needs_size(const scan_field *field)
{
    return field->storage == ORM_STORAGE_BLOB && field->kind != ORM_KIND_NONE;
}

static void check_size(const scan_subject *s)
{
    const scan_field *field = s->field;
    if (needs_size(field) && scan_argument_find(&field->annotation, "size") == NULL) {
        scan_diag_error(s->context->diag, field->place,
                        "the bytes behind '%s' have no length; add size = member", field->member);
    }
    if (field->length == NULL || field->kind == ORM_KIND_NONE || needs_size(field)) {
        return;
    }
    bool is_text = field->storage == ORM_STORAGE_STRING;
    scan_diag_error(s->context->diag, scan_check_place(s, "size"),
                    "'size' is the length of a blob's pointer, and '%s' is none; %s", field->member,
                    is_text ? "remove it, or add type = blob" : "remove it");
}

typedef struct use {
    const char *key;
    const char *member;
} use;

static void report_twice(const scan_subject *s, const use *used, const scan_field *other,
                         const char *other_key)
{
    scan_diag_error(s->context->diag, scan_check_place(s, used->key),
                    "'%s' already serves another column; give '%s' a member of its own",
                    used->member, s->field->member);
    scan_diag_note(s->context->diag, scan_argument_place_of(&other->annotation, other_key),
                   "it serves '%s' here", other->member);
}

/* True where a field before this one, or this one's size, uses the member: reported. */
static bool is_used_before(const scan_subject *s, const use *used)
{
    for (const scan_field *other = s->entity->fields; other <= s->field; other++) {
        const use uses[] = { { "size", needs_size(other) ? other->length : NULL },
                             { "null_flag", other->null_flag } };
        for (size_t i = 0; i < 2; i++) {
            bool itself = other == s->field && strcmp(uses[i].key, used->key) == 0;
            if (itself) {
                return false;
            }
            if (uses[i].member != NULL && strcmp(uses[i].member, used->member) == 0) {
                report_twice(s, used, other, uses[i].key);
                return true;
            }
        }
    }
    return false;
}

static void check_use(const scan_subject *s, const char *key, const char *member)
{
    const use used = { key, member };
    if (member == NULL) {
        return;
    }
    if (strcmp(member, s->field->member) == 0) {
        scan_diag_error(s->context->diag, scan_check_place(s, key),
                        "'%s' cannot be its own %s; name another member", member, key);
        return;
    }
    (void)is_used_before(s, &used);
}

void scan_check_auxiliary(const scan_subject *s)
{
    check_size(s);
    check_use(s, "size", needs_size(s->field) ? s->field->length : NULL);
    check_use(s, "null_flag", s->field->null_flag);
}
