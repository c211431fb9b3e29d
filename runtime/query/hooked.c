/* Owns what is different in writes of rows that hooks are for: the kinds of them. */
#include "query/delete.h"
#include "query/insert.h"
#include "query/update.h"
#include "query/work.h"

static const orm_insert_options default_insert;
static const orm_update_options default_update;

static orm_status mark_insert(const orm_work *w, const orm_call *call, unsigned char *marks)
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
    return orm__insert_open(&w->write, &options);
}

orm_status orm__hooked_insert(const orm_hooked_rows *rows, const orm_insert_options *options)
{
    static const orm_work_kind inserting = { ORM_BEFORE_INSERT, ORM_AFTER_INSERT, mark_insert,
                                             open_insert };
    orm_work w = { .kind = &inserting,
                   .own = *rows,
                   .insert = options == NULL ? &default_insert : options };
    return orm__work_run(&w);
}

static orm_status mark_update(const orm_work *w, const orm_call *call, unsigned char *marks)
{
    return orm__update_mark(call, w->update, marks);
}

static orm_status open_update(orm_work *w, const orm_handle *const *columns)
{
    orm_update_options options = *w->update;
    options.columns = columns == NULL ? options.columns : columns;
    return orm__update_open(&w->write, &options);
}

orm_status orm__hooked_update(const orm_hooked_rows *rows, const orm_update_options *options)
{
    static const orm_work_kind updating = { ORM_BEFORE_UPDATE, ORM_AFTER_UPDATE, mark_update,
                                            open_update };
    orm_work w = { .kind = &updating,
                   .own = *rows,
                   .update = options == NULL ? &default_update : options };
    return orm__work_run(&w);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): as the others */
static orm_status mark_delete(const orm_work *w, const orm_call *call, unsigned char *marks)
{
    (void)w;
    (void)call;
    (void)marks;
    return ORM_OK;
}

static orm_status open_delete(orm_work *w, const orm_handle *const *columns)
{
    (void)columns;
    return orm__delete_open(&w->write, w->by_version);
}

orm_status orm__hooked_delete(const orm_hooked_rows *rows, bool by_version)
{
    static const orm_work_kind deleting = { ORM_BEFORE_DELETE, ORM_AFTER_DELETE, mark_delete,
                                            open_delete };
    orm_work w = { .kind = &deleting, .own = *rows, .by_version = by_version };
    return orm__work_run(&w);
}
