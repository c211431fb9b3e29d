/* Owns the trial of triggers and views: SQLite compiles them with a statement that makes them fire.
 * All triggers are there first, since one may write to a table that has others; where that is
 * refused each is tried without the others. */
#include "sqlcheck/triggers.h"

#include <orm/sys/dialect.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "diag.h"
#include "sql/name.h"

/* An answer of the database, and where it goes. */
typedef struct answer {
    scan_inspection *in;
    scan_triggers *triggers;
    scan_place place;
} answer;

static const char *copy(const scan_inspection *in, const char *text)
{
    const char *copied = orm_arena_copy(in->context->arena, text, strlen(text));
    if (copied == NULL) {
        scan_diag_no_memory(in->context->diag);
    }
    return copied;
}

/* Asks with a format's text. False: it failed. */
static bool ask(answer *of, const char *format, const char *name, scan_database_row *row)
{
    orm_buffer literal, query;
    scan_diag_buffer_init(of->in->context->diag, &literal);
    scan_diag_buffer_init(of->in->context->diag, &query);
    const orm_value value = orm_value_text(name);
    orm__name_literal(&literal, orm_dialect_find("sqlite"), ORM_KIND_TEXT, &value);
    orm__buffer_format(&query, format, literal.failed ? "" : literal.text);
    query.failed = query.failed || literal.failed;
    bool is_good = scan_database_ask(&of->in->database, orm__buffer_string(&query), row, of);
    orm__buffer_fini(&query);
    orm__buffer_fini(&literal);
    return is_good;
}

/* ---- which there are ---- */

/* Row number, name, table and type of one. */
static int note_one(void *to, int count, char **texts, char **names)
{
    (void)count;
    (void)names;
    answer *of = to;
    scan_trigger *made = orm__arena_zeroed(of->in->context->arena, 1, sizeof *made);
    if (made == NULL) {
        scan_diag_no_memory(of->in->context->diag);
        return 1;
    }
    made->name = copy(of->in, texts[1]);
    made->table = copy(of->in, texts[2]);
    made->is_view = strcmp(texts[3], "view") == 0;
    made->place = of->place;
    if (made->name == NULL || made->table == NULL) {
        return 1;
    }
    scan_trigger **end =
        of->triggers->last == NULL ? &of->triggers->first : &of->triggers->last->next;
    *end = of->triggers->last = made;
    of->triggers->last_row = strtoll(texts[0], NULL, 10);
    return 0;
}

void scan_triggers_note(scan_inspection *in, scan_triggers *triggers, scan_place place)
{
    char seen[32];
    (void)snprintf(seen, sizeof seen, "%lld", triggers->last_row);
    answer of = { .in = in, .triggers = triggers, .place = place };
    (void)ask(&of,
              "SELECT rowid, name, tbl_name, type FROM sqlite_schema"
              " WHERE type IN ('trigger', 'view') AND rowid > CAST(%s AS INTEGER) ORDER BY rowid",
              seen, note_one);
}

/* ---- what makes them fire ---- */

/* The events of a table, as statements that would do nothing. */
static const char events[] =
    "WITH of(n) AS (VALUES (%s))"
    " SELECT printf('INSERT INTO \"%%w\" DEFAULT VALUES', n) FROM of"
    " UNION ALL SELECT printf('DELETE FROM \"%%w\"', n) FROM of"
    " UNION ALL SELECT printf('UPDATE \"%%w\" SET ', n) ||"
    " (SELECT group_concat(printf('\"%%w\" = \"%%w\"', name, name)) FROM pragma_table_xinfo(n)"
    " WHERE hidden = 0) FROM of";

enum { EVENTS = 3 };

typedef struct event_list {
    answer of; /* first: the rows come to it */
    const char *statements[EVENTS];
    int count;
} event_list;

static int note_event(void *to, int count, char **texts, char **names)
{
    (void)count;
    (void)names;
    event_list *list = to;
    list->statements[list->count] = copy(list->of.in, texts[0] == NULL ? "" : texts[0]);
    return list->statements[list->count++] == NULL ? 1 : 0;
}

/* A view has the events that its triggers are about, and no others. */
static bool is_about_view(const char *fault)
{
    static const char start[] = "cannot modify ";
    return strncmp(fault, start, sizeof start - 1) == 0;
}

/* Compiles all that happens to a table. NULL: it is good. */
static const char *compile_events(scan_inspection *in, const char *table)
{
    event_list list = { .of = { .in = in } };
    const char *fault = NULL;
    bool is_good = ask(&list.of, events, table, note_event);
    for (int i = 0; is_good && fault == NULL && i < list.count; i++) {
        fault = scan_database_compile_more(&in->database, list.statements[i]);
        fault = fault == NULL || is_about_view(fault) ? NULL : fault;
    }
    return fault;
}

/* ---- which is to blame ---- */

static int drop_one(void *to, int count, char **texts, char **names)
{
    (void)count;
    (void)names;
    answer *of = to;
    return scan_database_ask(&of->in->database, texts[0], NULL, NULL) ? 0 : 1;
}

/* Reports it if SQLite refuses it where it is the only one. */
static void try_alone(scan_inspection *in, const scan_trigger *trigger)
{
    answer of = { .in = in };
    (void)scan_database_ask(&in->database, "SAVEPOINT alone", NULL, NULL);
    (void)ask(&of,
              "SELECT group_concat(printf('DROP TRIGGER \"%%w\"', name), ';') FROM sqlite_schema"
              " WHERE type = 'trigger' AND name <> %s HAVING count(*) > 0",
              trigger->name, drop_one);
    const char *fault = compile_events(in, trigger->table);
    if (fault != NULL) {
        scan_inspection_report_statement(in, trigger->place, fault);
    }
    (void)scan_database_ask(&in->database, "ROLLBACK TO alone; RELEASE alone", NULL, NULL);
}

/* ---- views ---- */

/* One that a later statement has dropped is not there. */
static int read_one(void *to, int count, char **texts, char **names)
{
    (void)count;
    (void)names;
    answer *of = to;
    const char *fault = scan_database_compile_more(&of->in->database, texts[0]);
    if (fault != NULL) {
        scan_inspection_report_statement(of->in, of->place, fault);
    }
    return 0;
}

static void try_view(scan_inspection *in, const scan_trigger *view)
{
    answer of = { .in = in, .place = view->place };
    (void)ask(&of,
              "SELECT printf('SELECT * FROM \"%%w\"', name) FROM sqlite_schema"
              " WHERE type = 'view' AND name = %s",
              view->name, read_one);
}

/* ---- all of them ---- */

static bool are_good(scan_inspection *in, const scan_triggers *triggers)
{
    const char *fault = NULL;
    const scan_trigger *before = NULL, *of = triggers->first;
    for (; fault == NULL && of != NULL; before = of, of = of->next) {
        bool is_same = before != NULL && strcmp(before->table, of->table) == 0;
        fault = is_same || of->is_view ? NULL : compile_events(in, of->table);
    }
    return fault == NULL;
}

void scan_triggers_try(scan_inspection *in, const scan_triggers *triggers)
{
    for (const scan_trigger *of = triggers->first; of != NULL; of = of->next) {
        if (of->is_view) {
            try_view(in, of);
        }
    }
    if (are_good(in, triggers)) {
        return;
    }
    for (const scan_trigger *of = triggers->first; of != NULL; of = of->next) {
        if (!of->is_view) {
            try_alone(in, of);
        }
    }
}
