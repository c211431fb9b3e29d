/* Owns the writing of rows by one statement: the guard around it, the rows as they were, the
 * decoding of what comes back. */
#include "query/write.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "db/guard.h"
#include "db/run.h"
#include "meta/items.h"
#include "query/columns.h"
#include "row/backup.h"

orm_write orm__write_new(orm_db *db, const orm_entity *entity)
{
    return (orm_write){ .call = orm__call_new(db, entity), .run = orm__write_run };
}

/* ---- what comes back ---- */

static orm_status refuse_returned(const orm_call *c, uint16_t field, const char *why)
{
    return orm__error_set(c->error, ORM_MISUSE, "%s.%s is to be read back: %s", c->entity->name,
                          c->entity->fields[field].member, why);
}

/* An array that does not come back has the count of the row, which is one member for both. */
static orm_status check_count(const orm_call *c, const unsigned char *marks, uint16_t field)
{
    const orm_field *own = &c->entity->fields[field];
    for (uint16_t i = 0; orm__items_are_kept(own->layout.storage) && i < c->entity->field_count;
         i++) {
        if ((marks[i] & ORM_SQL_RETURNED) == 0 &&
            orm__items_share_count(own, &c->entity->fields[i])) {
            return refuse_returned(c, field, "so must be the arrays that have the same count");
        }
    }
    return ORM_OK;
}

static orm_status check_returned(const orm_write *write, const unsigned char *marks)
{
    const orm_call *c = &write->call;
    orm_status status = ORM_OK;
    for (uint16_t i = 0; status == ORM_OK && i < write->returned.count; i++) {
        uint16_t field = write->returned.fields[i];
        status = check_count(c, marks, field);
        if (status == ORM_OK && write->arena == NULL &&
            orm__field_needs_arena(c->entity, &c->entity->fields[field])) {
            status = refuse_returned(c, field, "an arena is needed");
        }
    }
    return status;
}

static bool is_member(const orm_sql_param *param)
{
    return param->source == ORM_SQL_MEMBER || param->source == ORM_SQL_NEXT;
}

/* The values of assignments stand together. */
static void find_members(orm_write *write)
{
    const orm_sql *sql = &write->call.db->sql;
    size_t first = 0, end = sql->param_count;
    while (first < end && is_member(&sql->params[first])) {
        first++;
    }
    while (end > first && is_member(&sql->params[end - 1])) {
        end--;
    }
    write->members[0] = (orm_call_range){ 0, first };
    write->members[1] = (orm_call_range){ end, sql->param_count };
}

/* False: no memory. */
static bool make_groups(orm_write *write)
{
    const orm_entity *entity = write->call.entity;
    write->groups =
        orm__arena_zeroed(write->call.db->scratch, entity->group_count, sizeof *write->groups);
    for (uint16_t i = 0; write->groups != NULL && i < write->returned.count; i++) {
        orm__group_mark(entity, entity->fields[write->returned.fields[i]].layout.group,
                        write->groups);
    }
    return write->groups != NULL;
}

static bool make_room(orm_write *write)
{
    const orm_call *c = &write->call;
    write->spread =
        orm__arena_zeroed(c->db->scratch, c->entity->field_count, sizeof *write->spread);
    return write->spread != NULL && make_groups(write);
}

orm_status orm__write_begin(orm_write *write, const unsigned char *marks)
{
    orm_call *c = &write->call;
    orm_status status = orm__columns_marked(c, marks, ORM_SQL_RETURNED, &write->returned);
    if (status == ORM_OK) {
        status = check_returned(write, marks);
    }
    if (status != ORM_OK) {
        return status;
    }
    if (!make_room(write)) {
        return orm__error_no_memory(c->error);
    }
    write->fills = write->fills || write->returned.count > 0;
    write->may_misfit = write->may_misfit || write->returned.count > 0;
    find_members(write);
    return orm__call_begin_text(c);
}

orm_status orm__write_begin_slot(orm_write *write, orm_slot_op op)
{
    orm_status status = orm__call_begin(&write->call, op);
    if (status == ORM_OK) {
        write->members[0] = (orm_call_range){ 0, write->call.statement->param_count };
        status = make_groups(write) ? ORM_OK : orm__error_no_memory(write->call.error);
    }
    return status;
}

/* ---- running ---- */

/* The row that comes back, on its way into the program's. A failure waits for the statement's
 * end. */
typedef struct returning {
    orm_write *write;
    orm_instance into;
    size_t rows;
    orm_status status;
} returning;

static orm_status decode(returning *back, const orm_value *values)
{
    const orm_write *write = back->write;
    const orm_call *c = &write->call;
    if (write->loads) {
        return orm__codec_extract(&c->codec, &back->into, values, write->returned.count, c->error);
    }
    for (uint16_t i = 0; i < write->returned.count; i++) {
        write->spread[write->returned.fields[i]] = values[i];
    }
    return orm__codec_extract_some(&c->codec, &back->into, &write->returned, write->spread,
                                   c->error);
}

/* As engines with and without a type of its own give it. */
static bool is_true(const orm_value *value)
{
    return value->type == ORM_TYPE_BOOL ? value->as.boolean
                                        : value->type == ORM_TYPE_INT && value->as.integer != 0;
}

static orm_status take_row(void *ctx, const orm_value *values, size_t count)
{
    returning *back = ctx;
    back->rows++;
    const orm_write *write = back->write;
    if (back->rows == 1 && count >= write->returned.count) {
        back->status = decode(back, values);
    }
    if (write->told != NULL && count > write->returned.count) {
        *write->told = is_true(&values[write->returned.count]);
    }
    return ORM_OK;
}

static orm_status refuse_several(orm_call *c)
{
    return orm__error_set(c->error, ORM_SCHEMA,
                          "several rows of %s have the same key: the table lacks the constraint",
                          orm__call_table(c));
}

orm_status orm__write_run(orm_write *write, void *row)
{
    orm_call *c = &write->call;
    returning back = { .write = write,
                       .into = { .entity = c->entity, .row = row, .arena = write->arena },
                       .status = ORM_OK };
    orm_status status = orm__run_all(c->db, c->statement, take_row, &back, c->error);
    if (status != ORM_OK) {
        return status;
    }
    bool is_changed = c->db->link->driver->changes(c->statement->prepared) > 0;
    if (back.rows == 0 && (write->returned.count > 0 || !is_changed)) {
        return write->refuse(c);
    }
    return back.rows > 1 && write->returned.count > 0 ? refuse_several(c) : back.status;
}

/* ---- rows ---- */

static void *row_at(const orm_write *write, void *rows, size_t index)
{
    return (unsigned char *)rows + index * write->call.entity->size;
}

static size_t kept_size(const orm_write *write)
{
    return orm__backup_size(write->call.entity, write->groups);
}

static void keep_rows(const orm_write *write, void *rows, size_t count, unsigned char *kept)
{
    const orm_entity *entity = write->call.entity;
    const size_t size = kept_size(write);
    for (size_t i = 0; kept != NULL && i < count; i++) {
        orm__backup_keep(entity, write->groups, row_at(write, rows, i), kept + i * size);
    }
}

static void put_back(const orm_write *write, void *rows, size_t count, const unsigned char *kept)
{
    const orm_entity *entity = write->call.entity;
    const size_t size = kept_size(write);
    for (size_t i = 0; kept != NULL && i < count; i++) {
        orm__backup_put_back(entity, write->groups, row_at(write, rows, i), kept + i * size);
    }
}

orm_status orm__write_bind(orm_write *write, const void *row)
{
    const void *source = orm__write_source(write, row);
    orm_status status = orm__call_bind_range(&write->call, source, write->members[0]);
    return status == ORM_OK ? orm__call_bind_range(&write->call, source, write->members[1])
                            : status;
}

void orm__write_reset(orm_write *write)
{
    orm_call *c = &write->call;
    if (c->statement != NULL) { /* run may have had to give it up */
        c->db->link->driver->reset(c->statement->prepared);
    }
}

/* Binds and runs them one by one; what each needs of the scratch memory is let go of with it. */
static orm_status run_rows(orm_write *write, void *rows, size_t count)
{
    orm_call *c = &write->call;
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < count; i++) {
        orm_arena_mark mark = orm__arena_mark(c->db->scratch);
        void *row = row_at(write, rows, i);
        c->element = i + 1;
        status = orm__write_bind(write, row);
        if (status == ORM_OK) {
            status = write->run(write, row);
        }
        orm__write_reset(write);
        orm__arena_back_to(c->db->scratch, mark);
    }
    return status;
}

static orm_status run_guarded(orm_write *write, void *rows, size_t count)
{
    orm_call *c = &write->call;
    orm_guard guard;
    orm_status status = orm__guard_begin(c->db, &guard, c->error);
    if (status != ORM_OK) {
        return status;
    }
    write->is_guarded = true;
    status = run_rows(write, rows, count);
    if (status < 0) {
        orm__guard_undo(&guard);
        return status;
    }
    c->element = 0;
    orm_status kept = orm__guard_keep(&guard, c->error);
    return kept == ORM_OK ? status : kept;
}

/* kept: room for the rows as they are; NULL where nothing is stored into them. */
static orm_status run_kept(orm_write *write, void *rows, size_t count, unsigned char *kept)
{
    orm_arena_mark mark = { .block = NULL };
    if (write->arena != NULL) {
        mark = orm__arena_mark(write->arena);
    }
    keep_rows(write, rows, count, kept);
    bool is_guarded = count > 1 || write->may_misfit;
    orm_status status = is_guarded ? run_guarded(write, rows, count) : run_rows(write, rows, count);
    if (status < 0) {
        put_back(write, rows, count, kept);
        if (write->arena != NULL) {
            orm__arena_back_to(write->arena, mark);
        }
    }
    return status;
}

orm_status orm__write_one(orm_write *write, void *row)
{
    orm_call *c = &write->call;
    unsigned char *kept = NULL;
    if (write->fills) {
        kept = orm_arena_alloc(c->db->scratch, kept_size(write));
        if (kept == NULL) {
            return orm__error_no_memory(c->error);
        }
    }
    orm_status status = run_kept(write, row, 1, kept);
    c->element = 0;
    return status;
}

/* ---- many ---- */

static orm_status check_rows(orm_write *write, void *rows, size_t count)
{
    orm_call *c = &write->call;
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < count; i++) {
        orm_arena_mark mark = orm__arena_mark(c->db->scratch);
        c->element = i + 1;
        status = orm__write_bind(write, row_at(write, rows, i));
        orm__arena_back_to(c->db->scratch, mark);
    }
    return status;
}

orm_status orm__write_many(orm_write *write, void *rows, size_t count)
{
    orm_call *c = &write->call;
    const orm_allocator *allocator = &c->db->allocator;
    const size_t size = write->fills ? kept_size(write) : 0;
    unsigned char *kept = NULL;
    orm_status status = check_rows(write, rows, count);
    if (status != ORM_OK) {
        return status;
    }
    c->element = 0;
    if (write->fills) {
        kept = orm__alloc_array(allocator, count, size);
        if (kept == NULL) {
            return orm__error_no_memory(c->error);
        }
    }
    status = run_kept(write, rows, count, kept);
    orm__alloc_free(allocator, kept, kept == NULL ? 0 : count * size);
    return status;
}
