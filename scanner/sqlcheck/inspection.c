/* Owns the way from tables to a script that SQLite runs, and the words of its refusal. Does not
 * know which text is to blame. */
#include "sqlcheck/inspection.h"

#include <orm/db.h>
#include <string.h>

#include "annotation/argument.h"
#include "diag.h"
#include "meta/entity.h"
#include "sql/name.h"

scan_probe *scan_inspection_probe(const scan_inspection *in, uint16_t entity)
{
    return scan_probe_new(in->context->arena, in->schema, entity);
}

/* SQLite looks up the collations of a check where it compiles a statement that writes a row. */
static const char *try_row(scan_inspection *in, const orm_schema *schema, bool is_run)
{
    orm_buffer script;
    scan_diag_buffer_init(in->context->diag, &script);
    orm__buffer_text(&script, "INSERT INTO ");
    orm__name_quote(&script, orm__entity_table(schema->entities[0], "sqlite"));
    orm__buffer_text(&script, " DEFAULT VALUES;");
    const char *insert = orm__buffer_string(&script);
    const char *fault = is_run ? scan_database_add(&in->database, insert)
                               : scan_database_compile_more(&in->database, insert);
    orm__buffer_fini(&script);
    return fault;
}

static bool begins(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* Whether a fault may follow from what is not known of a table, or from what stands in for it. */
static bool is_guess(const scan_inspection *in, const char *fault)
{
    if (in->stand_in == NULL) {
        return false;
    }
    return begins(fault, "NOT NULL constraint") ||
           (in->stand_in->has_lost && begins(fault, "no such column"));
}

const char *scan_inspection_try(scan_inspection *in, const orm_schema *schema, bool with_row)
{
    const orm_allocator allocator = scan_diag_allocator(in->context->diag);
    orm_error error = { .status = ORM_OK };
    char *text = NULL;
    if (orm_schema_sql(schema, "sqlite", &allocator, &text, &error) != ORM_OK) {
        return in->stand_in != NULL
                   ? NULL
                   : orm_arena_copy(in->context->arena, error.message, strlen(error.message));
    }
    const char *fault = scan_database_try(&in->database, text);
    orm_text_free(&allocator, text);
    fault = fault == NULL ? try_row(in, schema, with_row) : fault;
    return fault != NULL && is_guess(in, fault) ? NULL : fault;
}

/* A string without its end is all that follows, of which the first line is in the argument. */
int scan_inspection_first_line(const char *fault)
{
    size_t size = strcspn(fault, "\n");
    return size < 500 ? (int)size : 500;
}

void scan_inspection_report_at(const scan_inspection *in, scan_place place, const char *key,
                               const char *fault)
{
    bool is_ours = fault == in->database.guard.rule;
    scan_diag_error(in->context->diag, place,
                    is_ours ? "this '%s' is refused: %.*s" : "SQLite refuses this '%s': %.*s", key,
                    scan_inspection_first_line(fault), fault);
}

static bool begins_with_one(const char *fault, const char *const *beginnings)
{
    bool is = false;
    for (; !is && *beginnings != NULL; beginnings++) {
        is = begins(fault, *beginnings);
    }
    return is;
}

/* Whether a fault of a statement may follow from another error. */
static bool may_follow(const scan_inspection *in, const char *fault)
{
    static const char *const of_text[] = {
        "near ",          "incomplete input",          "unrecognized token", "no such function",
        "no such module", "wrong number of arguments", "cannot VACUUM",      NULL
    };
    static const char *const of_names[] = { "no such table", "no such column", "table ", NULL };
    static const char *const of_twins[] = { "index ", "there is already", NULL };
    if (fault == in->database.guard.rule || begins_with_one(fault, of_text)) {
        return false;
    }
    if (begins_with_one(fault, of_twins)) {
        return in->is_beside && in->has_lost;
    }
    return begins_with_one(fault, of_names) ? in->has_lost : in->is_beside;
}

void scan_inspection_report_statement(const scan_inspection *in, scan_place place,
                                      const char *fault)
{
    if (!may_follow(in, fault)) {
        scan_inspection_report_at(in, place, "sqlite_ddl", fault);
    }
}

/* A parenthesis that SQLite did not expect, and that is none of the text's, is the one behind
 * it. */
static bool ends_early(const scan_argument *argument, const char *fault)
{
    return argument != NULL && argument->text != NULL && strchr(argument->text, ')') == NULL &&
           begins(fault, "near \")\"");
}

void scan_inspection_report(const scan_inspection *in, const scan_field *field, const char *key,
                            const char *fault)
{
    bool is_early = ends_early(scan_argument_find(&field->annotation, key), fault);
    fault = is_early ? "the expression is not complete" : fault;
    scan_inspection_report_at(in, scan_argument_place_of(&field->annotation, key), key, fault);
}
