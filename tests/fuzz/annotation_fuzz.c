/* Any bytes as the text of an annotation: the parser accepts them with a result that can be used, or
 * refuses them with a message and a place inside the text. */
#include <orm/arena.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "annotation/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_argument(const scan_argument *argument, size_t size)
{
    require(argument->key != NULL || argument->kind != SCAN_VALUE_NONE);
    if (argument->key != NULL) {
        require(argument->key[0] != '\0' && argument->key_at < size);
    }
    if (argument->kind == SCAN_VALUE_NONE) {
        require(argument->text == NULL);
        return;
    }
    require(argument->text[argument->size] == '\0' && argument->value_at < size);
    if (argument->kind != SCAN_VALUE_STRING) {
        require(argument->size > 0 && strlen(argument->text) == argument->size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    orm_arena *arena = NULL;
    scan_annotation annotation = { .argument_count = 0 };
    scan_syntax_error error = { .at = SIZE_MAX };
    if (orm_arena_new(NULL, &arena) != ORM_OK) {
        return 0;
    }
    if (scan_annotation_parse((const char *)data, size, arena, &annotation, &error)) {
        for (size_t i = 0; i < annotation.argument_count; i++) {
            check_argument(&annotation.arguments[i], size);
        }
    } else {
        require(error.at <= size && error.message[0] != '\0');
        require(memchr(error.message, '\0', sizeof error.message) != NULL);
    }
    orm_arena_free(arena);
    return 0;
}
