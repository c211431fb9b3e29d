/* Letters without their case: those of ASCII, in every locale, as SQLite compares names. */
#ifndef ORM_BASE_FOLD_H
#define ORM_BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline char orm__fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* As strcmp. */
static inline int orm__fold_compare(const char *a, const char *b)
{
    while (*a != '\0' && orm__fold(*a) == orm__fold(*b)) {
        a++;
        b++;
    }
    return (unsigned char)orm__fold(*a) - (unsigned char)orm__fold(*b);
}

static inline bool orm__fold_is_same(const char *a, const char *b)
{
    return orm__fold_compare(a, b) == 0;
}

/* The same of the first bytes of a text. */
static inline bool orm__fold_is_word(const char *text, size_t size, const char *word)
{
    for (size_t i = 0; i < size; i++) {
        if (word[i] == '\0' || orm__fold(text[i]) != orm__fold(word[i])) {
            return false;
        }
    }
    return word[size] == '\0';
}

/* Whether two names are one where case counts, or (folds) where it does not. NULL is no name. */
static inline bool orm__fold_is_name(const char *a, const char *b, bool folds)
{
    return a != NULL && b != NULL && (folds ? orm__fold_compare(a, b) : strcmp(a, b)) == 0;
}

#endif
