/* Owns the way from a C operand to a parameter's value. */
#include "query/params.h"

#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "meta/field.h"
#include "row/codec.h"
#include "sql/operand.h"
#include "sql/pattern.h"
#include "sql/prefix.h"
#include "sql/range.h"

/* ---- lists ---- */

static orm_storage storage_of(orm_type item)
{
    switch (item) {
    case ORM_TYPE_BOOL:
        return ORM_STORAGE_BOOL;
    case ORM_TYPE_INT:
        return ORM_STORAGE_INT;
    case ORM_TYPE_UINT:
        return ORM_STORAGE_UINT;
    case ORM_TYPE_REAL:
        return ORM_STORAGE_FLOAT;
    case ORM_TYPE_TEXT:
        return ORM_STORAGE_STRING;
    case ORM_TYPE_BLOB:
        return ORM_STORAGE_BYTES;
    case ORM_TYPE_NULL:
    case ORM_TYPE_TIMESTAMP:
    case ORM_TYPE_DATE:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_INTERVAL:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    return ORM_STORAGE_NONE;
}

/* A C array's item is read as a member at its place in the array. */
static orm_status bind_item(const orm_codec *codec, const orm_sql_param *param, size_t index,
                            orm_value *out, orm_error *error)
{
    const orm_operand *list = param->operand;
    const orm_field item = { .member = "item",
                             .layout = { .storage = storage_of(list->item),
                                         .offset = index * list->item_size,
                                         .size = list->item_size } };
    orm_value raw;
    orm_status status = orm__field_get(codec->entity, &item, list->data, &raw, error);
    if (status != ORM_OK) {
        return status;
    }
    const orm_value *null_if = codec->entity->fields[param->field].layout.null_if;
    if (raw.type == ORM_TYPE_NULL || (null_if != NULL && orm__field_same(&raw, null_if))) {
        (void)orm__error_set(error, ORM_MISUSE,
                             "item %zu of the list is NULL: ask for it with orm_is_null", index);
        orm__codec_locate(codec, param->field, error);
        return ORM_MISUSE;
    }
    return orm__codec_bind_value(codec, param->field, &raw, out, error);
}

static bool holds_label(const orm_value *items, size_t count, const char *label)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i].as.text == label) {
            return true;
        }
    }
    return false;
}

/* Labels that share their value with one in the list stand for the same: adds them. Returns the
 * count of items then. */
static size_t add_aliases(const orm_enum *labels, orm_value *items, size_t count)
{
    size_t added = count;
    for (uint16_t i = 1; i < labels->label_count; i++) {
        uint16_t first = 0;
        while (labels->labels[first].value != labels->labels[i].value) {
            first++;
        }
        if (first < i && holds_label(items, count, labels->labels[first].name)) {
            items[added++] = orm_value_text(labels->labels[i].name);
        }
    }
    return added;
}

static orm_status bind_list(orm_db *db, const orm_codec *codec, const orm_sql_param *param,
                            orm_value *out, orm_error *error)
{
    const orm_operand *list = param->operand;
    const orm_column *column = &codec->entity->fields[param->field].column;
    const orm_enum *labels = column->kind == ORM_KIND_ENUM ? column->labels : NULL;
    size_t count = list->size, further = labels == NULL ? 0 : labels->label_count;
    orm_value *items = orm__arena_zeroed(db->scratch, count + further, sizeof *items);
    if (items == NULL) {
        return orm__error_no_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        orm_status status = bind_item(codec, param, i, &items[i], error);
        if (status != ORM_OK) {
            return status;
        }
    }
    if (labels != NULL) {
        count = add_aliases(labels, items, count);
    }
    *out = (orm_value){ .type = ORM_TYPE_LIST, .size = count, .as.list = items };
    return ORM_OK;
}

/* ---- patterns ---- */

static orm_status bind_pattern(orm_db *db, const orm_codec *codec, const orm_sql_param *param,
                               orm_value *out, orm_error *error)
{
    orm_buffer pattern;
    orm__buffer_init(&pattern, &db->allocator);
    orm_status status =
        orm__pattern_encode(&pattern, db->dialect, param->pattern, param->operand->data, error);
    if (status == ORM_OK) {
        const char *text = orm__buffer_string(&pattern);
        char *copy = text == NULL ? NULL : orm_arena_copy(db->scratch, text, pattern.size);
        *out = (orm_value){ .type = ORM_TYPE_TEXT, .size = pattern.size, .as.text = copy };
        status = copy == NULL ? orm__error_no_memory(error) : ORM_OK;
    } else {
        orm__codec_locate(codec, param->field, error);
    }
    orm__buffer_fini(&pattern);
    return status;
}

static orm_status bind_beyond(orm_db *db, const orm_codec *codec, const orm_sql_param *param,
                              orm_value *out, orm_error *error)
{
    const orm_operand *prefix = param->operand;
    char *bytes = orm_arena_copy(db->scratch, prefix->data, prefix->size);
    if (bytes == NULL) {
        return orm__error_no_memory(error);
    }
    const orm_value raw = orm_value_blob(bytes, orm__prefix_beyond(bytes, prefix->size));
    return orm__codec_bind_operand(codec, param->field, &raw, out, error);
}

/* ---- all ---- */

static orm_status bind_operand(orm_db *db, const orm_codec *codec, const orm_sql_param *param,
                               orm_value *out, orm_error *error)
{
    if (param->pattern != ORM_OP_END) {
        return bind_pattern(db, codec, param, out, error);
    }
    if (param->label != NULL) {
        *out = orm_value_text(param->label->name);
        return ORM_OK;
    }
    if (param->operand->type == ORM_TYPE_LIST) {
        return bind_list(db, codec, param, out, error);
    }
    const orm_value raw = orm__operand_value(param->operand);
    return orm__codec_bind_operand(codec, param->field, &raw, out, error);
}

static orm_status bind_stored(const orm_codec *codec, const orm_sql_param *param, orm_value *out,
                              orm_error *error)
{
    const orm_value raw = orm__operand_value(param->operand);
    return orm__codec_bind_stored(codec, param->field, &raw, out, error);
}

/* Engines multiply a span of time by a double, in which so many microseconds are exact. */
static orm_status bind_span(const orm_codec *codec, const orm_sql_param *param, orm_value *out,
                            orm_error *error)
{
    const int64_t most = INT64_C(1) << 53;
    const orm_value raw = orm__operand_value(param->operand);
    orm_value span;
    orm_status status = orm__codec_bind_operand(codec, param->field, &raw, &span, error);
    if (status == ORM_OK && (span.as.integer > most || span.as.integer < -most)) {
        status = orm__error_set(error, ORM_CONVERSION, "a span of more than 285 years");
        orm__codec_locate(codec, param->field, error);
    }
    *out = orm_value_int(status == ORM_OK ? span.as.integer : 0);
    return status;
}

/* What the column cannot hold it never gives: NULL stands for it then, which is no value either. */
static void bind_null_if(const orm_db *db, const orm_codec *codec, const orm_sql_param *param,
                         orm_value *out)
{
    const orm_field *field = &codec->entity->fields[param->field];
    const orm_value *null_if = field->layout.null_if;
    if (orm__range_place(db->dialect, field, null_if) != ORM_RANGE_WITHIN ||
        orm__codec_bind_operand(codec, param->field, null_if, out, NULL) != ORM_OK) {
        *out = orm_value_null();
    }
}

static orm_status bind_param(orm_db *db, const orm_codec *codec, const orm_sql_param *param,
                             orm_value *out, orm_error *error)
{
    switch (param->source) {
    case ORM_SQL_OPERAND:
        return bind_operand(db, codec, param, out, error);
    case ORM_SQL_BEYOND:
        return bind_beyond(db, codec, param, out, error);
    case ORM_SQL_SPAN:
        return bind_span(codec, param, out, error);
    case ORM_SQL_STORED:
        return bind_stored(codec, param, out, error);
    case ORM_SQL_NULL_IF:
        bind_null_if(db, codec, param, out);
        return ORM_OK;
    case ORM_SQL_INTEGER:
        *out = orm_value_int(param->integer);
        return ORM_OK;
    case ORM_SQL_MEMBER:
    case ORM_SQL_NEXT:
        break; /* bound row by row */
    }
    return ORM_OK;
}

static bool is_list(const orm_sql_param *param)
{
    return param->source == ORM_SQL_OPERAND && param->operand->type == ORM_TYPE_LIST;
}

static orm_parameter_type type_of(const orm_db *db, const orm_entity *entity,
                                  const orm_sql_param *param)
{
    if (param->source == ORM_SQL_INTEGER || param->source == ORM_SQL_SPAN) {
        return (orm_parameter_type){ .kind = ORM_KIND_INT64 };
    }
    const orm_column *column = &entity->fields[param->field].column;
    if (param->pattern != ORM_OP_END) {
        return (orm_parameter_type){ .kind = ORM_KIND_TEXT, .secret = column->redact };
    }
    return (orm_parameter_type){ .kind = column->kind,
                                 .element = column->element,
                                 .list = is_list(param),
                                 .secret = column->redact,
                                 .own_type = orm__entity_type(column, db->dialect->name) != NULL };
}

orm_status orm__params_bind(orm_db *db, const orm_entity *entity, orm_parameter_type *types,
                            orm_error *error)
{
    const orm_codec codec = orm__db_codec(db, entity);
    orm_status status = orm__db_reserve_values(db, db->sql.param_count, error);
    for (size_t i = 0; status == ORM_OK && i < db->sql.param_count; i++) {
        types[i] = type_of(db, entity, &db->sql.params[i]);
        status = bind_param(db, &codec, &db->sql.params[i], &db->values[i], error);
    }
    return status;
}

orm_status orm__params_acquire(orm_db *db, const orm_entity *entity, orm_statement **statement_out,
                               orm_error *error)
{
    orm_parameter_type *types = orm__arena_zeroed(db->scratch, db->sql.param_count, sizeof *types);
    if (types == NULL) {
        return orm__error_no_memory(error);
    }
    orm_status status = orm__params_bind(db, entity, types, error);
    if (status != ORM_OK) {
        return status;
    }
    const orm_statement_text text = orm__db_statement_text(db, types);
    status = orm__cache_acquire(&db->cache, &text, statement_out, error);
    if (status != ORM_OK) {
        error->sql = orm__buffer_string(&db->sql.text);
    }
    return status;
}
