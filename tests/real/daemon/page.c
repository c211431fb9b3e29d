/* Owns texts that tests compare. */
#include "real/daemon/page.h"

#include <stdlib.h>
#include <string.h>

#include "support/engine.h"

page *page_open(void)
{
    page *made = calloc(1, sizeof *made);
    assert_non_null(made);
    made->out = open_memstream(&made->text, &made->size);
    assert_non_null(made->out);
    return made;
}

const char *page_close(page *p)
{
    if (p->out != NULL) {
        assert_int_equal(fclose(p->out), 0);
        p->out = NULL;
    }
    return p->text;
}

void page_free(page *p)
{
    (void)page_close(p);
    free(p->text);
    free(p);
}

void page_compare(page *one, page *other)
{
    const char *a = page_close(one), *b = page_close(other);
    while (*a != '\0' && strcspn(a, "\n") == strcspn(b, "\n") &&
           strncmp(a, b, strcspn(a, "\n")) == 0) {
        a += strcspn(a, "\n") + (a[strcspn(a, "\n")] == '\n');
        b += strcspn(b, "\n") + (b[strcspn(b, "\n")] == '\n');
    }
    if (*a != '\0' || *b != '\0') {
        fail_msg("a line is\n%.*s\nand not\n%.*s", (int)strcspn(a, "\n"), a, (int)strcspn(b, "\n"),
                 b);
    }
    page_free(one);
    page_free(other);
}

page *page_read(const char *name)
{
    char path[1024], block[4096];
    (void)snprintf(path, sizeof path, "%s/%s", DAEMON_FOLDER, name);
    FILE *file = fopen(path, "r");
    page *read = page_open();
    if (file == NULL) {
        fail_msg("there is no %s", path);
        return read;
    }
    for (size_t size; (size = fread(block, 1, sizeof block, file)) > 0;) {
        assert_int_equal(fwrite(block, 1, size, read->out), size);
    }
    (void)fclose(file);
    return read;
}
