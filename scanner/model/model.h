/* The model of a scan: what the annotated headers say, with the places where they say it. Plain
 * data in an arena, clang-free. scanner/clang fills it, scanner/check judges it,
 * scanner/model/lower makes the contract's tables of it, scanner/emit writes it. */
#ifndef SCANNER_MODEL_MODEL_H
#define SCANNER_MODEL_MODEL_H

#include <orm/arena.h>
#include <orm/meta.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A place in a source file. line 0 = nowhere. file: borrowed from the arena. column and size: in
 * bytes; size: of what stands there, in that line; 0 = not known. */
typedef struct scan_place {
    const char *file;
    unsigned line, column, size;
} scan_place;

/* One argument of an annotation: key, or key = value, as the annotation parser read it. */
typedef enum scan_value_kind {
    SCAN_VALUE_NONE,   /* a key alone */
    SCAN_VALUE_NAME,   /* identifier, or a path: identifiers joined by dots, items a[0] */
    SCAN_VALUE_STRING, /* text holds the unescaped contents */
    SCAN_VALUE_NUMBER, /* text holds it as written, or a sign and an identifier */
    SCAN_VALUE_LIST    /* key(...), in a list key = text(...): .arguments */
} scan_value_kind;

typedef struct scan_argument scan_argument;
struct scan_argument {
    const char *key; /* identifiers joined by dots; NULL for a positional string */
    scan_value_kind kind;
    const char *text; /* the value; NULL for NONE and for key(...) */
    size_t size;      /* bytes of text (a string may hold a NUL) */
    size_t key_at;    /* where the key stands in the annotation's text, counted without blanks */
    size_t value_at, value_end;
    scan_place key_place, value_place; /* filled by scanner/clang */
    scan_argument *arguments;          /* LIST: what stands in it */
    size_t argument_count;
    const struct scan_syntax_error *error; /* it could not be read; NULL = it could */
};

typedef struct scan_annotation {
    scan_place place; /* of the macro's name */
    scan_argument *arguments;
    size_t argument_count;
} scan_annotation;

typedef struct scan_enum {
    const char *name;               /* for the emitted symbol: the tag or the typedef's name */
    const orm_enum_label *labels;   /* as stored */
    const char *const *enumerators; /* as C spells them, one for each label */
    uint16_t label_count;
    bool is_wrong; /* an error in its labels is reported */
} scan_enum;

/* What the C type of a member is, after typedefs. */
typedef enum scan_type_class {
    SCAN_TYPE_UNSUPPORTED, /* .reason says why */
    SCAN_TYPE_BOOL,
    SCAN_TYPE_INT,
    SCAN_TYPE_UINT,
    SCAN_TYPE_FLOAT,
    SCAN_TYPE_ENUM,
    SCAN_TYPE_CHAR_POINTER, /* char *, const char * */
    SCAN_TYPE_CHAR_ARRAY,   /* char[N] */
    SCAN_TYPE_BYTE_POINTER, /* void *, unsigned char *, uint8_t * */
    SCAN_TYPE_BYTE_ARRAY,   /* unsigned char[N], uint8_t[N] */
    SCAN_TYPE_TIMESPEC,     /* struct timespec */
    SCAN_TYPE_TIMEVAL,      /* struct timeval */
    SCAN_TYPE_INTERVAL,     /* orm_interval */
    SCAN_TYPE_CHAR,         /* char */
    SCAN_TYPE_CONVERTED,    /* whatever it is: scan_field.converter makes a column of it */
    SCAN_TYPE_ARRAY,        /* T[N] of other items than bytes and chars: .pointee, .count */
    SCAN_TYPE_TEXT_POINTER, /* char **: .pointee */
    /* to a number, a bool, an enum or an instant: .pointee. Of a column where annotated as an array
     * or a blob; else model/flatten goes behind it */
    SCAN_TYPE_SCALAR_POINTER,
    /* never those of a column: model/flatten makes columns of what is in them */
    SCAN_TYPE_STRUCT,
    SCAN_TYPE_STRUCT_POINTER
} scan_type_class;

typedef struct scan_struct scan_struct;

/* A function that an annotation names. */
typedef struct scan_function {
    const char *name;
    bool is_declared;
    bool is_right;   /* it has the type that it must have */
    bool is_private; /* static, and not inline: generated code does not find it */
    scan_place place;
    const char *similar; /* one of that type that is called nearly so; NULL = none */
} scan_function;

typedef struct scan_converter scan_converter;

/* The converters of one C type, in source order. */
typedef struct scan_converters {
    scan_converter *const *items;
    size_t count;
} scan_converters;

/* An ORM_CONVERTER: what makes one column of each member of a C type. */
struct scan_converter {
    const char *c_type; /* as it is written: "struct text *" */
    bool by_pointer;    /* that is a pointer */
    scan_place place;   /* of the type */
    scan_annotation annotation;
    scan_function encode, decode;
    scan_converters siblings; /* those of its type, with itself */
    bool is_wrong;            /* an error in it is reported */

    /* what the annotation says, as of a field */
    const char *name; /* for a member's converter = ...; NULL = it is all members' */
    orm_kind kind;
    uint8_t precision, scale;
    orm_dialect_name *types;
};

typedef struct scan_type scan_type;
struct scan_type {
    scan_type_class type_class;
    const char *reason;     /* UNSUPPORTED: why, and what to write instead */
    bool is_qualified;      /* it is for const or volatile */
    size_t size;            /* bytes on the target */
    uint8_t bits;           /* of a bit-field: its width, and size is that of its type; else 0 */
    size_t count;           /* items of an array */
    const char *pointer_to; /* C spelling of a pointer to it: "char (*)[3]"; NULL = there is none */
    const char *domain; /* first well-known typedef on the way down: "time_t", ...; NULL = none */
    const scan_enum *enumeration;
    bool enum_is_signed;
    bool is_char;        /* plain char: of CHAR, and of the number that one is */
    bool char_is_signed; /* then: which is the target's to say */
    scan_converters converters;
    scan_converters item_converters; /* of what a pointer leads to, or an array holds */
    /* Of a struct, of one behind a pointer, of a union, which is UNSUPPORTED all the same; NULL =
     * it is not described. */
    scan_struct *nested;
    const scan_type *pointee; /* or the items of an array */
};

typedef struct scan_entity scan_entity;

/* What of an enum is stored. */
typedef enum scan_representation {
    SCAN_AS_LABEL,
    SCAN_AS_NUMBER, /* one of those of its enumerators */
    SCAN_AS_FLAGS,  /* any number */
    SCAN_AS_BYTES   /* of a struct: as it is in memory */
} scan_representation;

/* How the name of a column follows from that of its member. */
typedef enum scan_naming {
    SCAN_NAMING_AS_IS = 0,
    SCAN_NAMING_SNAKE,
    SCAN_NAMING_CAMEL,
    SCAN_NAMING_PASCAL
} scan_naming;

/* index(...) or unique(...) of a table. */
typedef struct scan_table_key {
    const scan_argument *list;
    bool unique;
    const char *name, *where; /* NULL = none */
    uint16_t *fields;         /* filled by model/resolve_table; none where it reports */
    uint16_t field_count;
} scan_table_key;

/* foreign_key(...) of a table. */
typedef struct scan_table_reference {
    const scan_argument *list;
    const char *name;                 /* NULL = derived */
    const scan_argument *target_list; /* references = order(x, y) */
    const orm_foreign_table *outside; /* a table that no struct maps; NULL = .target */
    uint16_t outside_count;           /* its columns */
    orm_action on_delete, on_update;
    scan_entity *target; /* from here on filled by model/resolve_table, as above */
    uint16_t *fields, *target_fields;
    uint16_t field_count;
} scan_table_reference;

typedef struct scan_reference {
    const char *table; /* entity's C name as written */
    const char *member;
    scan_entity *target; /* filled by model/resolve */
    uint16_t target_field;
    const orm_foreign_table *outside; /* instead of all these: a table that no struct maps */
    orm_action on_delete, on_update;
    scan_place place;
} scan_reference;

/* A member on the way to one that is mapped from outside of its struct. */
typedef struct scan_step {
    const char *name;
    scan_type type;
    size_t first_bit; /* in what it is a member of, on the target */
} scan_step;

/* A member that is a column. */
typedef struct scan_field {
    const char *member; /* of a nested struct with the way to it: "address.city" */
    scan_place place;
    scan_type type;
    scan_annotation annotation;

    /* of an ORM_MEMBER: .member is the last name until model/flatten has gone the way */
    const scan_step *steps;
    size_t step_count;
    const char *written;          /* as C reads it from a row: "owner->name"; NULL = it is none */
    const char *label;            /* the column's name unless it has one; NULL = the last name */
    const struct scan_said *said; /* of the member where it stands, filled by model/apply */
    bool is_guess; /* an error of the compiler's is in its declaration: it may be of another type */
    bool is_wrong; /* an error in its annotation is reported: what it does not say may be meant */

    /* what the annotation says, filled by annotation/known through model/apply; where it says so
     * is in the arguments (annotation/argument.h) */
    const char *column;
    scan_place
        column_place; /* where columns(...) of a struct around it says so; line 0 = it does not */
    orm_dialect_name *column_names; /* list that ends with a NULL dialect, or NULL */
    bool primary_key, assigned, not_null, unique, index;
    scan_representation representation;
    orm_kind asked;          /* by type = ...; NONE = what the C type makes */
    const char *unique_name; /* fields of one name share one key; NULL = alone */
    const char *index_name;  /* the same of an index */
    const char *check, *computed;
    bool readonly, version, redact;
    const char *renamed_from;
    orm_dialect_name *types, *default_texts; /* as column_names */
    scan_reference *reference;
    const char *null_flag, *length; /* names of auxiliary members */
    const char *length_key; /* the key that named the length: "size" in bytes, "count" in items */
    const char *validate;   /* a function; NULL = none */
    const char *converter_name;   /* NULL = the type's own, if it has one */
    uint32_t units_per_second;    /* of a timestamp, else 0 */
    uint8_t precision, scale;     /* of a decimal, else 0 */
    const char *prefix;           /* of a nested struct's columns; NULL = the member's name */
    const scan_argument *columns; /* LIST: the columns of a nested struct by member; NULL = all */

    /* where it is, filled by model/flatten */
    const char *path; /* in the struct of its group: "city", "amount.sat"; "" = all of it */
    uint16_t group;   /* as orm_layout.group */
    size_t first_bit; /* there, on the target; until then in the struct that it is a member of */
    const char *column_prefix; /* what the structs around it put before its column's name */
    bool is_prefix_styled; /* it ends in a name in a style, which nothing separates from the next */
    scan_place holder;     /* of the entity's member that it is in; line 0 = it is one itself */

    const scan_converter *converter; /* NULL = there is none */

    /* derived by model/resolve */
    orm_kind kind; /* NONE: the type cannot be a column (reported) */
    orm_storage storage;
    orm_kind element; /* of an array; else NONE */
    orm_storage item; /* the same */
    bool nullable, generated;
    uint16_t needed_in; /* as orm_layout.needed_in */
    orm_default default_value;
    bool has_null_if, has_null_reads_as, has_unknown;
    orm_value null_if, null_reads_as, unknown;
} scan_field;

/* Fields of one entity that hold the values of fields of another, one by one. */
typedef struct scan_pairs {
    scan_entity *holder, *of;
    uint16_t *fields, *of_fields;
    uint16_t count;
} scan_pairs;

/* A member that leads to rows of another entity, or of its own. */
typedef struct scan_relation {
    const char *member;
    scan_place place;
    orm_relation_kind kind;
    const char *macro;      /* "ORM_HAS_MANY" */
    unsigned depth;         /* of pointers to a struct; 0 = it is none */
    const char *c_type;     /* of that struct: "struct invoice"; NULL = it has no name */
    const char *spelling;   /* of the member's type, for messages */
    const char *pointer_to; /* as scan_type.pointer_to */
    scan_annotation annotation;

    /* what the annotation says, filled by model/apply */
    const scan_argument **columns; /* those that hold the other side's key */
    uint16_t column_count;
    const scan_argument *link_name, *from, *to; /* MANY_TO_MANY; NULL = not said */
    const char *count;                          /* name of the count member */
    bool is_wrong;                              /* an error in its annotation is reported */

    /* filled by model/relate; NULL = reported */
    scan_entity *target;
    scan_pairs pairs;      /* with a link: of the link and the entity */
    scan_pairs link_pairs; /* MANY_TO_MANY: of the link and the target */
} scan_relation;

/* Every member of an annotated struct, mapped or not: auxiliary members are looked up here. Those
 * of a nested struct join the entity's with the way to them in their names. */
typedef struct scan_member {
    const char *name;
    scan_type type;
    scan_place place;
    const char *path; /* as scan_field.path, .group and .first_bit */
    uint16_t group;
    size_t first_bit;
    const scan_type *held; /* in a union: what it is where it is named from outside; else NULL */
    bool is_guess;         /* as scan_field.is_guess */
    bool is_listed;        /* columns(...) of what holds its struct says whether it is stored */
} scan_member;

/* What of a struct is stored where columns hold it. */
typedef enum scan_struct_use {
    SCAN_STRUCT_UNUSED = 0,
    SCAN_STRUCT_WHOLE,  /* only all of it as one value */
    SCAN_STRUCT_MEMBERS /* what is in it, somewhere */
} scan_struct_use;

/* A struct that a member holds or points to; one for all members of the type. */
struct scan_struct {
    const char *c_type; /* "struct address"; NULL = it has no name */
    scan_place place;
    size_t size, align; /* on the target */
    bool is_table;      /* it has a table of its own */
    bool is_defined;
    bool is_own;          /* a header of the target defines it */
    bool is_applied;      /* the annotations of its fields */
    bool is_wrong;        /* an error in these is reported */
    scan_struct_use use;  /* filled by model/flatten; of a mapped one by clang/map */
    bool is_keyless;      /* no part of a key is in it: model/flatten_columns' own */
    const char *pointer;  /* a member by which it is more than its bytes; NULL = none */
    const char *flexible; /* an array of no size that it ends in; NULL = none */
    bool is_broken;       /* an error in it is reported: what it seems to be is a guess */
    scan_field *fields;
    uint16_t field_count;
    scan_member *members;
    size_t member_count;
    scan_relation *relations; /* of a table's own struct */
    uint16_t relation_count;
};

/* What a member points to: the members behind the pointer. */
typedef struct scan_group {
    const char *member; /* the pointer, as scan_field.member */
    const char *path;   /* of the pointer, in the struct of the parent */
    uint16_t parent;    /* as orm_group.parent */
    size_t first_bit;   /* of the pointer there, on the target */
    size_t bit_size;    /* of the pointer */
    const char *c_type; /* of what it points to */
    const char *pointer_to;
    size_t size, align;
} scan_group;

/* A function that ORM_TABLE names to be called when something is done with a row. */
typedef struct scan_hook {
    const char *event; /* as it is written: "before_insert" */
    const char *function;
    const scan_argument *argument;
} scan_hook;

struct scan_entity {
    const char *name; /* of the emitted symbols: the tag, the typedef's name, or prefix = ... */
    bool is_mapped;   /* by ORM_MAP: its fields are ORM_MEMBERs */
    bool is_wrong;    /* an error in it is reported */
    bool is_broken;  /* one of the compiler's: members may be missing, and others of another type */
    bool is_refused; /* what would be its columns is all reported */
    bool is_head_wrong; /* one in what its own annotation says */
    bool has_lost;      /* one by which a member became no column, or may be called otherwise */
    const scan_struct *mapped; /* then the struct; NULL = it is not described */
    const char *c_type;        /* "struct customer" or "customer_t" */
    const char **typedefs;     /* what else C calls it */
    size_t typedef_count;
    orm_entity_kind kind;               /* filled by model/apply, as .table */
    const scan_argument *part_argument; /* of a PART, the same: which entity it is of */
    scan_entity *part_of;               /* filled by model/part; NULL = reported */
    const char *table; /* filled by model/apply: as annotated, or the name that clang gave */
    orm_dialect_name *table_names; /* as scan_field.column_names */
    const char *table_schema, *renamed_from;
    const char **checks;
    uint16_t check_count;
    const scan_argument **check_arguments;
    orm_table_statement *statements;
    uint16_t statement_count;
    const scan_argument **statement_arguments;
    scan_hook *hooks; /* in source order */
    uint16_t hook_count;
    scan_naming naming; /* of the columns that no annotation names */
    scan_table_key *keys;
    uint16_t key_count;
    scan_table_reference *references;
    uint16_t reference_count;
    scan_place place;
    const char *header; /* as the target names it, for #include */
    size_t size;        /* bytes on the target */
    size_t align;       /* on the target */
    scan_annotation annotation;
    scan_field *fields;
    uint16_t field_count;
    scan_member *members;
    size_t member_count;
    scan_group *groups; /* filled by model/flatten; parents stand before their children */
    uint16_t group_count;
    scan_relation *relations;
    uint16_t relation_count;
};

typedef struct scan_model {
    const char *name;     /* of the target: "shop" */
    const char **headers; /* as the generated header includes them */
    size_t header_count;
    size_t pointer_size, long_size; /* bytes on the target */
    scan_entity **entities;         /* in source order */
    uint16_t entity_count;
    bool has_lost; /* errors are reported by which a table may be missing, or something in one */
    const char **foreign; /* tags of annotated structs in headers that are merely included */
    size_t foreign_count;
    scan_converter **converters; /* in source order */
    size_t converter_count;
    scan_struct **structs; /* that members hold or point to */
    size_t struct_count;
    const scan_enum **enums; /* in order of first use; model/enum_list leaves those of columns */
    uint16_t enum_count;
    bool has_deprecated;       /* something that the tables may name warns of its use */
    bool has_shadowed;         /* something of the program's is called like a generated parameter */
    bool wants_features;       /* the headers define _GNU_SOURCE or its like */
    const char **dependencies; /* every file read, for the depfile */
    size_t dependency_count;
} scan_model;

#endif
