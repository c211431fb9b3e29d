/* Owns the table of forms. */
#include "form.h"

#define SAME "$ == %"
#define SAME_TEXT "same_text($, %)"
#define SAME_BYTES "memcmp($, %, sizeof $) == 0"
#define SAME_COUNTED "same_bytes($, $_n, %, %_n)"
#define NUMBER (FORM_KEY | FORM_POINTED | FORM_ITEM | FORM_FLAGGED)
#define TIME (FORM_POINTED | FORM_ITEM | FORM_FLAGGED)

#define DRAWN(type, low, high, traits)                                                             \
    { type, "",     "", NULL, "$ = (" type ")draw_integer(f, " low ", " high ");", SAME, "7", "9", \
      "11", traits, 0,  0 }
#define INTEGER(type, low, high) DRAWN(type, low, high, NUMBER)
#define BYTE(type, low, high) \
    DRAWN(type, low, high,    \
          NUMBER & ~(unsigned)(FORM_ITEM | FORM_POINTED)) /* many of them are a blob */
#define BITS(type, draw, traits, least, most)                         \
    { type,  " : #", "",   NULL, "$ = (" type ")" draw ";",           \
      SAME,  NULL,   NULL, "0",  FORM_BITS | FORM_FLAGGED | (traits), \
      least, most }
#define INSTANT(type, unit, draw)      \
    { type,                            \
      "",                              \
      "type = timestamp" unit,         \
      NULL,                            \
      "$ = (" type ")" draw ";",       \
      SAME,                            \
      "3000",                          \
      "5000",                          \
      "now",                           \
      TIME | FORM_KEY | FORM_UNPICKED, \
      0,                               \
      0 }
#define TEXT(type)                                                            \
    { type,      "",   "",   NULL,       "$ = draw_text(f, 40);",             \
      SAME_TEXT, NULL, NULL, "\"it's\"", FORM_KEY | FORM_POINTER | FORM_ITEM, \
      0,         0 }
#define BYTES(type, counter, count)                               \
    { type,                                                       \
      "",                                                         \
      count " = @_n",                                             \
      counter " @_n",                                             \
      "$ = draw_bytes(f, 30, &bytes); $_n = (" counter ")bytes;", \
      SAME_COUNTED,                                               \
      NULL,                                                       \
      NULL,                                                       \
      NULL,                                                       \
      FORM_KEY | FORM_POINTER | FORM_COUNTED | FORM_UNPICKED,     \
      0,                                                          \
      0 }

/* A number of such units, of which one has so many nanoseconds. */
#define COUNT_SPEC(unit, low, high, step, most)                        \
    { "struct timespec",                                               \
      "",                                                              \
      "as = number, unit = " unit,                                     \
      NULL,                                                            \
      "$.tv_sec = (time_t)draw_integer(f, " low ", " high              \
      "); $.tv_nsec = (long)draw_integer(f, 0, " most ") * " step ";", \
      "$.tv_sec == %.tv_sec && $.tv_nsec == %.tv_nsec",                \
      "0",                                                             \
      "1000",                                                          \
      "-1",                                                            \
      FORM_POINTED | FORM_FLAGGED | FORM_UNPICKED,                     \
      0,                                                               \
      0 }
/* The same of a timeval and its microseconds. */
#define COUNT_VAL(unit, low, high, step, most)                                  \
    { "struct timeval",                                                         \
      "",                                                                       \
      "as = number, unit = " unit,                                              \
      NULL,                                                                     \
      "$.tv_sec = (time_t)draw_integer(f, " low ", " high                       \
      "); $.tv_usec = (suseconds_t)(draw_integer(f, 0, " most ") * " step ");", \
      "$.tv_sec == %.tv_sec && $.tv_usec == %.tv_usec",                         \
      "0",                                                                      \
      "1000",                                                                   \
      "1000000",                                                                \
      FORM_POINTED | FORM_FLAGGED | FORM_UNPICKED,                              \
      0,                                                                        \
      0 }
#define CONVERTED(type, arguments, fill, same, traits) \
    { type, "", arguments, NULL, fill, same, NULL, NULL, NULL, (traits) | FORM_UNPICKED, 0, 0 }

const form form_plain = INTEGER("int32_t", "INT32_MIN", "INT32_MAX");

#define DOUBLE                                 \
    { "double",                                \
      "",                                      \
      "",                                      \
      NULL,                                    \
      "$ = draw_double(f);",                   \
      "same_real($, %)",                       \
      "-2",                                    \
      "2.5",                                   \
      "0.1",                                   \
      FORM_POINTED | FORM_ITEM | FORM_FLAGGED, \
      0,                                       \
      0 }

const form form_double = DOUBLE;

const form form_identities[] = {
    INTEGER("int64_t", "INT64_MIN", "INT64_MAX"), INTEGER("int32_t", "INT32_MIN", "INT32_MAX"),
    INTEGER("uint32_t", "0", "UINT32_MAX"),       INTEGER("int16_t", "INT16_MIN", "INT16_MAX"),
    INTEGER("uint64_t", "0", "INT64_MAX"),        INTEGER("unsigned char", "0", "UCHAR_MAX"),
};
const size_t form_identity_count = sizeof form_identities / sizeof form_identities[0];

const form forms[] = {
    BYTE("int8_t", "INT8_MIN", "INT8_MAX"),
    INTEGER("int16_t", "INT16_MIN", "INT16_MAX"),
    INTEGER("int32_t", "INT32_MIN", "INT32_MAX"),
    INTEGER("int64_t", "INT64_MIN", "INT64_MAX"),
    BYTE("uint8_t", "0", "UINT8_MAX"),
    INTEGER("uint16_t", "0", "UINT16_MAX"),
    INTEGER("uint32_t", "0", "UINT32_MAX"),
    INTEGER("uint64_t", "0", "INT64_MAX"),
    INTEGER("long", "LONG_MIN", "LONG_MAX"),
    INTEGER("unsigned long long", "0", "INT64_MAX"),
    INTEGER("short", "SHRT_MIN", "SHRT_MAX"),
    { "bool", "", "", NULL, "$ = dice_one_in(&f->dice, 2);", SAME, NULL, "true", "true",
      FORM_POINTED | FORM_ITEM | FORM_FLAGGED, 0, 0 },
    { "bool", "", "as = number", NULL, "$ = dice_one_in(&f->dice, 2);", SAME, NULL, "true", "1",
      FORM_POINTED | FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "float", "", "", NULL, "$ = draw_float(f);", "same_real($, %)", "1.5", "2.5", "0.5",
      FORM_POINTED | FORM_ITEM | FORM_FLAGGED, 0, 0 },
    DOUBLE,
    BITS("unsigned", "draw_integer(f, 0, UINT64_MAX >> (64 - #))", FORM_KEY, 1, 32),
    BITS("int", "draw_integer(f, -(INT64_C(1) << (# - 1)), (INT64_C(1) << (# - 1)) - 1)", FORM_KEY,
         1, 32),
    BITS("int64_t", "draw_integer(f, -(INT64_C(1) << (# - 1)), (INT64_C(1) << (# - 1)) - 1)",
         FORM_KEY, 1, 63),
    BITS("uint64_t", "draw_integer(f, 0, UINT64_MAX >> (64 - #))", FORM_KEY, 1, 63),
    { "bool", " : 1", "", NULL, "$ = dice_one_in(&f->dice, 2);", SAME, NULL, NULL, "true",
      FORM_BITS | FORM_FLAGGED, 1, 1 },
    { "bool", " : 1", "as = number", NULL, "$ = dice_one_in(&f->dice, 2);", SAME, NULL, NULL,
      "false", FORM_BITS | FORM_FLAGGED | FORM_UNPICKED, 1, 1 },
    { "enum ~", "", "", NULL, "$ = draw_~(f);", SAME, "~_A", "~_B", "~_B",
      FORM_ENUM | FORM_KEY | FORM_POINTED | FORM_FLAGGED, 0, 0 },
    { "enum ~", "", "as = number", NULL, "$ = draw_~(f);", SAME, "~_B", "~_A", "~_A",
      FORM_ENUM | FORM_KEY | FORM_POINTED | FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "enum ~", "", "as = flags", NULL, "$ = (enum ~)draw_integer(f, 0, INT32_MAX);", SAME, NULL,
      "3", "3", FORM_ENUM | FORM_KEY | FORM_POINTED | FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "enum ~", "", "unknown = ~_U", NULL, "$ = ~_B;", SAME, "~_A", NULL, "~_B",
      FORM_ENUM | FORM_POINTED | FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "enum ~", " : #", "", NULL, "$ = draw_~(f);", SAME, "~_A", "~_B", "~_C",
      FORM_ENUM | FORM_BITS | FORM_KEY | FORM_FLAGGED, 8, 16 },
    { "char", "", "", NULL, "$ = (char)draw_integer(f, 0, 127);", SAME, "\"\"", "\"Z\"", "\"A\"",
      FORM_KEY | FORM_FLAGGED, 0, 0 },
    TEXT("char *"),
    TEXT("const char *"),
    { "char *", "", "postgresql_type = \"varchar(40)\"", NULL, "$ = draw_text(f, 40);", SAME_TEXT,
      NULL, NULL, "\"it's\"", FORM_KEY | FORM_POINTER | FORM_UNPICKED, 0, 0 },
    { "char *", "", "postgresql_type = inet", NULL,
      "$ = dice_one_in(&f->dice, 2) ? \"10.0.0.1\" : \"fe80::1/64\";", SAME_TEXT, NULL, NULL,
      "\"::1\"", FORM_POINTER | FORM_UNPICKED, 0, 0 },
    { "int16_t", "", "postgresql_type = bigint", NULL,
      "$ = (int16_t)draw_integer(f, INT16_MIN, INT16_MAX);", SAME, "7", "9", "11",
      FORM_KEY | FORM_FLAGGED | FORM_POINTED | FORM_UNPICKED, 0, 0 },
    { "int64_t", "", "type = timestamp, postgresql_type = timestamp", NULL,
      "$ = draw_integer(f, -60000000000000000, 250000000000000000);", SAME, "7", "9", NULL,
      FORM_KEY | FORM_FLAGGED | FORM_POINTED | FORM_UNPICKED, 0, 0 },
    { "char", "[#]", "", NULL, "draw_chars(f, $, #);", SAME_TEXT, "\"\"", "\"a\"", "\"b\"",
      FORM_KEY | FORM_ITEM | FORM_FLAGGED, 2, 60 },
    BYTES("uint8_t *", "size_t", "size"),
    BYTES("const void *", "uint32_t", "size"),
    BYTES("unsigned char *", "int", "count"),
    { "char *", "", "size = @_n", "size_t @_n", "$ = draw_span(f, 30, &bytes); $_n = bytes;",
      SAME_COUNTED, NULL, NULL, "\"x\"", FORM_POINTER | FORM_COUNTED | FORM_UNPICKED, 0, 0 },
    { "char *", "", "type = blob, size = @_n", "int64_t @_n",
      "$ = draw_bytes(f, 30, &bytes); $_n = (int64_t)bytes;", SAME_COUNTED, NULL, NULL, NULL,
      FORM_KEY | FORM_POINTER | FORM_COUNTED | FORM_UNPICKED, 0, 0 },
    { "uint32_t *", "", "type = blob, count = @_n", "size_t @_n",
      "$ = draw_bytes(f, 7 * 4, &bytes); $_n = bytes / 4;", "same_bytes($, 4 * $_n, %, 4 * %_n)",
      NULL, NULL, NULL, FORM_POINTER | FORM_COUNTED | FORM_UNPICKED, 0, 0 },
    { "uint8_t", "[#]", "", NULL, "draw_memory(f, $, sizeof $);", SAME_BYTES, NULL, NULL, NULL,
      FORM_KEY | FORM_FLAGGED, 1, 40 },
    { "char", "[#]", "type = blob", NULL, "draw_memory(f, $, sizeof $);", SAME_BYTES, NULL, NULL,
      NULL, FORM_KEY | FORM_FLAGGED | FORM_UNPICKED, 1, 40 },
    { "double", "[#]", "type = blob", NULL, "draw_memory(f, $, sizeof $);", SAME_BYTES, NULL, NULL,
      NULL, FORM_FLAGGED | FORM_UNPICKED, 1, 5 },
    { "uint8_t", "[16]", "type = uuid", NULL, "draw_memory(f, $, sizeof $);", SAME_BYTES, NULL,
      NULL, "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"", FORM_KEY | FORM_FLAGGED | FORM_UNPICKED, 0,
      0 },
    INSTANT("int64_t", ", unit = s", "draw_integer(f, -60000000000, 250000000000)"),
    INSTANT("int64_t", ", unit = ms", "draw_integer(f, -60000000000000, 250000000000000)"),
    INSTANT("int64_t", "", "draw_integer(f, -60000000000000000, 250000000000000000)"),
    INSTANT("int64_t", ", unit = ns",
            "(draw_integer(f, -9000000000000000, 9000000000000000) * 1000)"),
    INSTANT("time_t", "", "draw_integer(f, -60000000000, 250000000000)"),
    { "struct timespec", "", "", NULL,
      "$.tv_sec = (time_t)draw_integer(f, -60000000000, 250000000000);"
      " $.tv_nsec = (long)draw_integer(f, 0, 999999) * 1000;",
      "$.tv_sec == %.tv_sec && $.tv_nsec == %.tv_nsec", "0", "1", "now", TIME, 0, 0 },
    { "struct timeval", "", "", NULL,
      "$.tv_sec = (time_t)draw_integer(f, -60000000000, 250000000000);"
      " $.tv_usec = (suseconds_t)draw_integer(f, 0, 999999);",
      "$.tv_sec == %.tv_sec && $.tv_usec == %.tv_usec", "0", "1", "now", TIME, 0, 0 },
    { "orm_interval", "", "", NULL,
      "$.months = (int32_t)draw_integer(f, -2147483647, 2147483646);"
      " $.days = (int32_t)draw_integer(f, -2147483648, 2147483647);"
      " $.microseconds = draw_integer(f, INT64_MIN, INT64_MAX);",
      "$.months == %.months && $.days == %.days && $.microseconds == %.microseconds", NULL, NULL,
      "\"P1Y-2M3DT-4.5S\"", FORM_POINTED | FORM_FLAGGED, 0, 0 },
    { "int32_t", "", "type = date", NULL, "$ = (int32_t)draw_integer(f, -719162, 2932896);", SAME,
      "5", "6", "\"1999-12-31\"", FORM_KEY | FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "int64_t", "", "type = date", NULL, "$ = draw_integer(f, -719162, 2932896);", SAME, "-1", "6",
      "\"0001-01-01\"", FORM_KEY | FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "char", "[11]", "type = date", NULL, "draw_day(f, $);", SAME_TEXT, "\"\"", "\"2024-02-29\"",
      "\"2024-02-29\"", FORM_KEY | FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "char *", "", "type = date", NULL, "draw_day(f, $ = draw_room(f, 11));", SAME_TEXT, NULL,
      NULL, "\"9999-12-31\"", FORM_KEY | FORM_POINTER | FORM_UNPICKED, 0, 0 },
    { "int64_t", "", "type = decimal, precision = #, scale = 2", NULL, "$ = draw_decimal(f, #);",
      SAME, "5", "7", "1.5", FORM_KEY | FORM_FLAGGED | FORM_UNPICKED, 3, 18 },
    { "int32_t", "", "type = decimal, precision = #", NULL, "$ = (int32_t)draw_decimal(f, #);",
      SAME, "5", "7", "3", FORM_KEY | FORM_FLAGGED | FORM_UNPICKED, 1, 9 },
    { "char", "[24]", "type = decimal, precision = #, scale = 3", NULL, "draw_digits(f, $, #, 3);",
      SAME_TEXT, "\"\"", NULL, "\"0.25\"", FORM_FLAGGED | FORM_UNPICKED, 4, 18 },
    { "char *", "", "type = decimal, precision = #, scale = #", NULL,
      "draw_digits(f, $ = draw_room(f, 24), #, #);", SAME_TEXT, NULL, NULL, "0.5",
      FORM_KEY | FORM_POINTER | FORM_UNPICKED, 1, 18 },
    { "char *", "", "type = json", NULL, "$ = draw_json(f);", SAME_TEXT, NULL, NULL, "\"[]\"",
      FORM_POINTER | FORM_UNPICKED, 0, 0 },
    { "char", "[40]", "type = json", NULL, "strcpy($, draw_json(f));", SAME_TEXT, NULL, NULL,
      "\"{}\"", FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "char *", "", "type = json, size = @_n", "uint16_t @_n",
      "$ = draw_json(f); $_n = (uint16_t)strlen($);", SAME_COUNTED, NULL, NULL, "\"{}\"",
      FORM_POINTER | FORM_COUNTED | FORM_UNPICKED, 0, 0 },
    { "uint8_t", "[#]", "size = @_n", "unsigned @_n",
      "draw_memory(f, $, sizeof $); $_n = dice_below(&f->dice, # + 1);", SAME_COUNTED, NULL, NULL,
      NULL, FORM_FLAGGED | FORM_COUNTED | FORM_UNPICKED, 1, 40 },
    COUNT_SPEC("ns", "-9223372036", "9223372035", "1", "999999999"),
    COUNT_SPEC("us", "-9223372036854", "9223372036853", "1000", "999999"),
    COUNT_SPEC("ms", "-9223372036854775", "9223372036854774", "1000000", "999"),
    COUNT_SPEC("s", "INT64_MIN", "INT64_MAX", "1", "0"),
    COUNT_VAL("ns", "-9223372036", "9223372035", "1", "999999"),
    COUNT_VAL("us", "-9223372036854", "9223372036853", "1", "999999"),
    COUNT_VAL("ms", "-9223372036854775", "9223372036854774", "1000", "999"),
    COUNT_VAL("s", "INT64_MIN", "INT64_MAX", "1", "0"),
    { "struct raw", "", "as = bytes", NULL, "draw_memory(f, &$, sizeof $);",
      "memcmp(&$, &%, sizeof $) == 0", NULL, NULL, NULL,
      FORM_POINTED | FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "raw", "", "as = bytes", NULL, "draw_memory(f, &$, sizeof $);",
      "memcmp(&$, &%, sizeof $) == 0", NULL, NULL, NULL,
      FORM_POINTED | FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "union { int64_t whole ORM_COLUMN(); double real; }", "", "", NULL,
      "$.whole = draw_integer(f, INT64_MIN, INT64_MAX);", "$.whole == %.whole", "0", "9", "11",
      FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    { "union { uint32_t words[4]; uint8_t bytes[16] ORM_COLUMN(); }", "", "type = uuid", NULL,
      "draw_memory(f, &$, sizeof $);", "memcmp(&$, &%, sizeof $) == 0", NULL, NULL, NULL,
      FORM_FLAGGED | FORM_UNPICKED, 0, 0 },
    CONVERTED("struct amount", "",
              "$.units = draw_integer(f, INT64_MIN, INT64_MAX);"
              " $.exponent = (int8_t)draw_integer(f, -128, 127);",
              "$.units == %.units && $.exponent == %.exponent", FORM_FLAGGED | FORM_POINTED),
    CONVERTED("struct chars *", "", "$ = draw_counted(f, 30);", "same_counted($, %)", FORM_POINTER),
    CONVERTED("color", "", "$ = (color)draw_integer(f, 0, UINT32_MAX);", SAME, FORM_FLAGGED),
    CONVERTED("color", "converter = written", "$ = (color)draw_integer(f, 0, UINT32_MAX);", SAME,
              FORM_FLAGGED),
    CONVERTED("cents", "", "$ = draw_decimal(f, 12);", SAME, FORM_FLAGGED),
    CONVERTED("enum mood", "", "$ = dice_one_in(&f->dice, 2) ? MOOD_GOOD : MOOD_BAD;", SAME,
              FORM_FLAGGED),
    CONVERTED("union either", "", "draw_memory(f, &$, sizeof $);", "memcmp(&$, &%, sizeof $) == 0",
              FORM_FLAGGED),
    CONVERTED("struct moment", "", "$.hours = draw_integer(f, -16000000, 70000000);",
              "$.hours == %.hours", FORM_FLAGGED | FORM_POINTED),
};
const size_t form_count = sizeof forms / sizeof forms[0];
