/* Owns written enumerators: those that the member's enumeration has, and what was meant
 * otherwise. */
#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "diag.h"
#include "model/fitting.h"
#include "model/value.h"

const orm_enum_label *scan_value_find_label(const scan_enum *enumeration, const char *name)
{
    for (uint16_t i = 0; enumeration != NULL && i < enumeration->label_count; i++) {
        if (strcmp(enumeration->enumerators[i], name) == 0) {
            return &enumeration->labels[i];
        }
    }
    return NULL;
}

const char *scan_value_suggest_label(const scan_fitting *f, scan_suggestion *suggestion)
{
    const scan_enum *enumeration = f->field->type.enumeration;
    scan_suggest_init(suggestion, f->argument->text);
    for (uint16_t i = 0; enumeration != NULL && i < enumeration->label_count; i++) {
        scan_suggest_offer(suggestion, enumeration->enumerators[i]);
    }
    return scan_suggest_text(suggestion);
}

void scan_value_fix(const scan_fitting *f, const scan_suggestion *suggestion)
{
    const char *text = f->argument->text;
    scan_diag_fix(f->context->diag, scan_argument_exactly(f->place, text), suggestion->near.found);
}

bool scan_value_judge_label(const scan_fitting *f)
{
    const scan_enum *enumeration = f->field->type.enumeration;
    uint16_t i = 0;
    while (i < enumeration->label_count && enumeration->labels[i].value != f->value.as.integer) {
        i++;
    }
    if (i == enumeration->label_count) {
        scan_diag_error(f->context->diag, f->place,
                        "'%s' is no value of enum %s; for sets of flags write as = flags",
                        f->argument->text, enumeration->name);
    }
    return i < enumeration->label_count;
}

/* A bit-field may be narrower than its enum. False: reported. */
static bool judge_width(const scan_fitting *f)
{
    scan_number number;
    bool is_signed = f->field->storage == ORM_STORAGE_INT;
    unsigned bits = f->field->type.bits;
    return bits == 0 ||
           scan_value_read_integer(f, is_signed, scan_value_most(is_signed, bits), &number);
}

const orm_enum_label *scan_value_read_label(const scan_fitting *f)
{
    const scan_enum *enumeration = f->field->type.enumeration;
    if (f->argument->kind != SCAN_VALUE_NAME) {
        (void)scan_value_wanted(f, enumeration->enumerators[0]);
        return NULL;
    }
    const orm_enum_label *label = scan_value_find_label(enumeration, f->argument->text);
    if (label == NULL) {
        scan_suggestion suggestion;
        scan_diag_error(f->context->diag, f->place, "'%s' is no enumerator of enum %s%s",
                        f->argument->text, enumeration->name,
                        scan_value_suggest_label(f, &suggestion));
        scan_value_fix(f, &suggestion);
    }
    return label != NULL && judge_width(f) ? label : NULL;
}

bool scan_value_fit_label(scan_fitting *f)
{
    const orm_enum_label *label = scan_value_read_label(f);
    if (label != NULL) {
        f->value = orm_value_text(label->name);
    }
    return label != NULL;
}
