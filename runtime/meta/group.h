/* The structs inside of a row's struct, by value or behind pointers in it: where each is, and how
 * they come to be there. What lies in them is meta/field. */
#ifndef ORM_META_GROUP_H
#define ORM_META_GROUP_H

#include <orm/arena.h>
#include <orm/error.h>
#include <orm/meta.h>

/* A row that is being filled. */
typedef struct orm_instance {
    const orm_entity *entity;
    void *row;
    orm_arena *arena; /* where texts, blobs and structs behind pointers go; NULL = there are none */
} orm_instance;

/* The memory of a group, as orm_layout.group names it; NULL where a pointer on the way is NULL. */
unsigned char *orm__group_memory(const orm_entity *entity, uint16_t group, void *row);

/* Whether a group is another one, or in that. */
bool orm__group_is_in(const orm_entity *entity, uint16_t group, uint16_t other);

/* Sets the pointer of a group by pointer to NULL, if what it is in is there; those of all groups by
 * pointer of a row. */
void orm__group_clear(const orm_entity *entity, uint16_t group, void *row);
void orm__group_clear_all(const orm_entity *entity, void *row);

/* Makes every pointer on the way to a group point to zeroed memory of the arena, where it is NULL.
 * group: as orm_layout.group. Errors: NO_MEMORY, MISUSE (arena NULL). */
orm_status orm__group_make(const orm_instance *into, uint16_t group, orm_error *error);

/* Marks the groups that the group is in, and itself. marks: one for each group of the entity. */
void orm__group_mark(const orm_entity *entity, uint16_t group, bool *marks);

/* Makes the structs behind pointers that another row of the entity has. into: its own pointers are
 * not followed. Errors: as orm__group_make. */
orm_status orm__group_copy_all(const orm_instance *into, const void *from, orm_error *error);

/* Puts a copy in the arena in the place of the struct that the group's own pointer leads to, if it
 * does to any. Errors: as orm__group_make. */
orm_status orm__group_fork(const orm_instance *into, uint16_t group, orm_error *error);

#endif
