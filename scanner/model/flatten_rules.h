/* The rules of flattening. Each reports what breaks it. */
#ifndef SCANNER_MODEL_FLATTEN_RULES_H
#define SCANNER_MODEL_FLATTEN_RULES_H

#include "model/rescope.h"

/* Whether a struct is more than a wrapper of one member. */
bool scan_flatten_is_several(const scan_struct *nested);

/* Whether a type is a union whose members are known. */
bool scan_flatten_is_union(const scan_type *type);

/* The member of a union that is stored: that is all that it says. */
void scan_flatten_check_chosen(scan_context *context, const scan_field *chosen);

/* How C spells it, or "its struct". Borrowed. */
const char *scan_flatten_c_type(const scan_struct *nested);

/* What lies on the way to a member that is mapped from outside. False: reported. */
bool scan_flatten_judge_step(scan_context *context, const scan_field *at);

/* A union that is mapped from outside, of which no member is named. */
void scan_flatten_report_union(scan_context *context, const scan_field *field);

/* A struct of several members of which none is marked. */
void scan_flatten_report_unmarked(scan_context *context, const scan_field *field);

/* Whether what a field holds or points to can be entered. scope: what the field is in. False:
 * reported. */
bool scan_flatten_judge_struct(scan_context *context, const scan_scope *scope,
                               const scan_field *field);

/* Whether a struct is all that its bytes say: no pointer is in it. False: reported. */
bool scan_flatten_judge_bytes(scan_context *context, const scan_field *field);

/* Whether the library can make the struct that a field's converter fills. False: reported. */
bool scan_flatten_judge_made(scan_context *context, const scan_field *field);

/* Whether an item of columns(...) is well formed and the first of its name. False: reported. */
bool scan_flatten_judge_item(scan_context *context, const scan_field *holder,
                             const scan_argument *item);

/* Whether the member that an item names is one column. False: reported. */
bool scan_flatten_judge_picked(scan_context *context, const scan_field *picked,
                               const scan_argument *item);

/* Whether an item goes on into a member of this type, whose name ends after so many bytes of the
 * item's key: a struct by value, or a union that no earlier item goes into. False: reported. */
bool scan_flatten_judge_way(scan_context *context, const scan_field *holder,
                            const scan_argument *item, const scan_type *type, size_t size);

/* An item that names no member. place: of the name. */
void scan_flatten_report_unknown(scan_context *context, const scan_struct *nested, const char *name,
                                 scan_place place);

#endif
