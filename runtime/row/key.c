/* Owns the words for the key of a row that could not be read. */
#include "row/key.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/utf8.h"
#include "meta/describe.h"
#include "meta/entity.h"

enum { SHOWN_BYTES = 40, VALUE_SIZE = 128 };

/* One line: what is no character to be seen is a blank. */
static void write_text(char *out, const orm_value *text)
{
    size_t size = 0, step = 0;
    char shown[SHOWN_BYTES + 1];
    while (size < text->size &&
           (step = orm__utf8_size(text->as.text + size, text->size - size)) > 0 &&
           size + step <= SHOWN_BYTES) {
        memcpy(shown + size, text->as.text + size, step);
        size += step;
    }
    shown[size] = '\0';
    for (char *c = shown; *c != '\0'; c++) {
        *c = (unsigned char)*c < ' ' ? ' ' : *c;
    }
    (void)snprintf(out, VALUE_SIZE, size < text->size ? "'%s'..." : "'%s'", shown);
}

static void write_blob(char *out, const orm_value *blob)
{
    enum { MOST = 16 };
    const unsigned char *bytes = blob->as.data;
    size_t shown = blob->size < MOST ? blob->size : MOST;
    int used = snprintf(out, VALUE_SIZE, "x'");
    for (size_t i = 0; i < shown; i++) {
        used += snprintf(out + used, VALUE_SIZE - (size_t)used, "%02x", bytes[i]);
    }
    (void)snprintf(out + used, VALUE_SIZE - (size_t)used, shown < blob->size ? "'..." : "'");
}

static void write_value(char *out, const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_TEXT:
        write_text(out, value);
        return;
    case ORM_TYPE_BLOB:
        write_blob(out, value);
        return;
    case ORM_TYPE_INT:
        (void)snprintf(out, VALUE_SIZE, "%" PRId64, value->as.integer);
        return;
    case ORM_TYPE_DATE:
        if (orm__calendar_holds(value->as.integer)) {
            orm__calendar_write(value->as.integer, out);
            return;
        }
        break;
    case ORM_TYPE_NULL:
    case ORM_TYPE_BOOL:
    case ORM_TYPE_UINT:
    case ORM_TYPE_REAL:
    case ORM_TYPE_TIMESTAMP:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_INTERVAL:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    (void)snprintf(out, VALUE_SIZE, "%s", orm__describe_value(value).text);
}

/* Where the values of a row are: as the engine gave them, one for each field, or in its members. */
typedef struct source {
    const orm_value *values;
    const void *row;
} source;

static void write_field(const orm_codec *codec, const source *from, uint16_t field, char *out)
{
    orm_value bound;
    if (codec->entity->fields[field].column.redact) {
        (void)snprintf(out, VALUE_SIZE, "<withheld>");
    } else if (from->values != NULL) {
        write_value(out, &from->values[field]);
    } else if (orm__codec_bind(codec, field, from->row, &bound, NULL) == ORM_OK) {
        write_value(out, &bound);
    } else {
        (void)snprintf(out, VALUE_SIZE, "?");
    }
}

static void append_key(const orm_codec *codec, const source *from, orm_error *error)
{
    const orm_key *key = &codec->entity->primary_key;
    char message[2 * sizeof error->message];
    int used = snprintf(message, sizeof message, "%s", error->message);
    for (uint16_t i = 0; i < key->field_count && (size_t)used < sizeof message; i++) {
        const orm_column *column = &codec->entity->fields[key->fields[i]].column;
        char value[VALUE_SIZE];
        write_field(codec, from, key->fields[i], value);
        used +=
            snprintf(message + used, sizeof message - (size_t)used, "%s%s = %s",
                     i == 0 ? " (row " : ", ", orm__entity_column(column, codec->dialect), value);
    }
    if ((size_t)used < sizeof message) {
        (void)snprintf(message + used, sizeof message - (size_t)used, ")");
    }
    orm__error_text(error->message, sizeof error->message, message);
}

void orm__key_tell(const orm_codec *codec, const orm_value *values, orm_error *error)
{
    if (error != NULL && error->status == ORM_CONVERSION &&
        codec->entity->primary_key.field_count > 0) {
        append_key(codec, &(const source){ .values = values }, error);
    }
}

void orm__key_tell_row(const orm_codec *codec, const void *row, orm_error *error)
{
    if (codec->entity->primary_key.field_count > 0) {
        append_key(codec, &(const source){ .row = row }, error);
    }
}
