/* Owns lists of assignments: which columns may stand in one, and that each does so once. What a
 * column is set to is sql/assigned. */
#include "sql/assign.h"

#include "base/error.h"
#include "meta/entity.h"
#include "sql/assigned.h"
#include "sql/condition.h"
#include "sql/leaf.h"

enum { NODES_MAX = ORM_CONDITION_NODES_MAX };

typedef struct list {
    const orm_writer *writer;
    const orm_expr *whole;
    orm_assign_place place;
    const char *separator;
} list;

static bool is_end(const orm_expr *item)
{
    return item != NULL && item->op == ORM_OP_END;
}

/* How many assignments of a list are to this field; any: whichever it is. */
static size_t count_at(const orm_expr *set, const uint16_t *field, unsigned depth)
{
    size_t count = 0;
    if (set == NULL || depth > NODES_MAX) {
        return set == NULL ? 0 : 1; /* writing what is too deep is refused */
    }
    if (set->op != ORM_OP_SETS) {
        const orm_expr *left = set->op == ORM_OP_SET ? set->left : NULL;
        bool has_column = left != NULL && left->column != NULL;
        return field == NULL || (has_column && left->column->field == *field);
    }
    for (const orm_expr *const *item = set->list; !is_end(*item); item++) {
        count += count_at(*item, field, depth + 1);
    }
    return count;
}

bool orm__assign_is_none(const orm_expr *set)
{
    return count_at(set, NULL, 0) == 0;
}

bool orm__assign_sets(const orm_expr *set, uint16_t field)
{
    return count_at(set, &field, 0) > 0;
}

/* NULL: the column may be set. */
static const char *find_fault(const list *l, uint16_t field)
{
    const orm_entity *entity = l->writer->entity;
    if (orm__entity_is_key(entity, field)) {
        return "a column of the primary key is never set";
    }
    if (orm__entity_is_filled(&entity->fields[field].column)) {
        return "only the database writes the column";
    }
    if (field + 1 == entity->version) {
        return "a version counts by itself";
    }
    return count_at(l->whole, &field, 0) > 1 ? "the column is set twice" : NULL;
}

static orm_status write_one(list *l, const orm_expr *set)
{
    uint16_t field = 0;
    orm_status status = orm__leaf_column(l->writer, set->left, &field);
    if (status != ORM_OK) {
        return status;
    }
    const char *fault = find_fault(l, field);
    if (fault != NULL) {
        return orm__leaf_refuse(l->writer, field, fault);
    }
    orm__writer_text(l->writer, l->separator);
    l->separator = ", ";
    orm__writer_column(l->writer, field);
    orm__writer_text(l->writer, " = ");
    return orm__assigned_write(l->writer, field, set->right, l->place);
}

static orm_status write_at(list *l, const orm_expr *set, unsigned depth)
{
    orm_status status = ORM_OK;
    if (depth > NODES_MAX) {
        return orm__error_set(l->writer->error, ORM_MISUSE, "assignments to %s are nested too deep",
                              l->writer->entity->name);
    }
    if (set == NULL) {
        return ORM_OK;
    }
    if (set->op == ORM_OP_SET) {
        return write_one(l, set);
    }
    if (set->op != ORM_OP_SETS) {
        return orm__error_set(l->writer->error, ORM_MISUSE,
                              "what %s is to become has a node that is no assignment",
                              l->writer->entity->name);
    }
    for (const orm_expr *const *item = set->list; status == ORM_OK && !is_end(*item); item++) {
        status = write_at(l, *item, depth + 1);
    }
    return status;
}

orm_status orm__assign_write(const orm_writer *writer, const orm_expr *set, orm_assign_place place)
{
    list l = { .writer = writer, .whole = set, .place = place, .separator = "" };
    return write_at(&l, set, 0);
}

void orm__assign_write_version(const orm_writer *writer, orm_assign_place place)
{
    uint16_t version = (uint16_t)(writer->entity->version - 1);
    orm__writer_column(writer, version);
    orm__writer_text(writer, " = ");
    orm__assigned_write_next(writer, version, place);
}
