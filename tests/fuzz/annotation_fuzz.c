/* Any bytes through the annotation parser. Properties: no byte is read outside of the text; an
 * error is placed inside of it; what parses, written out again, parses to the same arguments.
 *
 * With -fsanitize=fuzzer this is a libFuzzer entry. Otherwise (ORM_FUZZ_MAIN) it is a program that
 * runs the files of its command line and mutations of them, the same ones each time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotation/parse.h"
#include "base/buffer.h"

static void require(bool holds, const char *property)
{
    if (!holds) {
        (void)fprintf(stderr, "broken: %s\n", property);
        abort();
    }
}

static void write_string(orm_buffer *to, const scan_argument *argument)
{
    orm__buffer_char(to, '"');
    for (size_t i = 0; i < argument->size; i++) {
        orm__buffer_format(to, "\\%03o", (unsigned)(unsigned char)argument->text[i]);
    }
    orm__buffer_char(to, '"');
}

static void write_single(orm_buffer *to, const scan_argument *argument)
{
    if (argument->key != NULL) {
        orm__buffer_text(to, argument->key);
    }
    if (argument->key != NULL && argument->text != NULL) {
        orm__buffer_text(to, " = ");
    }
    if (argument->kind == SCAN_VALUE_STRING) {
        write_string(to, argument);
    } else if (argument->text != NULL) {
        orm__buffer_append(to, argument->text, argument->size);
    }
}

static void write_argument(orm_buffer *to, const scan_argument *argument)
{
    write_single(to, argument);
    if (argument->kind != SCAN_VALUE_LIST) {
        return;
    }
    orm__buffer_char(to, '(');
    for (size_t i = 0; i < argument->argument_count; i++) {
        orm__buffer_text(to, i == 0 ? "" : ", ");
        write_argument(to, &argument->arguments[i]);
    }
    orm__buffer_char(to, ')');
}

static bool is_same_text(const char *a, const char *b)
{
    return (a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0);
}

static bool is_same_single(const scan_argument *a, const scan_argument *b)
{
    return a->kind == b->kind && a->size == b->size && is_same_text(a->key, b->key) &&
           (a->text == NULL) == (b->text == NULL) &&
           (a->text == NULL || memcmp(a->text, b->text, a->size + 1) == 0);
}

static bool is_same(const scan_argument *a, const scan_argument *b)
{
    bool same = is_same_single(a, b) && a->argument_count == b->argument_count;
    for (size_t i = 0; same && i < a->argument_count; i++) {
        same = is_same(&a->arguments[i], &b->arguments[i]);
    }
    return same;
}

static void try_again(const scan_annotation *first, orm_arena *arena)
{
    orm_buffer text;
    scan_annotation second = { .argument_count = 0 };
    scan_syntax_error error;
    orm__buffer_init(&text, NULL);
    for (size_t i = 0; i < first->argument_count; i++) {
        orm__buffer_text(&text, i == 0 ? "" : ", ");
        write_argument(&text, &first->arguments[i]);
    }
    require(!text.failed, "memory for the text");
    require(scan_annotation_parse(text.text, text.size, arena, &second, &error),
            "what was written parses");
    require(first->argument_count == second.argument_count, "as many arguments again");
    for (size_t i = 0; i < first->argument_count; i++) {
        require(is_same(&first->arguments[i], &second.arguments[i]), "the same argument again");
    }
    orm__buffer_fini(&text);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    orm_arena *arena = NULL;
    scan_annotation annotation = { .argument_count = 0 };
    scan_syntax_error error = { .at = 0 };
    /* A copy of just this size, so that a sanitizer sees a byte too many. */
    char *text = malloc(size == 0 ? 1 : size);
    require(text != NULL && orm_arena_new(NULL, &arena) == ORM_OK, "memory for the input");
    if (size > 0) {
        memcpy(text, data, size);
    }
    if (scan_annotation_parse(size == 0 ? NULL : text, size, arena, &annotation, &error)) {
        try_again(&annotation, arena);
    } else {
        require(error.at <= size, "the error is inside of the text");
        require(error.message[0] != '\0', "the error says something");
    }
    orm_arena_free(arena);
    free(text);
    return 0;
}

#ifdef ORM_FUZZ_MAIN

enum { MUTATIONS = 20000, LARGEST = 4096 };

static unsigned long long random_state = 1;

static size_t below(size_t limit)
{
    random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
    return limit == 0 ? 0 : (size_t)((random_state >> 33) % limit);
}

/* One change: a byte replaced, removed or doubled; mostly by one that means something. */
static size_t mutate(unsigned char *data, size_t size)
{
    static const char bytes[] = ",=.\"\\+-0x9eaAu8 \t\n(){'\0\xC3\xFF";
    size_t at = below(size);
    unsigned char byte = (unsigned char)bytes[below(sizeof bytes - 1)];
    switch (below(3)) {
    case 0:
        if (size > 0) {
            data[at] = byte;
        }
        return size;
    case 1:
        if (size > 0) {
            memmove(data + at, data + at + 1, size - at - 1);
        }
        return size == 0 ? 0 : size - 1;
    default:
        if (size == LARGEST) {
            return size;
        }
        memmove(data + at + 1, data + at, size - at);
        data[at] = byte;
        return size + 1;
    }
}

static void try_file(const char *path)
{
    unsigned char original[LARGEST], data[LARGEST];
    FILE *file = fopen(path, "rb");
    require(file != NULL, path);
    size_t size = fread(original, 1, sizeof original, file);
    (void)fclose(file);
    (void)LLVMFuzzerTestOneInput(original, size);
    size_t mutated = 0;
    for (size_t i = 0; i < MUTATIONS; i++) {
        if (i % 8 == 0) {
            memcpy(data, original, size);
            mutated = size;
        }
        mutated = mutate(data, mutated);
        (void)LLVMFuzzerTestOneInput(data, mutated);
    }
}

int main(int count, char **paths)
{
    for (int i = 1; i < count; i++) {
        try_file(paths[i]);
    }
    return 0;
}

#endif
