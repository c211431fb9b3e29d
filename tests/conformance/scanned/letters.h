/* Texts of one character, and texts that have a length instead of a NUL. */
#ifndef CONFORMANCE_SCANNED_LETTERS_H
#define CONFORMANCE_SCANNED_LETTERS_H

#include <orm/annotations.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(letter) letter {
    int64_t id ORM_COLUMN(primary_key);
    char grade ORM_COLUMN(default = "A");
    char maybe ORM_COLUMN(null_if = "", unique);
    const char *text ORM_COLUMN(size = text_size);
    size_t text_size;
    char *json ORM_COLUMN(type = json, size = json_size);
    int16_t json_size;
    char level ORM_COLUMN(as = number);
    char least ORM_COLUMN(as = number, null_if = CHAR_MIN);
};

#endif
