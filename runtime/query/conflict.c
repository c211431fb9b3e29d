/* Owns what a conflict means: which key it is about, what is written where the row is there. */
#include "query/conflict.h"

#include "base/error.h"
#include "meta/entity.h"
#include "query/columns.h"
#include "sql/assign.h"

static orm_status refuse(const orm_call *c, uint16_t field, const char *why)
{
    return orm__error_set(c->error, ORM_MISUSE, "%s.%s: %s", c->entity->name,
                          c->entity->fields[field].member, why);
}

/* ---- the key ---- */

static bool is_marked(const orm_entity *entity, const unsigned char *marks, const uint16_t *fields,
                      uint16_t count)
{
    size_t marked = 0, found = 0;
    for (uint16_t i = 0; i < entity->field_count; i++) {
        marked += (marks[i] & ORM_SQL_TARGET) != 0;
    }
    while (found < count && (marks[fields[found]] & ORM_SQL_TARGET) != 0) {
        found++;
    }
    return count > 0 && marked == count && found == count;
}

static bool is_key(const orm_entity *entity, const unsigned char *marks)
{
    const orm_key *primary = &entity->primary_key;
    bool is = is_marked(entity, marks, primary->fields, primary->field_count);
    for (uint16_t i = 0; !is && i < entity->unique_count; i++) {
        const orm_key *unique = &entity->uniques[i];
        is = is_marked(entity, marks, unique->fields, unique->field_count);
    }
    return is;
}

/* The unique index of the marked columns; one of all rows before one of some. NULL: none. */
static const orm_index *find_index(const orm_entity *entity, const unsigned char *marks)
{
    const orm_index *found = NULL;
    for (uint16_t i = 0; i < entity->index_count; i++) {
        const orm_index *index = &entity->indexes[i];
        if (index->is_unique && is_marked(entity, marks, index->fields, index->field_count) &&
            (found == NULL || (found->where != NULL && index->where == NULL))) {
            found = index;
        }
    }
    return found;
}

void orm__conflict_store(const orm_entity *entity, unsigned char *marks)
{
    const orm_field *generated = orm__entity_generated(entity);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const orm_field *own = &entity->fields[i];
        bool is_left = own == generated && (marks[i] & ORM_SQL_TARGET) == 0;
        if (!is_left && !orm__entity_is_filled(&own->column)) {
            marks[i] |= ORM_SQL_WRITTEN;
        }
    }
}

orm_status orm__conflict_target(const orm_call *c, const orm_handle *const *on,
                                unsigned char *marks, const char **where_out)
{
    const orm_entity *entity = c->entity;
    const orm_column_list list = { "on", on, ORM_SQL_TARGET, true };
    orm_status status =
        on == NULL && entity->primary_key.field_count == 0
            ? orm__error_set(c->error, ORM_MISUSE, "%s has no primary key", entity->name)
            : orm__columns_mark(c, &list, marks);
    for (uint16_t i = 0; on == NULL && i < entity->primary_key.field_count; i++) {
        marks[entity->primary_key.fields[i]] |= ORM_SQL_TARGET;
    }
    if (status != ORM_OK) {
        return status;
    }
    const orm_index *index = is_key(entity, marks) ? NULL : find_index(entity, marks);
    if (index == NULL && !is_key(entity, marks)) {
        return orm__error_set(c->error, ORM_MISUSE,
                              "the columns in on are those of no unique key of %s", entity->name);
    }
    *where_out = index == NULL ? NULL : index->where;
    orm__conflict_store(entity, marks);
    return ORM_OK;
}

/* ---- what the row that is there gets ---- */

static void renew_all(const orm_entity *entity, unsigned char *marks)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        bool is_free = (marks[i] & (ORM_SQL_WRITTEN | ORM_SQL_TARGET)) == ORM_SQL_WRITTEN;
        if (is_free && !orm__entity_is_key(entity, i)) {
            marks[i] |= ORM_SQL_RENEWED;
        }
    }
}

static orm_status check_renewed(const orm_call *c, const orm_expr *set, const unsigned char *marks,
                                bool *renews_out)
{
    *renews_out = !orm__assign_is_none(set);
    for (uint16_t i = 0; i < c->entity->field_count; i++) {
        bool is_renewed = (marks[i] & ORM_SQL_RENEWED) != 0;
        if (is_renewed && (orm__entity_is_key(c->entity, i) || (marks[i] & ORM_SQL_TARGET) != 0)) {
            return refuse(c, i, "a column of the key is never set");
        }
        if (is_renewed && orm__assign_sets(set, i)) {
            return refuse(c, i, "the column is set twice, in columns and in set");
        }
        *renews_out = *renews_out || is_renewed;
    }
    return ORM_OK;
}

orm_status orm__conflict_renew(const orm_call *c, const orm_conflict *conflict,
                               unsigned char *marks, bool *renews_out)
{
    const orm_column_list columns = { "columns", conflict->columns, ORM_SQL_RENEWED, true };
    if (conflict->columns == NULL && conflict->set == NULL) {
        renew_all(c->entity, marks);
    }
    orm_status status = orm__columns_mark(c, &columns, marks);
    if (status == ORM_OK) {
        status = check_renewed(c, conflict->set, marks, renews_out);
    }
    if (c->entity->version != 0) { /* which counts, where anything is written */
        unsigned char *version = &marks[c->entity->version - 1];
        *version = (unsigned char)((*version & ~ORM_SQL_RENEWED) | ORM_SQL_RETURNED);
    }
    return status;
}

/* ---- what is filled ---- */

orm_status orm__conflict_return(const orm_call *c, const orm_handle *const *read_back,
                                unsigned char *marks)
{
    const orm_column_list list = { "read_back", read_back, ORM_SQL_RETURNED, false };
    orm_status status = orm__columns_mark(c, &list, marks);
    if (orm__entity_generated(c->entity) != NULL) {
        unsigned char *key = &marks[c->entity->primary_key.fields[0]];
        *key |= (*key & ORM_SQL_WRITTEN) != 0 ? 0 : ORM_SQL_RETURNED;
    }
    return status;
}
