/* Owns the transaction that is rolled back. */
#include "change.h"

#include <inttypes.h>
#include <stdio.h>

#include "pciids.orm.h"
#include "step.h"

static orm_status print_counts(orm_db *db, const char *when)
{
    int64_t vendors = 0;
    int64_t devices = 0;
    int64_t subsystems = 0;
    orm_status status = vendor_count(db, NULL, &vendors);
    if (status == ORM_OK) {
        status = device_count(db, NULL, &devices);
    }
    if (status == ORM_OK) {
        status = subsystem_count(db, NULL, &subsystems);
    }
    if (status == ORM_OK) {
        printf("    %-22s %" PRId64 " vendors, %" PRId64 " devices, %" PRId64 " subsystems\n", when,
               vendors, devices, subsystems);
    }
    return status;
}

static orm_status print_name(orm_db *db, uint16_t vendor_id, const char *when)
{
    orm_arena *arena = NULL;
    orm_status status = orm_arena_new(NULL, &arena);
    if (status != ORM_OK) {
        return status;
    }
    struct vendor vendor;
    status = vendor_find(db, vendor_id, &vendor, arena);
    if (status == ORM_OK) {
        printf("    %-22s %04x is %s\n", when, vendor.id, vendor.name);
    }
    orm_arena_free(arena);
    return status;
}

static orm_status rename_vendor(orm_db *db, uint16_t vendor_id)
{
    const struct vendor vendor = { .id = vendor_id, .name = "Renamed, but not for long" };
    const struct step step = step_begin("rename it in a transaction");
    const orm_status status = vendor_update(db, &vendor);
    if (status == ORM_OK) {
        step_end(&step, 1);
    }
    return status == ORM_OK ? print_name(db, vendor_id, "inside:") : status;
}

/* The foreign keys say on_delete = cascade: devices and subsystems go with their vendor. */
static orm_status delete_vendor(orm_db *db, uint16_t vendor_id)
{
    const struct step step = step_begin("delete it, and all that is below it");
    const orm_status status = vendor_delete_key(db, vendor_id);
    if (status == ORM_OK) {
        step_end(&step, 1);
    }
    return status == ORM_OK ? print_counts(db, "inside:") : status;
}

static orm_status roll_back(orm_db *db)
{
    const struct step step = step_begin("roll back");
    const orm_status status = orm_rollback(db);
    if (status == ORM_OK) {
        step_end(&step, 0);
    }
    return status;
}

static orm_status change_inside(orm_db *db, uint16_t vendor_id)
{
    const orm_status status = rename_vendor(db, vendor_id);
    return status == ORM_OK ? delete_vendor(db, vendor_id) : status;
}

orm_status change_and_roll_back(orm_db *db, uint16_t vendor_id)
{
    orm_status status = print_counts(db, "before:");
    if (status == ORM_OK) {
        status = orm_begin(db, NULL);
    }
    if (status != ORM_OK) {
        return status;
    }
    status = change_inside(db, vendor_id);
    const orm_status rolled_back = roll_back(db);
    if (status == ORM_OK && rolled_back == ORM_OK) {
        status = print_name(db, vendor_id, "after the rollback:");
    }
    if (status == ORM_OK) {
        status = print_counts(db, "after the rollback:");
    }
    return status != ORM_OK ? status : rolled_back;
}
