/* The list of PCI IDs as structs: what orm-scan reads, and what the parser fills.
 *
 * All keys are the numbers of the list itself. A subsystem's vendor (subvendor_id) is no foreign
 * key: some are not in the list of vendors. */
#ifndef IDS_H
#define IDS_H

#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(pci_vendor) vendor {
    uint16_t id ORM_COLUMN(primary_key, assigned);
    char *name ORM_COLUMN(not_null);
};

struct ORM_TABLE(pci_device) device {
    uint16_t vendor_id ORM_COLUMN(primary_key, references = vendor.id, on_delete = cascade);
    uint16_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null);
};

struct ORM_TABLE(pci_subsystem) subsystem {
    uint16_t vendor_id ORM_COLUMN(primary_key, references = vendor.id, on_delete = cascade);
    uint16_t device_id ORM_COLUMN(primary_key);
    uint16_t subvendor_id ORM_COLUMN(primary_key);
    uint16_t subdevice_id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null);
};

struct ORM_TABLE(pci_class) device_class {
    uint8_t id ORM_COLUMN(primary_key, assigned);
    char *name ORM_COLUMN(not_null);
};

struct ORM_TABLE(pci_subclass) subclass {
    uint8_t class_id ORM_COLUMN(primary_key, references = device_class.id, on_delete = cascade);
    uint8_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null);
};

/* A programming interface. */
struct ORM_TABLE(pci_interface) interface {
    uint8_t class_id ORM_COLUMN(primary_key, references = device_class.id, on_delete = cascade);
    uint8_t subclass_id ORM_COLUMN(primary_key);
    uint8_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null);
};

#endif
