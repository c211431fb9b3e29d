/* Names without their case, as SQLite compares them: ASCII only. */
#ifndef SCANNER_ANNOTATION_FOLD_H
#define SCANNER_ANNOTATION_FOLD_H

#include <stdbool.h>
#include <stddef.h>

static inline char scan_fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool scan_fold_is_same(const char *a, const char *b)
{
    while (*a != '\0' && scan_fold(*a) == scan_fold(*b)) {
        a++;
        b++;
    }
    return scan_fold(*a) == scan_fold(*b);
}

/* The same of the first bytes of a text. */
static inline bool scan_fold_is_word(const char *text, size_t size, const char *word)
{
    size_t same = 0;
    while (same < size && word[same] != '\0' && scan_fold(text[same]) == scan_fold(word[same])) {
        same++;
    }
    return same == size && word[same] == '\0';
}

#endif
