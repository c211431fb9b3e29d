/* Owns what is said of an annotation that is misspelled, or has no parentheses: clang knows it for
 * a name like any other. */
#include "clang/typo.h"

#include <string.h>

#include "annotation/suggest.h"
#include "clang/annotate.h"
#include "clang/place.h"
#include "clang/source_text.h"

static const char prefix[] = "ORM_";

/* Offers those whose names begin with this letter; or the others. */
static void offer(scan_suggestion *suggestion, char letter, bool is_wanted)
{
    for (int kind = 0; kind <= (int)SCAN_ANNOTATION_CONVERTER; kind++) {
        const char *name = scan_annotate_name((scan_annotation_kind)kind);
        if ((name[sizeof prefix - 1] == letter) == is_wanted) {
            scan_suggest_offer(suggestion, name);
        }
    }
}

/* The annotation whose name is closest, of those that are as close the one with the same first
 * letter: TABEL is no LABEL. NULL: none is close. Static. */
static const char *find_meant(scan_unit *unit, const scan_source_names *names)
{
    const char *name = scan_unit_text(unit->context, "%.*s", (int)names->size, names->found);
    scan_suggestion suggestion;
    if (name == NULL) {
        return NULL;
    }
    scan_suggest_init(&suggestion, name);
    const char letter = name[sizeof prefix - 1];
    offer(&suggestion, letter, true);
    offer(&suggestion, letter, false);
    return suggestion.near.found;
}

static bool has_parenthesis(const scan_source_names *names)
{
    const char *next = scan_source_text_skip(names->found + names->size, names->end);
    return next < names->end && *next == '(';
}

/* What can be written without arguments. */
static bool may_be_empty(const char *meant)
{
    return strcmp(meant, scan_annotate_name(SCAN_ANNOTATION_COLUMN)) == 0 ||
           strcmp(meant, scan_annotate_name(SCAN_ANNOTATION_TABLE)) == 0;
}

/* Where the struct, or a string, stands in the place of the name that a mapping begins with. */
static bool report_nameless(scan_unit *unit, const scan_source_names *names, scan_place place)
{
    const char *map = scan_annotate_name(SCAN_ANNOTATION_MAP);
    scan_source_text call = { .text = names->found, .size = (size_t)(names->end - names->found) };
    if (strlen(map) != names->size || memcmp(map, names->found, names->size) != 0 ||
        !scan_source_text_enter(&call, prefix)) {
        return false;
    }
    const char *first = scan_source_text_skip(call.text, names->end);
    unsigned size = scan_source_text_name_size(first, (size_t)(names->end - first));
    const char *next = scan_source_text_skip(first + size, names->end);
    if (next == names->end || (size > 0 && *next == ',')) {
        return false;
    }
    scan_diag_error(unit->context->diag, place,
                    "%s begins with the name of the table in C, and then names the struct: "
                    "%s(st, struct stat)",
                    map, map);
    scan_unit_note_error(unit, place);
    return true;
}

static bool report_name(scan_unit *unit, const scan_source_names *names, scan_place place)
{
    scan_diag *diag = unit->context->diag;
    const char *meant = find_meant(unit, names);
    bool has_arguments = has_parenthesis(names);
    if (meant == NULL) {
        return false;
    }
    const char *arguments = has_arguments ? "" : may_be_empty(meant) ? "()" : "(...)";
    bool is_right = strlen(meant) == names->size && memcmp(meant, names->found, names->size) == 0;
    const char *fix = has_arguments ? meant : scan_unit_text(unit->context, "%s()", meant);
    if (is_right && has_arguments) {
        return false;
    }
    if (is_right) {
        scan_diag_error(diag, place, "%s needs parentheses; write %s%s", meant, meant, arguments);
    } else {
        scan_diag_error(diag, place, "there is no annotation '%.*s'; did you mean %s%s?",
                        (int)names->size, names->found, meant, arguments);
    }
    scan_diag_fix(diag, place, has_arguments || may_be_empty(meant) ? fix : NULL);
    scan_unit_note_error(unit, place);
    return true;
}

static const char *line_begin(const char *text, const char *at)
{
    while (at > text && at[-1] != '\n') {
        at--;
    }
    return at;
}

/* Of the token that is next behind the name at which clang found something. */
static const char *line_end(const char *at, const char *end)
{
    at += scan_source_text_name_size(at, (size_t)(end - at));
    at = scan_source_text_skip(at, end);
    const char *found = memchr(at, '\n', (size_t)(end - at));
    return found == NULL ? end : found;
}

/* A name like none of ours that clang stumbles over, with arguments: somebody's guess. */
static bool report_unknown(scan_unit *unit, const scan_source_names *names, const char *error,
                           scan_place place)
{
    const char *behind = error + scan_source_text_name_size(error, (size_t)(names->end - error));
    bool is_there = error == names->found ||
                    scan_source_text_skip(error, names->end) == names->found ||
                    scan_source_text_skip(behind, names->end) == names->found;
    if (!is_there || !has_parenthesis(names) || find_meant(unit, names) != NULL) {
        return false;
    }
    scan_diag_error(
        unit->context->diag, place,
        "there is no annotation '%.*s'; what is said of a column stands in ORM_COLUMN(...) "
        "behind the member, of a table in ORM_TABLE(...) before the tag",
        (int)names->size, names->found);
    scan_unit_note_error(unit, place);
    return true;
}

bool scan_typo_report(scan_unit *unit, CXSourceLocation location)
{
    CXFile file = NULL;
    unsigned at = 0;
    size_t size = 0;
    clang_getFileLocation(location, &file, NULL, NULL, &at);
    const char *text = scan_unit_contents(unit, file, &size);
    if (text == NULL || at > size) {
        return false;
    }
    const char *begin = line_begin(text, text + at);
    scan_source_names names = { .text = text, .end = line_end(text + at, text + size) };
    bool is_any = false;
    while (scan_source_text_find(&names, prefix)) {
        if (names.found >= begin) {
            scan_place found = scan_place_at(unit, file, (size_t)(names.found - text));
            is_any = report_name(unit, &names, found) || report_nameless(unit, &names, found) ||
                     report_unknown(unit, &names, text + at, found) || is_any;
        }
    }
    return is_any;
}
