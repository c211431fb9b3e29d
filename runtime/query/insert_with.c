/* Owns inserting by options: which members are stored, what comes back. */
#include <string.h>

#include "base/error.h"
#include "meta/entity.h"
#include "query/columns.h"
#include "query/hooked.h"
#include "query/insert.h"

static orm_status refuse_both(const orm_call *c)
{
    return orm__error_set(c->error, ORM_MISUSE,
                          "columns and use_defaults of %s are two ways to say the same",
                          c->entity->name);
}

/* Of use_defaults, the mark that takes STORED away again. */
enum { LEFT_OUT = 1 << 7 };

static uint16_t generated_index(const orm_entity *entity)
{
    return entity->primary_key.fields[0];
}

/* All that are the program's, but those that the list names. */
static orm_status mark_all_but(const orm_call *c, const orm_insert_options *options,
                               unsigned char *marks)
{
    const orm_column_list left_out = { "use_defaults", options->use_defaults, LEFT_OUT, false };
    const orm_field *key = orm__entity_generated(c->entity);
    orm_status status = orm__columns_mark(c, &left_out, marks);
    for (uint16_t i = 0; i < c->entity->field_count; i++) {
        const orm_field *own = &c->entity->fields[i];
        if ((marks[i] & LEFT_OUT) == 0 && own != key && !orm__entity_is_filled(&own->column)) {
            marks[i] |= ORM_SQL_WRITTEN;
        }
    }
    return status;
}

/* A generated key is stored where it is asked for, and else comes back. */
static orm_status mark_key(const orm_call *c, const orm_insert_options *options,
                           unsigned char *marks)
{
    unsigned char *mark = &marks[generated_index(c->entity)];
    if (options->with_key && (*mark & LEFT_OUT) != 0) {
        return orm__error_set(c->error, ORM_MISUSE, "with_key and use_defaults of %s contradict",
                              c->entity->name);
    }
    *mark |= options->with_key ? ORM_SQL_WRITTEN : 0;
    *mark |= (*mark & ORM_SQL_WRITTEN) != 0 ? 0 : ORM_SQL_RETURNED;
    return ORM_OK;
}

/* A key that is an INTEGER in SQLite is numbered there, where PostgreSQL refuses the row. */
static orm_status check_key(const orm_call *c, const unsigned char *marks)
{
    const orm_key *key = &c->entity->primary_key;
    if (key->field_count != 1) {
        return ORM_OK;
    }
    const orm_field *own = &c->entity->fields[key->fields[0]];
    bool is_left_out = (marks[key->fields[0]] & ORM_SQL_WRITTEN) == 0 && !own->column.generated &&
                       !orm__entity_is_filled(&own->column);
    bool is_number = strcmp(orm_dialect_sqlite.type_of(own->column.kind), "INTEGER") == 0;
    if (is_left_out && is_number && own->column.default_value.kind == ORM_DEFAULT_NONE) {
        return orm__error_set(c->error, ORM_MISUSE,
                              "%s.%s is left out: it is the program that chooses this key",
                              c->entity->name, own->member);
    }
    return ORM_OK;
}

orm_status orm__insert_mark(const orm_call *c, const orm_insert_options *options,
                            unsigned char *marks)
{
    if (options->columns != NULL && options->use_defaults != NULL) {
        return refuse_both(c);
    }
    const orm_column_list columns = { "columns", options->columns, ORM_SQL_WRITTEN, true };
    const orm_column_list read_back = { "read_back", options->read_back, ORM_SQL_RETURNED, false };
    orm_status status = options->columns != NULL ? orm__columns_mark(c, &columns, marks)
                                                 : mark_all_but(c, options, marks);
    if (status == ORM_OK) {
        status = orm__columns_mark(c, &read_back, marks);
    }
    if (status == ORM_OK && orm__entity_generated(c->entity) != NULL) {
        status = mark_key(c, options, marks);
    }
    return status == ORM_OK ? check_key(c, marks) : status;
}

static orm_status begin_marked(orm_write *write, const orm_insert_options *options)
{
    orm_call *c = &write->call;
    unsigned char *marks = orm__columns_marks(c);
    if (marks == NULL) {
        return orm__error_no_memory(c->error);
    }
    orm_status status = orm__insert_mark(c, options, marks);
    if (status == ORM_OK) {
        const orm_sql_row what = { .marks = marks };
        status = orm__sql_insert_row(&c->db->sql, c->db->dialect, c->entity, &what, c->error);
    }
    write->refuse = orm__insert_refuse;
    write->arena = options->arena;
    c->inserts = true;
    if (status == ORM_OK) {
        status = orm__write_begin(write, marks);
    }
    if (status == ORM_OK) {
        orm__insert_judge(write);
    }
    return status;
}

static bool has_lists(const orm_insert_options *options)
{
    return options->columns != NULL || options->use_defaults != NULL || options->read_back != NULL;
}

orm_status orm__insert_open(orm_write *write, const orm_insert_options *options)
{
    orm_call *c = &write->call;
    if (options == NULL || !has_lists(options)) {
        bool with_key = options != NULL && options->with_key;
        return orm__insert_begin(write, with_key ? ORM_SLOT_INSERT_WITH_KEY : ORM_SLOT_INSERT);
    }
    orm_status status = orm__slot_meet_for(c->db, c->entity, ORM_USE_INSERT, c->error);
    return status == ORM_OK ? begin_marked(write, options) : status;
}

orm_status orm_insert_with(orm_db *db, const orm_entity *entity, void *row,
                           const orm_insert_options *options)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || row == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_INSERT)) {
        const orm_hooked_rows rows = orm__hooked_one(db, entity, row);
        return orm__hooked_insert(&rows, options);
    }
    orm_write write = orm__write_new(db, entity);
    orm_status status = orm__insert_open(&write, options);
    if (status == ORM_OK) {
        status = orm__write_one(&write, row);
    }
    return orm__call_end(&write.call, status);
}
