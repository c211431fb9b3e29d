/* Owns the words around the closest name. */
#include "annotation/suggest.h"

#include <stdio.h>

void scan_suggest_init(scan_suggestion *suggestion, const char *wanted)
{
    suggestion->near = orm__near_begin(wanted);
    suggestion->text[0] = '\0';
}

void scan_suggest_offer(scan_suggestion *suggestion, const char *candidate)
{
    orm__near_offer(&suggestion->near, candidate);
}

const char *scan_suggest_text(scan_suggestion *suggestion)
{
    if (suggestion->near.found != NULL) {
        (void)snprintf(suggestion->text, sizeof suggestion->text, "; did you mean '%s'?",
                       suggestion->near.found);
    }
    return suggestion->text;
}
