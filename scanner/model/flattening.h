/* What flattening an entity collects: its fields, the members of all structs that are entered, the
 * groups behind pointers. */
#ifndef SCANNER_MODEL_FLATTENING_H
#define SCANNER_MODEL_FLATTENING_H

#include "model/apply.h"
#include "model/rescope.h"

/* A list that grows in the arena. */
typedef struct scan_growing {
    void *items;
    size_t size, count, room;
} scan_growing;

typedef struct scan_flattening {
    scan_context *context;
    scan_entity *entity;
    scan_growing fields, members, groups;
    bool is_over; /* what is too much has been reported */
} scan_flattening;

/* False: no memory, or more than the contract counts; reported. */
bool scan_flattening_add(scan_flattening *f, scan_growing *to, const void *item);

/* The field lies behind its pointer from here on. c_type, size, align: of what that points to.
 * False: reported. */
bool scan_flattening_follow(scan_flattening *f, scan_field *field, const char *c_type, size_t size,
                            size_t align);

/* The field is this member of the struct or union that it was, from here on. first_bit: in that.
 * False: no memory, reported. */
bool scan_flattening_enter(scan_flattening *f, scan_field *field, const char *name,
                           const scan_type *type, size_t first_bit);

/* The member that the entity knows by this name so far; NULL = none. Borrowed until the next is
 * added. */
const scan_member *scan_flattening_find_member(const scan_flattening *f, const char *name);

/* Adds the members of the scope's struct; those of one that was entered on the same way before are
 * there already. False: reported. */
bool scan_flattening_add_members(scan_flattening *f, const scan_scope *scope);

#endif
