/* Owns what a member must be to say something of another one. Whether one member may say it of
 * several is check's. */
#include "model/auxiliary.h"

#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "model/find.h"
#include "model/flatten_rules.h"
#include "model/kind.h"
#include "model/rescope.h"
#include "model/sound.h"

static scan_place place_of(const scan_auxiliary *auxiliary)
{
    return scan_argument_place_of(auxiliary->annotation, auxiliary->key);
}

/* ---- it is not there ---- */

/* Behind the way to a nested struct, whose annotations name its own members. */
static size_t unwritten_size(const scan_auxiliary *auxiliary)
{
    const scan_argument *argument = scan_argument_find(auxiliary->annotation, auxiliary->key);
    const char *name = auxiliary->name;
    size_t size = strlen(name);
    size_t shown = argument == NULL || argument->text == NULL ? size : strlen(argument->text);
    return shown < size && strcmp(name + size - shown, argument->text) == 0 ? size - shown : 0;
}

/* The neighbour of that name where the member lies, which is named from the struct around; NULL =
 * none. */
static const char *find_beside(scan_context *context, const scan_entity *entity,
                               const scan_auxiliary *auxiliary)
{
    const char *last = strrchr(auxiliary->of, '.');
    const char *around = last == NULL ? NULL
                                      : orm_arena_copy(context->arena, auxiliary->of,
                                                       (size_t)(last - auxiliary->of));
    const char *beside =
        around == NULL ? NULL : scan_rescope_join(context, around, auxiliary->name);
    return beside != NULL && scan_find_member(entity, beside) != NULL ? beside : NULL;
}

/* An integer of those that can be named in the same way, whose names begin behind it. */
static void offer_integers(const scan_entity *entity, const char *name, size_t way,
                           scan_suggestion *suggestion)
{
    for (size_t i = 0; i < entity->member_count; i++) {
        const scan_member *member = &entity->members[i];
        bool is_integer = scan_kind_is_integer(&member->type) || scan_kind_is_bits(&member->type);
        if (is_integer && strncmp(member->name, name, way) == 0) {
            scan_suggest_offer(suggestion, member->name + way);
        }
    }
}

static const char in_union[] = "a member of a union may hold what another member means: name "
                               "one outside of it";

/* False: nothing on the way is the reason. */
static bool report_way(scan_context *context, const scan_entity *entity,
                       const scan_auxiliary *auxiliary)
{
    const char *name = auxiliary->name, *of = auxiliary->of;
    const scan_member *way = scan_find_way(context->arena, entity, name);
    size_t size = way == NULL ? 0 : strlen(way->name);
    bool is_common = way != NULL && strncmp(of, way->name, size) == 0 && of[size] == '.';
    bool is_pointer = way != NULL && way->type.type_class == SCAN_TYPE_STRUCT_POINTER && !is_common;
    bool is_qualified = way != NULL && way->type.is_qualified;
    bool is_union = way != NULL && !entity->is_mapped && !is_qualified &&
                    (way->held != NULL || scan_flatten_is_union(&way->type));
    if (is_qualified) {
        scan_diag_error(context->diag, place_of(auxiliary), "'%s' cannot lead to '%s': %s",
                        way->name, name, way->type.reason);
    } else if (is_pointer) {
        scan_diag_error(context->diag, place_of(auxiliary),
                        "'%s' is not in the struct that '%s' is in: a pointer lies between them",
                        name, of);
    } else if (is_union) {
        scan_diag_error(context->diag, place_of(auxiliary), "'%s' is in a union: %s", name,
                        in_union);
    }
    return is_qualified || is_pointer || is_union;
}

static void report_missing(scan_context *context, const scan_entity *entity,
                           const scan_auxiliary *auxiliary)
{
    scan_suggestion suggestion;
    scan_place place = place_of(auxiliary);
    size_t way = unwritten_size(auxiliary);
    const char *name = auxiliary->name + way;
    if (report_way(context, entity, auxiliary)) {
        return;
    }
    scan_suggest_init(&suggestion, name);
    suggestion.near.found = way > 0 ? NULL : find_beside(context, entity, auxiliary);
    if (suggestion.near.found == NULL) {
        offer_integers(entity, auxiliary->name, way, &suggestion);
    }
    scan_diag_error(context->diag, place, "%s has no member '%s'%s",
                    way == 0 ? entity->c_type : "this struct", name,
                    scan_suggest_text(&suggestion));
    scan_diag_fix(context->diag, scan_argument_exactly(place, name), suggestion.near.found);
}

/* ---- it is of another type ---- */

static void report_type(scan_context *context, const scan_entity *entity,
                        const scan_auxiliary *auxiliary, const scan_member *member)
{
    bool is_flag = strcmp(auxiliary->key, "null_flag") == 0;
    bool is_hidden = member->held != NULL && !entity->is_mapped;
    const char *wanted = is_hidden ? in_union
                         : is_flag ? "name a member that is an integer or a bool"
                         : scan_kind_is_bits(&member->type)
                             ? "a bit-field has no address; name a whole member"
                             : "name a member that is an integer";
    scan_diag_error(context->diag, place_of(auxiliary), "'%s' cannot be the %s of '%s'; %s",
                    auxiliary->name, is_flag ? "null flag" : auxiliary->key, auxiliary->of,
                    member->type.is_qualified ? member->type.reason : wanted);
    scan_diag_note(context->diag, member->place, "'%s' is declared here", auxiliary->name);
}

static bool is_fit(const scan_auxiliary *auxiliary, const scan_type *type)
{
    bool is_flag = strcmp(auxiliary->key, "null_flag") == 0;
    bool is_integer = scan_kind_is_integer(type);
    return is_flag ? is_integer || scan_kind_is_bits(type)
                   : is_integer && type->type_class != SCAN_TYPE_BOOL;
}

/* ---- */

bool scan_auxiliary_check(scan_context *context, const scan_entity *entity,
                          const scan_auxiliary *auxiliary)
{
    const char *name = auxiliary->name;
    const scan_member *member = scan_find_member(entity, name);
    bool is_unknown =
        member == NULL ? scan_sound_may_have(context, entity, name) : member->is_guess;
    if (name[0] != '\0' && name[strlen(name) - 1] == ']') {
        scan_diag_error(context->diag, place_of(auxiliary),
                        "an item of an array cannot be the '%s'; keep it in a member of its own",
                        auxiliary->key);
        return false;
    }
    if (member == NULL && !is_unknown) {
        report_missing(context, entity, auxiliary);
    } else if (!is_unknown && !is_fit(auxiliary, &member->type)) {
        report_type(context, entity, auxiliary, member);
    }
    return member != NULL && !is_unknown && is_fit(auxiliary, &member->type);
}
