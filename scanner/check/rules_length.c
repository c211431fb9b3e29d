/* Owns what is said of bytes and texts whose length nothing says, and which member may say it. */
#include "check/rules.h"

#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "diag.h"
#include "model/find.h"
#include "model/kind.h"
#include "model/model.h"

/* How much of a member's path stands before its name: "h." of "h.data". */
static size_t way_size(const char *member)
{
    return (size_t)(scan_find_last_name(member) - member);
}

/* Whether columns(...) names it. */
static bool is_picked(const scan_field *field)
{
    return field->holder.line != 0 && field->holder.line == field->place.line &&
           field->holder.column == field->place.column;
}

static bool is_beside(const scan_field *field, const char *member)
{
    size_t size = way_size(field->member);
    return way_size(member) == size && strncmp(member, field->member, size) == 0;
}

/* ---- which member it may be ---- */

static bool is_used(const scan_entity *entity, const char *member)
{
    bool is_one = scan_find_field(entity, member) < entity->field_count;
    for (uint16_t i = 0; !is_one && i < entity->field_count; i++) {
        const scan_field *other = &entity->fields[i];
        is_one = (other->length != NULL && strcmp(other->length, member) == 0) ||
                 (other->null_flag != NULL && strcmp(other->null_flag, member) == 0);
    }
    return is_one;
}

/* Whether it is called after another member: "key_len". */
static bool is_of_another(const scan_subject *s, const char *name)
{
    bool is = false;
    for (size_t i = 0; !is && i < s->entity->member_count; i++) {
        const char *other = scan_find_last_name(s->entity->members[i].name);
        is = strcmp(other, name) != 0 && strncmp(name, other, strlen(other)) == 0;
    }
    return is;
}

/* Up to here nothing speaks for it but that it is an integer, or its name. */
enum { LIKELY = 2 };

/* How likely it is; 0 = it cannot be. */
static unsigned rate(const scan_subject *s, const scan_member *member)
{
    const char *name = scan_find_last_name(member->name);
    const char *own = scan_find_last_name(s->field->member);
    bool is_integer =
        scan_kind_is_integer(&member->type) && member->type.type_class != SCAN_TYPE_BOOL;
    if (!is_integer || !is_beside(s->field, member->name) || is_used(s->entity, member->name)) {
        return 0;
    }
    size_t size = strlen(own), at = strlen(name) < size ? 0 : strlen(name) - size;
    bool is_count = name[0] == 'n' && strcmp(name + at, own) == 0; /* "n_items", "num_items" */
    bool is_own = strncmp(name, own, size) == 0;
    bool is_right =
        is_count || (scan_find_is_length_name(name) && (is_own || !is_of_another(s, name)));
    return 1 + (is_right ? 2U : 0U) + (is_own || is_count ? 1U : 0U);
}

/* The most likely one; NULL = several are alike, or nothing speaks for it but that it is an
 * integer. */
static const scan_member *find_length(const scan_subject *s, bool *is_any_out)
{
    const scan_member *best = NULL;
    unsigned most = 0;
    *is_any_out = false;
    for (size_t i = 0; i < s->entity->member_count; i++) {
        const scan_member *member = &s->entity->members[i];
        unsigned rated = rate(s, member);
        if (rated > 0 && rated >= most) {
            best = rated > most && rated > LIKELY ? member : NULL;
            most = rated;
            *is_any_out = true;
        }
    }
    return best;
}

/* ---- what is said ---- */

/* The path as C writes it: "p->h.data". */
static void add_path(orm_buffer *to, const scan_entity *entity, const char *member)
{
    for (const char *c = member; *c != '\0'; c++) {
        bool is_pointer = false;
        for (uint16_t i = 0; *c == '.' && !is_pointer && i < entity->group_count; i++) {
            size_t size = (size_t)(c - member);
            const char *group = entity->groups[i].member;
            is_pointer = strncmp(group, member, size) == 0 && group[size] == '\0';
        }
        orm__buffer_text(to, is_pointer ? "->" : (char[]){ *c, '\0' });
    }
}

/* What stands before a neighbour's name: a nested struct's annotations name its own members. */
static int shown_way(const scan_subject *s)
{
    bool is_from_outside = s->entity->is_mapped || is_picked(s->field);
    return is_from_outside ? (int)way_size(s->field->member) : 0;
}

/* "size = h.len", or a word for a member that the program's author knows. */
static void add_key(orm_buffer *to, const scan_subject *s, const char *key,
                    const scan_member *length)
{
    bool is_inside = shown_way(s) > 0;
    if (length == NULL) {
        orm__buffer_format(to, "%s = %s", key, is_inside ? "..." : "member");
    } else {
        orm__buffer_format(to, "%s = %.*s%s", key, shown_way(s), s->field->member,
                           scan_find_last_name(length->name));
    }
}

/* What is left to do where no member is the obvious one. */
static void add_rest(orm_buffer *to, const scan_subject *s, bool is_any)
{
    bool is_elsewhere = !is_any && shown_way(s) > 0;
    orm__buffer_text(to, ", an integer that lies beside it");
    orm__buffer_text(to, is_elsewhere ? ", or by value around it; where there is none, leave it "
                                        "out or write an ORM_CONVERTER of its struct"
                                      : ", or leave it out");
}

/* Whether an ORM_MEMBER's column is called so by itself: "h_m" of "h.m". */
static bool is_label(const char *column, const char *member)
{
    while (*member != '\0' && *column == (*member == '.' ? '_' : *member)) {
        column++;
        member++;
    }
    return *member == '\0' && *column == '\0';
}

/* columns(...) of an ORM_MEMBER can say nothing of one member. */
static void advise_mapped(orm_buffer *to, const scan_subject *s, const char *key,
                          const scan_member *length)
{
    const scan_field *field = s->field;
    orm__buffer_text(to, "leave it out here, and write ORM_MEMBER(");
    add_path(to, s->entity, field->member);
    orm__buffer_text(to, ", ");
    if (!is_label(field->column, field->member)) {
        orm__buffer_format(to, "name = %s, ", field->column);
    }
    add_key(to, s, key, length);
    orm__buffer_text(to, ")");
}

static void advise_several(orm_buffer *to, const scan_subject *s, const char *key,
                           const scan_member *length)
{
    const char *name = scan_find_last_name(s->field->member);
    orm__buffer_format(to,
                       "columns(...) of several members can say none: write ORM_COLUMN(%s = ", key);
    orm__buffer_format(
        to,
        "%s) behind '%s' in its struct or, where that is not yours, leave it out, or "
        "map the whole with ORM_MAP instead of ORM_TABLE",
        length == NULL ? "..." : scan_find_last_name(length->name), name);
}

/* Of columns(...) with other members, where a length would be about all of them. */
static bool is_one_of_several(const scan_subject *s)
{
    size_t count = 0;
    for (uint16_t i = 0; is_picked(s->field) && i < s->entity->field_count; i++) {
        const scan_field *other = &s->entity->fields[i];
        count += is_picked(other) && is_beside(s->field, other->member);
    }
    return count > 1;
}

void scan_check_missing_length(const scan_subject *s)
{
    const scan_field *field = s->field;
    bool is_bytes = field->storage == ORM_STORAGE_BLOB;
    const char *key = is_bytes ? "size" : "count";
    bool is_any = false;
    const scan_member *length = find_length(s, &is_any);
    orm_buffer advice;
    scan_diag_buffer_init(s->context->diag, &advice);
    bool is_several = !s->entity->is_mapped && is_one_of_several(s);
    if (is_picked(field) && s->entity->is_mapped) {
        advise_mapped(&advice, s, key, length);
    } else if (is_several) {
        advise_several(&advice, s, key, length);
    } else {
        orm__buffer_text(&advice, "add ");
        add_key(&advice, s, key, length);
    }
    if (length == NULL && !is_several) {
        add_rest(&advice, s, is_any);
    }
    const char *text = orm__buffer_string(&advice);
    scan_diag_error(s->context->diag, field->place,
                    is_bytes ? "the bytes behind '%s' have no length; %s"
                             : "'%s' points to several texts, and nothing says how many; %s",
                    field->member, text == NULL ? "" : text);
    orm__buffer_fini(&advice);
}
