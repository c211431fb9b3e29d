/* Compiler flags in one text, as a shell would take them apart. */
#ifndef SCANNER_CLANG_WORDS_H
#define SCANNER_CLANG_WORDS_H

/* The next word of the text at *rest, which moves behind it; NULL: there is none. Blanks part
 * words, quotes and backslashes keep blanks. The text is written to: the words lie in it. */
char *scan_words_next(char **rest);

#endif
