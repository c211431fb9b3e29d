/* Owns the table of the known keys of relations and what each writes into the model. */
#include "annotation/known.h"

static void set_count(const scan_setting *s)
{
    s->relation->count = s->argument->text;
}

static void set_from(const scan_setting *s)
{
    s->relation->from = s->argument;
}

static void set_to(const scan_setting *s)
{
    s->relation->to = s->argument;
}

/* What has many rows has a count; what has a link says which of its columns are which. */
enum { OF_MANY = 1, OF_LINK = 3 };

static const scan_known relation_keys[] = {
    { "count", SCAN_TAKES_NAME, NULL, "count = invoice_count", set_count },
    { "from", SCAN_TAKES_LIST, NULL, "from(person_id)", set_from },
    { "to", SCAN_TAKES_LIST, NULL, "to(friend_id)", set_to },
};

const scan_known *scan_known_relation_keys(orm_relation_kind kind, size_t *count_out)
{
    *count_out = 0;
    switch (kind) {
    case ORM_RELATION_NONE:
    case ORM_RELATION_BELONGS_TO:
    case ORM_RELATION_HAS_ONE:
        break;
    case ORM_RELATION_HAS_MANY:
        *count_out = OF_MANY;
        break;
    case ORM_RELATION_MANY_TO_MANY:
        *count_out = OF_LINK;
        break;
    }
    return relation_keys;
}
