/* Owns what is known of the server's types: which value a parameter of each takes, how its bytes
 * are read, and with which type a kind is declared. A further type is one row. */
#include "driver/postgresql.h"

/* A parameter of a type that takes no value of ours is sent as text, which the server reads
 * strictly: an enum's label, say. A list of it goes as the text of an array. */
static const orm_postgresql_type types[] = {
    { ORM_OID_BOOL, ORM_OID_BOOL_ARRAY, ORM_TYPE_BOOL, ORM_POSTGRESQL_FORM_BOOL },
    { ORM_OID_INT2, ORM_OID_INT2_ARRAY, ORM_TYPE_NULL, ORM_POSTGRESQL_FORM_SIGNED },
    { ORM_OID_INT4, ORM_OID_INT4_ARRAY, ORM_TYPE_NULL, ORM_POSTGRESQL_FORM_SIGNED },
    { ORM_OID_INT8, ORM_OID_INT8_ARRAY, ORM_TYPE_INT, ORM_POSTGRESQL_FORM_SIGNED },
    { ORM_OID_OID, 0, ORM_TYPE_NULL, ORM_POSTGRESQL_FORM_UNSIGNED },
    { ORM_OID_FLOAT4, ORM_OID_FLOAT4_ARRAY, ORM_TYPE_NULL, ORM_POSTGRESQL_FORM_REAL },
    { ORM_OID_FLOAT8, ORM_OID_FLOAT8_ARRAY, ORM_TYPE_REAL, ORM_POSTGRESQL_FORM_REAL },
    { ORM_OID_NUMERIC, ORM_OID_NUMERIC_ARRAY, ORM_TYPE_DECIMAL, ORM_POSTGRESQL_FORM_NUMERIC },
    { ORM_OID_TEXT, ORM_OID_TEXT_ARRAY, ORM_TYPE_TEXT, ORM_POSTGRESQL_FORM_TEXT },
    { ORM_OID_VARCHAR, ORM_OID_VARCHAR_ARRAY, ORM_TYPE_TEXT, ORM_POSTGRESQL_FORM_TEXT },
    { ORM_OID_BPCHAR, ORM_OID_BPCHAR_ARRAY, ORM_TYPE_TEXT, ORM_POSTGRESQL_FORM_PADDED },
    { ORM_OID_NAME, ORM_OID_NAME_ARRAY, ORM_TYPE_TEXT, ORM_POSTGRESQL_FORM_TEXT },
    { ORM_OID_UNKNOWN, 0, ORM_TYPE_TEXT, ORM_POSTGRESQL_FORM_TEXT },
    { ORM_OID_CHAR, 0, ORM_TYPE_NULL, ORM_POSTGRESQL_FORM_TEXT },
    { ORM_OID_JSON, 0, ORM_TYPE_NULL, ORM_POSTGRESQL_FORM_TEXT },
    { ORM_OID_XML, 0, ORM_TYPE_NULL, ORM_POSTGRESQL_FORM_TEXT },
    { ORM_OID_JSONB, 0, ORM_TYPE_NULL, ORM_POSTGRESQL_FORM_JSONB },
    { ORM_OID_BYTEA, ORM_OID_BYTEA_ARRAY, ORM_TYPE_BLOB, ORM_POSTGRESQL_FORM_BYTES },
    { ORM_OID_UUID, ORM_OID_UUID_ARRAY, ORM_TYPE_BLOB, ORM_POSTGRESQL_FORM_BYTES },
    { ORM_OID_TIMESTAMP, ORM_OID_TIMESTAMP_ARRAY, ORM_TYPE_TIMESTAMP, ORM_POSTGRESQL_FORM_TIME },
    { ORM_OID_TIMESTAMPTZ, ORM_OID_TIMESTAMPTZ_ARRAY, ORM_TYPE_TIMESTAMP,
      ORM_POSTGRESQL_FORM_TIME },
    { ORM_OID_DATE, ORM_OID_DATE_ARRAY, ORM_TYPE_DATE, ORM_POSTGRESQL_FORM_DATE },
    { ORM_OID_INTERVAL, ORM_OID_INTERVAL_ARRAY, ORM_TYPE_INTERVAL, ORM_POSTGRESQL_FORM_INTERVAL },
};

orm_postgresql_shape orm__postgresql_type_shape(Oid oid)
{
    static const orm_postgresql_type unknown = { .oid = 0 };
    for (size_t i = 0; oid != 0 && i < sizeof types / sizeof types[0]; i++) {
        if (types[i].oid == oid || types[i].array == oid) {
            return (orm_postgresql_shape){ .type = &types[i], .is_array = types[i].oid != oid };
        }
    }
    return (orm_postgresql_shape){ .type = &unknown };
}

/* All integers are sent as bigint and all numbers as double precision: the server narrows them with
 * a check when it stores them, and a comparison with a larger number simply is false. Of the others
 * the server knows which type is meant: from another one it would cast, and round. */
static Oid declared_for(orm_kind kind)
{
    switch (kind) {
    case ORM_KIND_BOOL:
        return ORM_OID_BOOL;
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return ORM_OID_INT8;
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return ORM_OID_FLOAT8;
    case ORM_KIND_TEXT:
        return ORM_OID_TEXT;
    case ORM_KIND_BLOB:
        return ORM_OID_BYTEA;
    case ORM_KIND_ENUM:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_DATE:
    case ORM_KIND_UUID:
    case ORM_KIND_DECIMAL:
    case ORM_KIND_JSON:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return 0;
}

Oid orm__postgresql_type_declared(orm_parameter_type type)
{
    bool is_array = type.kind == ORM_KIND_ARRAY;
    orm_kind kind = is_array ? type.element : type.kind;
    bool is_left_open = type.own_type && kind == ORM_KIND_TEXT;
    Oid scalar = is_left_open ? 0 : declared_for(kind);
    return is_array || type.list ? orm__postgresql_type_shape(scalar).type->array : scalar;
}
