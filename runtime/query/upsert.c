/* Owns inserting what may be there: the statement that knows, and the look at the row that was
 * there, where it changes nothing. */
#include "query/upsert.h"

#include <string.h>

#include "base/error.h"
#include "query/columns.h"
#include "query/conflict.h"
#include "query/hooked.h"
#include "query/insert.h"

static const orm_conflict all_defaults;

/* ---- running ---- */

/* News, not a failure: the row was there, or is not. */
static orm_status say_nothing(orm_call *c)
{
    c->error->status = ORM_OK;
    return ORM_DONE;
}

static void note(const orm_upsert_write *upsert, const void *row, orm_upsert_outcome outcome)
{
    if (upsert->outcomes != NULL) {
        size_t offset = (size_t)((const char *)row - (const char *)upsert->write.rows);
        upsert->outcomes[offset / upsert->write.call.entity->size] = (unsigned char)outcome;
    }
}

static orm_status find_existing(orm_upsert_write *upsert, void *row)
{
    orm_status status = orm__write_bind(&upsert->found, row);
    if (status == ORM_OK) {
        status = orm__write_run(&upsert->found, row);
    }
    if (status < 0) {
        orm__call_locate(&upsert->found.call); /* its parameters are others */
    }
    orm__write_reset(&upsert->found);
    return status;
}

/* The row that was in the way may be gone when it is looked for, and another one there when it is
 * inserted again. */
static orm_status run_or_find(orm_write *write, void *row)
{
    enum { ATTEMPTS = 20 };
    orm_upsert_write *upsert = (orm_upsert_write *)write;
    orm_status status = ORM_DONE;
    for (int i = 0; status == ORM_DONE && i < ATTEMPTS; i++) {
        if (i > 0) {
            status = orm__write_bind(write, row);
        }
        if (status == ORM_OK || i == 0) {
            status = orm__write_run(write, row);
            upsert->inserted = status == ORM_OK;
            note(upsert, row, upsert->inserted ? ORM_UPSERT_INSERTED : ORM_UPSERT_NOTHING);
            orm__write_reset(write);
        }
        if (status == ORM_DONE && upsert->reads) {
            status = find_existing(upsert, row);
        } else if (status == ORM_DONE) {
            return ORM_OK;
        }
    }
    return status == ORM_DONE ? orm__insert_refuse(&write->call) : status;
}

static orm_status run_or_not(orm_write *write, void *row)
{
    orm_upsert_write *upsert = (orm_upsert_write *)write;
    orm_status status = orm__write_run(write, row);
    upsert->inserted = status == ORM_OK;
    note(upsert, row, upsert->inserted ? ORM_UPSERT_INSERTED : ORM_UPSERT_NOTHING);
    return status;
}

/* ---- where it is to be told what was done ---- */

/* The next row's would be taken for it. */
static void forget_renewal(const orm_db *db)
{
    orm_error ignored = { .status = ORM_OK };
    if (db->dialect->forget_renewal != NULL) {
        (void)db->link->driver->exec(db->link, db->dialect->forget_renewal, &ignored);
    }
}

static orm_status run_told(orm_write *write, void *row)
{
    const orm_upsert_write *upsert = (orm_upsert_write *)write;
    orm_status status = orm__write_run(write, row);
    if (status != ORM_OK && write->told != NULL) {
        forget_renewal(write->call.db);
    }
    note(upsert, row, upsert->is_new ? ORM_UPSERT_INSERTED : ORM_UPSERT_UPDATED);
    return status;
}

/* Nobody else writes meanwhile. */
static orm_status look_and_run(orm_write *write, void *row)
{
    orm_upsert_write *upsert = (orm_upsert_write *)write;
    orm_status status = find_existing(upsert, row);
    upsert->is_new = status == ORM_DONE;
    if (status >= 0) {
        status = orm__write_bind(write, row);
    }
    return status == ORM_OK ? run_told(write, row) : status;
}

/* ---- beginning ---- */

/* What is asked for, on its way to statements. */
typedef struct request {
    orm_use use;
    unsigned char *outcomes; /* NULL = nobody asks */
    orm_upsert_write *upsert;
    unsigned char *marks;
    orm_sql_row what;
} request;

static orm_status begin_request(request *r, orm_db *db, const orm_entity *entity,
                                const orm_conflict *conflict)
{
    orm_upsert_write *upsert = r->upsert;
    *upsert = (orm_upsert_write){ .write = orm__write_new(db, entity),
                                  .found = orm__write_new(db, entity),
                                  .outcomes = r->outcomes };
    orm_call *c = &upsert->write.call;
    upsert->write.refuse = orm__insert_refuse;
    upsert->found.refuse = say_nothing;
    upsert->write.arena = upsert->found.arena = conflict->arena;
    c->inserts = true;
    upsert->found.call.looks = true;
    orm_status status = orm__slot_meet_for(db, entity, r->use, c->error);
    if (status != ORM_OK) {
        return status;
    }
    r->marks = orm__columns_marks(c);
    r->what = (orm_sql_row){ .marks = r->marks, .set = conflict->set, .arena = db->scratch };
    return r->marks == NULL ? orm__error_no_memory(c->error) : ORM_OK;
}

static orm_status begin_insert(request *r)
{
    orm_write *write = &r->upsert->write;
    orm_call *c = &write->call;
    orm_status status =
        orm__sql_insert_row(&c->db->sql, c->db->dialect, c->entity, &r->what, c->error);
    if (status == ORM_OK) {
        status = orm__write_begin(write, r->marks);
    }
    if (status == ORM_OK && r->what.conflict == ORM_SQL_IGNORE) {
        orm__insert_judge(write); /* what is there already is only read */
    }
    return status;
}

/* The marks say what is read of the row that is there. */
static orm_status begin_find(request *r)
{
    orm_write *found = &r->upsert->found;
    orm_call *c = &found->call;
    orm_status status =
        orm__sql_find_row(&c->db->sql, c->db->dialect, c->entity, &r->what, c->error);
    r->upsert->reads = true;
    status = status == ORM_OK ? orm__write_begin(found, r->marks) : status;
    found->may_misfit = false; /* it stores nothing */
    return status;
}

static orm_status refuse_writes(const orm_call *c, const orm_conflict *conflict)
{
    bool writes = conflict->columns != NULL || conflict->set != NULL;
    return writes ? orm__error_set(c->error, ORM_MISUSE,
                                   "columns and set are for orm_upsert: nothing is done to a row "
                                   "of %s that is there",
                                   c->entity->name)
                  : ORM_OK;
}

orm_status orm__upsert_end(orm_upsert_write *upsert, orm_status status)
{
    orm_call *c = &upsert->write.call;
    status = orm__call_end(c, status);
    orm__cache_release(&c->db->cache, upsert->found.call.statement);
    return status;
}

/* ---- upsert ---- */

/* Of what may insert or update. */
static orm_status begin_telling(request *r)
{
    orm_upsert_write *upsert = r->upsert;
    orm_call *c = &upsert->write.call;
    upsert->write.run = r->what.tells ? run_told : look_and_run;
    upsert->write.told = r->what.tells ? &upsert->is_new : NULL;
    if (r->what.tells) {
        return ORM_OK;
    }
    unsigned char *marks = orm__columns_marks(c);
    if (marks == NULL) {
        return orm__error_no_memory(c->error);
    }
    for (uint16_t i = 0; i < c->entity->field_count; i++) {
        marks[i] = r->marks[i] & ORM_SQL_TARGET;
    }
    r->what.marks = r->marks = marks;
    return begin_find(r);
}

/* Whether a row is there already is seen before, where nobody else writes meanwhile; but not every
 * row with the same key need be in the way. */
static bool has_to_tell(const request *r)
{
    const orm_dialect *dialect = r->upsert->write.call.db->dialect;
    bool can_look = !dialect->has_row_locks && r->what.where == NULL;
    return dialect->is_new_row != NULL && !can_look;
}

static orm_status begin_upsert(request *r, const orm_conflict *conflict)
{
    orm_write *write = &r->upsert->write;
    const orm_call *c = &write->call;
    bool renews = false;
    orm_status status = orm__conflict_target(c, conflict->on, r->marks, &r->what.where);
    if (status == ORM_OK) {
        status = orm__conflict_return(c, conflict->read_back, r->marks);
    }
    if (status == ORM_OK) {
        status = orm__conflict_renew(c, conflict, r->marks, &renews);
    }
    r->what.conflict = renews ? ORM_SQL_RENEW : ORM_SQL_IGNORE;
    r->what.tells = renews && r->outcomes != NULL && has_to_tell(r);
    if (status == ORM_OK) {
        status = begin_insert(r);
    }
    if (status != ORM_OK || renews) {
        return status == ORM_OK && r->outcomes != NULL ? begin_telling(r) : status;
    }
    write->run = run_or_find;
    write->refuse = say_nothing;
    return write->returned.count > 0 ? begin_find(r) : ORM_OK;
}

orm_status orm__upsert_open(orm_upsert_write *upsert, orm_db *db, const orm_entity *entity,
                            const orm_conflict *conflict, unsigned char *outcomes)
{
    const orm_conflict *asked = conflict == NULL ? &all_defaults : conflict;
    request r = { .use = ORM_USE_CHANGE, .upsert = upsert, .outcomes = outcomes };
    orm_status status = begin_request(&r, db, entity, asked);
    return status == ORM_OK ? begin_upsert(&r, asked) : status;
}

orm_status orm_upsert(orm_db *db, const orm_entity *entity, void *row, const orm_conflict *conflict)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || row == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_UPSERT)) {
        const orm_hooked_rows rows = orm__hooked_one(db, entity, row);
        return orm__hooked_upsert(&rows, conflict);
    }
    orm_upsert_write upsert;
    orm_status status = orm__upsert_open(&upsert, db, entity, conflict, NULL);
    if (status == ORM_OK) {
        status = orm__write_one(&upsert.write, row);
    }
    return orm__upsert_end(&upsert, status);
}

/* ---- insert or ignore ---- */

static orm_status begin_ignore(request *r, const orm_conflict *conflict)
{
    orm_write *write = &r->upsert->write;
    const orm_call *c = &write->call;
    orm_status status = refuse_writes(c, conflict);
    if (status == ORM_OK && conflict->on != NULL) {
        status = orm__conflict_target(c, conflict->on, r->marks, &r->what.where);
    } else if (status == ORM_OK) {
        orm__conflict_store(c->entity, r->marks);
    }
    if (status == ORM_OK) {
        status = orm__conflict_return(c, conflict->read_back, r->marks);
    }
    r->what.conflict = ORM_SQL_IGNORE;
    write->run = run_or_not;
    write->refuse = say_nothing;
    return status == ORM_OK ? begin_insert(r) : status;
}

orm_status orm__upsert_open_ignore(orm_upsert_write *upsert, orm_db *db, const orm_entity *entity,
                                   const orm_conflict *conflict, unsigned char *outcomes)
{
    const orm_conflict *asked = conflict == NULL ? &all_defaults : conflict;
    request r = { .use = ORM_USE_INSERT, .upsert = upsert, .outcomes = outcomes };
    orm_status status = begin_request(&r, db, entity, asked);
    return status == ORM_OK ? begin_ignore(&r, asked) : status;
}

orm_status orm_insert_or_ignore(orm_db *db, const orm_entity *entity, void *row,
                                const orm_conflict *conflict, bool *inserted_out)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || row == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_INSERT)) {
        const orm_hooked_rows rows = orm__hooked_one(db, entity, row);
        return orm__hooked_ignore(&rows, conflict, inserted_out);
    }
    orm_upsert_write upsert;
    orm_status status = orm__upsert_open_ignore(&upsert, db, entity, conflict, NULL);
    if (status == ORM_OK) {
        status = orm__write_one(&upsert.write, row);
    }
    if (status >= 0 && inserted_out != NULL) {
        *inserted_out = upsert.inserted;
    }
    return orm__upsert_end(&upsert, status == ORM_DONE ? ORM_OK : status);
}

/* ---- find or insert ---- */

/* Marks of its own: all of the row that is there is read. */
static orm_status begin_find_all(request *r)
{
    const orm_call *c = &r->upsert->write.call;
    unsigned char *marks = orm__columns_marks(c);
    if (marks == NULL) {
        return orm__error_no_memory(c->error);
    }
    for (uint16_t i = 0; i < c->entity->field_count; i++) {
        marks[i] = (unsigned char)((r->marks[i] & ORM_SQL_TARGET) | ORM_SQL_RETURNED);
    }
    r->marks = marks;
    r->what.marks = marks;
    r->upsert->found.loads = true;
    return begin_find(r);
}

static orm_status begin_find_or_insert(request *r, const orm_conflict *conflict)
{
    orm_write *write = &r->upsert->write;
    const orm_call *c = &write->call;
    orm_status status = refuse_writes(c, conflict);
    if (status == ORM_OK) {
        status = orm__conflict_target(c, conflict->on, r->marks, &r->what.where);
    }
    if (status == ORM_OK) {
        status = orm__conflict_return(c, conflict->read_back, r->marks);
    }
    r->what.conflict = ORM_SQL_IGNORE;
    write->run = run_or_find;
    write->refuse = say_nothing;
    write->fills = true;
    if (status == ORM_OK) {
        status = begin_insert(r);
    }
    return status == ORM_OK ? begin_find_all(r) : status;
}

orm_status orm__upsert_open_find(orm_upsert_write *upsert, orm_db *db, const orm_entity *entity,
                                 const orm_conflict *conflict, unsigned char *outcomes)
{
    const orm_conflict *asked = conflict == NULL ? &all_defaults : conflict;
    request r = { .use = ORM_USE_INSERT, .upsert = upsert, .outcomes = outcomes };
    orm_status status = begin_request(&r, db, entity, asked);
    return status == ORM_OK ? begin_find_or_insert(&r, asked) : status;
}

orm_status orm_find_or_insert(orm_db *db, const orm_entity *entity, void *row,
                              const orm_conflict *conflict, bool *inserted_out)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || row == NULL) {
        return orm__call_refuse_null(db, entity == NULL ? "the entity" : "row");
    }
    if (orm__db_has_hooks(db, entity, ORM_HOOKED_INSERT | ORM_AFTER_LOAD)) {
        const orm_hooked_rows rows = orm__hooked_one(db, entity, row);
        return orm__hooked_find_or_insert(&rows, conflict, inserted_out);
    }
    orm_upsert_write upsert;
    orm_status status = orm__upsert_open_find(&upsert, db, entity, conflict, NULL);
    if (status == ORM_OK) {
        status = orm__write_one(&upsert.found, row);
    }
    if (status == ORM_DONE) {
        status = orm__write_one(&upsert.write, row);
    }
    if (status == ORM_OK && inserted_out != NULL) {
        *inserted_out = upsert.inserted;
    }
    return orm__upsert_end(&upsert, status);
}
