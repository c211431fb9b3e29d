/* Owns the text of the stand-ins. They say what the predefined macros of the target say, and leave
 * the rest to the C library's headers of the same name. */
#include "clang/builtin.h"

/* The C library asks for one of its types at a time; more of them do no harm. */
static const char stddef_text[] =
    "typedef __SIZE_TYPE__ size_t;\n"
    "typedef __PTRDIFF_TYPE__ ptrdiff_t;\n"
    "typedef __WCHAR_TYPE__ wchar_t;\n"
    "#if defined(__need_wint_t)\n"
    "typedef __WINT_TYPE__ wint_t;\n"
    "#endif\n"
    "#undef NULL\n"
    "#define NULL ((void *)0)\n"
    "#undef offsetof\n"
    "#define offsetof(type, member) __builtin_offsetof(type, member)\n"
    "#if !defined(__need_size_t) && !defined(__need_NULL) && \\\n"
    "    !defined(__need_wchar_t) && !defined(__need_wint_t) && \\\n"
    "    !defined(__need_ptrdiff_t) && !defined(ORM_MAX_ALIGN)\n"
    "#define ORM_MAX_ALIGN\n"
    "typedef struct {\n"
    "    long long a __attribute__((aligned(__alignof__(long long))));\n"
    "    long double b __attribute__((aligned(__alignof__(long double))));\n"
    "} max_align_t;\n"
    "#endif\n"
    "#undef __need_size_t\n"
    "#undef __need_NULL\n"
    "#undef __need_wchar_t\n"
    "#undef __need_wint_t\n"
    "#undef __need_ptrdiff_t\n";

static const char stdarg_text[] = "typedef __builtin_va_list __gnuc_va_list;\n"
                                  "#if !defined(__need___va_list)\n"
                                  "typedef __builtin_va_list va_list;\n"
                                  "#undef va_start\n"
                                  "#undef va_end\n"
                                  "#undef va_arg\n"
                                  "#undef va_copy\n"
                                  "#define va_start(list, last) __builtin_va_start(list, last)\n"
                                  "#define va_end(list) __builtin_va_end(list)\n"
                                  "#define va_arg(list, type) __builtin_va_arg(list, type)\n"
                                  "#define va_copy(to, from) __builtin_va_copy(to, from)\n"
                                  "#endif\n"
                                  "#undef __need___va_list\n";

static const char stdbool_text[] = "#pragma once\n"
                                   "#if __STDC_VERSION__ < 202311L\n"
                                   "#define bool _Bool\n"
                                   "#define true 1\n"
                                   "#define false 0\n"
                                   "#endif\n"
                                   "#define __bool_true_false_are_defined 1\n";

/* Without a C library: the types only. */
static const char stdint_text[] = "#pragma once\n"
                                  "#if __STDC_HOSTED__ && __has_include_next(<stdint.h>)\n"
                                  "#include_next <stdint.h>\n"
                                  "#else\n"
                                  "typedef __INT8_TYPE__ int8_t;\n"
                                  "typedef __INT16_TYPE__ int16_t;\n"
                                  "typedef __INT32_TYPE__ int32_t;\n"
                                  "typedef __INT64_TYPE__ int64_t;\n"
                                  "typedef __UINT8_TYPE__ uint8_t;\n"
                                  "typedef __UINT16_TYPE__ uint16_t;\n"
                                  "typedef __UINT32_TYPE__ uint32_t;\n"
                                  "typedef __UINT64_TYPE__ uint64_t;\n"
                                  "typedef __INTPTR_TYPE__ intptr_t;\n"
                                  "typedef __UINTPTR_TYPE__ uintptr_t;\n"
                                  "typedef __INTMAX_TYPE__ intmax_t;\n"
                                  "typedef __UINTMAX_TYPE__ uintmax_t;\n"
                                  "#define INT32_MAX __INT32_MAX__\n"
                                  "#define INT64_MAX __INT64_MAX__\n"
                                  "#define UINT32_MAX __UINT32_MAX__\n"
                                  "#define UINT64_MAX __UINT64_MAX__\n"
                                  "#define SIZE_MAX __SIZE_MAX__\n"
                                  "#endif\n";

/* The C library's own includes the compiler's, unless it is told that it has been. */
static const char limits_text[] = "#pragma once\n"
                                  "#define _GCC_LIMITS_H_\n"
                                  "#if __STDC_HOSTED__ && __has_include_next(<limits.h>)\n"
                                  "#include_next <limits.h>\n"
                                  "#endif\n"
                                  "#undef CHAR_BIT\n"
                                  "#undef SCHAR_MIN\n"
                                  "#undef SCHAR_MAX\n"
                                  "#undef UCHAR_MAX\n"
                                  "#undef CHAR_MIN\n"
                                  "#undef CHAR_MAX\n"
                                  "#undef SHRT_MIN\n"
                                  "#undef SHRT_MAX\n"
                                  "#undef USHRT_MAX\n"
                                  "#undef INT_MIN\n"
                                  "#undef INT_MAX\n"
                                  "#undef UINT_MAX\n"
                                  "#undef LONG_MIN\n"
                                  "#undef LONG_MAX\n"
                                  "#undef ULONG_MAX\n"
                                  "#undef LLONG_MIN\n"
                                  "#undef LLONG_MAX\n"
                                  "#undef ULLONG_MAX\n"
                                  "#define CHAR_BIT __CHAR_BIT__\n"
                                  "#define SCHAR_MAX __SCHAR_MAX__\n"
                                  "#define SCHAR_MIN (-__SCHAR_MAX__ - 1)\n"
                                  "#define UCHAR_MAX (__SCHAR_MAX__ * 2 + 1)\n"
                                  "#if defined(__CHAR_UNSIGNED__)\n"
                                  "#define CHAR_MIN 0\n"
                                  "#define CHAR_MAX UCHAR_MAX\n"
                                  "#else\n"
                                  "#define CHAR_MIN SCHAR_MIN\n"
                                  "#define CHAR_MAX SCHAR_MAX\n"
                                  "#endif\n"
                                  "#define SHRT_MAX __SHRT_MAX__\n"
                                  "#define SHRT_MIN (-__SHRT_MAX__ - 1)\n"
                                  "#define USHRT_MAX (__SHRT_MAX__ * 2 + 1)\n"
                                  "#define INT_MAX __INT_MAX__\n"
                                  "#define INT_MIN (-__INT_MAX__ - 1)\n"
                                  "#define UINT_MAX (__INT_MAX__ * 2U + 1U)\n"
                                  "#define LONG_MAX __LONG_MAX__\n"
                                  "#define LONG_MIN (-__LONG_MAX__ - 1L)\n"
                                  "#define ULONG_MAX (__LONG_MAX__ * 2UL + 1UL)\n"
                                  "#define LLONG_MAX __LONG_LONG_MAX__\n"
                                  "#define LLONG_MIN (-__LONG_LONG_MAX__ - 1LL)\n"
                                  "#define ULLONG_MAX (__LONG_LONG_MAX__ * 2ULL + 1ULL)\n";

static const char float_text[] = "#pragma once\n"
                                 "#define FLT_RADIX __FLT_RADIX__\n"
                                 "#define FLT_DIG __FLT_DIG__\n"
                                 "#define DBL_DIG __DBL_DIG__\n"
                                 "#define LDBL_DIG __LDBL_DIG__\n"
                                 "#define FLT_MANT_DIG __FLT_MANT_DIG__\n"
                                 "#define DBL_MANT_DIG __DBL_MANT_DIG__\n"
                                 "#define LDBL_MANT_DIG __LDBL_MANT_DIG__\n"
                                 "#define FLT_MAX __FLT_MAX__\n"
                                 "#define DBL_MAX __DBL_MAX__\n"
                                 "#define LDBL_MAX __LDBL_MAX__\n"
                                 "#define FLT_MIN __FLT_MIN__\n"
                                 "#define DBL_MIN __DBL_MIN__\n"
                                 "#define LDBL_MIN __LDBL_MIN__\n"
                                 "#define FLT_EPSILON __FLT_EPSILON__\n"
                                 "#define DBL_EPSILON __DBL_EPSILON__\n"
                                 "#define LDBL_EPSILON __LDBL_EPSILON__\n";

static const char stdalign_text[] = "#pragma once\n"
                                    "#if __STDC_VERSION__ < 202311L\n"
                                    "#define alignas _Alignas\n"
                                    "#define alignof _Alignof\n"
                                    "#endif\n";

static const char stdnoreturn_text[] = "#pragma once\n"
                                       "#define noreturn _Noreturn\n";

static const scan_builtin builtins[] = {
    { SCAN_BUILTIN_FOLDER "/stddef.h", stddef_text },
    { SCAN_BUILTIN_FOLDER "/stdarg.h", stdarg_text },
    { SCAN_BUILTIN_FOLDER "/stdbool.h", stdbool_text },
    { SCAN_BUILTIN_FOLDER "/stdint.h", stdint_text },
    { SCAN_BUILTIN_FOLDER "/limits.h", limits_text },
    { SCAN_BUILTIN_FOLDER "/float.h", float_text },
    { SCAN_BUILTIN_FOLDER "/stdalign.h", stdalign_text },
    { SCAN_BUILTIN_FOLDER "/stdnoreturn.h", stdnoreturn_text },
};

const scan_builtin *scan_builtin_headers(size_t *count_out)
{
    *count_out = sizeof builtins / sizeof builtins[0];
    return builtins;
}
