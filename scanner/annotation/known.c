/* Owns the table of ORM_COLUMN's keys and what each writes into the model. Values have been judged
 * by model/apply before they come here; whether keys go together is check's. */
#include "annotation/known.h"

#include <stddef.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/number.h"
#include "base/arena.h"
#include "diag.h"
#include "model/model.h"
#include "model/naming.h"
#include "model/outside.h"
#include "model/value.h"
#include "model/written.h"

/* ---- names ---- */

enum { ANY_NAME = SCAN_TAKES_NAME | SCAN_TAKES_STRING };

void scan_known_add_name(const scan_setting *s, orm_dialect_name **names, const char *dialect)
{
    scan_naming_add(s->context, names, dialect, s->argument->text);
}

/* ---- ORM_COLUMN: names and keys ---- */

static void set_column(const scan_setting *s)
{
    s->field->column = s->argument->text;
}

static void set_column_sqlite(const scan_setting *s)
{
    scan_known_add_name(s, &s->field->column_names, "sqlite");
}

static void set_column_postgresql(const scan_setting *s)
{
    scan_known_add_name(s, &s->field->column_names, "postgresql");
}

static void set_primary_key(const scan_setting *s)
{
    s->field->primary_key = true;
}

static void set_assigned(const scan_setting *s)
{
    s->field->assigned = true;
}

static void set_not_null(const scan_setting *s)
{
    s->field->not_null = true;
}

static void set_unique(const scan_setting *s)
{
    s->field->unique = true;
    s->field->unique_name = s->argument->text;
}

static void set_index(const scan_setting *s)
{
    s->field->index = true;
    s->field->index_name = s->argument->text;
}

/* ---- ORM_COLUMN: nested structs ---- */

static void set_column_prefix(const scan_setting *s)
{
    s->field->prefix = s->argument->text;
}

/* The members need their struct: model/flatten reads the list. */
static void set_columns(const scan_setting *s)
{
    s->field->columns = s->argument;
}

/* ---- ORM_COLUMN: what the database checks and fills in ---- */

/* The value needs the column's kind: model/resolve reads the argument. */
static void set_default(const scan_setting *s)
{
    s->field->default_value.kind = ORM_DEFAULT_VALUE;
}

static void set_default_sql(const scan_setting *s)
{
    s->field->default_value.kind = ORM_DEFAULT_SQL;
    s->field->default_value.sql = s->argument->text;
}

static void set_check(const scan_setting *s)
{
    s->field->check = s->argument->text;
}

static void set_computed(const scan_setting *s)
{
    s->field->computed = s->argument->text;
}

static void set_readonly(const scan_setting *s)
{
    s->field->readonly = true;
}

static void set_column_renamed_from(const scan_setting *s)
{
    s->field->renamed_from = s->argument->text;
}

static void set_redact(const scan_setting *s)
{
    s->field->redact = true;
}

static void set_type_sqlite(const scan_setting *s)
{
    scan_known_add_name(s, &s->field->types, "sqlite");
}

static void set_type_postgresql(const scan_setting *s)
{
    scan_known_add_name(s, &s->field->types, "postgresql");
}

static void set_default_sqlite(const scan_setting *s)
{
    scan_known_add_name(s, &s->field->default_texts, "sqlite");
}

static void set_default_postgresql(const scan_setting *s)
{
    scan_known_add_name(s, &s->field->default_texts, "postgresql");
}

static void set_version(const scan_setting *s)
{
    s->field->version = true;
}

/* The field's reference, made by the first of its keys; NULL: no memory. */
static scan_reference *reference_of(const scan_setting *s)
{
    if (s->field->reference == NULL) {
        s->field->reference = orm__arena_zeroed(s->context->arena, 1, sizeof(scan_reference));
    }
    if (s->field->reference == NULL) {
        scan_diag_no_memory(s->context->diag);
    }
    return s->field->reference;
}

/* Splits "entity.member"; without a point the member stays NULL, which model/resolve reports. */
static void set_references(const scan_setting *s)
{
    scan_reference *reference = reference_of(s);
    if (reference == NULL) {
        return;
    }
    const char *text = s->argument->text;
    size_t size = 0;
    while (text[size] != '\0' && text[size] != '.') {
        size++;
    }
    reference->table = orm_arena_copy(s->context->arena, text, size);
    reference->member = text[size] == '.' ? text + size + 1 : NULL;
    reference->place = scan_argument_value_place(&s->field->annotation, s->argument);
    if (reference->table == NULL) {
        scan_diag_no_memory(s->context->diag);
    }
}

static void set_references_table(const scan_setting *s)
{
    scan_reference *reference = reference_of(s);
    uint16_t count = 0;
    if (reference == NULL) {
        return;
    }
    reference->place = scan_argument_value_place(&s->field->annotation, s->argument);
    reference->outside = scan_outside_read(s->context, s->argument->text, reference->place, &count);
    if (reference->outside != NULL && count != 1) {
        scan_diag_error(s->context->diag, reference->place,
                        "'references_table' names %u columns for this one; for several write "
                        "foreign_key(...) in ORM_TABLE",
                        (unsigned)count);
    }
}

static void set_on_delete(const scan_setting *s)
{
    scan_reference *reference = reference_of(s);
    if (reference != NULL) {
        reference->on_delete = (orm_action)s->word;
    }
}

static void set_on_update(const scan_setting *s)
{
    scan_reference *reference = reference_of(s);
    if (reference != NULL) {
        reference->on_update = (orm_action)s->word;
    }
}

/* ---- ORM_COLUMN: how C keeps it ---- */

/* As for the default. */
static void set_null_if(const scan_setting *s)
{
    s->field->has_null_if = true;
}

static void set_null_reads_as(const scan_setting *s)
{
    s->field->has_null_reads_as = true;
}

static void set_unknown(const scan_setting *s)
{
    s->field->has_unknown = true;
}

static void set_null_flag(const scan_setting *s)
{
    s->field->null_flag = s->argument->text;
}

static void set_length(const scan_setting *s)
{
    s->field->length = s->argument->text;
    s->field->length_key = s->argument->key;
}

static void set_type(const scan_setting *s)
{
    s->field->asked = (orm_kind)s->word;
}

static void set_unit(const scan_setting *s)
{
    s->field->units_per_second = s->word;
}

uint8_t scan_known_scale(const scan_setting *s, const scan_annotation *annotation)
{
    scan_number number = { .is_real = false };
    if (!scan_value_evaluate(s->context, s->argument, &number)) {
        if (s->context->lacks_files || scan_written_has_constant(s->context, s->argument->text)) {
            return 0;
        }
        scan_diag_error(s->context->diag, scan_argument_value_place(annotation, s->argument),
                        "'%s' is no integer constant that this header knows", s->argument->text);
        return 0;
    }
    bool is_small =
        !number.is_real && !number.negative && !number.overflow && number.magnitude < UINT8_MAX;
    return is_small ? (uint8_t)number.magnitude : UINT8_MAX;
}

uint8_t scan_known_precision(const scan_setting *s, const scan_annotation *annotation)
{
    scan_number number = { .is_real = false };
    bool is_zero = scan_value_evaluate(s->context, s->argument, &number) && number.real == 0;
    return is_zero ? UINT8_MAX : scan_known_scale(s, annotation);
}

static void set_precision(const scan_setting *s)
{
    s->field->precision = scan_known_precision(s, &s->field->annotation);
}

static void set_scale(const scan_setting *s)
{
    s->field->scale = scan_known_scale(s, &s->field->annotation);
}

static void set_validate(const scan_setting *s)
{
    s->field->validate = s->argument->text;
}

static void set_converter(const scan_setting *s)
{
    s->field->converter_name = s->argument->text;
}

static void set_as(const scan_setting *s)
{
    s->field->representation = (scan_representation)s->word;
}

const scan_word scan_known_actions[] = {
    { "cascade", ORM_ACTION_CASCADE },   { "restrict", ORM_ACTION_RESTRICT },
    { "set_null", ORM_ACTION_SET_NULL }, { "set_default", ORM_ACTION_SET_DEFAULT },
    { "no_action", ORM_ACTION_NONE },    { NULL, 0 },
};

static const scan_word types[] = {
    { "timestamp", ORM_KIND_TIMESTAMP },
    { "date", ORM_KIND_DATE },
    { "uuid", ORM_KIND_UUID },
    { "decimal", ORM_KIND_DECIMAL },
    { "json", ORM_KIND_JSON },
    { "blob", ORM_KIND_BLOB },
    { NULL, 0 },
};

static const scan_word units[] = {
    { "s", 1 }, { "ms", 1000 }, { "us", 1000000 }, { "ns", 1000000000 }, { NULL, 0 },
};

static const scan_word representations[] = {
    { "number", SCAN_AS_NUMBER },
    { "flags", SCAN_AS_FLAGS },
    { "bytes", SCAN_AS_BYTES },
    { NULL, 0 },
};

enum {
    A_NUMBER = SCAN_TAKES_NAME | SCAN_TAKES_NUMBER,
    ANY_VALUE = SCAN_TAKES_NAME | SCAN_TAKES_STRING | SCAN_TAKES_NUMBER,
    ALONE_OR_NAMED = SCAN_TAKES_NOTHING | ANY_NAME | SCAN_NO_TRUTH
};

static const scan_known column_keys[] = {
    { "name", ANY_NAME | SCAN_OF_ROW, NULL, "name = customer_id", set_column },
    { "sqlite_name", ANY_NAME | SCAN_OF_ROW, NULL, "sqlite_name = \"CustomerId\"",
      set_column_sqlite },
    { "postgresql_name", ANY_NAME | SCAN_OF_ROW, NULL, "postgresql_name = customer_id",
      set_column_postgresql },
    { "primary_key", SCAN_TAKES_NOTHING | SCAN_OF_ROW, NULL, "primary_key", set_primary_key },
    { "assigned", SCAN_TAKES_NOTHING | SCAN_OF_ROW, NULL, "primary_key, assigned", set_assigned },
    { "not_null", SCAN_TAKES_NOTHING, NULL, "not_null", set_not_null },
    { "unique", ALONE_OR_NAMED | SCAN_OF_ROW, NULL, "unique, or unique = customer_email",
      set_unique },
    { "index", ALONE_OR_NAMED | SCAN_OF_ROW, NULL, "index, or index = customer_by_name",
      set_index },
    { "default", ANY_VALUE | SCAN_OF_ROW, NULL, "default = 0", set_default },
    { "default_sql", SCAN_TAKES_STRING | SCAN_OF_ROW, NULL, "default_sql = \"lower('A')\"",
      set_default_sql },
    { "sqlite_default", SCAN_TAKES_STRING | SCAN_OF_ROW, NULL, "sqlite_default = \"random()\"",
      set_default_sqlite },
    { "postgresql_default", SCAN_TAKES_STRING | SCAN_OF_ROW, NULL,
      "postgresql_default = \"clock_timestamp()\"", set_default_postgresql },
    { "check", SCAN_TAKES_STRING | SCAN_OF_ROW, NULL, "check = \"{price} >= 0\"", set_check },
    { "computed", SCAN_TAKES_STRING | SCAN_OF_ROW, NULL, "computed = \"{price} * {count}\"",
      set_computed },
    { "readonly", SCAN_TAKES_NOTHING | SCAN_OF_ROW, NULL, "readonly", set_readonly },
    { "renamed_from", ANY_NAME | SCAN_OF_ROW, NULL, "renamed_from = surname",
      set_column_renamed_from },
    { "redact", SCAN_TAKES_NOTHING, NULL, "redact", set_redact },
    { "version", SCAN_TAKES_NOTHING | SCAN_OF_ROW, NULL, "version", set_version },
    { "references", SCAN_TAKES_NAME | SCAN_TAKES_PATH | SCAN_OF_ROW, NULL,
      "references = customer.id", set_references },
    { "references_table", SCAN_TAKES_STRING | SCAN_OF_ROW, NULL, "references_table = \"city(id)\"",
      set_references_table },
    { "on_delete", SCAN_TAKES_NAME | SCAN_OF_ROW, scan_known_actions, "on_delete = cascade",
      set_on_delete },
    { "on_update", SCAN_TAKES_NAME | SCAN_OF_ROW, scan_known_actions, "on_update = cascade",
      set_on_update },
    { "null_if", ANY_VALUE, NULL, "null_if = 0", set_null_if },
    { "null_reads_as", ANY_VALUE, NULL, "null_reads_as = 0", set_null_reads_as },
    { "null_flag", SCAN_TAKES_NAME | SCAN_TAKES_PATH, NULL, "null_flag = price_missing",
      set_null_flag },
    { "size", SCAN_TAKES_NAME | SCAN_TAKES_PATH, NULL, "size = picture_size", set_length },
    { "count", SCAN_TAKES_NAME | SCAN_TAKES_PATH, NULL, "count = score_count", set_length },
    { "type", SCAN_TAKES_NAME, types, "type = timestamp", set_type },
    { "sqlite_type", ANY_NAME, NULL, "sqlite_type = \"TEXT COLLATE NOCASE\"", set_type_sqlite },
    { "postgresql_type", ANY_NAME, NULL, "postgresql_type = \"varchar(20)\"", set_type_postgresql },
    { "unit", SCAN_TAKES_NAME, units, "unit = ms", set_unit },
    { "precision", A_NUMBER, NULL, "precision = 12", set_precision },
    { "scale", A_NUMBER, NULL, "scale = 2", set_scale },
    { "validate", SCAN_TAKES_NAME | SCAN_NO_TRUTH, NULL, "validate = email_check", set_validate },
    { "converter", SCAN_TAKES_NAME, NULL, "converter = compact", set_converter },
    { "as", SCAN_TAKES_NAME, representations, "as = number", set_as },
    { "unknown", SCAN_TAKES_NAME, NULL, "unknown = TIER_OTHER", set_unknown },
    { "prefix", ANY_NAME, NULL, "prefix = billing_", set_column_prefix },
    { "columns", SCAN_TAKES_LIST, NULL, "columns(city, zip = postcode)", set_columns },
};

const scan_known *scan_known_column_keys(size_t *count_out)
{
    *count_out = sizeof column_keys / sizeof *column_keys;
    return column_keys;
}

/* What the row of the key says; 0 = there is none. */
static unsigned takes_of(const char *key)
{
    size_t count = sizeof column_keys / sizeof *column_keys, i = 0;
    while (i < count && strcmp(column_keys[i].key, key) != 0) {
        i++;
    }
    return i < count ? column_keys[i].takes : 0;
}

bool scan_known_is_of_row(const char *key)
{
    return (takes_of(key) & SCAN_OF_ROW) != 0;
}

bool scan_known_takes_number(const char *key)
{
    return (takes_of(key) & SCAN_TAKES_NUMBER) != 0;
}
