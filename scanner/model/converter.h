/* Converters: whether each is whole, and which of them a member has. */
#ifndef SCANNER_MODEL_CONVERTER_H
#define SCANNER_MODEL_CONVERTER_H

#include "model/apply.h"

/* Reports what a converter lacks, functions that are not as they must be, and two that are for the
 * same members. */
void scan_converter_judge_all(scan_context *context, const scan_model *model);

/* The one of this name, or without any for NULL; NULL = there is none. Borrowed. */
const scan_converter *scan_converter_find(const scan_converters *all, const char *name);

/* Gives a field the converter of its type, if it has one: from then on it is one column, whatever
 * the type is. */
void scan_converter_choose(scan_field *field);

/* Fills what the converter says of its column; reports arguments that say the same. */
void scan_converter_resolve(scan_context *context, scan_field *field);

/* Whether an array, or a pointer to several, holds what a converter would not be asked about; as a
 * blob it is its bytes, which says so. False: it does, reported. */
bool scan_converter_judge_items(scan_context *context, const scan_field *field);

/* Reports a converter = ... that led to none. */
void scan_converter_demand(scan_context *context, const scan_field *field);

#endif
