/* Looks arguments up by key. */
#include "annotation/argument.h"

#include <string.h>

#include "annotation/number.h"
#include "model/model.h"

bool scan_argument_is_path(const char *name)
{
    return strpbrk(name, ".[") != NULL;
}

const char *scan_argument_name(const scan_argument *argument)
{
    const char *text = argument->text;
    if (argument->kind == SCAN_VALUE_NAME) {
        return scan_argument_is_path(text) ? NULL : text;
    }
    scan_number number;
    bool is_name = argument->kind == SCAN_VALUE_NUMBER && !scan_number_read(text, &number);
    return is_name ? text + 1 : NULL;
}

const scan_argument *scan_argument_find(const scan_annotation *annotation, const char *key)
{
    for (size_t i = 0; i < annotation->argument_count; i++) {
        const scan_argument *argument = &annotation->arguments[i];
        if (argument->key != NULL && argument->key[0] == key[0] &&
            strcmp(argument->key, key) == 0) {
            return argument;
        }
    }
    return NULL;
}

bool scan_argument_says(const scan_annotation *annotation, const char *key)
{
    return scan_argument_find(annotation, key) != NULL;
}

scan_place scan_argument_key_place(const scan_annotation *annotation, const scan_argument *argument)
{
    scan_place place = argument->key == NULL ? argument->value_place : argument->key_place;
    return place.line == 0 ? annotation->place : place;
}

scan_place scan_argument_value_place(const scan_annotation *annotation,
                                     const scan_argument *argument)
{
    scan_place place = argument->value_place;
    bool alone = argument->kind == SCAN_VALUE_NONE || place.line == 0;
    return alone ? scan_argument_key_place(annotation, argument) : place;
}

scan_place scan_argument_place_of(const scan_annotation *annotation, const char *key)
{
    const scan_argument *argument = scan_argument_find(annotation, key);
    return argument == NULL ? annotation->place : scan_argument_value_place(annotation, argument);
}

/* What size bytes behind at bytes of a place are, if it has whole bytes. */
static scan_place part_of(scan_place place, size_t whole, size_t at, size_t size)
{
    bool is_whole = place.size == whole;
    place.column += is_whole ? (unsigned)at : 0;
    place.size = is_whole ? (unsigned)size : 0;
    return place;
}

scan_place scan_argument_exactly(scan_place place, const char *text)
{
    return part_of(place, strlen(text), 0, strlen(text));
}

scan_place scan_argument_inside(const scan_annotation *annotation, const scan_argument *argument,
                                const char *text)
{
    scan_place place = scan_argument_value_place(annotation, argument);
    const char *found = argument->text == NULL ? NULL : strstr(argument->text, text);
    size_t at = found == NULL ? 0 : (size_t)(found - argument->text) + 1; /* behind the quote */
    return part_of(place, found == NULL ? 0 : argument->size + 2, at, strlen(text));
}

scan_place scan_argument_table_of(scan_place place, const char *table, const char *member)
{
    size_t size = strlen(table);
    return part_of(place, size + (member == NULL ? 0 : strlen(member) + 1), 0, size);
}

scan_place scan_argument_member_of(scan_place place, const char *table, const char *member)
{
    size_t at = strlen(table) + 1;
    return part_of(place, at + strlen(member), at, strlen(member));
}
