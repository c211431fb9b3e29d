/* Owns the databases of others: their loading, and the passage over every row of them. */
#include "real/data.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/moment.h"

#ifndef DATA_DIGITS
#define DATA_DIGITS 17 /* of a double; fewer where one engine has a float */
#endif

enum { SKIPPED = 77, FILE_NAME = 1024, COMMAND = 2048 };

int data_main(int argc, char **argv, const struct CMUnitTest *tests, size_t count)
{
    if (getenv("ORM_TEST_DATA") == NULL) {
        (void)fprintf(stderr, "ORM_TEST_DATA names no folder of databases: nothing was tested\n");
        return SKIPPED;
    }
    return engine_main(argc, argv, tests, count);
}

/* ---- loading ---- */

static void copy_file(const char *from, const char *to)
{
    char block[4096];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    if (in == NULL || out == NULL) {
        fail_msg("cannot copy %s to %s", from, to);
        return;
    }
    for (size_t size; (size = fread(block, 1, sizeof block, in)) > 0;) {
        assert_int_equal(fwrite(block, 1, size, out), size);
    }
    (void)fclose(in);
    assert_int_equal(fclose(out), 0);
}

static void load_sqlite(engine_fixture *fx, const char *file)
{
    orm_error error;
    orm_close(fx->db);
    fx->db = NULL;
    copy_file(file, fx->url + strlen("sqlite:"));
    if (orm_open(fx->url, NULL, &fx->db, &error) != ORM_OK) {
        fail_msg("%s: %s", fx->url, error.message);
    }
}

/* The scripts are those of pg_dump: the server's own program reads them. */
static void load_postgresql(engine_fixture *fx, const char *script)
{
    char command[COMMAND];
    (void)snprintf(command, sizeof command,
                   "psql -q -v ON_ERROR_STOP=1 -d '%s' -f '%s' >/dev/null 2>&1", fx->url, script);
    assert_int_equal(system(command), 0);
}

void data_load(engine_fixture *fx, const char *sqlite_file, const char *postgresql_script)
{
    char file[FILE_NAME];
    (void)snprintf(file, sizeof file, "%s/%s", getenv("ORM_TEST_DATA"),
                   engine_is_sqlite() ? sqlite_file : postgresql_script);
    if (engine_is_sqlite()) {
        load_sqlite(fx, file);
    } else {
        load_postgresql(fx, file);
    }
}

/* ---- rows as text ---- */

static const char *place_of(const orm_entity *entity, const void *row, uint16_t group)
{
    if (group == 0) {
        return row;
    }
    const orm_group *g = &entity->groups[group - 1];
    const char *parent = place_of(entity, row, g->parent);
    if (parent == NULL || !g->by_pointer) {
        return parent == NULL ? NULL : parent + g->offset;
    }
    const char *behind = NULL;
    memcpy(&behind, parent + g->offset, sizeof behind);
    return behind;
}

static int64_t integer_at(const char *member, size_t size)
{
    int16_t narrow;
    int32_t middle;
    int64_t wide;
    memcpy(&narrow, member, sizeof narrow);
    if (size == sizeof narrow) {
        return narrow;
    }
    memcpy(&middle, member, sizeof middle);
    if (size == sizeof middle) {
        return middle;
    }
    memcpy(&wide, member, sizeof wide);
    return wide;
}

static double real_at(const char *member, size_t size)
{
    float narrow;
    double wide;
    if (size == sizeof narrow) {
        memcpy(&narrow, member, sizeof narrow);
        return (double)narrow;
    }
    memcpy(&wide, member, sizeof wide);
    return wide;
}

static void print_bytes(FILE *out, const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        (void)fprintf(out, "%02x", (unsigned)(unsigned char)data[i]);
    }
}

static void print_member(FILE *out, const orm_field *field, const char *group)
{
    const orm_layout *layout = &field->layout;
    const char *member = group + layout->offset;
    const char *pointer = NULL;
    switch (layout->storage) {
    case ORM_STORAGE_INT:
        (void)fprintf(out, "%" PRId64, integer_at(member, layout->size));
        break;
    case ORM_STORAGE_FLOAT:
        (void)fprintf(out, "%.*g", DATA_DIGITS, real_at(member, layout->size));
        break;
    case ORM_STORAGE_CHARS:
    case ORM_STORAGE_CONVERTED: /* a moment */
        (void)fprintf(out, "'%s'", member);
        break;
    case ORM_STORAGE_STRING:
        memcpy(&pointer, member, sizeof pointer);
        (void)fprintf(out, pointer == NULL ? "NULL" : "'%s'", pointer);
        break;
    case ORM_STORAGE_BLOB:
        memcpy(&pointer, member, sizeof pointer);
        (void)fputs(pointer == NULL ? "NULL" : "x", out);
        print_bytes(out, pointer,
                    (size_t)integer_at(group + layout->length.offset, layout->length.size));
        break;
    default:
        fail_msg("%s: a storage that these structs do not have", field->member);
    }
}

static void print_row(FILE *out, const orm_entity *entity, const void *row)
{
    (void)fprintf(out, "%s", entity->name);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const orm_field *field = &entity->fields[i];
        const char *group = place_of(entity, row, field->layout.group);
        (void)fprintf(out, " %s=", field->member);
        if (group == NULL) {
            (void)fputs("NULL", out);
        } else {
            print_member(out, field, group);
        }
    }
    (void)fputc('\n', out);
}

/* ---- the passage ---- */

/* Prints all rows by their keys; each is written back where written says so. */
static void print_rows(engine_fixture *fx, const orm_entity *entity, FILE *out, bool written)
{
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_select(fx->db, entity, NULL, &rows));
    for (void *row; (row = orm_rows_next(rows, entity)) != NULL;) {
        print_row(out, entity, row);
        bool has_more = entity->field_count > entity->primary_key.field_count;
        if (written && has_more) {
            assert_ok(fx->db, orm_update(fx->db, entity, row));
        }
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

static char *print_all(engine_fixture *fx, const orm_schema *schema, bool written)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    for (uint16_t i = 0; i < schema->entity_count; i++) {
        print_rows(fx, schema->entities[i], out, written);
    }
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(fclose(out), 0);
    return text;
}

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Without blanks at the end of a text: N'...' in a script of PostgreSQL is a char(n), which drops
 * them. */
static uint64_t hash_line(uint64_t hash, const char *line)
{
    static const uint64_t prime = UINT64_C(0x100000001b3);
    for (; *line != '\0'; line++) {
        if (line[0] != ' ' || line[1] != '\'') {
            hash = (hash ^ (unsigned char)*line) * prime;
        }
    }
    return hash;
}

/* Of the lines in the order of their bytes: without an order rows come as they lie. */
static uint64_t hash_lines(char *text)
{
    size_t count = 0, capacity = 1;
    for (const char *at = text; *at != '\0'; at++) {
        capacity += *at == '\n';
    }
    char **lines = calloc(capacity, sizeof *lines);
    assert_non_null(lines);
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        lines[count++] = line;
    }
    qsort(lines, count, sizeof *lines, compare_lines);
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < count; i++) {
        hash = hash_line(hash, lines[i]);
    }
    free(lines);
    return hash;
}

uint64_t data_check(engine_fixture *fx, const orm_schema *schema)
{
    char *before = print_all(fx, schema, true);
    char *after = print_all(fx, schema, false);
    assert_true(strlen(before) > 0);
    assert_int_equal(strlen(before), strlen(after));
    uint64_t hash = hash_lines(before);
    assert_true(hash == hash_lines(after));
    free(after);
    free(before);
    return hash;
}

void data_verify(engine_fixture *fx, const orm_schema *schema)
{
    const orm_difference *list = NULL;
    size_t count = 0, errors = 0;
    assert_ok(fx->db, orm_verify(fx->db, schema, fx->arena, &list, &count));
    for (size_t i = 0; i < count; i++) {
        bool is_error = list[i].severity == ORM_SEVERITY_ERROR;
        if (is_error) {
            print_message("%s\n", list[i].message);
        }
        errors += is_error;
    }
    assert_int_equal(errors, 0);
}
