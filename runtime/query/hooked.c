/* Owns what is different in writes of rows that hooks are for: the kinds of them. */
#include "query/conflict.h"
#include "query/delete.h"
#include "query/insert.h"
#include "query/loading.h"
#include "query/update.h"
#include "query/work.h"

static const orm_insert_options default_insert;
static const orm_update_options default_update;

static orm_status mark_insert(orm_work *w, const orm_call *call, unsigned char *marks)
{
    return orm__insert_mark(call, w->insert, marks);
}

static orm_status open_insert(orm_work *w, const orm_handle *const *columns)
{
    orm_insert_options options = *w->insert;
    if (columns != NULL) {
        options.columns = columns;
        options.use_defaults = NULL;
    }
    return orm__insert_open(&w->upsert.write, &options);
}

orm_status orm__hooked_insert(const orm_hooked_rows *rows, const orm_insert_options *options)
{
    static const orm_work_kind inserting = { .before = ORM_BEFORE_INSERT,
                                             .after = ORM_AFTER_INSERT,
                                             .mark = mark_insert,
                                             .open = open_insert };
    orm_work w = { .kind = &inserting,
                   .own = *rows,
                   .insert = options == NULL ? &default_insert : options };
    return orm__work_run(&w);
}

static orm_status mark_update(orm_work *w, const orm_call *call, unsigned char *marks)
{
    return orm__update_mark(call, w->update, marks);
}

static orm_status open_update(orm_work *w, const orm_handle *const *columns)
{
    orm_update_options options = *w->update;
    options.columns = columns == NULL ? options.columns : columns;
    return orm__update_open(&w->upsert.write, &options);
}

orm_status orm__hooked_update(const orm_hooked_rows *rows, const orm_update_options *options)
{
    static const orm_work_kind updating = { .before = ORM_BEFORE_UPDATE,
                                            .after = ORM_AFTER_UPDATE,
                                            .mark = mark_update,
                                            .open = open_update };
    orm_work w = { .kind = &updating,
                   .own = *rows,
                   .update = options == NULL ? &default_update : options };
    return orm__work_run(&w);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): as the others */
static orm_status mark_delete(orm_work *w, const orm_call *call, unsigned char *marks)
{
    (void)w;
    (void)call;
    (void)marks;
    return ORM_OK;
}

static orm_status open_delete(orm_work *w, const orm_handle *const *columns)
{
    (void)columns;
    return orm__delete_open(&w->upsert.write, w->by_version);
}

orm_status orm__hooked_delete(const orm_hooked_rows *rows, bool by_version)
{
    static const orm_work_kind deleting = { .before = ORM_BEFORE_DELETE,
                                            .after = ORM_AFTER_DELETE,
                                            .mark = mark_delete,
                                            .open = open_delete };
    orm_work w = { .kind = &deleting, .own = *rows, .by_version = by_version };
    return orm__work_run(&w);
}

/* ---- rows that may be there ---- */

static const orm_conflict default_conflict;

static orm_status mark_conflict(orm_work *w, const orm_call *call, unsigned char *marks)
{
    const char *where = NULL;
    orm_status status = orm__conflict_target(call, w->conflict->on, marks, &where);
    return status == ORM_OK ? orm__conflict_return(call, w->conflict->read_back, marks) : status;
}

static orm_status mark_upsert(orm_work *w, const orm_call *call, unsigned char *marks)
{
    orm_status status = mark_conflict(w, call, marks);
    return status == ORM_OK ? orm__conflict_renew(call, w->conflict, marks, &w->renews) : status;
}

/* Of any key. */
static orm_status mark_ignore(orm_work *w, const orm_call *call, unsigned char *marks)
{
    if (w->conflict->on != NULL) {
        return mark_conflict(w, call, marks);
    }
    orm__conflict_store(call->entity, marks);
    return orm__conflict_return(call, w->conflict->read_back, marks);
}

static orm_status open_upsert(orm_work *w, const orm_handle *const *columns)
{
    (void)columns;
    return orm__upsert_open(&w->upsert, w->own.db, w->own.entity, w->conflict, w->outcomes);
}

static orm_status open_ignore(orm_work *w, const orm_handle *const *columns)
{
    (void)columns;
    return orm__upsert_open_ignore(&w->upsert, w->own.db, w->own.entity, w->conflict, w->outcomes);
}

static orm_status open_find(orm_work *w, const orm_handle *const *columns)
{
    (void)columns;
    return orm__upsert_open_find(&w->upsert, w->own.db, w->own.entity, w->conflict, w->outcomes);
}

orm_status orm__hooked_upsert(const orm_hooked_rows *rows, const orm_conflict *conflict)
{
    static const orm_work_kind upserting = { .before = ORM_BEFORE_INSERT,
                                             .after = ORM_AFTER_INSERT,
                                             .mark = mark_upsert,
                                             .open = open_upsert };
    orm_work w = { .kind = &upserting,
                   .own = *rows,
                   .conflict = conflict == NULL ? &default_conflict : conflict };
    return orm__work_run(&w);
}

/* Of one row; inserted_out says what was done. */
static orm_status run_one(orm_work *w, bool *inserted_out)
{
    bool inserted = false;
    w->inserted = &inserted;
    orm_status status = orm__work_run(w);
    if (status == ORM_OK && inserted_out != NULL) {
        *inserted_out = inserted;
    }
    return status;
}

orm_status orm__hooked_ignore(const orm_hooked_rows *row, const orm_conflict *conflict,
                              bool *inserted_out)
{
    static const orm_work_kind ignoring = { .before = ORM_BEFORE_INSERT,
                                            .after = ORM_AFTER_INSERT,
                                            .mark = mark_ignore,
                                            .open = open_ignore };
    orm_work w = { .kind = &ignoring,
                   .own = *row,
                   .conflict = conflict == NULL ? &default_conflict : conflict };
    return run_one(&w, inserted_out);
}

/* DONE: it is not there. */
static orm_status find(const orm_hooked_rows *row, const orm_conflict *conflict)
{
    orm_loading loading;
    orm_upsert_write upsert;
    orm_status status =
        orm__loading_begin(&loading, row->db, row->entity, row->rows, conflict->arena);
    if (status == ORM_OK) {
        status = orm__upsert_open_find(&upsert, row->db, row->entity, conflict, NULL);
        if (status == ORM_OK) {
            status = orm__write_one(&upsert.found, loading.row);
        }
        status = orm__upsert_end(&upsert, status);
    }
    return orm__loading_end(&loading, status, row->rows);
}

orm_status orm__hooked_find_or_insert(const orm_hooked_rows *row, const orm_conflict *conflict,
                                      bool *inserted_out)
{
    static const orm_work_kind finding = { .before = ORM_BEFORE_INSERT,
                                           .after = ORM_AFTER_INSERT,
                                           .otherwise = ORM_AFTER_LOAD,
                                           .mark = mark_conflict,
                                           .open = open_find };
    const orm_conflict *asked = conflict == NULL ? &default_conflict : conflict;
    orm_work w = { .kind = &finding, .own = *row, .conflict = asked };
    orm_status status = find(row, asked);
    if (status == ORM_OK && inserted_out != NULL) {
        *inserted_out = false;
    }
    return status == ORM_DONE ? run_one(&w, inserted_out) : status;
}
