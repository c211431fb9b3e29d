typedef missing_t row_id;
enum { ROW_NAME = MISSING_SIZE };
