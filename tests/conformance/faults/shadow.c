/* Owns the shadow of the tables: its rows in memory, and their comparison. */
#include "faults/shadow.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

shadow_row *shadow_find(shadow *s, const char *code)
{
    for (size_t i = 0; i < s->count; i++) {
        if (strcmp(s->rows[i].code, code) == 0) {
            return &s->rows[i];
        }
    }
    return NULL;
}

/* In its place by the order of codes. */
static shadow_row *add(shadow *s, const char *code)
{
    assert_true(s->count < SHADOW_MAX);
    size_t at = s->count++;
    for (; at > 0 && strcmp(s->rows[at - 1].code, code) > 0; at--) {
        s->rows[at] = s->rows[at - 1];
    }
    s->rows[at] = (shadow_row){ .id = 0 };
    (void)snprintf(s->rows[at].code, sizeof s->rows[at].code, "%s", code);
    return &s->rows[at];
}

static void write_tags(shadow_row *row, const struct deed *deed)
{
    size_t used = 0;
    (void)snprintf(row->tags, sizeof row->tags, "-");
    for (size_t i = 0; deed->tags != NULL && i < deed->tag_count; i++) {
        used += (size_t)snprintf(row->tags + used, sizeof row->tags - used, "%s%" PRId32,
                                 i == 0 ? "[" : ",", deed->tags[i]);
    }
    if (deed->tags != NULL) {
        (void)snprintf(row->tags + used, sizeof row->tags - used,
                       deed->tag_count == 0 ? "[]" : "]");
    }
}

shadow_row *shadow_store(shadow *s, const struct deed *deed)
{
    shadow_row *row = shadow_find(s, deed->code);
    row = row != NULL ? row : add(s, deed->code);
    row->amount = deed->amount;
    row->changes = deed->changes;
    row->note_size = deed->note == NULL ? -1 : (int64_t)strlen(deed->note);
    row->note = (char)(deed->note == NULL ? '\0' : *deed->note);
    row->data_size = deed->data == NULL ? -1 : (int64_t)deed->data_size;
    row->fact = -1;
    if (deed->facts != NULL) {
        assert_int_equal(sscanf(deed->facts, "{\"n\": %d}", &row->fact), 1);
    }
    write_tags(row, deed);
    (void)snprintf(row->span, sizeof row->span, "%" PRId32 "+%" PRId32, deed->span.start,
                   deed->span.size);
    return row;
}

void shadow_drop(shadow *s, const char *code)
{
    shadow_row *row = shadow_find(s, code);
    assert_non_null(row);
    s->count--;
    for (; row < s->rows + s->count; row++) {
        *row = row[1];
    }
}

static bool is_same(const shadow_row *a, const shadow_row *b)
{
    return strcmp(a->code, b->code) == 0 && (a->id == 0 || b->id == 0 || a->id == b->id) &&
           a->amount == b->amount && a->changes == b->changes && a->note_size == b->note_size &&
           a->note == b->note && a->data_size == b->data_size && a->fact == b->fact &&
           a->clauses == b->clauses && strcmp(a->tags, b->tags) == 0 &&
           strcmp(a->span, b->span) == 0;
}

static int describe(char *text, size_t size, const shadow_row *row)
{
    return snprintf(text, size,
                    "%s id=%" PRId64 " amount=%" PRId64 " changes=%d note=%" PRId64
                    "%c data=%" PRId64 " tags=%s span=%s fact=%d clauses=%d",
                    row->code, row->id, row->amount, row->changes, row->note_size,
                    row->note == '\0' ? '-' : row->note, row->data_size, row->tags, row->span,
                    row->fact, row->clauses);
}

const char *shadow_compare(const shadow *expected, const shadow *found)
{
    static char text[512];
    if (expected->has_tables != found->has_tables) {
        return found->has_tables ? "there are tables" : "there are no tables";
    }
    for (size_t i = 0; i < expected->count && i < found->count; i++) {
        if (!is_same(&expected->rows[i], &found->rows[i])) {
            int used = describe(text, sizeof text, &found->rows[i]);
            used += snprintf(text + used, sizeof text - (size_t)used, "\ninstead of ");
            (void)describe(text + used, sizeof text - (size_t)used, &expected->rows[i]);
            return text;
        }
    }
    if (expected->count != found->count) {
        (void)snprintf(text, sizeof text, "%zu rows instead of %zu", found->count, expected->count);
        return text;
    }
    return "";
}
