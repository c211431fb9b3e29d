/* Owns the answer to what an entity can be used for, and the wording of a no. */
#include "meta/use.h"

#include "base/error.h"

static orm_status check_part(const orm_entity *part, orm_use use, orm_error *error)
{
    const orm_entity *whole = part->part_of;
    if (whole->kind == ORM_ENTITY_VIEW) {
        return orm__error_set(error, ORM_MISUSE,
                              "%s is a part of the view %s: it cannot be written", part->name,
                              whole->name);
    }
    if (part->primary_key.field_count == 0) {
        return orm__error_set(error, ORM_MISUSE,
                              "%s is a part of %s without its primary key: it can only be read",
                              part->name, whole->name);
    }
    if (use == ORM_USE_CHANGE && part->version == 0 && whole->version != 0) {
        return orm__error_set(
            error, ORM_MISUSE,
            "%s is a part of %s without its version, which a change would go past", part->name,
            whole->name);
    }
    return ORM_OK;
}

orm_status orm__use_check(const orm_entity *entity, orm_use use, orm_error *error)
{
    bool writes = use == ORM_USE_INSERT || use == ORM_USE_CHANGE;
    switch (entity->kind) {
    case ORM_ENTITY_TABLE:
        break;
    case ORM_ENTITY_PART:
        return writes ? check_part(entity, use, error) : ORM_OK;
    case ORM_ENTITY_VIEW:
        return writes ? orm__error_set(error, ORM_MISUSE, "%s is a view: it cannot be written",
                                       entity->name)
                      : ORM_OK;
    case ORM_ENTITY_RESULT:
        return use == ORM_USE_SQL ? ORM_OK
                                  : orm__error_set(error, ORM_MISUSE,
                                                   "%s is the result of an SQL text, which "
                                                   "orm_raw_select runs: there is no table of it",
                                                   entity->name);
    }
    return ORM_OK;
}
