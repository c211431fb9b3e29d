/* The known keys of the annotations: one row each says where it may stand, which values it takes
 * and what it means for the model. To add one: a row here, a rule in check/, a line in
 * docs/annotations.md. */
#ifndef SCANNER_ANNOTATION_KNOWN_H
#define SCANNER_ANNOTATION_KNOWN_H

#include "model/apply.h"

/* The kinds of values that a key takes, as bits. */
enum {
    SCAN_TAKES_NOTHING = 1, /* may stand alone */
    SCAN_TAKES_NAME = 2,    /* one identifier */
    SCAN_TAKES_PATH = 4,    /* identifiers joined by dots, or items a[0] */
    SCAN_TAKES_STRING = 8,
    SCAN_TAKES_NUMBER = 16,
    SCAN_TAKES_LIST = 32, /* key(...); what stands in it is the setter's to judge */
    SCAN_MAY_REPEAT = 64, /* no kind of value: the key may be said several times */
    SCAN_NO_TRUTH = 128,  /* nor is this: true and false are not meant as names */
    SCAN_OF_ROW = 256, /* nor this: what ORM_COLUMN says so is of the rows of its table, and not of
                        * a copy of the column that another table keeps */
    SCAN_TAKES_VALUE =
        SCAN_TAKES_NAME | SCAN_TAKES_PATH | SCAN_TAKES_STRING | SCAN_TAKES_NUMBER | SCAN_TAKES_LIST
};

/* A word that a key takes as its value, with what it stands for. */
typedef struct scan_word {
    const char *name;
    uint32_t value;
} scan_word;

/* One argument on its way into the model: of the entity, and of the field unless it is NULL. */
typedef struct scan_setting {
    scan_context *context;
    scan_entity *entity;
    scan_field *field;
    scan_relation *relation;   /* NULL, but for a relation's */
    scan_converter *converter; /* of ORM_CONVERTER, which has none of those two */
    const scan_argument *argument;
    uint32_t word; /* the value of the word, where the key takes words */
    /* Of what stands in index(...), unique(...) or foreign_key(...): what is being made. */
    scan_table_key *table_key;
    scan_table_reference *table_reference;
} scan_setting;

typedef struct scan_known {
    const char *key;
    unsigned takes;
    const scan_word *words; /* NULL = any name; the list ends with a NULL name */
    const char *example;    /* how it is written: ends the message about a wrong value */
    void (*set)(const scan_setting *setting);
} scan_known;

/* The rows of ORM_TABLE and of ORM_COLUMN; static. */
const scan_known *scan_known_table_keys(size_t *count_out);
const scan_known *scan_known_column_keys(size_t *count_out);

/* Whether a row of ORM_COLUMN is SCAN_OF_ROW. */
bool scan_known_is_of_row(const char *key);

/* Whether it takes a number, of ORM_CONVERTER as of ORM_COLUMN, and so the name of a constant of
 * C's. */
bool scan_known_takes_number(const char *key);

/* Those of the relation's macro. */
const scan_known *scan_known_relation_keys(orm_relation_kind kind, size_t *count_out);

/* Those of ORM_CONVERTER. */
const scan_known *scan_known_converter_keys(size_t *count_out);

/* Judges what stands in the list that is the setting's argument, and hands it on; a name alone is a
 * member, for others to look up. Owned by model/apply. */
void scan_apply_items(const scan_setting *outer, const scan_known *known, size_t count);

/* What on_delete and on_update take, and columns of a table. */
extern const scan_word scan_known_actions[];
extern const scan_word scan_known_namings[];

/* Adds the argument's value to a list of names as that for one engine. */
void scan_known_add_name(const scan_setting *setting, orm_dialect_name **names,
                         const char *dialect);

/* The precision or scale that this annotation says: 255 for what no column has, which
 * whoever needs it reports, and 0, reported, for a precision that is no number. */
uint8_t scan_known_precision(const scan_setting *s, const scan_annotation *annotation);
uint8_t scan_known_scale(const scan_setting *s, const scan_annotation *annotation);

#endif
