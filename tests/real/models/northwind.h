/* The tables of Northwind, a trading company: keys of two bytes and of letters, dates, reals. */
#ifndef REAL_NORTHWIND_H
#define REAL_NORTHWIND_H

#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

/* A real of PostgreSQL is a float, one of SQLite a double. */
#ifndef NORTHWIND_AMOUNT
#define NORTHWIND_AMOUNT double
#endif
typedef NORTHWIND_AMOUNT amount;

struct ORM_TABLE(region) region {
    int16_t region_id ORM_COLUMN(primary_key, assigned);
    char *region_description ORM_COLUMN(not_null);
};

struct ORM_TABLE(territories) territory {
    char *territory_id ORM_COLUMN(primary_key, assigned, not_null);
    char *territory_description ORM_COLUMN(not_null);
    int16_t region_id ORM_COLUMN(references = region.region_id);
};

struct ORM_TABLE(employees) employee {
    int16_t employee_id ORM_COLUMN(primary_key, assigned);
    char *last_name ORM_COLUMN(not_null);
    char *first_name ORM_COLUMN(not_null);
    char *title ORM_COLUMN();
    char *title_of_courtesy ORM_COLUMN();
    char *birth_date ORM_COLUMN(type = date);
    char *hire_date ORM_COLUMN(type = date);
    char *address ORM_COLUMN();
    char *city ORM_COLUMN();
    char *region ORM_COLUMN();
    char *postal_code ORM_COLUMN();
    char *country ORM_COLUMN();
    char *home_phone ORM_COLUMN();
    char *extension ORM_COLUMN();
    uint8_t *photo ORM_COLUMN(size = photo_size);
    size_t photo_size;
    char *notes ORM_COLUMN();
    int16_t *reports_to ORM_COLUMN(references = employee.employee_id);
    char *photo_path ORM_COLUMN();
};

struct ORM_TABLE(employee_territories) employee_territory {
    int16_t employee_id ORM_COLUMN(primary_key, references = employee.employee_id);
    char *territory_id ORM_COLUMN(primary_key, not_null, references = territory.territory_id);
};

struct ORM_TABLE(categories) category {
    int16_t category_id ORM_COLUMN(primary_key, assigned);
    char *category_name ORM_COLUMN(not_null);
    char *description ORM_COLUMN();
    uint8_t *picture ORM_COLUMN(size = picture_size);
    size_t picture_size;
};

struct ORM_TABLE(suppliers) supplier {
    int16_t supplier_id ORM_COLUMN(primary_key, assigned);
    char *company_name ORM_COLUMN(not_null);
    char *contact_name ORM_COLUMN();
    char *contact_title ORM_COLUMN();
    char *address ORM_COLUMN();
    char *city ORM_COLUMN();
    char *region ORM_COLUMN();
    char *postal_code ORM_COLUMN();
    char *country ORM_COLUMN();
    char *phone ORM_COLUMN();
    char *fax ORM_COLUMN();
    char *homepage ORM_COLUMN();
};

struct ORM_TABLE(products) product {
    int16_t product_id ORM_COLUMN(primary_key, assigned);
    char *product_name ORM_COLUMN(not_null);
    int16_t *supplier_id ORM_COLUMN(references = supplier.supplier_id);
    int16_t *category_id ORM_COLUMN(references = category.category_id);
    char *quantity_per_unit ORM_COLUMN();
    amount *unit_price ORM_COLUMN();
    int16_t *units_in_stock ORM_COLUMN();
    int16_t *units_on_order ORM_COLUMN();
    int16_t *reorder_level ORM_COLUMN();
    int32_t discontinued ORM_COLUMN();
};

struct ORM_TABLE(customers) customer {
    char customer_id[6] ORM_COLUMN(primary_key, assigned);
    char *company_name ORM_COLUMN(not_null);
    char *contact_name ORM_COLUMN();
    char *contact_title ORM_COLUMN();
    char *address ORM_COLUMN();
    char *city ORM_COLUMN();
    char *region ORM_COLUMN();
    char *postal_code ORM_COLUMN();
    char *country ORM_COLUMN();
    char *phone ORM_COLUMN();
    char *fax ORM_COLUMN();
};

struct ORM_TABLE(customer_demographics) demographic {
    char customer_type_id[6] ORM_COLUMN(primary_key, assigned);
    char *customer_desc ORM_COLUMN();
};

struct ORM_TABLE(customer_customer_demo) customer_demo {
    char customer_id[6] ORM_COLUMN(primary_key, references = customer.customer_id);
    char customer_type_id[6] ORM_COLUMN(primary_key, references = demographic.customer_type_id);
};

struct ORM_TABLE(shippers) shipper {
    int16_t shipper_id ORM_COLUMN(primary_key, assigned);
    char *company_name ORM_COLUMN(not_null);
    char *phone ORM_COLUMN();
};

struct ORM_TABLE(orders) order {
    int16_t order_id ORM_COLUMN(primary_key, assigned);
    char customer_id[6] ORM_COLUMN(null_if = "", references = customer.customer_id);
    int16_t *employee_id ORM_COLUMN(references = employee.employee_id);
    char *order_date ORM_COLUMN(type = date);
    char *required_date ORM_COLUMN(type = date);
    char *shipped_date ORM_COLUMN(type = date);
    int16_t *ship_via ORM_COLUMN(references = shipper.shipper_id);
    amount *freight ORM_COLUMN();
    char *ship_name ORM_COLUMN();
    char *ship_address ORM_COLUMN();
    char *ship_city ORM_COLUMN();
    char *ship_region ORM_COLUMN();
    char *ship_postal_code ORM_COLUMN();
    char *ship_country ORM_COLUMN();
};

struct ORM_TABLE(order_details) order_detail {
    int16_t order_id ORM_COLUMN(primary_key, references = order.order_id);
    int16_t product_id ORM_COLUMN(primary_key, references = product.product_id);
    amount unit_price ORM_COLUMN();
    int16_t quantity ORM_COLUMN();
    amount discount ORM_COLUMN();
};

struct ORM_TABLE(us_states) us_state {
    int16_t state_id ORM_COLUMN(primary_key, assigned);
    char *state_name ORM_COLUMN();
    char *state_abbr ORM_COLUMN();
    char *state_region ORM_COLUMN();
};

#endif
