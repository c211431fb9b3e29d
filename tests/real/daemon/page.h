/* A text that is written like a file, and compared with another one. */
#ifndef REAL_DAEMON_PAGE_H
#define REAL_DAEMON_PAGE_H

#include <stddef.h>
#include <stdio.h>

typedef struct page {
    FILE *out;
    char *text; /* once it is closed */
    size_t size;
} page;

page *page_open(void);
const char *page_close(page *p);
void page_free(page *p);

/* The two texts are one; else the test fails with the first lines that differ. Frees both. */
void page_compare(page *one, page *other);

/* A file of the daemon's folder. */
page *page_read(const char *name);

#endif
