/* Owns the order in which rows are stored: what others refer to comes first. */
#include "store.h"

#include "pciids.orm.h"

static const orm_entity *const entities[LIST_KIND_COUNT] = {
    [LIST_VENDOR] = &vendor_entity,       [LIST_DEVICE] = &device_entity,
    [LIST_SUBSYSTEM] = &subsystem_entity, [LIST_CLASS] = &device_class_entity,
    [LIST_SUBCLASS] = &subclass_entity,   [LIST_INTERFACE] = &interface_entity,
};

orm_status store_create_tables(orm_db *db)
{
    const orm_status status = orm_drop_all(db, &pciids_schema);
    return status == ORM_OK ? orm_create_all(db, &pciids_schema) : status;
}

struct storing {
    const struct list *list;
    unsigned line;
};

static orm_status store_rows(orm_db *db, struct storing *storing, list_kind kind)
{
    const list_rows *rows = &storing->list->rows[kind];
    for (size_t i = 0; i < rows->count; i++) {
        const orm_status status = orm_insert(db, entities[kind], list_at(storing->list, kind, i));
        if (status != ORM_OK) {
            storing->line = rows->lines[i];
            return status;
        }
    }
    return ORM_OK;
}

static orm_status store_kinds(orm_db *db, void *ctx)
{
    orm_status status = ORM_OK;
    for (int kind = 0; status == ORM_OK && kind < LIST_KIND_COUNT; kind++) {
        status = store_rows(db, ctx, (list_kind)kind);
    }
    return status;
}

orm_status store_list(orm_db *db, const struct list *list, unsigned *line_out)
{
    struct storing storing = { .list = list };
    const orm_status status = orm_run(db, NULL, store_kinds, &storing);
    *line_out = storing.line;
    return status;
}
