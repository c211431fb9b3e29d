/* What the headers of a target declare by themselves: generated code cannot have these names. */
#ifndef SCANNER_MODEL_DECLARED_H
#define SCANNER_MODEL_DECLARED_H

#include <string.h>

#include "base/hash.h"
#include "model/model.h"

/* A name of the generated code. */
typedef struct scan_wanted {
    const char *name;
    uint64_t hash;                /* of the name: scan_declared_hash */
    const scan_entity *entity;    /* that it is of; NULL = of the target itself, or it is inner */
    const scan_enum *enumeration; /* or of an enum, instead */
    bool is_tag;                  /* of a struct: a space of its own */
    bool is_inner;                /* of a parameter, a member, a type: only a macro can take it */
    bool is_parameter;            /* then: of a parameter, which hides what is called so */
    bool is_hidden;               /* then: a declaration has the name of the parameter: found */
    bool is_called;               /* then: also one with arguments */
    bool is_taken;                /* a declaration has it, or a macro: found */
    scan_place place;             /* of that */
} scan_wanted;

/* Names of one target begin alike, so that to compare them takes long: their hashes come first. */
static inline uint64_t scan_declared_hash(const char *name)
{
    return orm__hash_text(ORM_HASH_START, name);
}

/* The same of so many bytes. */
static inline uint64_t scan_declared_hash_of(const char *name, size_t size)
{
    return orm__hash_bytes(orm__hash_bytes(ORM_HASH_START, name, size), "", 1);
}

static inline int scan_declared_compare(uint64_t hash, const char *name, uint64_t other_hash,
                                        const char *other)
{
    return hash != other_hash ? (hash < other_hash ? -1 : 1) : strcmp(name, other);
}

/* Finds out which of the names are taken. They are sorted by scan_declared_compare, and no two are
 * alike. */
typedef struct scan_declared {
    void (*find)(void *ctx, scan_wanted *names, size_t count);
    void *ctx;
} scan_declared;

#endif
