/* Owns the questions and how their answers look. */
#include "ask.h"

#include <inttypes.h>
#include <stdio.h>

#include "pciids.orm.h"
#include "step.h"

static orm_status find_vendor(orm_db *db, uint16_t vendor_id)
{
    orm_arena *arena = NULL;
    orm_status status = orm_arena_new(NULL, &arena);
    if (status != ORM_OK) {
        return status;
    }
    struct vendor vendor;
    const struct step step = step_begin("find a vendor by its number");
    status = vendor_find(db, vendor_id, &vendor, arena);
    if (status == ORM_OK) {
        step_end(&step, 1);
        printf("    %04x is %s\n", vendor.id, vendor.name);
    }
    orm_arena_free(arena);
    return status;
}

static orm_status count_devices(orm_db *db, uint16_t vendor_id)
{
    int64_t count = 0;
    const struct step step = step_begin("count its devices");
    const orm_status status =
        device_count(db, &(orm_query){ .where = orm_eq(device_.vendor_id, vendor_id) }, &count);
    if (status == ORM_OK) {
        step_end(&step, 1);
        printf("    it has %" PRId64 " devices\n", count);
    }
    return status;
}

static orm_status list_devices(orm_db *db, const char *name, const orm_query *query)
{
    orm_rows *rows = NULL;
    const struct step step = step_begin(name);
    orm_status status = device_select(db, query, &rows);
    if (status != ORM_OK) {
        return status;
    }
    step_end(&step, (int64_t)orm_rows_count(rows));
    for (const struct device *device; (device = device_next(rows)) != NULL;) {
        printf("    %04x:%04x %s\n", device->vendor_id, device->id, device->name);
    }
    status = orm_rows_status(rows); /* NULL above was the end, or an error */
    orm_rows_free(rows);
    return status < ORM_OK ? status : ORM_OK;
}

static orm_status page_devices(orm_db *db, uint16_t vendor_id)
{
    return list_devices(db, "the third page of them by name",
                        &(orm_query){ .where = orm_eq(device_.vendor_id, vendor_id),
                                      .order_by = { orm_asc(device_.name), orm_asc(device_.id) },
                                      .limit = orm_limit(5),
                                      .offset = 10 });
}

static orm_status search_devices(orm_db *db)
{
    return list_devices(db, "search all devices for a text",
                        &(orm_query){ .where = orm_and(orm_contains(device_.name, "Ethernet"),
                                                       orm_like(device_.name, "%40G%")),
                                      .order_by = { orm_asc(device_.name), orm_asc(device_.id) },
                                      .limit = orm_limit(5) });
}

orm_status ask_all(orm_db *db, uint16_t vendor_id)
{
    orm_status status = find_vendor(db, vendor_id);
    if (status == ORM_OK) {
        status = count_devices(db, vendor_id);
    }
    if (status == ORM_OK) {
        status = page_devices(db, vendor_id);
    }
    return status == ORM_OK ? search_devices(db) : status;
}
