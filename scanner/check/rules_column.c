/* Rules for one column: its arguments among themselves, and with its type. */
#include "check/rules.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "diag.h"
#include "meta/field.h"
#include "model/kind.h"
#include "model/kind_array.h"
#include "model/find.h"
#include "model/model.h"

enum { NULL_KEYS = 3 };

/* How the column's NULL looks in C, by key, from one of the ways on; NULL = it is not said. */
static const char *null_key(const scan_field *field, size_t from)
{
    static const char *const keys[] = { "null_if", "null_flag", "null_reads_as" };
    size_t i = from;
    while (i < NULL_KEYS && !scan_check_says(field, keys[i])) {
        i++;
    }
    return i < NULL_KEYS ? keys[i] : NULL;
}

bool scan_check_says_null(const scan_field *field)
{
    return null_key(field, 0) != NULL;
}

static void check_null(const scan_subject *s)
{
    const char *key = null_key(s->field, 0);
    if (key == NULL) {
        return;
    }
    if (s->field->not_null && !scan_kind_is_pointer(s->field)) { /* else it is told for that */
        scan_diag_error(s->context->diag, scan_check_place(s, key),
                        "'%s' is not_null, so '%s' can never be; remove one", s->field->member,
                        key);
    }
    if (s->field->primary_key) {
        scan_diag_error(s->context->diag, scan_check_place(s, key),
                        "'%s' is a key and never NULL; remove %s", s->field->member, key);
    }
    size_t first = strcmp(key, "null_if") == 0 ? 1 : strcmp(key, "null_flag") == 0 ? 2 : 3;
    const char *second = null_key(s->field, first);
    if (second != NULL) {
        scan_diag_error(s->context->diag, scan_check_place(s, second),
                        "%s and %s both say how NULL looks; remove one", key, second);
    }
}

/* What is behind a pointer of its own has its NULL in that pointer. */
static void check_own_pointer(const scan_subject *s)
{
    const char *key = null_key(s->field, 0);
    if (key != NULL && scan_find_is_pointer(s->entity, s->field)) {
        scan_diag_error(s->context->diag, scan_check_place(s, key),
                        "a NULL pointer is NULL in '%s'; remove %s", s->field->member, key);
    }
}

void scan_check_generated_default(const scan_subject *s, const char *key)
{
    scan_diag_error(s->context->diag, scan_check_place(s, key),
                    "the database generates '%s', so its default is never used; remove it, "
                    "or write primary_key, assigned",
                    s->field->member);
}

static void check_key_words(const scan_subject *s)
{
    if (s->field->assigned && !s->field->primary_key) {
        scan_diag_error(s->context->diag, scan_check_place(s, "assigned"),
                        "'assigned' is for primary keys; write primary_key, assigned");
    }
    if (s->field->generated && s->field->default_value.kind != ORM_DEFAULT_NONE) {
        scan_check_generated_default(s, scan_check_says(s->field, "default") ? "default"
                                                                             : "default_sql");
    }
    if (s->field->generated && s->field->reference != NULL) {
        bool is_outside = s->field->reference->outside != NULL;
        scan_diag_error(s->context->diag,
                        scan_check_place(s, is_outside ? "references_table" : "references"),
                        "a key that references another is not generated; "
                        "write primary_key, assigned");
    }
}

/* Digits and nothing else, and not all of them 0. */
static bool is_plain_number(const char *sql)
{
    const char *digits = sql + (sql[0] == '-' || sql[0] == '+');
    return strpbrk(sql, "123456789") != NULL && digits[strspn(digits, "0123456789.")] == '\0';
}

/* On SQLite the number counts the decimal's last place, on PostgreSQL its ones. */
static void check_decimal_default(const scan_subject *s)
{
    const scan_field *field = s->field;
    const char *sql = field->default_value.sql;
    bool is_both =
        !scan_check_says(field, "sqlite_default") && !scan_check_says(field, "postgresql_default");
    if (field->kind == ORM_KIND_DECIMAL && field->scale > 0 && sql != NULL && is_both &&
        is_plain_number(sql)) {
        scan_diag_error(s->context->diag, scan_check_place(s, "default_sql"),
                        "SQLite keeps '%s' as an integer that counts its last place, so \"%s\" is "
                        "another number there than on PostgreSQL; write default = %s",
                        field->member, sql, sql);
    }
}

static void check_default(const scan_subject *s)
{
    check_decimal_default(s);
    if (scan_check_says(s->field, "default") && scan_check_says(s->field, "default_sql")) {
        scan_diag_error(s->context->diag, scan_check_place(s, "default_sql"),
                        "default and default_sql both say the default; remove one");
    }
}

static void check_unit(const scan_subject *s)
{
    bool is_reported = scan_check_says(s->field, "type") && s->field->asked == ORM_KIND_NONE;
    if (scan_check_says(s->field, "unit") &&
        scan_kind_is_time_struct(scan_kind_single(&s->field->type))) {
        if (s->field->representation != SCAN_AS_NUMBER) {
            scan_diag_error(s->context->diag, scan_check_place(s, "unit"),
                            "'%s' has seconds and a fraction of its own; remove unit, or store "
                            "it as = number",
                            s->field->member);
        }
        return;
    }
    if (scan_check_says(s->field, "unit") && s->field->asked != ORM_KIND_TIMESTAMP &&
        !is_reported) {
        scan_diag_error(s->context->diag, scan_check_place(s, "unit"),
                        "'unit' is for timestamps; add type = timestamp");
    }
}

void scan_check_may_be_key(scan_context *context, const scan_field *field, const char *key,
                           scan_place place)
{
    const char *what = field->kind == ORM_KIND_JSON       ? "json is"
                       : field->kind == ORM_KIND_ARRAY    ? "arrays are"
                       : field->kind == ORM_KIND_INTERVAL ? "intervals are"
                                                          : NULL;
    if (what != NULL) {
        scan_diag_error(context->diag, place,
                        "engines differ in what equal %s, so '%s' cannot have %s", what,
                        field->member, key);
    }
}

/* Digits are a decimal's; what json is equal to is no engine's business. */
static void check_kind_words(const scan_subject *s)
{
    const scan_field *field = s->field;
    static const char *const digits[] = { "precision", "scale" };
    static const char *const keys[] = { "primary_key", "unique", "index", "references",
                                        "references_table" };
    bool is_reported = scan_check_says(field, "type") && field->asked == ORM_KIND_NONE;
    for (size_t i = 0; i < 2; i++) {
        if (scan_check_says(field, digits[i]) && field->asked != ORM_KIND_DECIMAL && !is_reported) {
            scan_diag_error(s->context->diag, scan_check_place(s, digits[i]),
                            "'%s' is for decimals; add type = decimal", digits[i]);
        }
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (scan_check_says(field, keys[i])) {
            scan_check_may_be_key(s->context, field, keys[i], scan_check_place(s, keys[i]));
        }
    }
}

void scan_check_empty(const scan_subject *s, const char *key, const char *text)
{
    if (text != NULL && text[strspn(text, " \t\n")] == '\0') {
        scan_diag_error(s->context->diag, scan_check_place(s, key),
                        "'%s' is empty; write an SQL expression or remove it", key);
    }
}

/* A flag named has_x, but not has_no_x, reads as "there is one": the other way round. */
static void check_flag_name(const scan_subject *s)
{
    const char *flag = s->field->null_flag;
    const char *name = flag == NULL ? "" : scan_find_last_name(flag);
    bool is_there = flag != NULL && scan_find_member(s->entity, flag) != NULL;
    if (is_there && strncmp(name, "has_", 4) == 0 && strncmp(name, "has_no_", 7) != 0) {
        scan_diag_warning(s->context->diag, scan_check_place(s, "null_flag"),
                          "'%s' is non-zero where '%s' IS NULL, which its name denies; "
                          "name it %s_is_null, for example",
                          flag, s->field->member, scan_find_last_name(s->field->member));
    }
}

static void check_pointer_flag(const scan_subject *s)
{
    if (s->field->null_flag != NULL && scan_kind_is_pointer(s->field)) {
        scan_diag_error(s->context->diag, scan_check_place(s, "null_flag"),
                        "a NULL pointer is NULL in '%s'; remove null_flag", s->field->member);
    }
}

static int64_t value_of_label(const scan_enum *enumeration, const char *name)
{
    uint16_t i = 0;
    while (i + 1 < enumeration->label_count && strcmp(enumeration->labels[i].name, name) != 0) {
        i++;
    }
    return enumeration->labels[i].value;
}

enum { ROOM = ORM_DECIMAL_SIZE + 1 }; /* more than a date has */

/* A date or a decimal, as the text that it is read as. */
static orm_value write_default(const scan_field *field, char text[ROOM])
{
    int64_t value = field->default_value.value.as.integer;
    if (field->kind == ORM_KIND_DATE) {
        orm__calendar_write(value, text);
    } else {
        (void)orm__decimal_write(value, field->scale, text);
    }
    return orm_value_text(text);
}

/* Else there is none, or it has been reported. */
static bool has_value(const orm_default *own)
{
    return own->kind == ORM_DEFAULT_VALUE && own->value.type != ORM_TYPE_NULL;
}

/* The default as the member would hold it. room: for a text. */
static orm_value default_in_c(const scan_field *field, char room[ROOM])
{
    const orm_value *value = &field->default_value.value;
    switch (field->kind) {
    case ORM_KIND_DATE:
    case ORM_KIND_DECIMAL:
        return field->storage == ORM_STORAGE_INT ? orm_value_int(value->as.integer)
                                                 : write_default(field, room);
    case ORM_KIND_TIMESTAMP:
        return orm_value_int(field->units_per_second > 1000000
                                 ? value->as.integer * (field->units_per_second / 1000000)
                                 : value->as.integer / (1000000 / field->units_per_second));
    case ORM_KIND_ENUM:
        return orm_value_int(value_of_label(field->type.enumeration, value->as.text));
    case ORM_KIND_NONE:
    case ORM_KIND_BOOL:
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
    case ORM_KIND_TEXT:
    case ORM_KIND_BLOB:
    case ORM_KIND_UUID:
    case ORM_KIND_JSON:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_COUNT:
        break;
    }
    return *value;
}

/* The library refuses to read a value that would pass for NULL. */
static void check_default_is_no_null(const scan_subject *s)
{
    const scan_field *field = s->field;
    if (!has_value(&field->default_value) || field->null_if.type == ORM_TYPE_NULL) {
        return;
    }
    char room[ROOM];
    const orm_value value = default_in_c(field, room);
    if (orm__field_same(&value, &field->null_if)) {
        scan_diag_error(s->context->diag, scan_check_place(s, "default"),
                        "the default of '%s' is its null_if and would read as NULL; change one",
                        field->member);
    }
}

static bool is_same(const orm_value *a, const orm_value *b)
{
    return a->type != ORM_TYPE_NULL && b->type != ORM_TYPE_NULL && orm__field_same(a, b);
}

/* What stands for the unknown ones is no value of its own. */
static void check_unknown(const scan_subject *s)
{
    const scan_field *field = s->field;
    static const char *const keys[] = { "primary_key", "unique", "references" };
    if (!field->has_unknown || field->kind == ORM_KIND_NONE) {
        return;
    }
    if (!scan_kind_has_labels(field) || scan_kind_is_numbered_bool(field)) {
        scan_diag_error(s->context->diag,
                        scan_argument_key_place(&field->annotation,
                                                scan_argument_find(&field->annotation, "unknown")),
                        "'unknown' is for enums that are stored by name or with as = number");
        return;
    }
    for (size_t i = 0; i < 3; i++) {
        if (scan_check_says(field, keys[i])) {
            scan_diag_error(s->context->diag, scan_check_place(s, keys[i]),
                            "'%s' is a key, and keys that are unknown would read as one; "
                            "remove unknown",
                            field->member);
        }
    }
    char room[ROOM];
    const orm_value value =
        has_value(&field->default_value) ? default_in_c(field, room) : orm_value_null();
    if (is_same(&value, &field->unknown)) {
        scan_diag_error(s->context->diag, scan_check_place(s, "default"),
                        "the default of '%s' stands for what is unknown; change one",
                        field->member);
    }
    if (is_same(&field->null_if, &field->unknown)) {
        scan_diag_error(s->context->diag, scan_check_place(s, "unknown"),
                        "the value of unknown is the null_if of '%s' and would read as NULL; "
                        "change one",
                        field->member);
    }
}

void scan_check_column(const scan_subject *s)
{
    check_null(s);
    check_own_pointer(s);
    check_key_words(s);
    check_default(s);
    check_default_is_no_null(s);
    check_unknown(s);
    check_unit(s);
    check_kind_words(s);
    scan_check_empty(s, "check", s->field->check);
    scan_check_empty(s, "computed", s->field->computed);
    scan_check_empty(s, "default_sql", s->field->default_value.sql);
    check_flag_name(s);
    check_pointer_flag(s);
}
