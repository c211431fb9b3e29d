struct ORM_TABLE(customer) customer {
    int64_t id                ORM_COLUMN(primary_key);
    struct invoice **invoices ORM_HAS_MANY(invoice.customer_id, count = invoice_count);
    size_t invoice_count;
};
