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

/* An integer's type, and its limits. NAME: of all their macros. */
#define SIGNED(NAME, type)                    \
    "typedef __" NAME "_TYPE__ " type ";\n"   \
    "#define " NAME "_MAX __" NAME "_MAX__\n" \
    "#define " NAME "_MIN (-__" NAME "_MAX__-1)\n"
#define UNSIGNED(NAME, type)                \
    "typedef __" NAME "_TYPE__ " type ";\n" \
    "#define " NAME "_MAX __" NAME "_MAX__\n"
#define OF_BITS(n)                                                \
    SIGNED("INT" #n, "int" #n "_t")                               \
    UNSIGNED("UINT" #n, "uint" #n "_t")                           \
    SIGNED("INT_LEAST" #n, "int_least" #n "_t")                   \
    UNSIGNED("UINT_LEAST" #n, "uint_least" #n "_t")               \
    SIGNED("INT_FAST" #n, "int_fast" #n "_t")                     \
    UNSIGNED("UINT_FAST" #n, "uint_fast" #n "_t")                 \
    "#define INT" #n "_C(n) __ORM_C(n, __INT" #n "_C_SUFFIX__)\n" \
    "#define UINT" #n "_C(n) __ORM_C(n, __UINT" #n "_C_SUFFIX__)\n"

/* What the C library has; without one, what the compiler knows. */
/* clang-format off */
static const char stdint_text[] = "#pragma once\n"
                                  "#if __STDC_HOSTED__ && __has_include_next(<stdint.h>)\n"
                                  "#include_next <stdint.h>\n"
                                  "#else\n"
                                  "#define __ORM_JOIN(n, end) n##end\n"
                                  "#define __ORM_C(n, end) __ORM_JOIN(n, end)\n"
                                  OF_BITS(8)
                                  OF_BITS(16)
                                  OF_BITS(32)
                                  OF_BITS(64)
                                  SIGNED("INTPTR", "intptr_t")
                                  UNSIGNED("UINTPTR", "uintptr_t")
                                  SIGNED("INTMAX", "intmax_t")
                                  UNSIGNED("UINTMAX", "uintmax_t")
                                  "#define INTMAX_C(n) __ORM_C(n, __INTMAX_C_SUFFIX__)\n"
                                  "#define UINTMAX_C(n) __ORM_C(n, __UINTMAX_C_SUFFIX__)\n"
                                  "#define SIZE_MAX __SIZE_MAX__\n"
                                  "#define PTRDIFF_MAX __PTRDIFF_MAX__\n"
                                  "#define PTRDIFF_MIN (-__PTRDIFF_MAX__-1)\n"
                                  "#define SIG_ATOMIC_MAX __SIG_ATOMIC_MAX__\n"
                                  "#define SIG_ATOMIC_MIN (-__SIG_ATOMIC_MAX__-1)\n"
                                  "#define WCHAR_MAX __WCHAR_MAX__\n"
                                  "#if defined(__WCHAR_UNSIGNED__)\n"
                                  "#define WCHAR_MIN 0\n"
                                  "#else\n"
                                  "#define WCHAR_MIN (-__WCHAR_MAX__-1)\n"
                                  "#endif\n"
                                  "#define WINT_MAX __WINT_MAX__\n"
                                  "#if defined(__WINT_UNSIGNED__)\n"
                                  "#define WINT_MIN 0U\n"
                                  "#else\n"
                                  "#define WINT_MIN (-__WINT_MAX__-1)\n"
                                  "#endif\n"
                                  "#endif\n";
/* clang-format on */

/* The C library's own includes the compiler's, unless it is told that it has been. */
static const char limits_text[] = "#pragma once\n"
                                  "#define _GCC_LIMITS_H_\n"
                                  "#if __STDC_HOSTED__ && __has_include_next(<limits.h>)\n"
                                  "#include_next <limits.h>\n"
                                  "#endif\n"
                                  "#if !defined(MB_LEN_MAX)\n"
                                  "#define MB_LEN_MAX 1\n"
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

#define OF_FLOAT(T)                                     \
    "#define " T "_DIG __" T "_DIG__\n"                 \
    "#define " T "_DECIMAL_DIG __" T "_DECIMAL_DIG__\n" \
    "#define " T "_MANT_DIG __" T "_MANT_DIG__\n"       \
    "#define " T "_MAX __" T "_MAX__\n"                 \
    "#define " T "_MAX_EXP __" T "_MAX_EXP__\n"         \
    "#define " T "_MAX_10_EXP __" T "_MAX_10_EXP__\n"   \
    "#define " T "_MIN __" T "_MIN__\n"                 \
    "#define " T "_MIN_EXP __" T "_MIN_EXP__\n"         \
    "#define " T "_MIN_10_EXP __" T "_MIN_10_EXP__\n"   \
    "#define " T "_TRUE_MIN __" T "_DENORM_MIN__\n"     \
    "#define " T "_HAS_SUBNORM __" T "_HAS_DENORM__\n"  \
    "#define " T "_EPSILON __" T "_EPSILON__\n"

/* clang-format off */
static const char float_text[] =
    "#pragma once\n"
    "#define FLT_RADIX __FLT_RADIX__\n"
    "#define FLT_EVAL_METHOD __FLT_EVAL_METHOD__\n"
    "#define FLT_ROUNDS (__builtin_flt_rounds())\n"
    "#define DECIMAL_DIG __DECIMAL_DIG__\n"
                                 OF_FLOAT("FLT")
                                 OF_FLOAT("DBL")
                                 OF_FLOAT("LDBL");
/* clang-format on */

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
