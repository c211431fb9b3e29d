/* Owns the rule that no two things that are stored, or needed to store others, share memory:
 * members of a union, or one member on two ways. That a length is a column by name is check's to
 * say. */
#include "model/overlap.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/arena.h"
#include "diag.h"
#include "model/find.h"
#include "model/model.h"

typedef enum part { PART_COLUMN, PART_POINTER, PART_AUXILIARY } part;

/* Memory that one column needs. */
typedef struct extent {
    part part;
    uint16_t group; /* that first_bit is in */
    size_t first_bit, bit_size;
    const scan_field *field;
    const char *member; /* COLUMN and AUXILIARY */
    const char *key;    /* AUXILIARY */
} extent;

typedef struct overlap {
    scan_context *context;
    const scan_entity *entity;
    extent *extents;
    size_t count;
} overlap;

static const char *name_of(const scan_field *field)
{
    return field->label == NULL ? field->member : field->label;
}

/* What cannot be stored is told for that alone. */
static size_t bits_of(const scan_type *type)
{
    bool is_stored = type->type_class != SCAN_TYPE_UNSUPPORTED;
    return !is_stored ? 0 : type->bits != 0 ? type->bits : 8 * type->size;
}

/* ---- pairs ---- */

/* What is one member by its name is told elsewhere. */
static bool is_shared(const extent *a, const extent *b)
{
    bool is_one = (a->part == PART_AUXILIARY || b->part == PART_AUXILIARY) && a->member != NULL &&
                  b->member != NULL && strcmp(a->member, b->member) == 0;
    return a->group == b->group && a->first_bit < b->first_bit + b->bit_size &&
           b->first_bit < a->first_bit + a->bit_size && !is_one;
}

static void report_auxiliary(const overlap *o, const extent *auxiliary, const extent *other)
{
    const scan_field *of = auxiliary->field;
    scan_diag_error(o->context->diag, scan_argument_place_of(&of->annotation, auxiliary->key),
                    "'%s' shares its memory with %s'%s'; give '%s' a member of its own",
                    auxiliary->member, other->part == PART_POINTER ? "the pointer to " : "",
                    other->part == PART_AUXILIARY ? other->member : name_of(other->field),
                    name_of(of));
}

static void report(const overlap *o, const extent *first, const extent *second)
{
    if (second->part == PART_AUXILIARY || first->part == PART_AUXILIARY) {
        bool is_second = second->part == PART_AUXILIARY;
        report_auxiliary(o, is_second ? second : first, is_second ? first : second);
        return;
    }
    bool is_twice = first->part == PART_COLUMN && second->part == PART_COLUMN &&
                    strcmp(first->member, second->member) == 0;
    if (is_twice) {
        scan_diag_error(o->context->diag, second->field->place,
                        "'%s' is a column already; remove one", second->member);
        scan_diag_note(o->context->diag, first->field->place, "it is one here");
        return;
    }
    scan_diag_error(o->context->diag, second->field->place,
                    "'%s'%s is, at least in part, %s; %s one of the two", name_of(second->field),
                    second->part == PART_POINTER ? " lies behind a pointer that" : "",
                    first->part == PART_POINTER ? "a pointer that another column lies behind"
                                                : "what another column holds already",
                    o->entity->is_mapped ? "map" : "store");
    scan_diag_note(o->context->diag, first->field->place, "the other one is '%s'",
                   name_of(first->field));
}

/* Each against those before it. */
static void add(overlap *o, const extent *added)
{
    size_t i = 0;
    while (i < o->count && !is_shared(&o->extents[i], added)) {
        i++;
    }
    if (i < o->count) {
        report(o, &o->extents[i], added);
    }
    o->extents[o->count++] = *added;
}

/* ---- what there is ---- */

static bool has_pointer(const overlap *o, const scan_group *group)
{
    size_t i = 0;
    while (i < o->count &&
           (o->extents[i].part != PART_POINTER || o->extents[i].group != group->parent ||
            o->extents[i].first_bit != group->first_bit ||
            strcmp(o->extents[i].member, group->path) != 0)) {
        i++;
    }
    return i < o->count;
}

/* The pointers on the way to a field; several columns may lie behind one. */
static void add_pointers(overlap *o, const scan_field *field)
{
    uint16_t at = field->group;
    while (at != 0) {
        const scan_group *group = &o->entity->groups[at - 1];
        const extent pointer = { .part = PART_POINTER,
                                 .group = group->parent,
                                 .first_bit = group->first_bit,
                                 .bit_size = group->bit_size,
                                 .field = field,
                                 .member = group->path };
        if (!has_pointer(o, group)) {
            add(o, &pointer);
        }
        at = group->parent;
    }
}

static void add_auxiliary(overlap *o, const scan_field *field, const char *key, const char *name)
{
    const scan_member *member = name == NULL ? NULL : scan_find_member(o->entity, name);
    bool is_refused = member != NULL && member->held != NULL && !o->entity->is_mapped;
    if (member != NULL && !is_refused) {
        const extent auxiliary = { .part = PART_AUXILIARY,
                                   .group = member->group,
                                   .first_bit = member->first_bit,
                                   .bit_size = bits_of(&member->type),
                                   .field = field,
                                   .member = member->name,
                                   .key = key };
        add(o, &auxiliary);
    }
}

static void add_field(overlap *o, const scan_field *field)
{
    const extent column = { .part = PART_COLUMN,
                            .group = field->group,
                            .first_bit = field->first_bit,
                            .bit_size = bits_of(&field->type),
                            .field = field,
                            .member = field->member };
    add_pointers(o, field);
    add(o, &column);
    add_auxiliary(o, field, field->length_key, field->length);
    add_auxiliary(o, field, "null_flag", field->null_flag);
}

void scan_overlap_check(scan_context *context, const scan_entity *entity)
{
    enum { OF_FIELD = 3 };
    size_t most = OF_FIELD * (size_t)entity->field_count + entity->group_count;
    overlap o = { .context = context, .entity = entity };
    o.extents = orm__arena_zeroed(context->arena, most + 1, sizeof *o.extents);
    if (o.extents == NULL) {
        scan_diag_no_memory(context->diag);
        return;
    }
    for (uint16_t i = 0; i < entity->field_count; i++) {
        add_field(&o, &entity->fields[i]);
    }
}
