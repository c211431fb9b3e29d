/* The pen of a statement: text and parameters of one orm_sql, for one entity in one dialect. What
 * runs out of memory is remembered and told by orm__writer_end. */
#ifndef ORM_SQL_WRITER_H
#define ORM_SQL_WRITER_H

#include <orm/arena.h>
#include "sql/render.h"

typedef struct orm_writer {
    orm_sql *sql;
    const orm_dialect *dialect;
    const orm_entity *entity;
    orm_error *error;
} orm_writer;

/* Empties sql, which is borrowed like the rest. */
orm_writer orm__writer_begin(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                             orm_error *error);

static inline void orm__writer_text(const orm_writer *writer, const char *text)
{
    orm__buffer_text(&writer->sql->text, text);
}

void orm__writer_table(const orm_writer *writer);
void orm__writer_column(const orm_writer *writer, uint16_t field);

/* A column as it is read: what has a type of its own as the text that it is said to be. */
void orm__writer_value(const orm_writer *writer, uint16_t field);

/* All columns, in the order of the fields. */
void orm__writer_columns(const orm_writer *writer);

/* The same of a row that is being written: a key that the database chose and that is too large for
 * its kind is refused with its row, where the engine can be made to. */
void orm__writer_returned(const orm_writer *writer, uint16_t field);

/* Behind before, the columns that are marked as ORM_SQL_RETURNED, as they are read. marks: one for
 * each field; NULL = none. False: there are none, and nothing is written. */
bool orm__writer_marked(const orm_writer *writer, const unsigned char *marks, const char *before);

/* Adds a parameter and writes its placeholder. */
void orm__writer_param(const orm_writer *writer, const orm_sql_param *param);

/* Writes the placeholder of a parameter that was added, counted from 1. */
void orm__writer_placeholder(const orm_writer *writer, size_t number);

/* Writes "column = placeholder" with the member as the parameter. */
void orm__writer_assign(const orm_writer *writer, uint16_t field);

/* Writes an SQL text of the program's in which {member} stands for a column. arena: for the text.
 * Errors: MISUSE, NO_MEMORY. */
orm_status orm__writer_members(const orm_writer *writer, const char *text, orm_arena *arena);

/* Writes the default of a column as the model has it, which is NULL where it has none.
 * Errors: MISUSE. */
orm_status orm__writer_default(const orm_writer *writer, uint16_t field);

/* NO_MEMORY where anything written did not fit. */
orm_status orm__writer_end(const orm_writer *writer);

#endif
