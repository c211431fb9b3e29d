/* Lists of columns, as options take them:
 *
 *     orm_columns(customer_.name, customer_.email)
 *
 * is a NULL-ended const orm_handle *const *, of up to 64 columns. Only handles of columns compile
 * in it; that they are the entity's is checked when the list is used (MISUSE). It lives as long as
 * the block that it was written in; at file scope it is constant data. A list that is made at run
 * time may be any array of that type that ends with NULL, of any length. C only. */
#ifndef ORM_COLUMNS_H
#define ORM_COLUMNS_H

#include <orm/expr.h>

#ifndef __cplusplus

/* The list with nothing in it: "no column", where a NULL list means "as always". */
#define orm_no_columns() ((const orm_handle *const[]){ 0 })

#define orm_columns(...) ((const orm_handle *const[]){ ORM_HANDLES_(__VA_ARGS__), 0 })

/* ---- how it takes the address of each argument --------------------------------------------- */

/* clang-format off */

#define ORM_HANDLES_PICK_(                                                                       \
    a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20,   \
    a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38,    \
    a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56,    \
    a57, a58, a59, a60, a61, a62, a63, a64, chosen, ...) chosen

#define ORM_HANDLES_(...)                                                                        \
    ORM_HANDLES_PICK_(__VA_ARGS__,                                                               \
        ORM_HANDLES_64_, ORM_HANDLES_63_, ORM_HANDLES_62_, ORM_HANDLES_61_, ORM_HANDLES_60_,     \
        ORM_HANDLES_59_, ORM_HANDLES_58_, ORM_HANDLES_57_, ORM_HANDLES_56_, ORM_HANDLES_55_,     \
        ORM_HANDLES_54_, ORM_HANDLES_53_, ORM_HANDLES_52_, ORM_HANDLES_51_, ORM_HANDLES_50_,     \
        ORM_HANDLES_49_, ORM_HANDLES_48_, ORM_HANDLES_47_, ORM_HANDLES_46_, ORM_HANDLES_45_,     \
        ORM_HANDLES_44_, ORM_HANDLES_43_, ORM_HANDLES_42_, ORM_HANDLES_41_, ORM_HANDLES_40_,     \
        ORM_HANDLES_39_, ORM_HANDLES_38_, ORM_HANDLES_37_, ORM_HANDLES_36_, ORM_HANDLES_35_,     \
        ORM_HANDLES_34_, ORM_HANDLES_33_, ORM_HANDLES_32_, ORM_HANDLES_31_, ORM_HANDLES_30_,     \
        ORM_HANDLES_29_, ORM_HANDLES_28_, ORM_HANDLES_27_, ORM_HANDLES_26_, ORM_HANDLES_25_,     \
        ORM_HANDLES_24_, ORM_HANDLES_23_, ORM_HANDLES_22_, ORM_HANDLES_21_, ORM_HANDLES_20_,     \
        ORM_HANDLES_19_, ORM_HANDLES_18_, ORM_HANDLES_17_, ORM_HANDLES_16_, ORM_HANDLES_15_,     \
        ORM_HANDLES_14_, ORM_HANDLES_13_, ORM_HANDLES_12_, ORM_HANDLES_11_, ORM_HANDLES_10_,     \
        ORM_HANDLES_9_, ORM_HANDLES_8_, ORM_HANDLES_7_, ORM_HANDLES_6_, ORM_HANDLES_5_,          \
        ORM_HANDLES_4_, ORM_HANDLES_3_, ORM_HANDLES_2_, ORM_HANDLES_1_, 0)(__VA_ARGS__)

#define ORM_HANDLES_1_(c) &(c).column
#define ORM_HANDLES_2_(c, ...) &(c).column, ORM_HANDLES_1_(__VA_ARGS__)
#define ORM_HANDLES_3_(c, ...) &(c).column, ORM_HANDLES_2_(__VA_ARGS__)
#define ORM_HANDLES_4_(c, ...) &(c).column, ORM_HANDLES_3_(__VA_ARGS__)
#define ORM_HANDLES_5_(c, ...) &(c).column, ORM_HANDLES_4_(__VA_ARGS__)
#define ORM_HANDLES_6_(c, ...) &(c).column, ORM_HANDLES_5_(__VA_ARGS__)
#define ORM_HANDLES_7_(c, ...) &(c).column, ORM_HANDLES_6_(__VA_ARGS__)
#define ORM_HANDLES_8_(c, ...) &(c).column, ORM_HANDLES_7_(__VA_ARGS__)
#define ORM_HANDLES_9_(c, ...) &(c).column, ORM_HANDLES_8_(__VA_ARGS__)
#define ORM_HANDLES_10_(c, ...) &(c).column, ORM_HANDLES_9_(__VA_ARGS__)
#define ORM_HANDLES_11_(c, ...) &(c).column, ORM_HANDLES_10_(__VA_ARGS__)
#define ORM_HANDLES_12_(c, ...) &(c).column, ORM_HANDLES_11_(__VA_ARGS__)
#define ORM_HANDLES_13_(c, ...) &(c).column, ORM_HANDLES_12_(__VA_ARGS__)
#define ORM_HANDLES_14_(c, ...) &(c).column, ORM_HANDLES_13_(__VA_ARGS__)
#define ORM_HANDLES_15_(c, ...) &(c).column, ORM_HANDLES_14_(__VA_ARGS__)
#define ORM_HANDLES_16_(c, ...) &(c).column, ORM_HANDLES_15_(__VA_ARGS__)
#define ORM_HANDLES_17_(c, ...) &(c).column, ORM_HANDLES_16_(__VA_ARGS__)
#define ORM_HANDLES_18_(c, ...) &(c).column, ORM_HANDLES_17_(__VA_ARGS__)
#define ORM_HANDLES_19_(c, ...) &(c).column, ORM_HANDLES_18_(__VA_ARGS__)
#define ORM_HANDLES_20_(c, ...) &(c).column, ORM_HANDLES_19_(__VA_ARGS__)
#define ORM_HANDLES_21_(c, ...) &(c).column, ORM_HANDLES_20_(__VA_ARGS__)
#define ORM_HANDLES_22_(c, ...) &(c).column, ORM_HANDLES_21_(__VA_ARGS__)
#define ORM_HANDLES_23_(c, ...) &(c).column, ORM_HANDLES_22_(__VA_ARGS__)
#define ORM_HANDLES_24_(c, ...) &(c).column, ORM_HANDLES_23_(__VA_ARGS__)
#define ORM_HANDLES_25_(c, ...) &(c).column, ORM_HANDLES_24_(__VA_ARGS__)
#define ORM_HANDLES_26_(c, ...) &(c).column, ORM_HANDLES_25_(__VA_ARGS__)
#define ORM_HANDLES_27_(c, ...) &(c).column, ORM_HANDLES_26_(__VA_ARGS__)
#define ORM_HANDLES_28_(c, ...) &(c).column, ORM_HANDLES_27_(__VA_ARGS__)
#define ORM_HANDLES_29_(c, ...) &(c).column, ORM_HANDLES_28_(__VA_ARGS__)
#define ORM_HANDLES_30_(c, ...) &(c).column, ORM_HANDLES_29_(__VA_ARGS__)
#define ORM_HANDLES_31_(c, ...) &(c).column, ORM_HANDLES_30_(__VA_ARGS__)
#define ORM_HANDLES_32_(c, ...) &(c).column, ORM_HANDLES_31_(__VA_ARGS__)
#define ORM_HANDLES_33_(c, ...) &(c).column, ORM_HANDLES_32_(__VA_ARGS__)
#define ORM_HANDLES_34_(c, ...) &(c).column, ORM_HANDLES_33_(__VA_ARGS__)
#define ORM_HANDLES_35_(c, ...) &(c).column, ORM_HANDLES_34_(__VA_ARGS__)
#define ORM_HANDLES_36_(c, ...) &(c).column, ORM_HANDLES_35_(__VA_ARGS__)
#define ORM_HANDLES_37_(c, ...) &(c).column, ORM_HANDLES_36_(__VA_ARGS__)
#define ORM_HANDLES_38_(c, ...) &(c).column, ORM_HANDLES_37_(__VA_ARGS__)
#define ORM_HANDLES_39_(c, ...) &(c).column, ORM_HANDLES_38_(__VA_ARGS__)
#define ORM_HANDLES_40_(c, ...) &(c).column, ORM_HANDLES_39_(__VA_ARGS__)
#define ORM_HANDLES_41_(c, ...) &(c).column, ORM_HANDLES_40_(__VA_ARGS__)
#define ORM_HANDLES_42_(c, ...) &(c).column, ORM_HANDLES_41_(__VA_ARGS__)
#define ORM_HANDLES_43_(c, ...) &(c).column, ORM_HANDLES_42_(__VA_ARGS__)
#define ORM_HANDLES_44_(c, ...) &(c).column, ORM_HANDLES_43_(__VA_ARGS__)
#define ORM_HANDLES_45_(c, ...) &(c).column, ORM_HANDLES_44_(__VA_ARGS__)
#define ORM_HANDLES_46_(c, ...) &(c).column, ORM_HANDLES_45_(__VA_ARGS__)
#define ORM_HANDLES_47_(c, ...) &(c).column, ORM_HANDLES_46_(__VA_ARGS__)
#define ORM_HANDLES_48_(c, ...) &(c).column, ORM_HANDLES_47_(__VA_ARGS__)
#define ORM_HANDLES_49_(c, ...) &(c).column, ORM_HANDLES_48_(__VA_ARGS__)
#define ORM_HANDLES_50_(c, ...) &(c).column, ORM_HANDLES_49_(__VA_ARGS__)
#define ORM_HANDLES_51_(c, ...) &(c).column, ORM_HANDLES_50_(__VA_ARGS__)
#define ORM_HANDLES_52_(c, ...) &(c).column, ORM_HANDLES_51_(__VA_ARGS__)
#define ORM_HANDLES_53_(c, ...) &(c).column, ORM_HANDLES_52_(__VA_ARGS__)
#define ORM_HANDLES_54_(c, ...) &(c).column, ORM_HANDLES_53_(__VA_ARGS__)
#define ORM_HANDLES_55_(c, ...) &(c).column, ORM_HANDLES_54_(__VA_ARGS__)
#define ORM_HANDLES_56_(c, ...) &(c).column, ORM_HANDLES_55_(__VA_ARGS__)
#define ORM_HANDLES_57_(c, ...) &(c).column, ORM_HANDLES_56_(__VA_ARGS__)
#define ORM_HANDLES_58_(c, ...) &(c).column, ORM_HANDLES_57_(__VA_ARGS__)
#define ORM_HANDLES_59_(c, ...) &(c).column, ORM_HANDLES_58_(__VA_ARGS__)
#define ORM_HANDLES_60_(c, ...) &(c).column, ORM_HANDLES_59_(__VA_ARGS__)
#define ORM_HANDLES_61_(c, ...) &(c).column, ORM_HANDLES_60_(__VA_ARGS__)
#define ORM_HANDLES_62_(c, ...) &(c).column, ORM_HANDLES_61_(__VA_ARGS__)
#define ORM_HANDLES_63_(c, ...) &(c).column, ORM_HANDLES_62_(__VA_ARGS__)
#define ORM_HANDLES_64_(c, ...) &(c).column, ORM_HANDLES_63_(__VA_ARGS__)

/* clang-format on */

#endif /* __cplusplus */

#endif
