/* notes URL: stores two notes and reads them back; 0 where all of it held. */
#include <stdio.h>
#include <string.h>

#include "notes.orm.h"

static orm_status store(orm_db *db)
{
    struct note first = { .title = "first" };
    struct note second = { .title = "second", .mood = MOOD_CROSS };
    orm_status status = note_insert(db, &first);
    return status == ORM_OK ? note_insert(db, &second) : status;
}

static orm_status read_back(orm_db *db, orm_arena *arena)
{
    struct note note;
    orm_status status = note_find_by_title(db, "first", &note, arena);
    if (status == ORM_OK && (strcmp(note.title, "first") != 0 || note.mood != MOOD_CALM)) {
        status = ORM_MISUSE;
    }
    if (status == ORM_OK) {
        status = note_delete(db, &note);
    }
    orm_rows *rows = NULL;
    if (status == ORM_OK) {
        status = note_select(db, &(orm_query){ .where = orm_like(note_.title, "s%") }, &rows);
    }
    for (struct note *row; (row = note_next(rows)) != NULL;) {
        printf("%s\n", row->title);
    }
    if (status == ORM_OK && orm_rows_status(rows) != ORM_DONE) {
        status = orm_rows_status(rows);
    }
    orm_rows_free(rows);
    return status;
}

static orm_status run(orm_db *db)
{
    orm_arena *arena = NULL;
    orm_status status = orm_drop_all(db, &notes_schema);
    if (status == ORM_OK) {
        status = orm_create_all(db, &notes_schema);
    }
    if (status == ORM_OK) {
        status = store(db);
    }
    if (status == ORM_OK) {
        status = orm_arena_new(NULL, &arena);
    }
    if (status == ORM_OK) {
        status = read_back(db, arena);
    }
    orm_arena_free(arena);
    return status == ORM_OK ? orm_drop_all(db, &notes_schema) : status;
}

int main(int argc, char **argv)
{
    orm_db *db = NULL;
    orm_error error;
    if (argc != 2 || orm_open(argv[1], NULL, &db, &error) != ORM_OK) {
        fprintf(stderr, "notes: %s\n", argc == 2 ? error.message : "usage: notes URL");
        return 2;
    }
    orm_status status = run(db);
    if (status != ORM_OK) {
        fprintf(stderr, "notes: %s: %s\n", orm_status_name(status), orm_db_error(db)->message);
    }
    orm_close(db);
    return status == ORM_OK ? 0 : 1;
}
