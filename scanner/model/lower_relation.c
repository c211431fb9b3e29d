/* Lowers relations: which side of the pairs is the entity's. */
#include "model/lower_relation.h"

#include <stdint.h>

#include "base/arena.h"
#include "model/find.h"
#include "model/lower_key.h"
#include "model/model.h"

/* Here and there as the relation has them: a column here may hold the other's key, or be it. */
static void lower_pairs(const scan_relation *from, orm_relation *relation)
{
    const scan_pairs *pairs = &from->pairs, *link = &from->link_pairs;
    bool holds = from->kind == ORM_RELATION_BELONGS_TO;
    relation->fields = holds ? pairs->fields : pairs->of_fields;
    relation->field_count = pairs->count;
    relation->target_fields = holds ? pairs->of_fields : pairs->fields;
    relation->target_field_count = pairs->count;
    if (from->kind == ORM_RELATION_MANY_TO_MANY) {
        relation->target_fields = link->of_fields;
        relation->target_field_count = link->count;
        relation->link.fields = pairs->fields;
        relation->link.target_fields = link->fields;
    }
}

/* Its members lie behind all that have been placed, so that none lies on another. */
static void place(const scan_entity *entity, const scan_relation *from, size_t *end,
                  orm_relation *relation)
{
    const scan_member *count = from->count == NULL ? NULL : scan_find_member(entity, from->count);
    relation->offset = *end;
    *end += sizeof(void *);
    if (count != NULL) {
        relation->count = (orm_auxiliary){ .offset = *end, .size = count->type.size };
        *end += count->type.size;
    }
}

bool scan_lower_relations(const scan_lowered *all, const scan_entity *entity, size_t *end,
                          orm_entity *lowered)
{
    uint16_t count = entity->relation_count;
    orm_relation *relations = orm__arena_zeroed(all->arena, (size_t)count + 1, sizeof *relations);
    for (uint16_t i = 0; relations != NULL && i < count; i++) {
        const scan_relation *from = &entity->relations[i];
        relations[i] =
            (orm_relation){ .member = from->member,
                            .kind = from->kind,
                            .target = scan_lower_find(all->model, all->entities, from->target) };
        if (from->kind == ORM_RELATION_MANY_TO_MANY) {
            relations[i].link.entity =
                scan_lower_find(all->model, all->entities, from->pairs.holder);
        }
        lower_pairs(from, &relations[i]);
        place(entity, from, end, &relations[i]);
    }
    lowered->relations = relations;
    lowered->relation_count = count;
    return relations != NULL;
}
