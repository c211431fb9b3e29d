/* Owns random values and what a round trip needs around it. */
#include "draw.h"

#include <math.h>

/* ---- values ---- */

int64_t draw_integer(fixture *f, int64_t low, uint64_t high)
{
    uint64_t count = high - (uint64_t)low;
    uint64_t number = dice_next(&f->dice) >> dice_below(&f->dice, 64);
    switch (dice_below(&f->dice, 6)) {
    case 0:
        return low;
    case 1:
        return (int64_t)high;
    case 2: /* near 0, where that is between them */
        number = number % 3 - 1 - (uint64_t)low;
        break;
    default:
        break;
    }
    return (int64_t)((uint64_t)low + (count == UINT64_MAX ? number : number % (count + 1)));
}

int64_t draw_decimal(fixture *f, unsigned digits)
{
    int64_t most = 1;
    while (digits-- > 0) {
        most *= 10;
    }
    return draw_integer(f, 1 - most, (uint64_t)(most - 1));
}

double draw_double(fixture *f)
{
    static const double edges[] = {
        0, -1, 0.1, 1e308, 5e-324, 2.2250738585072014e-308, 9007199254740993.0
    };
    if (!f->finite && dice_one_in(&f->dice, 8)) {
        return dice_one_in(&f->dice, 2) ? (double)INFINITY : -(double)INFINITY;
    }
    if (dice_one_in(&f->dice, 3)) {
        return edges[dice_below(&f->dice, sizeof edges / sizeof edges[0])];
    }
    double number = 0;
    do {
        uint64_t bits = dice_next(&f->dice);
        memcpy(&number, &bits, sizeof number);
    } while (!isfinite(number));
    return number;
}

float draw_float(fixture *f)
{
    float number = 0;
    do {
        uint32_t bits = (uint32_t)dice_next(&f->dice);
        memcpy(&number, &bits, sizeof number);
    } while (!isfinite(number));
    return number;
}

void *draw_room(fixture *f, size_t size)
{
    void *room = orm_arena_alloc(f->arena, size);
    require(f, room != NULL, "memory");
    return memset(room, 0, size);
}

void draw_memory(fixture *f, void *memory, size_t size)
{
    unsigned char *bytes = memory;
    unsigned kind = dice_below(&f->dice, 4);
    for (size_t i = 0; i < size; i++) {
        bytes[i] = kind == 0 ? 0 : kind == 1 ? 0xFF : (unsigned char)dice_next(&f->dice);
    }
}

void draw_chars(fixture *f, char *text, size_t size)
{
    static const char *const parts[] = { "a",
                                         "Z",
                                         " ",
                                         "'",
                                         "\"",
                                         "\\",
                                         "%",
                                         "_",
                                         "{}",
                                         "\n",
                                         "\x01",
                                         "\x7f",
                                         "\xc3\xa9",
                                         "\xe2\x82\xac",
                                         "\xf0\x9f\x98\x80",
                                         "NULL",
                                         "," };
    size_t room = dice_one_in(&f->dice, 4)   ? 0
                  : dice_one_in(&f->dice, 2) ? size - 1
                                             : dice_below(&f->dice, (unsigned)size);
    memset(text, 0, size);
    while (room > 0) {
        const char *part = parts[dice_below(&f->dice, sizeof parts / sizeof parts[0])];
        size_t length = strlen(part);
        for (size_t i = 0; length <= room && i < length; i++) {
            *text++ = part[i];
        }
        room -= length <= room ? length : 0;
    }
}

char *draw_text(fixture *f, size_t size)
{
    char *text = draw_room(f, size);
    draw_chars(f, text, size);
    return text;
}

char *draw_span(fixture *f, size_t most, size_t *size_out)
{
    const char *text = draw_text(f, most + 1);
    *size_out = strlen(text);
    char *span = draw_room(f, *size_out);
    memcpy(span, text, *size_out);
    return span;
}

void *draw_bytes(fixture *f, size_t most, size_t *size_out)
{
    size_t size = dice_one_in(&f->dice, 4) ? 0 : dice_below(&f->dice, (unsigned)most + 1);
    size -= most % 4 == 0 ? size % 4 : 0; /* items of 4 bytes */
    void *bytes = draw_room(f, size);
    draw_memory(f, bytes, size);
    *size_out = size;
    return bytes;
}

struct chars *draw_counted(fixture *f, size_t most)
{
    size_t size = dice_below(&f->dice, (unsigned)most + 1);
    struct chars *chars = draw_room(f, sizeof *chars + size);
    chars->size = size;
    draw_memory(f, chars->bytes, size);
    return chars;
}

void draw_day(fixture *f, char text[11])
{
    static const char *const edges[] = { "0001-01-01", "9999-12-31", "1970-01-01", "2000-02-29" };
    if (dice_one_in(&f->dice, 3)) {
        memcpy(text, edges[dice_below(&f->dice, 4)], 11);
        return;
    }
    (void)snprintf(text, 11, "%04u-%02u-%02u", 1 + dice_below(&f->dice, 9999),
                   1 + dice_below(&f->dice, 12), 1 + dice_below(&f->dice, 28));
}

/* As it comes back: all places, no zeros in front, no negative 0. */
void draw_digits(fixture *f, char text[24], unsigned precision, unsigned scale)
{
    int64_t number = draw_decimal(f, precision);
    char digits[24];
    int length =
        snprintf(digits, sizeof digits, "%0*lld", (int)scale + 1, (long long)llabs(number));
    int whole = length - (int)scale;
    (void)snprintf(text, 24, "%s%.*s%s%s", number < 0 ? "-" : "", whole, digits,
                   scale == 0 ? "" : ".", digits + whole);
}

/* As both engines write it. */
char *draw_json(fixture *f)
{
    static const char *const texts[] = { "{}",
                                         "[]",
                                         "null",
                                         "true",
                                         "0",
                                         "-1.5",
                                         "\"\"",
                                         "\"a b\"",
                                         "{\"a\": [1, 2]}",
                                         "[\"\xc3\xa9\", null]" };
    const char *text = texts[dice_below(&f->dice, sizeof texts / sizeof texts[0])];
    return memcpy(draw_room(f, strlen(text) + 1), text, strlen(text));
}

/* ---- comparisons ---- */

bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool same_bytes(const void *a, size_t a_size, const void *b, size_t b_size)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return a_size == b_size && (a_size == 0 || memcmp(a, b, a_size) == 0);
}

bool same_counted(const struct chars *a, const struct chars *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return same_bytes(a->bytes, a->size, b->bytes, b->size);
}

bool same_real(double a, double b)
{
    return !(a < b) && !(a > b);
}

/* ---- the program ---- */

void require(const fixture *f, bool holds, const char *what)
{
    if (!holds) {
        (void)fprintf(stderr, "round %u, %s: %s is not what was stored\n", f->round, f->doing,
                      what);
        exit(1);
    }
}

void require_ok(const fixture *f, orm_status status, const char *what)
{
    if (status != ORM_OK) {
        const orm_error *error = orm_db_error(f->db);
        (void)fprintf(stderr, "round %u, %s: %s: %s\n  column: %s\n  SQL: %s\n", f->round, what,
                      orm_status_name(status), error->message, error->column,
                      error->sql == NULL ? "none" : error->sql);
        exit(1);
    }
}

void require_one(const fixture *f, const orm_entity *entity, const orm_expr *where)
{
    int64_t count = 0;
    const orm_query query = { .where = where };
    require_ok(f, orm_count(f->db, entity, &query, &count), "count");
    require(f, count == 1, "the count");
}

static void run_rounds(fixture *f, void (*const rounds[])(fixture *f), size_t round_count,
                       unsigned times)
{
    for (unsigned time = 0; time < times; time++) {
        for (size_t i = 0; i < round_count; i++) {
            f->round++;
            require_ok(f, orm_begin(f->db, NULL), "begin");
            rounds[i](f);
            require_ok(f, orm_rollback(f->db), "rollback");
        }
        orm_arena_reset(f->arena);
    }
}

/* A server is not the program's alone, and a program that failed has left its tables there. */
static void drop_schemas(fixture *f)
{
    if (strcmp(orm_db_dialect(f->db), "postgresql") == 0) {
        require_ok(f,
                   orm_exec(f->db,
                            "SET client_min_messages = warning; DROP SCHEMA IF EXISTS fuzz, fuzz_0,"
                            " fuzz_1, fuzz_2 CASCADE"),
                   "drop schemas");
    }
}

static void use_own_schema(fixture *f)
{
    drop_schemas(f);
    if (strcmp(orm_db_dialect(f->db), "postgresql") == 0) {
        require_ok(f, orm_exec(f->db, "CREATE SCHEMA fuzz; SET search_path = fuzz"), "schema");
    }
}

/* What references_table leads to. */
static void make_outside(fixture *f)
{
    require_ok(f,
               orm_exec(f->db, "CREATE TABLE outside (id bigint PRIMARY KEY);"
                               " INSERT INTO outside VALUES (1), (2), (3)"),
               "outside");
}

int fixture_main(int argc, char **argv, const orm_schema *schema,
                 void (*const rounds[])(fixture *f), size_t round_count)
{
    fixture f = { .doing = "set-up", .dice = { argc > 2 ? strtoull(argv[2], NULL, 10) : 1 } };
    orm_error error = { .status = ORM_OK };
    if (argc < 2 || orm_arena_new(NULL, &f.arena) != ORM_OK ||
        orm_open(argv[1], NULL, &f.db, &error) != ORM_OK) {
        (void)fprintf(stderr, "usage: %s URL [SEED]\n%s\n", argv[0], error.message);
        return 2;
    }
    use_own_schema(&f);
    make_outside(&f);
    require_ok(&f, orm_create_all(f.db, schema), "create");
    run_rounds(&f, rounds, round_count, 4);
    require_ok(&f, orm_drop_all(f.db, schema), "drop");
    drop_schemas(&f);
    orm_close(f.db);
    orm_arena_free(f.arena);
    return 0;
}
