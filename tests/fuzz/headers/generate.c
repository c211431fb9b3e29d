/* Writes a header of random annotated structs, and a program that stores their rows:
 *
 *     orm-headers header SEED TABLES            > NAME.h
 *     orm-headers program SEED TABLES NAME      > PROGRAM.c
 *     orm-headers tables SEED TABLES NAME       > PROGRAM.c   (makes the tables and stores nothing)
 *     orm-headers broken SEED TABLES VARIANT    > NAME.h
 *
 * The same arguments give the same text. */
#include <stdlib.h>
#include <string.h>

#include "print.h"

static int print_broken(const model *m, uint64_t seed)
{
    char *text = NULL;
    size_t size = 0;
    FILE *header = open_memstream(&text, &size);
    if (header == NULL) {
        return 1;
    }
    header_print(header, m);
    if (fclose(header) == 0) {
        broken_print(stdout, text, seed);
    }
    free(text);
    return ferror(stdout) != 0;
}

int main(int argc, char **argv)
{
    static model m;
    if (argc < 4) {
        (void)fprintf(stderr, "usage: %s header|program|tables|broken SEED TABLES [NAME|VARIANT]\n",
                      argv[0]);
        return 2;
    }
    uint64_t seed = strtoull(argv[2], NULL, 10);
    model_make(&m, seed, (unsigned)strtoul(argv[3], NULL, 10));
    if (strcmp(argv[1], "header") == 0) {
        header_print(stdout, &m);
    } else if (argc > 4 && strcmp(argv[1], "program") == 0) {
        program_print(stdout, &m, argv[4]);
    } else if (argc > 4 && strcmp(argv[1], "tables") == 0) {
        m.table_count = 0;
        program_print(stdout, &m, argv[4]);
    } else if (argc > 4) {
        return print_broken(&m, seed ^ strtoull(argv[4], NULL, 10) << 32);
    }
    return ferror(stdout) != 0;
}
