/* Owns the types that members have had so far: most members have one that was described before. */
#include "clang/described.h"

#include <stdint.h>

struct scan_described {
    CXType type;
    scan_type is;
    struct scan_described *next;
};

/* Where those begin that it is one of. */
static struct scan_described **place_of(scan_unit *unit, CXType type)
{
    enum { PLACES = sizeof unit->described / sizeof unit->described[0] };
    return &unit->described[((uintptr_t)type.data[0] / 16) % PLACES];
}

const scan_type *scan_described_find(scan_unit *unit, CXType type)
{
    const struct scan_described *at = *place_of(unit, type);
    while (at != NULL && !clang_equalTypes(at->type, type)) {
        at = at->next;
    }
    return at == NULL ? NULL : &at->is;
}

/* An enumeration without a name is called as its member is. */
static bool is_of_member(const scan_type *is)
{
    return is->type_class == SCAN_TYPE_ENUM ||
           (is->pointee != NULL && is->pointee->type_class == SCAN_TYPE_ENUM);
}

void scan_described_keep(scan_unit *unit, CXType type, const scan_type *is)
{
    struct scan_described *kept =
        is_of_member(is) ? NULL : scan_unit_zeroed(unit->context, 1, sizeof *kept);
    if (kept != NULL) {
        struct scan_described **place = place_of(unit, type);
        *kept = (struct scan_described){ .type = type, .is = *is, .next = *place };
        *place = kept;
    }
}
