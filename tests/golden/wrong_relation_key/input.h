/* What relations lead to is no whole key. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(line) line {
    int64_t invoice_id         ORM_COLUMN(primary_key);
    int32_t number             ORM_COLUMN(primary_key);
    char *text                 ORM_COLUMN();
    struct remark **remarks    ORM_HAS_MANY(remark.line_text = text, count = remark_count);
    size_t remark_count;
};

struct ORM_TABLE(remark) remark {
    int64_t id                 ORM_COLUMN(primary_key);
    int64_t invoice_id         ORM_COLUMN();
    int32_t line_number        ORM_COLUMN();
    char *line_text            ORM_COLUMN();
    struct line *line          ORM_BELONGS_TO(invoice_id = invoice_id);
    struct line *text          ORM_BELONGS_TO(invoice_id = invoice_id, line_text = text);
    struct line *too_much      ORM_BELONGS_TO(invoice_id = invoice_id, line_number = number,
                                              line_text = text);
    struct line *twice         ORM_BELONGS_TO(invoice_id = number, line_number = number);
};
