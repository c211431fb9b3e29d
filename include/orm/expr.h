/* Typed expressions: conditions, orders and assignments, written in C, checked by the C compiler.
 *
 *     orm_and(orm_eq(customer_.country, "DE"), orm_like(customer_.name, "A%"))
 *
 * A column handle (customer_.country) is constant data of the generated header. An expression is a
 * tree of compound literals: no allocation, nothing to free. It lives as long as the block that it
 * was written in; at file scope and of constants it is constant data. What must outlive its block
 * is copied into an orm_filter (orm/filter.h). An operand that does not fit its column does not
 * compile. The macros evaluate each operand once; they are C only, the types are C++ too.
 *
 * NULL children of orm_and, orm_or and orm_not are skipped; a condition that is NULL or empty
 * counts as none. Comparing for (in)equality with a NULL pointer, or with the value that null_if
 * names, means IS [NOT] NULL. Other comparisons with a NULL column are neither true nor false, as
 * in SQL: so orm_ne(c, x) does not find rows where c is NULL. */
#ifndef ORM_EXPR_H
#define ORM_EXPR_H

#include <orm/export.h>
#include <orm/meta.h>

ORM_BEGIN_DECLS

/* ---- column handles ----------------------------------------------------------------------- */

/* How a query reaches the entity of a handle; the root is the entity itself. */
typedef struct orm_path {
    const orm_entity *entity;
} orm_path;

typedef struct orm_handle {
    const orm_path *path;
    uint16_t field; /* index in path->entity->fields */
} orm_handle;

/* The type of a handle says what it may be compared with. Enums, times, dates and decimals compare
 * with what the member holds in C: the enumerator, the number of its unit, the text. */
/* clang-format off */
typedef struct orm_bool_handle { orm_handle column; } orm_bool_handle;
typedef struct orm_int_handle { orm_handle column; } orm_int_handle;
typedef struct orm_real_handle { orm_handle column; } orm_real_handle;
typedef struct orm_text_handle { orm_handle column; } orm_text_handle;
typedef struct orm_blob_handle { orm_handle column; } orm_blob_handle;
/* a date or decimal in text */
typedef struct orm_written_handle { orm_handle column; } orm_written_handle;
/* of these only NULL can be asked for */
typedef struct orm_json_handle { orm_handle column; } orm_json_handle;
typedef struct orm_array_handle { orm_handle column; } orm_array_handle;
typedef struct orm_interval_handle { orm_handle column; } orm_interval_handle;
/* clang-format on */

/* A relation of the entity that the path leads to; no operand of a condition. */
typedef struct orm_relation_handle {
    const orm_path *path;
    uint16_t relation; /* index in path->entity->relations */
} orm_relation_handle;

/* ---- the tree ----------------------------------------------------------------------------- */

/* X(name). Ops of one arity stand together. */
/* clang-format off */
#define ORM_OP_MAP(X)                                                          \
    X(END)    /* the last of a list */                                         \
    X(COLUMN) /* .column */                                                    \
    X(VALUE)  /* .operand */                                                   \
    X(EQ) X(NE) X(LT) X(LE) X(GT) X(GE)      /* .left, .right */               \
    X(LIKE) X(ILIKE) X(STARTS_WITH) X(ENDS_WITH) X(CONTAINS) X(IN)             \
    X(IS_NULL) X(IS_NOT_NULL) X(NOT)         /* .left */                       \
    X(AND) X(OR)                             /* .list */                       \
    X(ADD) X(SUB) X(MUL)                     /* .left, .right; in SET only */  \
    X(EXCLUDED) /* .column: what an upsert was to insert; in SET only */       \
    X(DEFAULT)  /* of the column that is set; the right side of a SET only */  \
    X(SET)      /* .left becomes .right */                                     \
    X(SETS)     /* .list of SET and SETS */                                    \
    X(ASC) X(DESC)                           /* .left; in order_by only */     \
    X(FAILED)   /* stands for a filter that ran out of memory */               \
    X(TOO_DEEP) /* stands for a filter that was given too deep a condition */

typedef enum orm_op {
#define ORM_OP_ENUM_(name) ORM_OP_##name,
    ORM_OP_MAP(ORM_OP_ENUM_)
#undef ORM_OP_ENUM_
    ORM_OP_COUNT
} orm_op;
/* clang-format on */

/* An operand as C gave it. Not a union: a macro must fill it from one _Generic selection per
 * member. */
typedef struct orm_operand {
    orm_type type; /* BOOL, INT, UINT, REAL, TEXT, BLOB, INTERVAL, LIST; NULL = a void pointer, to
                    * be NULL */
    orm_type item; /* LIST: type of its items */
    size_t item_size; /* LIST: bytes of an item; of TEXT a char pointer's */
    int64_t integer;  /* BOOL, INT; UINT with the same bits */
    double real;
    const void *data; /* TEXT: NUL-terminated; BLOB: size bytes; INTERVAL: an orm_interval; LIST:
                       * size items */
    size_t size;
} orm_operand;

typedef struct orm_expr orm_expr;

struct orm_expr {
    orm_op op;
    const orm_handle *column;
    orm_operand operand;
    const orm_expr *left, *right;
    const orm_expr *const *list; /* ended by &orm_expr_end */
};

/* The end of every list. */
extern ORM_API const orm_expr orm_expr_end;

ORM_END_DECLS

#ifndef __cplusplus

/* ---- how a macro makes a node ------------------------------------------------------------- */

/* clang-format off */

/* A C value's orm_type. A type that is missing here is no operand and does not compile. */
#define ORM_TYPE_OF_(v)                                                                            \
    _Generic((v),                                                                                  \
        _Bool: ORM_TYPE_BOOL,                                                                      \
        char: ORM_TYPE_INT, signed char: ORM_TYPE_INT, short: ORM_TYPE_INT, int: ORM_TYPE_INT,     \
        long: ORM_TYPE_INT, long long: ORM_TYPE_INT,                                               \
        unsigned char: ORM_TYPE_UINT, unsigned short: ORM_TYPE_UINT, unsigned: ORM_TYPE_UINT,      \
        unsigned long: ORM_TYPE_UINT, unsigned long long: ORM_TYPE_UINT,                           \
        float: ORM_TYPE_REAL, double: ORM_TYPE_REAL,                                               \
        char *: ORM_TYPE_TEXT, const char *: ORM_TYPE_TEXT,                                        \
        orm_interval *: ORM_TYPE_INTERVAL, const orm_interval *: ORM_TYPE_INTERVAL,                \
        void *: ORM_TYPE_NULL, const void *: ORM_TYPE_NULL,                                        \
        orm_expr *: ORM_TYPE_OTHER, const orm_expr *: ORM_TYPE_OTHER)

#define ORM_INTEGER_OF_(v)                                                                         \
    _Generic((v), float: 0, double: 0, char *: 0, const char *: 0, void *: 0, const void *: 0,     \
        orm_interval *: 0, const orm_interval *: 0, orm_expr *: 0, const orm_expr *: 0,            \
        default: (v))
#define ORM_REAL_OF_(v) _Generic((v), float: (v), double: (v), default: 0.0)
#define ORM_DATA_OF_(v)                                                                            \
    _Generic((v), char *: (v), const char *: (v), void *: (v), const void *: (v),                  \
        orm_interval *: (v), const orm_interval *: (v), default: (const void *)0)

#define ORM_IS_INTEGER_(v) (ORM_TYPE_OF_(v) == ORM_TYPE_INT || ORM_TYPE_OF_(v) == ORM_TYPE_UINT)
#define ORM_IS_TEXT_(v) (ORM_TYPE_OF_(v) == ORM_TYPE_TEXT || ORM_TYPE_OF_(v) == ORM_TYPE_NULL)

/* 1 where operand v may stand beside handle c. */
#define ORM_FITS_(c, v)                                                                            \
    _Generic((c),                                                                                  \
        orm_bool_handle: ORM_TYPE_OF_(v) == ORM_TYPE_BOOL || ORM_IS_INTEGER_(v),                   \
        orm_int_handle: ORM_IS_INTEGER_(v),                                                        \
        orm_real_handle: ORM_TYPE_OF_(v) == ORM_TYPE_REAL || ORM_IS_INTEGER_(v),                   \
        orm_text_handle: ORM_IS_TEXT_(v),                                                          \
        orm_written_handle: ORM_IS_TEXT_(v),                                                       \
        orm_json_handle: 0,                                                                        \
        orm_array_handle: 0,                                                                       \
        orm_interval_handle: 0,                                                                    \
        orm_blob_handle: ORM_TYPE_OF_(v) == ORM_TYPE_NULL)

/* 1 where operand v may be stored in the column of handle c. */
#define ORM_STORES_(c, v)                                                                          \
    _Generic((c),                                                                                  \
        orm_json_handle: ORM_IS_TEXT_(v),                                                          \
        orm_interval_handle: ORM_TYPE_OF_(v) == ORM_TYPE_INTERVAL ||                               \
            ORM_TYPE_OF_(v) == ORM_TYPE_NULL,                                                      \
        default: ORM_FITS_(c, v))

/* 1 where a number may be calculated of handle c and operand v. */
#define ORM_CALCULATES_(c, v)                                                                      \
    _Generic((c),                                                                                  \
        orm_int_handle: ORM_IS_INTEGER_(v) || ORM_TYPE_OF_(v) == ORM_TYPE_OTHER,                   \
        orm_real_handle: ORM_TYPE_OF_(v) == ORM_TYPE_REAL || ORM_IS_INTEGER_(v) ||                 \
            ORM_TYPE_OF_(v) == ORM_TYPE_OTHER,                                                     \
        default: 0)

/* A static assertion as an expression, so that a tree at file scope stays a constant: adds 0. */
#define ORM_ASSERT_(condition, text)                                                               \
    (0 * (int)sizeof(struct { _Static_assert(condition, text); int orm_unused_; }))

/* clang-format on */

#define ORM_COLUMN_NODE_(c) (&(const orm_expr){ .op = ORM_OP_COLUMN, .column = &(c).column })

#define ORM_VALUE_NODE_(v, fits)                                                          \
    (&(const orm_expr){                                                                   \
        .op = ORM_OP_VALUE,                                                               \
        .operand = { .type = ORM_TYPE_OF_(v),                                             \
                     .integer = (int64_t)ORM_INTEGER_OF_(v) +                             \
                                ORM_ASSERT_(fits, "the operand does not fit the column"), \
                     .real = (double)ORM_REAL_OF_(v),                                     \
                     .data = ORM_DATA_OF_(v) } })

#define ORM_COMPARE_(o, c, v) \
    (&(const orm_expr){       \
        .op = (o), .left = ORM_COLUMN_NODE_(c), .right = ORM_VALUE_NODE_(v, ORM_FITS_(c, v)) })

/* A number, or an expression that is one. */
#define ORM_ARITHMETIC_(o, c, v)                     \
    (&(const orm_expr){ .op = (o),                   \
                        .left = ORM_COLUMN_NODE_(c), \
                        .right = _Generic((v),       \
                            orm_expr *: (v),         \
                            const orm_expr *: (v),   \
                            default: ORM_VALUE_NODE_(v, ORM_CALCULATES_(c, v))) })

#define ORM_BYTES_(o, c, d, n)                                                                   \
    (&(const orm_expr){                                                                          \
        .op = (o),                                                                               \
        .left = ORM_COLUMN_NODE_(c),                                                             \
        .right = &(const orm_expr){                                                              \
            .op = ORM_OP_VALUE,                                                                  \
            .operand = {                                                                         \
                .type = ORM_TYPE_BLOB,                                                           \
                .data = (d),                                                                     \
                .size = (n) + (size_t)ORM_ASSERT_(_Generic((c), orm_blob_handle: 1, default: 0), \
                                                  "the column holds no blob") } } })

#define ORM_PATTERN_(o, c, v)                                                                    \
    (&(const orm_expr){                                                                          \
        .op = (o),                                                                               \
        .left = ORM_COLUMN_NODE_(c),                                                             \
        .right = &(const orm_expr){                                                              \
            .op = ORM_OP_VALUE,                                                                  \
            .operand = { .type = ORM_TYPE_TEXT,                                                  \
                         .data = ORM_DATA_OF_(v),                                                \
                         .integer = ORM_ASSERT_(_Generic((c), orm_text_handle: 1, default: 0) && \
                                                    ORM_TYPE_OF_(v) == ORM_TYPE_TEXT,            \
                                                "patterns are text and match text") } } })

/* clang-format off */

/* The type of an array's items. A text is no array, nor is a void *: neither has items. */
#define ORM_ITEM_OF_(p)                                                                            \
    _Generic((p), char *: ORM_TYPE_NULL, const char *: ORM_TYPE_NULL, default: ORM_TYPE_OF_(*(p)))

#define ORM_IS_TEXTS_(p)                                                                           \
    _Generic((p), char **: 1, char *const *: 1, const char **: 1, const char *const *: 1, default: 0)

#define ORM_ITEM_FITS_(c, p)                                                                       \
    _Generic((c),                                                                                  \
        orm_bool_handle: ORM_ITEM_OF_(p) == ORM_TYPE_BOOL,                                         \
        orm_int_handle: ORM_ITEM_OF_(p) == ORM_TYPE_INT || ORM_ITEM_OF_(p) == ORM_TYPE_UINT,       \
        orm_real_handle: ORM_ITEM_OF_(p) == ORM_TYPE_REAL,                                         \
        orm_text_handle: ORM_IS_TEXTS_(p), orm_written_handle: ORM_IS_TEXTS_(p))

/* clang-format on */

#define ORM_LIST_(o, ...)          \
    (&(const orm_expr){ .op = (o), \
                        .list = (const orm_expr *const[]){ __VA_ARGS__, &orm_expr_end } })

/* ---- what programs write ------------------------------------------------------------------ */

/* Comparisons of a column with a value. Text compares by bytes in tables that Corm created; in
 * others as the column's collation says. An enum compares as the numbers of C, however it is
 * stored. A number that the column cannot hold is no error: it is less or greater than all, and
 * equal to none; but CONVERSION where it lies between two values of the column (2^53 + 1 in an
 * order of doubles, a rest below a microsecond), and so is NaN. */
#define orm_eq(c, v) ORM_COMPARE_(ORM_OP_EQ, c, v)
#define orm_ne(c, v) ORM_COMPARE_(ORM_OP_NE, c, v)
#define orm_lt(c, v) ORM_COMPARE_(ORM_OP_LT, c, v)
#define orm_le(c, v) ORM_COMPARE_(ORM_OP_LE, c, v)
#define orm_gt(c, v) ORM_COMPARE_(ORM_OP_GT, c, v)
#define orm_ge(c, v) ORM_COMPARE_(ORM_OP_GE, c, v)

/* Comparisons of a blob column with size bytes at data. Blobs are ordered by their bytes, unsigned,
 * and a blob comes before one that it is the beginning of. A uuid has 16 bytes (else CONVERSION).
 */
#define orm_eq_bytes(c, data, size) ORM_BYTES_(ORM_OP_EQ, c, data, size)
#define orm_ne_bytes(c, data, size) ORM_BYTES_(ORM_OP_NE, c, data, size)
#define orm_lt_bytes(c, data, size) ORM_BYTES_(ORM_OP_LT, c, data, size)
#define orm_le_bytes(c, data, size) ORM_BYTES_(ORM_OP_LE, c, data, size)
#define orm_gt_bytes(c, data, size) ORM_BYTES_(ORM_OP_GT, c, data, size)
#define orm_ge_bytes(c, data, size) ORM_BYTES_(ORM_OP_GE, c, data, size)

/* A text column against a pattern: % any text, _ one character, \ takes the next one literally.
 * like tells capitals from small letters; ilike folds ASCII letters. A pattern of more than 50000
 * bytes is CONVERSION on both engines; *, ? and [ count as three. */
#define orm_like(c, pattern) ORM_PATTERN_(ORM_OP_LIKE, c, pattern)
#define orm_ilike(c, pattern) ORM_PATTERN_(ORM_OP_ILIKE, c, pattern)

/* A text column against a text that is taken literally, of any length. */
#define orm_starts_with(c, text) ORM_PATTERN_(ORM_OP_STARTS_WITH, c, text)
#define orm_ends_with(c, text) ORM_PATTERN_(ORM_OP_ENDS_WITH, c, text)
#define orm_contains(c, text) ORM_PATTERN_(ORM_OP_CONTAINS, c, text)

/* A blob column whose value begins with size bytes at data, whatever follows; 0 bytes: any value,
 * but not NULL. An index on the column serves it. A uuid has no beginning (MISUSE). */
#define orm_starts_with_bytes(c, data, size) ORM_BYTES_(ORM_OP_STARTS_WITH, c, data, size)

/* One of count items of a C array, which is read when the query runs. count 0 is false. NULL has no
 * place in the list (MISUSE), nor has a value that the column cannot hold (CONVERSION): say
 * orm_or(orm_in(c, items, count), orm_is_null(c)). A macro takes the commas of a compound literal
 * for its own: put parentheses around it, orm_in(c, ((int[]){ 1, 2 }), 2). */
#define orm_in(c, items, count)                                                 \
    (&(const orm_expr){                                                         \
        .op = ORM_OP_IN,                                                        \
        .left = ORM_COLUMN_NODE_(c),                                            \
        .right = &(const orm_expr){                                             \
            .op = ORM_OP_VALUE,                                                 \
            .operand = { .type = ORM_TYPE_LIST,                                 \
                         .item = ORM_ITEM_OF_(&(items)[0]),                     \
                         .item_size = sizeof((items)[0]),                       \
                         .data = (items),                                       \
                         .size = (size_t)(count),                               \
                         .integer = ORM_ASSERT_(ORM_ITEM_FITS_(c, &(items)[0]), \
                                                "the items do not fit the column") } } })

/* The same of blobs: one of count keys of size_each bytes, side by side at data. */
#define orm_in_bytes(c, data_, size_each, count)                                                \
    (&(const orm_expr){                                                                         \
        .op = ORM_OP_IN,                                                                        \
        .left = ORM_COLUMN_NODE_(c),                                                            \
        .right = &(const orm_expr){                                                             \
            .op = ORM_OP_VALUE,                                                                 \
            .operand = { .type = ORM_TYPE_LIST,                                                 \
                         .item = ORM_TYPE_BLOB,                                                 \
                         .item_size = (size_each),                                              \
                         .data = (data_),                                                       \
                         .size =                                                                \
                             (size_t)(count) +                                                  \
                             (size_t)ORM_ASSERT_(_Generic((c), orm_blob_handle: 1, default: 0), \
                                                 "the column holds no blob") } } })

#define orm_is_null(c) (&(const orm_expr){ .op = ORM_OP_IS_NULL, .left = ORM_COLUMN_NODE_(c) })
#define orm_is_not_null(c) \
    (&(const orm_expr){ .op = ORM_OP_IS_NOT_NULL, .left = ORM_COLUMN_NODE_(c) })

/* Conditions joined; each argument is an expression or NULL. On both engines a query takes 7000
 * conditions (orm_in is one, orm_starts_with_bytes are two) and 24 pairs of parentheses in one
 * another; more is MISUSE. Each list and each orm_not is one pair, but a list within one of its own
 * kind is none; a list of more than 32 conditions counts as two, of more than 1024 as three. */
#define orm_and(...) ORM_LIST_(ORM_OP_AND, __VA_ARGS__)
#define orm_or(...) ORM_LIST_(ORM_OP_OR, __VA_ARGS__)
#define orm_not(e) (&(const orm_expr){ .op = ORM_OP_NOT, .left = (e) })

/* The expression where cond holds, else none. Unlike an if block it does not end e's life. */
#define orm_when(cond, e) ((cond) ? (e) : (const orm_expr *)0)

/* Orders, for orm_query.order_by. NULL comes last in asc and first in desc on both engines. An enum
 * that is stored by name is ordered by the bytes of its labels, unlike in comparisons. */
#define orm_asc(c) (&(const orm_expr){ .op = ORM_OP_ASC, .left = ORM_COLUMN_NODE_(c) })
#define orm_desc(c) (&(const orm_expr){ .op = ORM_OP_DESC, .left = ORM_COLUMN_NODE_(c) })

/* ---- assignments -------------------------------------------------------------------------- */

/* What the columns of rows become (orm/change.h): one orm_set..., or a list of them.
 *
 *     orm_sets(orm_set(job_.state, "done"), orm_set_to(job_.tries, orm_add(job_.tries, 1)))
 *
 * Each column stands in a list once. Columns of the primary key and those that the database fills
 * in are never set, nor is a version, which counts by itself (all MISUSE).
 *
 * A value is stored as the struct's member would be: an enumerator, a number of the member's unit,
 * text, a pointer to an orm_interval. What the member could not hold is CONVERSION. A NULL pointer,
 * and the value that null_if names, store NULL; into a column that is not nullable that is
 * NOT_NULL. A compound literal as the value stands in parentheses, as for orm_in. */
#define orm_set(c, v)                                \
    (&(const orm_expr){ .op = ORM_OP_SET,            \
                        .left = ORM_COLUMN_NODE_(c), \
                        .right = ORM_VALUE_NODE_(v, ORM_STORES_(c, v)) })
#define orm_set_bytes(c, data, size) ORM_BYTES_(ORM_OP_SET, c, data, size)
#define orm_set_null(c)                              \
    (&(const orm_expr){ .op = ORM_OP_SET,            \
                        .left = ORM_COLUMN_NODE_(c), \
                        .right = &(const orm_expr){ .op = ORM_OP_VALUE } })

/* The default that the model says, on both engines: a value, the time of the statement, an SQL
 * expression; also where the column of a table that somebody else has made has another one, or
 * none (orm_verify tells). Without a default NULL, MISUSE where the column is not nullable. */
#define orm_set_default(c)                           \
    (&(const orm_expr){ .op = ORM_OP_SET,            \
                        .left = ORM_COLUMN_NODE_(c), \
                        .right = &(const orm_expr){ .op = ORM_OP_DEFAULT } })

/* The value of an expression: one of those below. */
#define orm_set_to(c, e) \
    (&(const orm_expr){ .op = ORM_OP_SET, .left = ORM_COLUMN_NODE_(c), .right = (e) })

/* Assignments joined; each argument is one, a list of them, or NULL (orm_when). */
#define orm_sets(...) ORM_LIST_(ORM_OP_SETS, __VA_ARGS__)

/* What the column holds in the same row, before anything of it is set. Of a kind that the column
 * which it is stored in can hold whatever the value (else MISUSE; of integers CONVERSION, for a
 * value that is too large). */
#define orm_col(c) ORM_COLUMN_NODE_(c)

/* In an upsert only: what the column would have got had the row been inserted. */
#define orm_excluded(c) (&(const orm_expr){ .op = ORM_OP_EXCLUDED, .column = &(c).column })

/* The sum, difference or product of a column and of a C number, an orm_col or an orm_excluded; NULL
 * of NULL, but with null_reads_as that counts, as in C (of times it does not). The column is an
 * integer, a real, a decimal or a timestamp, and so is the one that the result is stored in.
 * Nothing is lost: an integer that the column or its member cannot hold, or a real beyond the
 * largest one, is CONVERSION on both engines, and so is what is no number in a table of somebody
 * else's (SQLite). Of a float the result is rounded to a float, as in C.
 *
 * A decimal is the integer that counts its last place, as in C; what it is multiplied with is a
 * factor. To a timestamp a C number of its member's unit is added, of a struct timespec or timeval
 * of microseconds: whole microseconds, and not more than 285 years (CONVERSION). */
#define orm_add(c, v) ORM_ARITHMETIC_(ORM_OP_ADD, c, v)
#define orm_sub(c, v) ORM_ARITHMETIC_(ORM_OP_SUB, c, v)
#define orm_mul(c, v) ORM_ARITHMETIC_(ORM_OP_MUL, c, v)

#endif /* __cplusplus */

#endif
