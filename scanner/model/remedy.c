/* Owns the advice about members that are no columns. */
#include "model/remedy.h"

#include <stdio.h>
#include <string.h>

#include "model/find.h"

static const scan_relation *find_relation(const scan_entity *entity, const char *member)
{
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        if (strcmp(entity->relations[i].member, member) == 0) {
            return &entity->relations[i];
        }
    }
    return NULL;
}

static void append(scan_remedy *remedy, const char *before, const char *text, const char *behind)
{
    size_t size = strlen(remedy->text);
    (void)snprintf(remedy->text + size, sizeof remedy->text - size, "%s%s%s", before, text, behind);
}

/* Columns that it names wrong are reported where it does. */
static bool has_columns(const scan_entity *entity, const scan_relation *relation)
{
    bool has_all = relation->kind == ORM_RELATION_BELONGS_TO;
    for (uint16_t i = 0; has_all && i < relation->column_count; i++) {
        has_all = scan_find_field(entity, relation->columns[i]->key) < entity->field_count;
    }
    return has_all;
}

/* Its columns are here, and may be what was meant; else they are the other side's, or the
 * link's. */
static void tell_relation(scan_remedy *remedy, const scan_entity *entity,
                          const scan_relation *relation)
{
    bool is_here = has_columns(entity, relation);
    bool is_told = is_here || relation->kind != ORM_RELATION_BELONGS_TO;
    uint16_t count = is_told ? relation->column_count : 0;
    append(remedy, "it is a relation", is_told ? "" : ": name its column", "");
    if (relation->link_name != NULL) {
        append(remedy, ", kept in '", relation->link_name->key, "'");
    }
    for (uint16_t i = 0; i < count; i++) {
        const char *first = !is_here     ? ", kept in '"
                            : count == 1 ? ": write '"
                                         : ": its columns are '";
        append(remedy,
               i == 0           ? first
               : i + 1 == count ? " and '"
                                : ", '",
               relation->columns[i]->key, "'");
    }
    remedy->column = is_here && count == 1 ? relation->columns[0]->key : NULL;
}

void scan_remedy_find(scan_remedy *remedy, const scan_entity *entity, const char *member)
{
    const scan_relation *relation = find_relation(entity, member);
    *remedy = (scan_remedy){ .column = NULL };
    if (relation != NULL) {
        tell_relation(remedy, entity, relation);
    } else {
        const scan_member *known = scan_find_member(entity, member);
        bool is_listed = known != NULL && known->is_listed;
        append(remedy,
               is_listed           ? "name it in columns(...)"
               : entity->is_mapped ? "name it in an ORM_MEMBER"
                                   : "add ORM_COLUMN() to it",
               "", "");
    }
}
