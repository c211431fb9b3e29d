/* Owns the table of the keys of ORM_CONVERTER. */
#include "annotation/known.h"
#include "model/model.h"

/* clang has looked the functions up by then: what is left is that the key is there. */
static void keep_function(const scan_setting *s)
{
    (void)s;
}

static void set_kind(const scan_setting *s)
{
    s->converter->kind = (orm_kind)s->word;
}

static void set_name(const scan_setting *s)
{
    s->converter->name = s->argument->text;
}

static void set_precision(const scan_setting *s)
{
    s->converter->precision = scan_known_precision(s, &s->converter->annotation);
}

static void set_scale(const scan_setting *s)
{
    s->converter->scale = scan_known_scale(s, &s->converter->annotation);
}

static void set_type_sqlite(const scan_setting *s)
{
    scan_known_add_name(s, &s->converter->types, "sqlite");
}

static void set_type_postgresql(const scan_setting *s)
{
    scan_known_add_name(s, &s->converter->types, "postgresql");
}

static const scan_word kinds[] = {
    { "text", ORM_KIND_TEXT },         { "blob", ORM_KIND_BLOB },
    { "bool", ORM_KIND_BOOL },         { "int16", ORM_KIND_INT16 },
    { "int32", ORM_KIND_INT32 },       { "int64", ORM_KIND_INT64 },
    { "uint64", ORM_KIND_UINT64 },     { "float32", ORM_KIND_FLOAT32 },
    { "float64", ORM_KIND_FLOAT64 },   { "timestamp", ORM_KIND_TIMESTAMP },
    { "date", ORM_KIND_DATE },         { "uuid", ORM_KIND_UUID },
    { "decimal", ORM_KIND_DECIMAL },   { "json", ORM_KIND_JSON },
    { "interval", ORM_KIND_INTERVAL }, { NULL, 0 },
};

static const scan_known converter_keys[] = {
    { "encode", SCAN_TAKES_NAME, NULL, "encode = amount_encode", keep_function },
    { "decode", SCAN_TAKES_NAME, NULL, "decode = amount_decode", keep_function },
    { "kind", SCAN_TAKES_NAME, kinds, "kind = text", set_kind },
    { "name", SCAN_TAKES_NAME, NULL, "name = compact", set_name },
    { "precision", SCAN_TAKES_NAME | SCAN_TAKES_NUMBER, NULL, "precision = 12", set_precision },
    { "scale", SCAN_TAKES_NAME | SCAN_TAKES_NUMBER, NULL, "scale = 2", set_scale },
    { "sqlite_type", SCAN_TAKES_NAME | SCAN_TAKES_STRING, NULL,
      "sqlite_type = \"TEXT COLLATE NOCASE\"", set_type_sqlite },
    { "postgresql_type", SCAN_TAKES_NAME | SCAN_TAKES_STRING, NULL, "postgresql_type = inet",
      set_type_postgresql },
};

const scan_known *scan_known_converter_keys(size_t *count_out)
{
    *count_out = sizeof converter_keys / sizeof *converter_keys;
    return converter_keys;
}
